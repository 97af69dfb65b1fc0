namespace RewriteLang.Engines;

/// <summary>What a query that nobody has looked at may use: generated queries over a few rows need a thousandth of it.</summary>
/// <param name="Time">Time, reading included.</param>
/// <param name="Bytes">Memory of the engine; of SQLite it is of all connections of the process together.</param>
/// <param name="Rows">Rows of the result.</param>
public sealed record RunLimits(TimeSpan Time, long Bytes, int Rows)
{
    /// <summary>For cases of verification: 10 s, 512 MiB, 200,000 rows.</summary>
    public static RunLimits OfCases { get; } = new(TimeSpan.FromSeconds(10), 512L << 20, 200_000);
}

/// <summary>A query was stopped because it used more than it was allowed: time, memory, or rows.</summary>
public sealed class ResourceLimitException(string message, Exception? cause = null) : Exception(message, cause);
