using RewriteLang.Algebra;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Verify.Aggregates;

/// <summary>One law of an aggregate over one kind of argument: two queries that give the same if it holds.</summary>
/// <param name="Law">Which property says so.</param>
/// <param name="Before">The aggregate as it is.</param>
/// <param name="After">The same by the law.</param>
/// <param name="IsExact">Whether the law promises the very same value, also of floats.</param>
/// <param name="IsCertain">Whether the law speaks of rows that cannot differ in order, so that also an aggregate that depends on it is compared.</param>
internal sealed record AggregateTrial(string Law, Query Before, Query After, bool IsExact = false, bool IsCertain = false)
{
    /// <summary>How the results compare; null where an engine with these numbers does not promise what the law says.</summary>
    public ComparisonSpec? SpecFor(NumberModel numbers)
    {
        var spec = ComparisonSpec.For(Before, numbers);
        if (IsExact && numbers == NumberModel.Binary && spec.Exactness.Contains(Exactness.FloatTolerance))
        {
            return null; // a decimal is a float there
        }

        return spec with { Exactness = IsExact ? [] : spec.Exactness, Uncertain = IsCertain ? [] : spec.Uncertain };
    }
}
