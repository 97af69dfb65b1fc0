using System.Diagnostics;

namespace RewriteLang.Sql.Printing.Tree;

/// <summary>Traversal of expressions.</summary>
internal static class Exprs
{
    /// <summary>The direct operands, those of a window's clauses included; queries inside are not entered.</summary>
    public static IEnumerable<Expr> Children(this Expr expr) => expr switch
    {
        Expr.Text or Expr.Column or Expr.Output or Expr.Exists or Expr.Subquery => [],
        Expr.Prefix prefix => [prefix.Operand],
        Expr.Postfix postfix => [postfix.Operand],
        Expr.Infix infix => [infix.Left, infix.Right],
        Expr.Junction junction => junction.Operands,
        Expr.Between between => [between.Operand, between.Low, between.High],
        Expr.InList inList => inList.Items.Prepend(inList.Operand),
        Expr.InQuery inQuery => inQuery.Operands,
        Expr.AnyQuery any => [any.Operand],
        Expr.Call call => CallChildren(call),
        Expr.Case @case => CaseChildren(@case),
        Expr.Cast cast => [cast.Operand],
        Expr.Extract extract => [extract.Operand],
        Expr.Filled filled => filled.Operands,
        _ => throw new UnreachableException(expr.GetType().Name),
    };

    /// <summary>The query inside, if the expression itself is a subquery of some kind.</summary>
    public static QueryTree? Query(this Expr expr) => expr switch
    {
        Expr.Exists exists => exists.Query,
        Expr.Subquery subquery => subquery.Query,
        Expr.InQuery inQuery => inQuery.Query,
        Expr.AnyQuery any => any.Query,
        _ => null,
    };

    /// <summary>Whether the expression or an operand at any depth, but outside of queries inside, satisfies <paramref name="predicate"/>.</summary>
    public static bool Any(this Expr expr, Func<Expr, bool> predicate)
    {
        if (predicate(expr))
        {
            return true;
        }

        foreach (var child in expr.Children())
        {
            if (child.Any(predicate))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an aggregate is called in it, outside of windows' own calls.</summary>
    public static bool HasAggregate(this Expr expr) => expr.Any(e => e is Expr.Call { IsAggregate: true, Over: null });

    /// <summary>Whether a window function is called in it.</summary>
    public static bool HasWindow(this Expr expr) => expr.Any(e => e is Expr.Call { Over: not null });

    /// <summary>Whether a query is nested in it.</summary>
    public static bool HasQuery(this Expr expr) => expr.Any(e => e.Query() is not null);

    /// <summary>The number of operators, calls and names: how much is written again when the expression is used again.</summary>
    public static int Weight(this Expr expr)
    {
        var weight = 1;
        foreach (var child in expr.Children())
        {
            weight += child.Weight();
        }

        return weight;
    }

    private static IEnumerable<Expr> CallChildren(Expr.Call call)
    {
        IEnumerable<Expr> all = call.Arguments;
        if (call.Order.Count > 0)
        {
            all = all.Concat(call.Order.Select(o => o.Key));
        }

        if (call.Filter is not null)
        {
            all = all.Append(call.Filter);
        }

        if (call.Over is { } over)
        {
            all = all.Concat(over.PartitionBy).Concat(over.OrderBy.Select(o => o.Key));
            if (over.Frame?.StartOffset is { } start)
            {
                all = all.Append(start);
            }

            if (over.Frame?.EndOffset is { } end)
            {
                all = all.Append(end);
            }
        }

        return all;
    }

    private static IEnumerable<Expr> CaseChildren(Expr.Case @case)
    {
        foreach (var (when, then) in @case.Branches)
        {
            yield return when;
            yield return then;
        }

        if (@case.Otherwise is { } otherwise)
        {
            yield return otherwise;
        }
    }
}
