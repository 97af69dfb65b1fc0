using System.Text;
using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <content>UNNEST of lists: as a member of FROM, and as an item of the SELECT list.</content>
internal sealed partial class Binder
{
    private static readonly CompositeFormat ElementOf = CompositeFormat.Parse("unnest({0})");

    private static bool IsUnnest(Node node) => node.Class == "FUNCTION" && node.Text("function_name").ToLowerInvariant() is "unnest" or "unlist";

    /// <summary>A member of FROM, which may read columns of those to its left; null where it is not certain what it unnests.</summary>
    private FromPart? BindUnnestTable(Node node, Scope scope, FromPart? left)
    {
        var call = node.Child("function");
        var own = new Scope(LateralScope(scope, left));
        if (node.Text("with_ordinality") is not ("" or "WITHOUT_ORDINALITY") || !ReadsAll(node, "UNNEST", "function", "column_name_alias", "with_ordinality")
            || BindList(call, new() { Scope = own, Clause = "UNNEST" }) is not var (list, type))
        {
            return null;
        }

        var names = node.Texts("column_name_alias");
        var element = columns.Fresh(names is [var name, ..] ? name : "unnest", type);
        var part = new FromPart();
        part.Filtered.Inputs.Add(new Relation.Unnest(new Relation.Block([], []), list, element));
        part.Lateral.UnionWith(own.CorrelatedColumns);
        var alias = node.Alias.Length > 0 ? node.Alias : "unnest";
        part.Variables.Add(new(alias, null, Rename([new(element.Name, element)], names, $"`{alias}`", node)));
        return part;
    }

    /// <summary>An item of the SELECT list that makes a row of each element, after all else but DISTINCT, order and cut.</summary>
    private Scalar BindUnnestItem(SelectItem item, SelectState state, ExpressionContext context)
    {
        if (state.Unnest is not null)
        {
            Unsupported(Codes.UnsupportedFunction, "a second UNNEST in one SELECT list", item.Node);
            return Poison;
        }

        if (!ReadsAll(item.Node, "UNNEST", FunctionFields) || BindList(item.Node, context.Inside) is not var (list, type))
        {
            Unsupported(Codes.UnsupportedFunction, "`unnest` of what is not certainly a list", item.Node);
            return Poison;
        }

        var element = columns.Fresh(item.Alias ?? "unnest", type);
        state.Unnest = (list, element);
        return element.Ref();
    }

    private (Scalar List, SqlType Element)? BindList(Node call, ExpressionContext context)
    {
        if (call.List("children") is not [var argument] || argument.Alias.Length > 0)
        {
            return null;
        }

        var list = BindExpression(argument, context);
        return IsPoison(list) || !list.Type.ToString().EndsWith(']') || TypeOracle.Of(ElementOf, [list]) is not { } type ? null : (list, type);
    }

    private Relation Unnested(Relation relation, SelectState state, GroupBy groupBy, Func<Scalar, Scalar> lift)
    {
        if (state.Unnest is not var (list, element))
        {
            return relation;
        }

        // These would have to see the rows of before, or of after; and GROUP BY ALL may not mean an element.
        if (state.Windows.Items.Count > 0 || state.Qualify.Conjuncts.Count > 0 || state.AboveGrouping.Count > 0 || groupBy.Keys.Exists(k => k.Value.ReferencedColumns().Contains(element)))
        {
            Unsupported(Codes.UnsupportedFunction, "UNNEST beside window functions, subqueries or GROUP BY ALL in one SELECT", state.Items.First(i => IsUnnest(i.Node)).Node);
        }

        return new Relation.Unnest(relation, lift(list), element);
    }
}
