using System.Globalization;
using RewriteLang.Engines;

namespace RewriteLang.Corpus.Calibrating;

/// <summary>
/// Generated tables and statements over them, each dominated by another kind of work, so that together their times determine what an engine pays for each.
/// They are plain enough to mean the same on every engine, and return a row or a few.
/// </summary>
public static class CalibrationWorkload
{
    /// <summary>The tables: one with many rows, one of 1,000, one of half as many as the first, and one with ten rows for each of 100 keys.</summary>
    public const string Schema =
        """
        CREATE TABLE facts (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, k INTEGER NOT NULL, g INTEGER NOT NULL, h INTEGER NOT NULL, m INTEGER NOT NULL, x INTEGER NOT NULL, t VARCHAR NOT NULL);
        CREATE TABLE few (id INTEGER PRIMARY KEY, y INTEGER NOT NULL);
        CREATE TABLE many (id INTEGER PRIMARY KEY, b INTEGER NOT NULL, y INTEGER NOT NULL);
        CREATE TABLE tens (id INTEGER PRIMARY KEY, g INTEGER NOT NULL, y INTEGER NOT NULL);
        """;

    /// <summary>The statements by name.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Statements { get; } =
    [
        ("read", "SELECT count(x) AS n FROM facts WHERE x > 500000"),
        ("one aggregate", "SELECT sum(x) AS s FROM facts"),
        ("eight aggregates", "SELECT sum(x) AS s1, sum(a) AS s2, sum(k) AS s3, sum(m) AS s4, sum(h) AS s5, sum(g) AS s6, avg(h) AS s7, avg(k) AS s8 FROM facts"),
        ("four comparisons", "SELECT sum(x) AS s FROM facts WHERE a > 100 AND k < 990 AND g < 98 AND h <> 6"),
        ("disjunctions", "SELECT sum(x) AS s FROM facts WHERE (a < 500 OR k > 100) AND (g < 50 OR h > 3)"),
        ("groups", "SELECT count(*) AS n FROM (SELECT g, sum(x) AS s FROM facts GROUP BY g) AS q"),
        ("groups by text", "SELECT count(*) AS n FROM (SELECT t, sum(x) AS s FROM facts GROUP BY t) AS q"),
        ("groups by two", "SELECT count(*) AS n FROM (SELECT g, h, sum(x) AS s FROM facts GROUP BY g, h) AS q"),
        ("groups by three", "SELECT count(*) AS n FROM (SELECT g, h, t, sum(x) AS s FROM facts GROUP BY g, h, t) AS q"),
        ("many groups", "SELECT count(*) AS n FROM (SELECT m, sum(x) AS s FROM facts GROUP BY m) AS q"),
        ("filters", "SELECT sum(x) FILTER (WHERE g < 50) AS s1, sum(a) FILTER (WHERE h < 3) AS s2, sum(k) FILTER (WHERE g > 20) AS s3, sum(x) FILTER (WHERE h > 4) AS s4 FROM facts"),
        ("cases", "SELECT sum(CASE WHEN g < 50 THEN x ELSE 0 END) AS s1, sum(CASE WHEN h < 3 THEN a ELSE 0 END) AS s2, sum(CASE WHEN g > 20 THEN k ELSE 0 END) AS s3 FROM facts"),
        ("distinct values", "SELECT count(DISTINCT m) AS n FROM facts"),
        ("distinct values of two", "SELECT count(DISTINCT m) AS n, count(DISTINCT k) AS o FROM facts"),
        ("distinct rows", "SELECT count(*) AS n FROM (SELECT DISTINCT g, h FROM facts) AS q"),
        ("join with few", "SELECT sum(f.x + d.y) AS s FROM facts AS f JOIN few AS d ON f.k = d.id"),
        ("join with many", "SELECT sum(f.x + d.y) AS s FROM facts AS f JOIN many AS d ON f.a = d.id"),
        ("join with many, no index", "SELECT sum(f.x + d.y) AS s FROM facts AS f JOIN many AS d ON f.a = d.b"),
        ("join with tens", "SELECT sum(f.x + d.y) AS s FROM facts AS f JOIN tens AS d ON f.g = d.g WHERE f.id < 100000"),
        ("left join", "SELECT sum(f.x) AS s, count(d.y) AS n FROM facts AS f LEFT JOIN few AS d ON f.k = d.y"),
        ("semi join", "SELECT sum(x) AS s FROM facts WHERE k IN (SELECT y FROM few WHERE id > 500)"),
        ("semi join with many", "SELECT sum(x) AS s FROM facts WHERE a IN (SELECT b FROM many)"),
        ("window", "SELECT max(r) AS n FROM (SELECT row_number() OVER (PARTITION BY g ORDER BY x) AS r FROM facts) AS q"),
        ("window of all", "SELECT max(r) AS n FROM (SELECT row_number() OVER (ORDER BY x) AS r FROM facts) AS q"),
        ("first of all", "SELECT x, id FROM facts ORDER BY x, id LIMIT 10"),
        ("union", "SELECT sum(x) AS s FROM (SELECT x FROM facts UNION ALL SELECT y FROM many) AS q"),
        ("given values", $"SELECT count(*) AS n FROM (VALUES {string.Join(", ", Enumerable.Range(0, 400).Select(i => $"({i}, {i % 7})"))}) AS v"),
        ("products", $"SELECT {string.Join(" + ", Enumerable.Range(0, 9).Select(i => $"q{i}.n"))} AS s FROM {string.Join(", ", Enumerable.Range(0, 9).Select(i => $"(SELECT count(*) AS n FROM few WHERE y > {i}) AS q{i}"))}"),
        ("fewer products", $"SELECT {string.Join(" + ", Enumerable.Range(0, 8).Select(i => $"q{i}.n"))} AS s FROM {string.Join(", ", Enumerable.Range(0, 8).Select(i => $"(SELECT count(*) AS n FROM few WHERE y > {i}) AS q{i}"))}"),
    ];

    /// <summary>Fills an empty database.</summary>
    /// <param name="database">Where.</param>
    /// <param name="rows">The rows of <c>facts</c>.</param>
    /// <param name="seed">Decides the values.</param>
    /// <param name="token">Stops it.</param>
    public static void Fill(EngineDatabase database, long rows, uint seed, CancellationToken token)
    {
        database.Execute(Schema, null, token);

        // A multiplication by a number without small factors scatters the values; the seed shifts them.
        var mixed = string.Create(CultureInfo.InvariantCulture, $"((i * 7919 + {seed % 1_000_003} * 104729) % 1000003)");
        Insert("facts", rows, $"i, {mixed} % {rows / 2}, {mixed} % 1000, {mixed} % 100, {mixed} % 7, {mixed} % 20000, {mixed}, 'group ' || ({mixed} % 100)");
        Insert("few", 1000, "i, i");
        Insert("many", rows / 2, "i, i, i % 1000");
        Insert("tens", 1000, "i, i % 100, i");
        database.Analyze();

        void Insert(string table, long count, string values) => database.Execute(
            string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {table} SELECT {values} FROM (WITH RECURSIVE d (v) AS (SELECT 0 UNION ALL SELECT v + 1 FROM d WHERE v < 999) SELECT CAST(p.v AS BIGINT) * 1000 + q.v AS i FROM d AS p, d AS q) AS n WHERE i < {count}"), null, token);
    }
}
