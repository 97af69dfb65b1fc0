using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Optimizer.Passes;
using RewriteLang.Sql;

namespace RewriteLang.Corpus.Tests.Metamorphic;

/// <summary>Groupings that keep different values of one column give the same rows over a table of these values, on both engines; others stay.</summary>
public sealed class BucketsTests
{
    private const string Schema = "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, s VARCHAR, d DATE, p DECIMAL(7,2), f DOUBLE); CREATE TABLE u (id INTEGER PRIMARY KEY, x SMALLINT)";

    private const string Calls = "avg(p) AS m{0}, count(p) AS n{0}, count(DISTINCT p) AS k{0}";

    /// <summary>Conditions of one grouping; {0} and {1} are the first and the last value of its range, {2} another number, {3} its number.</summary>
    public static TheoryData<string> Alike =>
    [
        "a BETWEEN {0} AND {1}",
        "a >= {0} AND a < {1} + 1 AND (p BETWEEN {2} AND {2}+2 OR b BETWEEN {2} - 1 AND {2} OR {2}.5 >= f)",
        "{0} <= a AND {1} >= a AND NOT (b = {2})",
        "a > {0} - 1 AND a <= {1} AND p > {2}.25 AND s <> 's{2}'",
        "a IN ({0}, {1}, {2}) AND b IS NOT NULL",
        "a IN ({0}, {1}, 5) AND a > 1 AND a < 5",
        "a = {0} AND s = 's{2}' AND p < 7",
        "s IN ('s{2}', 's7') AND f >= {0}",
        "b <> 3 AND a <= {1} AND a >= {0} AND a >= 1",
        "a BETWEEN {0} AND {1} AND a <> {2} AND a + b > {2}",
        "a BETWEEN {0} AND {1} AND ((s = 's1' AND b > {2}) OR (s = 's2' AND b > 2) OR (s = 's{2}' AND p > 1))",
        "a BETWEEN {3} * 2 AND {3} * 2 + 1 AND b > NULL",
    ];

    [Theory]
    [MemberData(nameof(Alike))]
    public void Groupings_of_overlapping_ranges_become_one(string conditions) => Same(DerivedTables(Enumerable.Range(0, 5).Select(i => Filled(conditions, i, i + 3, i % 3, i))), isRewritten: true);

    [Theory]
    [MemberData(nameof(Alike))]
    public void Groupings_without_rows_keep_their_values(string conditions) =>
        Same(DerivedTables(Enumerable.Range(0, 4).Select(i => i == 2 ? Filled(conditions, 90, 95, 50, 40) : i == 3 ? Filled(conditions, 5, 4, 1, 9) : Filled(conditions, i, i + 1, 2, i))), isRewritten: true);

    [Theory]
    [MemberData(nameof(Alike))]
    public void Scalar_subqueries_become_one(string conditions) => Same(
        "SELECT id, " + string.Join(", ", Enumerable.Range(0, 4).Select(i =>
            $"CASE WHEN (SELECT count(*) FROM t WHERE {Filled(conditions, i, i + 4, i % 2, i)}) > 3 THEN (SELECT sum(b) FROM t WHERE {Filled(conditions, i, i + 4, i % 2, i)}) ELSE (SELECT count(DISTINCT b) FROM t WHERE {Filled(conditions, i, i + 4, i % 2, i)}) END AS v{i}"))
        + ", (SELECT max(x) FROM u) AS w FROM u WHERE id < 3",
        isRewritten: true);

    [Fact]
    public void Days_are_listed_where_they_are_a_type_of_their_own()
    {
        var sql = DerivedTables(Enumerable.Range(1, 4).Select(i => $"d BETWEEN DATE '2024-02-27' AND DATE '2024-03-0{i}' AND b > {i}"));
        Same(sql, isRewritten: true, DuckDbEngine.Instance);
        Same(sql, isRewritten: false, SqliteEngine.Instance);
    }

    [Fact]
    public void Joins_of_the_same_tables_become_one() => Same(
        "SELECT * FROM " + string.Join(", ", Enumerable.Range(0, 4).Select(i => $"(SELECT count(*) AS n{i}, max(t.s) AS m{i} FROM u, t WHERE t.a = u.x AND u.id BETWEEN {i} AND {i * 2} AND t.b > {i}) q{i}")), isRewritten: true);

