using RewriteLang.Algebra;

namespace RewriteLang.Verify.Equality;

/// <summary>How values of an output column compare.</summary>
public enum Exactness
{
    /// <summary>As values.</summary>
    Exact,

    /// <summary>Within the tolerance: a sum or average of floats flowed into the column.</summary>
    FloatTolerance,
}

/// <summary>How far two floats may be apart: <c>|a - b| &lt;= max(Absolute, Relative * max(|a|, |b|))</c>.</summary>
public readonly record struct Tolerance(double Relative, double Absolute)
{
    /// <summary>Nine digits: far above what another order of addition does to some million summands, far below what a wrong row does.</summary>
    public static readonly Tolerance Standard = new(1e-9, 1e-9);

    /// <summary>Whether two finite numbers are that close.</summary>
    public bool Close(double a, double b) => Math.Abs(a - b) <= Math.Max(Absolute, Relative * Math.Max(Math.Abs(a), Math.Abs(b)));
}

/// <summary>
/// What the query promises about the order of its rows. Only the keys that come out in the result are listed: from the first one that does not, nothing
/// can be seen.
/// </summary>
/// <param name="Keys">Positions in the result, in order of significance; the longest visible prefix of ORDER BY.</param>
/// <param name="HiddenKeys">Whether further keys follow that the result does not show and that the visible ones do not determine.</param>
public sealed record RowOrder(Sequence<int> Keys, bool HiddenKeys);

/// <summary>A LIMIT or OFFSET at the root whose order leaves ties, or is by sums of floats that may nearly tie.</summary>
/// <param name="CutsStart">There is an OFFSET: the first tie group may be cut as well as the last.</param>
/// <param name="OnlyNearTies">The order is total: only rows whose float keys are within the tolerance of each other may be exchanged.</param>
public sealed record TieCut(bool CutsStart, bool OnlyNearTies = false);

/// <summary>Everything about a query that decides how its results compare. <see cref="For"/> derives it; tests may write it.</summary>
/// <param name="Exactness">By output position; positions beyond its end are exact.</param>
/// <param name="Order">The promised order; null for a bag.</param>
/// <param name="Cut">The root's LIMIT or OFFSET, if ties may be cut.</param>
/// <param name="Uncertain">Why a difference proves nothing (volatile functions, a LIMIT below the root that cuts ties, …); empty if it does.</param>
/// <param name="WholeFloats">By output position: whether a float that is whole may come as an integer; positions beyond its end may not.</param>
public sealed record ComparisonSpec(
    Sequence<Exactness> Exactness = default,
    RowOrder? Order = null,
    TieCut? Cut = null,
    Sequence<string> Uncertain = default,
    Sequence<bool> WholeFloats = default)
{
    /// <summary>A bag of exact values.</summary>
    public static readonly ComparisonSpec Bag = new();

    /// <summary>How results of <paramref name="query"/> compare on an engine with those numbers.</summary>
    public static ComparisonSpec For(Query query, NumberModel numbers)
    {
        var tolerant = FloatProvenance.TolerantColumns(query.Body, numbers);
        var exactness = query.Outputs.Select(o => tolerant.Contains(o.Column) ? Equality.Exactness.FloatTolerance : Equality.Exactness.Exact);

        // SQLite keeps a whole REAL, which decimals are, too, as an integer, and at times forgets to turn it back.
        var whole = query.Outputs.Select(o => numbers == NumberModel.Binary && (o.Column.Type.IsFloat || o.Column.Type.Kind == TypeKind.Decimal));
        return new([.. exactness], OrderOf(query, tolerant), CutOf(query, tolerant), Uncertainty.Reasons(query), [.. whole]);
    }

    private static RowOrder? OrderOf(Query query, IReadOnlySet<Column> tolerant)
    {
        if (query.Order.IsEmpty)
        {
            return null;
        }

        var keys = new List<int>();
        var seen = new HashSet<Column>();
        var hidden = false;
        foreach (var key in query.Order)
        {
            var position = key.Expression is Scalar.ColumnRef r ? query.Outputs.ToList().FindIndex(o => o.Column == r.Column) : -1;
            if (position < 0)
            {
                hidden = !key.Expression.ReferencedColumns().All(Dependencies.Closure(query.Body, seen).Contains) || !key.Expression.IsDeterministic();
                if (hidden)
                {
                    break;
                }

                continue;
            }

            keys.Add(position);
            seen.Add(query.Outputs[position].Column);
        }

        // An order without ties puts every row in one place, whether the result shows why or not.
        var determined = hidden && Dependencies.IsTotal(query.Order, query.Body, query.Outputs.Select(o => o.Column))
            && query.Order.All(k => k.Expression.IsDeterministic() && !k.Expression.ReferencedColumns().Any(tolerant.Contains));
        return determined ? new([.. Enumerable.Range(0, query.Outputs.Count)], false) : new([.. keys], hidden);
    }

    private static TieCut? CutOf(Query query, IReadOnlySet<Column> tolerant)
    {
        if (RootTopN(query.Body) is not { } top)
        {
            return null;
        }

        var total = Dependencies.IsTotal(top.Order, top.Input, query.Outputs.Select(o => o.Column));
        var nearTies = top.Order.SelectMany(k => k.Expression.ReferencedColumns()).Any(tolerant.Contains);
        return total && !nearTies ? null : new(top.Offset is not null, OnlyNearTies: total);
    }

    // Operators above the root's LIMIT that keep every row one for one.
    internal static Relation.TopN? RootTopN(Relation body) => body switch
    {
        Relation.TopN top => top,
        Relation.Project project => RootTopN(project.Input),
        Relation.With with => RootTopN(with.Body),
        _ => null,
    };
}
