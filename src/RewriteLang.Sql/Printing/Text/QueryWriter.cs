using System.Diagnostics;
using System.Globalization;
using System.Text;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Text;

/// <summary>Writes queries: a clause a line, lists broken where a line would get too long.</summary>
internal sealed class QueryWriter
{
    private const int ShortQuery = 72;
    private readonly ExprWriter _exprs;
    private readonly int _width;

    private QueryWriter(int width)
    {
        _width = width;
        _exprs = new ExprWriter(this, width);
    }

    /// <summary>The text of a whole query, whose aliases are set.</summary>
    public static string Write(QueryTree tree, int width) => string.Join('\n', new QueryWriter(width).Clauses(tree, null, 0, named: true));

    /// <summary>A query in parentheses; on one line if it is short.</summary>
    /// <param name="tree">The query.</param>
    /// <param name="outer">The names around it.</param>
    /// <param name="indent">The indentation of the line it begins on.</param>
    /// <param name="named">Whether its column names are used.</param>
    public string Nested(QueryTree tree, NameScope? outer, int indent, bool named)
    {
        var clauses = Clauses(tree, outer, indent + 4, named);
        var isShort = clauses.TrueForAll(c => !c.Contains('\n', StringComparison.Ordinal)) && clauses.Sum(c => c.TrimStart().Length + 1) <= ShortQuery;
        return isShort
            ? $"({string.Join(' ', clauses.Select(c => c.TrimStart()))})"
            : $"(\n{string.Join('\n', clauses)}\n{ExprWriter.Blank(indent)})";
    }

    // Each clause with its indentation.
    private List<string> Clauses(QueryTree tree, NameScope? outer, int indent, bool named)
    {
        var clauses = new List<string>();
        var blank = ExprWriter.Blank(indent);
        if (tree.Ctes.Count > 0)
        {
            var with = tree.Ctes.Exists(c => c.Recursive) ? "WITH RECURSIVE " : "WITH ";
            clauses.Add(blank + with + string.Join($",\n{blank}", tree.Ctes.Select(c => Cte(c, outer, indent))));
        }

        var scope = outer;
        switch (tree)
        {
            case QueryTree.Select select:
                scope = new NameScope(select, outer);
                new SelectWriter(_exprs, this, select, scope, indent, _width, named).AddTo(clauses);
                break;
            case QueryTree.SetOperation set:
                SetOperation(set, outer, indent, named, clauses);
                break;
            case QueryTree.ValuesList values:
                var rows = values.Rows.Select(r => $"({_exprs.List(r, outer, indent + 4)})").ToList();
                clauses.Add(blank + "VALUES " + Join(rows, indent, _width - 7));
                break;
            case QueryTree.Verbatim verbatim:
                clauses.Add(blank + Filled(verbatim, outer, indent));
                break;
            default:
                throw new UnreachableException(tree.GetType().Name);
        }

        if (tree is not QueryTree.Select && tree.OrderBy.Count > 0)
        {
            clauses.Add($"{blank}ORDER BY {string.Join(", ", tree.OrderBy.Select(o => ExprWriter.OrderItem(o, OutputKey(o.Key, tree, named))))}");
        }

        if (tree.Limit is not null)
        {
            clauses.Add($"{blank}LIMIT {_exprs.Write(tree.Limit, outer, indent)}");
        }

        if (tree.Offset is not null)
        {
            clauses.Add($"{blank}OFFSET {_exprs.Write(tree.Offset, outer, indent)}");
        }

        return clauses;
    }

    private string Cte(CteTree cte, NameScope? outer, int indent)
    {
        var columns = cte.Columns.Count == 0 ? "" : $" ({string.Join(", ", cte.Columns.Select(Identifiers.Name))})";
        var hint = cte.Hint.Length == 0 ? "" : cte.Hint + " ";
        var body = string.Join('\n', Clauses(cte.Query, outer, indent + 4, named: cte.Columns.Count == 0));
        return $"{Identifiers.Name(cte.Name)}{columns} AS {hint}(\n{body}\n{ExprWriter.Blank(indent)})";
    }

    private void SetOperation(QueryTree.SetOperation set, NameScope? outer, int indent, bool named, List<string> clauses)
    {
        for (var i = 0; i < set.Operands.Count; i++)
        {
            if (i > 0)
            {
                clauses.Add(ExprWriter.Blank(indent) + set.Operator);
            }

            var operand = set.Operands[i];
            var isNamed = named && i == 0;
            var isLoose = operand is QueryTree.SetOperation or QueryTree.Verbatim
                || operand.OrderBy.Count > 0 || operand.Limit is not null || operand.Offset is not null || operand.Ctes.Count > 0;
            if (isLoose && !set.GroupsToTheLeft(i))
            {
                clauses.Add(ExprWriter.Blank(indent) + Nested(operand, outer, indent, isNamed));
            }
            else
            {
                clauses.AddRange(Clauses(operand, outer, indent, isNamed));
            }
        }
    }

    // Only the holes are indented: a line of the text may begin inside a string.
    private string Filled(QueryTree.Verbatim verbatim, NameScope? outer, int indent)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var (position, query) in verbatim.Holes)
        {
            text.Append(verbatim.Text, at, position - at).Append(Nested(query, outer, indent, named: true));
            at = position;
        }

        return text.Append(verbatim.Text, at, verbatim.Text.Length - at).ToString();
    }

    private static string OutputKey(Expr key, QueryTree tree, bool named)
    {
        var index = ((Expr.Output)key).Index;
        var name = tree.Names[index];
        return named && tree.Names.Count(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) == 1
            ? Identifiers.Name(name)
            : (index + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Items on one line, or each on its own when they do not fit.</summary>
    public static string Join(List<string> items, int indent, int width)
    {
        var isShort = items.Sum(i => i.Length + 2) <= width - indent && items.TrueForAll(i => !i.Contains('\n', StringComparison.Ordinal));
        return isShort
            ? string.Join(", ", items)
            : "\n" + string.Join(",\n", items.Select(i => ExprWriter.Blank(indent + 4) + i));
    }
}