    [Fact]
    public void Conditions_may_stand_in_any_order() => Same(
        DerivedTables(Enumerable.Range(0, 4).Select(i => i % 2 == 0 ? $"a BETWEEN {i} AND 5 AND b > {i} AND p < {i + 2} AND b < {i + 4}" : $"{i + 2} > p AND b < {i + 4} AND a BETWEEN {i} AND 5 AND {i} < b")), isRewritten: true);

    [Fact]
    public void Each_calculates_what_it_asks_for() => Same(
        "SELECT q0.n + q1.n AS n, q2.m, q3.k FROM (SELECT count(*) AS n FROM t WHERE a = 1) q0, (SELECT count(b) + 1 AS n FROM t WHERE a IN (1, 2)) q1, (SELECT min(b) FILTER (WHERE p > 2) AS m FROM t WHERE a BETWEEN 2 AND 4) q2, "
        + "(SELECT sum(DISTINCT b) AS k FROM t WHERE a = 77) q3, (SELECT max(x) AS other FROM u) q4 WHERE q1.n > 1", isRewritten: true);

    [Fact]
    public void Numbers_that_the_type_of_the_column_does_not_have_are_left_out() => Same(
        "SELECT * FROM " + string.Join(", ", Enumerable.Range(0, 3).Select(i => $"(SELECT count(*) AS n{i} FROM u WHERE x BETWEEN {32768 - (5 * i)} AND {32775 + i}) q{i}")), isRewritten: true);

    [Theory]
    [InlineData("a BETWEEN {0} AND {1} + 400")]
    [InlineData("a > {0}")]
    [InlineData("p BETWEEN {0} AND {1}")]
    [InlineData("f = {0}")]
    [InlineData("a = {0} OR b = {1}")]
    [InlineData("a BETWEEN {0} AND {1} AND random() < 2")]
    [InlineData("a BETWEEN {0} AND {1} AND CAST(s AS INTEGER) = {2}")]
    public void What_cannot_be_listed_or_may_fail_stays(string conditions) => Same(DerivedTables(Enumerable.Range(0, 4).Select(i => Filled(conditions, i, i + 3, i % 3, i))), isRewritten: false);

    [Theory]
    [InlineData("a = 3", "a = 4", "a = 5 AND b = 1")]
    [InlineData("a = 3 AND b > 1", "a = 4 AND b > 1", "a = 5 AND b < 1")]
    [InlineData("a = 3 AND b > 1", "a = 4 AND b > 1", "a = 5 AND p > 1")]
    [InlineData("a = 3 AND (b > 1 OR p > 1)", "a = 4 AND (b > 1 OR p > 1)", "a = 5 AND (b > 1 AND p > 1)")]
    [InlineData("a = 3", "a = 4", "a = 4")]
    public void Conditions_of_another_form_stay(string first, string second, string third) => Same(DerivedTables([first, second, third]), isRewritten: false);

    [Theory]
    [InlineData("sum(f)")]
    [InlineData("avg(DISTINCT f)")]
    [InlineData("median(b)")]
    [InlineData("max(CAST(s AS INTEGER))")]
    public void What_depends_on_the_order_of_rows_or_may_fail_stays(string call) => Same(
        "SELECT * FROM " + string.Join(", ", Enumerable.Range(0, 4).Select(i => $"(SELECT {call} AS n{i} FROM t WHERE a = {i}) q{i}")), isRewritten: false, DuckDbEngine.Instance);

    [Theory]
    [InlineData(4, 999, false)]
    [InlineData(4, 1000, true)]
    [InlineData(8, 999, true)]
    public void Few_groupings_of_a_table_that_is_scanned_by_one_thread_stay(int groupings, long rows, bool isRewritten)
    {
        var catalog = DdlCatalog.Read("schema.sql", Schema).Value!;
        var counted = new Catalog([.. catalog.Tables.Select(t => t with { Statistics = new(rows, []) })]);
        var columns = new ColumnFactory();
        var query = SqlBinder.Bind(DerivedTables(Enumerable.Range(0, groupings).Select(i => $"a = {i}")), counted, columns, "<sql>").Value!.Query;

        Assert.Equal(isRewritten, !ReferenceEquals(query, new Buckets(columns, listsDays: true, parallelRows: 1000).Of(query)));
    }

