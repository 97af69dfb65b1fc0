using System.Diagnostics;
using System.Text;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Text;

/// <summary>Writes expressions. Lines behind the first are indented by the given number of columns.</summary>
internal sealed class ExprWriter(QueryWriter queries, int width)
{
    /// <summary>The expression, in parentheses if it binds less strongly than <paramref name="least"/>.</summary>
    public string Write(Expr expr, NameScope? scope, int indent, Strength least = Strength.Or)
    {
        var text = Write(expr, scope, indent);
        return StrengthOf(expr) < least ? $"({text})" : text;
    }

    /// <summary>Expressions separated by commas, on one line.</summary>
    public string List(IEnumerable<Expr> items, NameScope? scope, int indent) => string.Join(", ", items.Select(i => Write(i, scope, indent)));

    /// <summary>A key of ORDER BY.</summary>
    public static string OrderItem(OrderItem item, string key) =>
        $"{key}{(item.Descending ? " DESC" : "")}{item.Nulls switch { true => " NULLS FIRST", false => " NULLS LAST", null => "" }}";

    private static Strength StrengthOf(Expr expr) => expr switch
    {
        Expr.Text text => text.Strength,
        Expr.Prefix prefix => prefix.Strength,
        Expr.Postfix postfix => postfix.Strength,
        Expr.Infix infix => infix.Strength,
        Expr.Junction junction => junction.IsAnd ? Strength.And : Strength.Or,
        Expr.Between or Expr.InList or Expr.InQuery or Expr.AnyQuery => Strength.Comparison,
        Expr.Exists { Negated: true } => Strength.Not,
        _ => Strength.Primary,
    };

