namespace RewriteLang.Optimizer.Costs;

/// <summary>
/// What an engine pays for the work it does, in nanoseconds on the machine where it was calibrated; only ratios matter. How the figures were read off is told in
/// docs/benchmarks.md.
/// </summary>
/// <param name="ReadRow">To read a stored row.</param>
/// <param name="EmitRow">To hand a row to the next operator.</param>
/// <param name="HashRow">To put a row in a hash table or a temporary index.</param>
/// <param name="ProbeRow">To look a row up there.</param>
/// <param name="ProbeIndex">To look a key up in a stored index, per doubling of the number of rows.</param>
/// <param name="GroupRow">To add a row to its group.</param>
/// <param name="SortRow">To sort a row, per doubling of the number of rows.</param>
/// <param name="Decorrelates">Whether the engine turns correlated subqueries into joins by itself; otherwise it runs them row by row.</param>
/// <param name="HashesJoins">Whether joins hash; otherwise they loop over indexes, stored or made for the purpose.</param>
public sealed record EngineCosts(
    double ReadRow,
    double EmitRow,
    double HashRow,
    double ProbeRow,
    double ProbeIndex,
    double GroupRow,
    double SortRow,
    bool Decorrelates,
    bool HashesJoins)
{
    /// <summary>Whether the engine asks what all uses of a CTE ask of it inside its definition.</summary>
    public bool FiltersCtes { get; init; }

    /// <summary>To find a row's group by one more key.</summary>
    public double KeyRow { get; init; }

    /// <summary>The same where the key is text.</summary>
    public double TextRow { get; init; }

    /// <summary>To add a row to one aggregate.</summary>
    public double AggregateRow { get; init; }

    /// <summary>To ask a condition inside an aggregate, FILTER or CASE: of every row, each call for itself.</summary>
    public double ConditionRow { get; init; }

    /// <summary>Whether a condition inside an aggregate costs so much for each comparison in it, and not as a whole.</summary>
    public bool AsksOneByOne { get; init; }

    /// <summary>To tell whether a value was seen before, for DISTINCT inside an aggregate.</summary>
    public double DistinctRow { get; init; }

    /// <summary>To write a row to a file and read it back, where more are sorted than memory is given for.</summary>
    public double SpillRow { get; init; }

    /// <summary>To compare, once, in a filter.</summary>
    public double CompareRow { get; init; }

    /// <summary>How much dearer a look-up is in a hash table that is larger than the cache.</summary>
    public double CacheMiss { get; init; } = 1;

    /// <summary>To weigh one way to join inputs that no condition connects, while the engine plans.</summary>
    public double PlanPair { get; init; }

    /// <summary>To read and plan a value that the query itself gives in a row of VALUES.</summary>
    public double GivenValue { get; init; }

    /// <summary>To choose an order for so many inputs that no condition connects: all pairs of disjoint sets of them are weighed, up to a limit.</summary>
    /// <param name="apart">How many inputs, or groups of connected ones, stand apart.</param>
    /// <param name="inputs">How many inputs there are; if they are many, the engine does not look for the best order.</param>
    public double Planning(int apart, int inputs) => inputs > MostOrderedInputs ? 0 : PlanPair * Math.Min(Math.Pow(3, apart), MostPairs);

    private const int MostOrderedInputs = 11;
    private const double MostPairs = 22_000;

    /// <summary>DuckDB: columns, vectors, hash joins, decorrelation. Measured with two threads on the fact tables of TPC-DS, 2.9 million rows (docs/benchmarks.md).</summary>
    public static EngineCosts DuckDb { get; } = new(4, 1, 25, 4, 0, 8, 9, Decorrelates: true, HashesJoins: true)
    {
        KeyRow = 12,
        TextRow = 12,
        AggregateRow = 5,
        ConditionRow = 16,
        DistinctRow = 30,
        CompareRow = 1,
        CacheMiss = 5,
        PlanPair = 4200,
        GivenValue = 3000,
        FiltersCtes = true,
    };

    /// <summary>SQLite: rows, nested loops over B-trees, subqueries row by row. Measured on TPC-H's tables at scale 0.1, in memory (docs/benchmarks.md).</summary>
    public static EngineCosts Sqlite { get; } = new(150, 40, 2000, 500, 20, 600, 40, Decorrelates: false, HashesJoins: false)
    {
        KeyRow = 500,
        TextRow = 300,
        SpillRow = 700,
        AggregateRow = 60,
        ConditionRow = 40,
        AsksOneByOne = true,
        DistinctRow = 600,
    };

    /// <summary>A hash table of more rows than this is larger than the cache.</summary>
    public const double CachedRows = 50_000;

    /// <summary>SQLite gives 2 MB to a sorter (PRAGMA cache_size), whatever else there is: about so many narrow rows.</summary>
    private const double SortedInMemory = 80_000;

    /// <summary>To write so many rows to a file and read them back, if they are sorted and are too many for memory.</summary>
    public double Spilled(double rows) => rows > SortedInMemory ? rows * SpillRow : 0;

    /// <summary>To look a row up in a hash table of so many rows.</summary>
    public double Probe(double tableRows) => HashesJoins ? ProbeRow * (1 + ((CacheMiss - 1) * Missed(tableRows))) : ProbeRow;

    /// <summary>How many times as long it takes to find a row's group among so many, whose states are larger than a row (measured: 2.6 times for 50,000 groups, 4 times for 500,000).</summary>
    public double Scattered(double groups) => HashesJoins ? 1 + (CacheMiss / 4 * Share(groups, CachedRows / 10, CachedRows)) : 1;

    // The share of look-ups that miss the cache: none in a table that fits, all in one that is eight times as large (measured: twice as long at twice the rows, six times at six).
    private static double Missed(double rows) => Share(rows, CachedRows, 8 * CachedRows);

    private static double Share(double rows, double none, double all) => rows <= none ? 0 : Math.Min(1, Math.Log(rows / none) / Math.Log(all / none));

    /// <summary>The costs of an engine by name.</summary>
    /// <exception cref="ArgumentException">The engine is not known.</exception>
    public static EngineCosts Of(string engine) => engine switch
    {
        "duckdb" => DuckDb,
        "sqlite" => Sqlite,
        _ => throw new ArgumentException($"No costs are known for the engine '{engine}'.", nameof(engine)),
    };
}
