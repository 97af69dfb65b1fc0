using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Queries;

/// <summary>How far two queries are tried.</summary>
/// <param name="Seed">Decides every case.</param>
/// <param name="Cases">Useful cases that are to agree: the first query's rows differ from those it gives on empty tables.</param>
/// <param name="Attempts">Most databases that are made for that.</param>
/// <param name="Comparison">What is compared besides rows; names, order and types of columns by default.</param>
public sealed record EquivalenceOptions(ulong Seed = 1, int Cases = 300, int Attempts = 6000, ComparisonOptions? Comparison = null)
{
    /// <summary>How long a query may take on a database of a few rows.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>What became of the comparison of two queries.</summary>
public enum EquivalenceStatus
{
    /// <summary>No difference in as many useful cases as were asked for.</summary>
    NoDifference,

    /// <summary>A database on which they differ.</summary>
    Refuted,

    /// <summary>Too few useful cases.</summary>
    Undetermined,
}

/// <summary>The outcome.</summary>
/// <param name="Status">The outcome in a word.</param>
/// <param name="Attempts">Databases that were tried.</param>
/// <param name="Useful">Those on which the first query gives other rows than on empty tables, and the second the same.</param>
/// <param name="Failed">Those on which the first query fails while it runs: nothing follows from them.</param>
/// <param name="Undetermined">Those whose comparison proves nothing.</param>
/// <param name="Reason">Why comparisons prove nothing, if some did not.</param>
/// <param name="Refutation">The smallest database found on which they differ.</param>
public sealed record EquivalenceReport(
    EquivalenceStatus Status, int Attempts, int Useful, int Failed, int Undetermined, string? Reason, Refutation? Refutation);

/// <summary>A query in the dialect of the engine that judges.</summary>
/// <param name="Sql">One SELECT, without semicolon.</param>
/// <param name="Plan">Its plan, which steers the data and says what order the query promises; null if it could not be bound.</param>
public sealed record ComparedQuery(string Sql, Algebra.Query? Plan);