    private string Write(Expr expr, NameScope? scope, int indent) => expr switch
    {
        Expr.Text text => text.Sql,
        Expr.Column column => scope?.Write(column) ?? throw new Refusal(Refusal.BrokenPlan, "A column is used where there is no FROM."),
        Expr.Output output => (output.Index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Expr.Prefix prefix => Prefix(prefix, scope, indent),
        Expr.Postfix postfix => Write(postfix.Operand, scope, indent, Strength.Other) + postfix.Operator,
        Expr.Infix infix => Infix(infix, scope, indent),
        Expr.Junction junction => Junction(junction, scope, indent),
        Expr.Between between => $"{Write(between.Operand, scope, indent, Strength.Other)} {(between.Negated ? "NOT BETWEEN" : "BETWEEN")} "
            + $"{Write(between.Low, scope, indent, Strength.Other)} AND {Write(between.High, scope, indent, Strength.Other)}",
        Expr.InList inList => InList(inList, scope, indent),
        Expr.InQuery inQuery => $"{Operands(inQuery.Operands, scope, indent)} {(inQuery.Negated ? "NOT IN" : "IN")} {queries.Nested(inQuery.Query, scope, indent, named: false)}",
        Expr.AnyQuery any => $"{Write(any.Operand, scope, indent, Strength.Other)} {any.Operator} ANY {queries.Nested(any.Query, scope, indent, named: false)}",
        Expr.Exists exists => $"{(exists.Negated ? "NOT EXISTS" : "EXISTS")} {queries.Nested(exists.Query, scope, indent, named: false)}",
        Expr.Subquery subquery => queries.Nested(subquery.Query, scope, indent, named: false),
        Expr.Call call => Call(call, scope, indent),
        Expr.Case @case => Case(@case, scope, indent),
        Expr.Cast cast => $"{(cast.Try ? "TRY_CAST" : "CAST")}({Write(cast.Operand, scope, indent)} AS {cast.Type})",
        Expr.Extract extract => $"EXTRACT({extract.Field} FROM {Write(extract.Operand, scope, indent)})",
        Expr.Filled filled => Filled(filled, scope, indent),
        _ => throw new UnreachableException(expr.GetType().Name),
    };

    private string Prefix(Expr.Prefix prefix, NameScope? scope, int indent)
    {
        var operand = Write(prefix.Operand, scope, indent, prefix.Strength);
        return operand[0] == prefix.Operator[0] && prefix.Operator != "NOT " ? $"{prefix.Operator}({operand})" : prefix.Operator + operand;
    }

    private string Infix(Expr.Infix infix, NameScope? scope, int indent)
    {
        var (left, right) = infix.Strength switch
        {
            Strength.Comparison => (Strength.Other, Strength.Other),
            Strength.Other => (infix.Operator == "||" && infix.Left is Expr.Infix { Operator: "||" } ? Strength.Other : Strength.Unary, Strength.Unary),
            var own => (own, own + 1),
        };
        return $"{Write(infix.Left, scope, indent, left)} {infix.Operator} {Write(infix.Right, scope, indent, right)}";
    }

    private string Junction(Expr.Junction junction, NameScope? scope, int indent)
    {
        var parts = junction.Operands.Select(o => Write(o, scope, indent + 4, junction.IsAnd ? Strength.Not : Strength.And)).ToList();
        var word = junction.IsAnd ? "AND" : "OR";
        if (IsShort(parts))
        {
            return string.Join($" {word} ", parts);
        }

        // Broken over lines, an AND inside an OR is easier to see in parentheses.
        for (var i = 0; i < parts.Count; i++)
        {
            if (junction.Operands[i] is Expr.Junction)
            {
                parts[i] = parts[i][0] == '(' && StrengthOf(junction.Operands[i]) < Strength.And ? parts[i] : $"({parts[i]})";
            }
        }

        return string.Join($"\n{Blank(indent)}{word} ", parts);
    }

    private string InList(Expr.InList inList, NameScope? scope, int indent)
    {
        var items = inList.Items.Select(i => Write(i, scope, indent + 4)).ToList();
        var head = $"{Write(inList.Operand, scope, indent, Strength.Other)} {(inList.Negated ? "NOT IN" : "IN")} (";
        if (IsShort(items))
        {
            return $"{head}{string.Join(", ", items)})";
        }

        var text = new StringBuilder(head);
        var line = width;
        for (var i = 0; i < items.Count; i++)
        {
            if (line + items[i].Length + 2 > width)
            {
                text.Append('\n').Append(Blank(indent + 4));
                line = indent + 4;
            }
            else
            {
                text.Append(' ');
            }

            text.Append(items[i]).Append(i + 1 < items.Count ? "," : "");
            line += items[i].Length + 2;
        }

        return text.Append('\n').Append(Blank(indent)).Append(')').ToString();
    }

    // Between commas and parentheses an operand stands as it is; in front of a point even a column could be read as a table.
    private string Filled(Expr.Filled filled, NameScope? scope, int indent)
    {
        var text = new StringBuilder(filled.Pieces[0]);
        for (var i = 0; i < filled.Operands.Count; i++)
        {
            var (before, behind) = (filled.Pieces[i].TrimEnd(), filled.Pieces[i + 1]);
            var isDelimited = before.Length > 0 && (before[^1] is '(' or ',' or '[' || before.EndsWith(":=", StringComparison.Ordinal)) && behind.Length > 0 && behind[0] is ',' or ')' or ']';
            var isName = filled.Operands[i] is Expr.Column or Expr.Text { Strength: Strength.Primary } && !behind.StartsWith('.');
            var operand = Write(filled.Operands[i], scope, indent);
            text.Append(isDelimited || isName ? operand : $"({operand})").Append(behind);
        }

        return text.ToString();
    }

    private string Operands(IReadOnlyList<Expr> operands, NameScope? scope, int indent) =>
        operands.Count == 1 ? Write(operands[0], scope, indent, Strength.Other) : $"({List(operands, scope, indent)})";

    private string Call(Expr.Call call, NameScope? scope, int indent)
    {
        var text = new StringBuilder(call.Name).Append('(');
        if (call.Distinct)
        {
            text.Append("DISTINCT ");
        }

        text.Append(List(call.Arguments, scope, indent));
        if (call.Order.Count > 0)
        {
            text.Append(" ORDER BY ").Append(OrderItems(call.Order, scope, indent));
        }

        if (call.IgnoreNulls)
        {
            text.Append(" IGNORE NULLS");
        }

        text.Append(')');
        if (call.Filter is not null)
        {
            text.Append(" FILTER (WHERE ").Append(Write(call.Filter, scope, indent + 4)).Append(')');
        }

        return call.Over is null ? text.ToString() : text.Append(" OVER (").Append(Over(call.Over, scope, indent)).Append(')').ToString();
    }

    private string Over(OverClause over, NameScope? scope, int indent)
    {
        var parts = new List<string>();
        if (over.PartitionBy.Count > 0)
        {
            parts.Add($"PARTITION BY {List(over.PartitionBy, scope, indent)}");
        }

        if (over.OrderBy.Count > 0)
        {
            parts.Add($"ORDER BY {OrderItems(over.OrderBy, scope, indent)}");
        }

        if (over.Frame is { } frame)
        {
            string Bound(string kind, Expr? offset) => offset is null ? kind : $"{Write(offset, scope, indent)} {kind}";
            parts.Add($"{frame.Unit} BETWEEN {Bound(frame.Start, frame.StartOffset)} AND {Bound(frame.End, frame.EndOffset)}{frame.Exclusion}");
        }

        return string.Join(' ', parts);
    }

    private string OrderItems(IEnumerable<OrderItem> items, NameScope? scope, int indent) =>
        string.Join(", ", items.Select(i => OrderItem(i, Write(i.Key, scope, indent))));

    private string Case(Expr.Case @case, NameScope? scope, int indent)
    {
        var parts = @case.Branches.Select(b => $"WHEN {Write(b.When, scope, indent + 8)} THEN {Write(b.Then, scope, indent + 8)}").ToList();
        if (@case.Otherwise is not null)
        {
            parts.Add($"ELSE {Write(@case.Otherwise, scope, indent + 8)}");
        }

        return IsShort(parts)
            ? $"CASE {string.Join(' ', parts)} END"
            : $"CASE{string.Concat(parts.Select(p => $"\n{Blank(indent + 4)}{p}"))}\n{Blank(indent)}END";
    }

    private bool IsShort(IReadOnlyCollection<string> parts)
    {
        var total = 0;
        foreach (var part in parts)
        {
            total += part.Length + 4;
            if (part.Contains('\n', StringComparison.Ordinal))
            {
                return false;
            }
        }

        return total <= width - 15;
    }

    /// <summary>Blanks.</summary>
    public static string Blank(int count) => new(' ', count);
}
