using System.Data.Common;
using System.Numerics;
using System.Text.Json;
using RewriteLang.Algebra;

namespace RewriteLang.Engines.Tests;

public sealed class EngineTests
{
    public static TheoryData<string> Names => [.. Engine.All.Select(engine => engine.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_found_by_its_name_and_says_its_version(string name)
    {
        var engine = Engine.Find(name.ToUpperInvariant());
        Assert.NotNull(engine);
        Assert.Matches(@"^\d+\.\d+\.\d+$", engine.Version);
        Assert.Contains(engine.Version, engine.Description, StringComparison.Ordinal);
        Assert.Null(Engine.Find("oracle"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Runs_scripts_and_queries(string name)
    {
        using var database = Engine.Find(name)!.OpenMemory();
        Assert.Equal(3, database.Execute("CREATE TABLE t (x INTEGER, s VARCHAR); INSERT INTO t VALUES (1, 'a'), (2, NULL), (3, 'c')"));
        var table = database.Query("SELECT x, s FROM t ORDER BY x");
        Assert.Equal(["x", "s"], table.Columns.Select(column => column.Name));
        Assert.Equal([[1L, "a"], [2L, null], [3L, "c"]], table.Rows);
        Assert.Equal(SqlType.Varchar, table.Columns[1].Type);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Joins_fully_and_computes(string name)
    {
        var engine = Engine.Find(name)!;
        Assert.Superset(new HashSet<string> { "full_join", "math_functions", "window_functions", "nulls_order", "cte_recursive", "right_join" }, engine.Capabilities.ToHashSet());
        Assert.Subset(Capabilities.Known.ToHashSet(), engine.Capabilities.ToHashSet());
        using var database = engine.OpenMemory();
        var joined = database.Query("SELECT a.x, b.x FROM (SELECT 1 AS x) a FULL JOIN (SELECT 2 AS x) b ON a.x = b.x ORDER BY 1 NULLS LAST");
        Assert.Equal([[1L, null], [null, 2L]], joined.Rows);
        Assert.Equal(Math.Sqrt(2.0), database.Query("SELECT sqrt(2.0)").Rows[0][0]);
    }

    [Fact]
    public void Tells_the_engines_apart()
    {
        Assert.Contains("qualify", DuckDbEngine.Instance.Capabilities);
        Assert.Contains("grouping_sets", DuckDbEngine.Instance.Capabilities);
        Assert.DoesNotContain("qualify", SqliteEngine.Instance.Capabilities);
        Assert.DoesNotContain("grouping_sets", SqliteEngine.Instance.Capabilities);
        Assert.DoesNotContain("except_all", SqliteEngine.Instance.Capabilities);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Explains_as_text_and_as_json(string name)
    {
        using var database = Engine.Find(name)!.OpenMemory();
        database.Execute("CREATE TABLE wide_table (x INTEGER); INSERT INTO wide_table VALUES (1), (7)");
        const string Query = "SELECT count(*) FROM wide_table WHERE x > 3";
        Assert.Contains("wide_table", database.Explain(Query), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(database.ExplainJson(Query));
        Assert.Equal(JsonValueKind.Array, json.RootElement.ValueKind);
        Assert.True(json.RootElement[0].TryGetProperty("children", out _));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stops_at_its_time_limit(string name)
    {
        using var database = Engine.Find(name)!.OpenMemory();
        var fault = Assert.Throws<TimeoutException>(() => database.Query(Endless, TimeSpan.FromMilliseconds(200)));
        Assert.Equal("The query ran longer than its limit of 0.2 s and was stopped.", fault.Message);
        Assert.Equal(1L, database.Query("SELECT 1").Rows[0][0]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stops_when_cancelled(string name)
    {
        using var database = Engine.Find(name)!.OpenMemory();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.Throws<OperationCanceledException>(() => database.Query(Endless, TimeSpan.FromHours(1), source.Token));
        Assert.Throws<OperationCanceledException>(() => database.Query("SELECT 1", token: source.Token));
        Assert.Equal(1L, database.Query("SELECT 1").Rows[0][0]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Keeps_the_engines_own_errors(string name)
    {
        using var database = Engine.Find(name)!.OpenMemory();
        Assert.Contains("nowhere", Assert.ThrowsAny<DbException>(() => database.Query("SELECT * FROM nowhere", TimeSpan.FromMinutes(1))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Opens_files_for_reading_only(string name)
    {
        using var folder = new Folder();
        var engine = Engine.Find(name)!;
        var file = folder.File("data.db");
        using (var made = engine.CreateFile(file))
        {
            made.Execute("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (42)");
        }

        using (var opened = engine.OpenFile(file))
        {
            Assert.Equal(42L, opened.Query("SELECT x FROM t").Rows[0][0]);
            Assert.ThrowsAny<DbException>(() => opened.Execute("INSERT INTO t VALUES (1)"));
        }

        Assert.Throws<FileNotFoundException>(() => engine.OpenFile(folder.File("none.db")));
        Assert.False(File.Exists(folder.File("none.db")));
        File.WriteAllText(file, string.Concat(Enumerable.Repeat("no database at all. ", 500)));
        Assert.ThrowsAny<DbException>(() => engine.OpenFile(file));
    }

    [Fact]
    public void Reads_DuckDBs_values_as_the_result_table_says()
    {
        using var database = DuckDbEngine.Instance.OpenMemory();
        var row = database.Query(
            """
            SELECT true, sum(1::INTEGER), 170141183460469231731687303715884105727::HUGEINT, 1.50::DECIMAL(4,2),
              '12345678901234567890123456789012345.67'::DECIMAL(38,2), '1.5'::DECIMAL(38,2), 0.1::FLOAT, DATE '2024-02-29', DATE '0044-03-15 (BC)',
              TIME '01:02:03', TIMESTAMP '2024-02-29 01:02:03.5', INTERVAL '-1 year 2 months -3 days 04:05:06.7', 'ab'::BLOB,
              'f47ac10b-58cc-4372-a567-0e02b2c3d479'::UUID, [1, NULL], 18446744073709551615::UBIGINT, NULL
            """).Rows[0];
        Assert.Equal<object?>(
            [
                true, 1L, (BigInteger)Int128.MaxValue, 1.50m, new WideDecimal(BigInteger.Parse("1234567890123456789012345678901234567"), 2), 1.5m,
                (double)0.1f, new DateOnly(2024, 2, 29), "0044-03-15 (BC)", new TimeOnly(1, 2, 3), new DateTime(2024, 2, 29, 1, 2, 3, 500),
                new IntervalValue(-10, -3, 14_706_700_000), (Sequence<byte>)[97, 98], Guid.Parse("f47ac10b-58cc-4372-a567-0e02b2c3d479"), "[1, NULL]",
                (BigInteger)ulong.MaxValue, null,
            ],
            row);
    }

    [Fact]
    public void Reads_SQLites_values_by_what_they_are()
    {
        using var database = SqliteEngine.Instance.OpenMemory();
        database.Execute("CREATE TABLE t (i INTEGER, r REAL, n DECIMAL(5,2), d DATE, b BLOB); INSERT INTO t VALUES (9223372036854775807, 2, 3.5, '2024-02-29', x'00ff')");
        var table = database.Query("SELECT i, r, n, d, b, i * 0, NULL FROM t");
        Assert.Equal<object?>([long.MaxValue, 2.0, 3.5, "2024-02-29", (Sequence<byte>)[0, 255], 0L, null], table.Rows[0]);
        Assert.Equal(
            [SqlType.BigInt, SqlType.Double, SqlType.Double, SqlType.Date, new SqlType(TypeKind.Blob), SqlType.Unknown, SqlType.Unknown],
            table.Columns.Select(column => column.Type));
    }

    private const string Endless =
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000000000) SELECT count(*) FROM c";
}