    [Fact]
    public void Random_groupings_of_random_data_become_one()
    {
        var random = new Random(20261122);
        string Number() => random.Next(-1, 7).ToString(CultureInfo.InvariantCulture);
        string Range(string c) => random.Next(4) switch
        {
            0 => $"{c} = {Number()}",
            1 => $"{c} IN ({Number()}, {Number()}, {Number()})",
            2 => $"{c} BETWEEN {Number()} AND {Number()}",
            _ => $"{c} > {Number()} AND {Number()} >= {c}",
        };
        for (var round = 0; round < 60; round++)
        {
            var rest = random.Next(6) switch
            {
                0 => "",
                1 => " AND p >= {0}",
                2 => " AND (p >= {0} OR b = {1} OR s IS NULL)",
                3 => " AND NOT (b < {0} AND {1} < p)",
                4 => " AND (s = 's0' AND b < {0} OR s = 's1' AND b < {1} OR s = 's2' AND b < 3)",
                _ => " AND b IS NOT DISTINCT FROM {0} AND s > 's{1}'",
            };
            var calls = new[] { "count(*)", "count(b)", "count(DISTINCT s)", "sum(b)", "sum(p)", "sum(DISTINCT b)", "avg(b)", "min(s)", "max(p)", "min(f)", "count(*) FILTER (WHERE b > 1)", "max(b + a)" }.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToList();
            var key = random.Next(2) == 0 ? "a" : "b";
            var members = Enumerable.Range(0, random.Next(4, 8)).Select(i =>
                $"(SELECT {string.Join(", ", calls.Select((c, j) => $"{c} AS c{i}_{j}"))} FROM t WHERE {Range(key)}{rest.Replace("{0}", Number(), StringComparison.Ordinal).Replace("{1}", Number(), StringComparison.Ordinal)}) q{i}");
            Same($"SELECT * FROM {string.Join(", ", members)}", isRewritten: null, seed: round);
        }
    }

    private static string Filled(string conditions, int from, int to, int other, int number) => string.Format(CultureInfo.InvariantCulture, conditions, from, to, other, number);

    private static string DerivedTables(IEnumerable<string> conditions) =>
        "SELECT * FROM " + string.Join(", ", conditions.Select((c, i) => $"(SELECT {Calls.Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)} FROM t WHERE {c}) q{i}"));

    private static void Same(string sql, bool? isRewritten, Engine? only = null, int seed = 11)
    {
        foreach (var engine in Engine.All.Where(e => only is null || e == only))
        {
            PassTrial.Same(engine, Schema, Data(seed), sql, isRewritten, (query, columns) => new Buckets(columns, listsDays: engine is DuckDbEngine).Of(query));
        }
    }

    // Few values, NULLs, and prices that are exact in floats, too.
    private static string Data(int seed)
    {
        var random = new Random(seed);
        string Or(string value) => random.Next(5) == 0 ? "NULL" : value;
        var t = Enumerable.Range(0, seed % 9 == 8 ? 1 : 80).Select(i =>
            $"({i}, {Or($"{random.Next(7)}")}, {Or($"{random.Next(-2, 7)}")}, {Or($"'s{random.Next(3)}'")}, {Or($"'2024-{(random.Next(2) == 0 ? "02-2" : "03-0")}{random.Next(1, 10)}'")}, {Or($"{random.Next(6)}.{random.Next(4) * 25:00}")}, {Or($"{random.Next(9)}.5")})");
        var u = Enumerable.Range(0, 8).Select(i => $"({i}, {Or(i == 5 ? "32767" : $"{random.Next(6)}")})");
        return $"INSERT INTO t VALUES {string.Join(", ", t)}; INSERT INTO u VALUES {string.Join(", ", u)}";
    }
}
