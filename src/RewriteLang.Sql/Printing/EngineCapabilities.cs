namespace RewriteLang.Sql.Printing;

/// <summary>What the engine that will run the text can do, beyond what every supported version of its dialect can.</summary>
/// <param name="Engine">The engine's name, for messages.</param>
/// <param name="Version">Its version, for messages.</param>
/// <param name="HasFullJoin">RIGHT and FULL JOIN (SQLite from 3.39).</param>
/// <param name="HasMathFunctions">sqrt, ln, pow, floor, ceil and their kin (SQLite as Debian builds it; the bundled 3.35.5 lacks them).</param>
/// <param name="HasHavingWithoutGroupBy">HAVING in a query without GROUP BY, whatever it selects (SQLite from 3.39 wants an aggregate in the SELECT list).</param>
/// <param name="HasOrderedAggregates">ORDER BY inside an aggregate call (SQLite from 3.44).</param>
/// <param name="HasMaterializedHint">AS [NOT] MATERIALIZED on a CTE (SQLite from 3.35).</param>
public sealed record EngineCapabilities(
    string Engine,
    Version Version,
    bool HasFullJoin,
    bool HasMathFunctions,
    bool HasHavingWithoutGroupBy,
    bool HasOrderedAggregates,
    bool HasMaterializedHint)
{
    /// <summary>DuckDB 1.5.</summary>
    public static EngineCapabilities DuckDb { get; } = new("DuckDB", new(1, 5), true, true, true, true, true);

    /// <summary>SQLite of a version, without asking it: math functions are assumed from 3.38 on.</summary>
    public static EngineCapabilities Sqlite(Version version) => new(
        "SQLite",
        version,
        HasFullJoin: version >= new Version(3, 39),
        HasMathFunctions: version >= new Version(3, 38),
        HasHavingWithoutGroupBy: false,
        HasOrderedAggregates: version >= new Version(3, 44),
        HasMaterializedHint: version >= new Version(3, 35));

    /// <summary>SQLite 3.40, as Debian 12 has it.</summary>
    public static EngineCapabilities Sqlite340 { get; } = Sqlite(new(3, 40));

    /// <summary>SQLite 3.35, as the bundled library is.</summary>
    public static EngineCapabilities Sqlite335 { get; } = Sqlite(new(3, 35));

    /// <summary>What is assumed of a dialect's engine when nobody asked it.</summary>
    public static EngineCapabilities DefaultFor(Dialect dialect) => dialect == Dialect.DuckDb ? DuckDb : Sqlite340;
}
