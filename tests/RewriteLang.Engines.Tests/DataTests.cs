using RewriteLang.Algebra;

namespace RewriteLang.Engines.Tests;

public sealed class DataTests
{
    private const string Everything =
        """
        CREATE TABLE kinds (k INTEGER PRIMARY KEY, yes BOOLEAN, whole BIGINT, exact DECIMAL(15,2), approximate DOUBLE, day DATE, moment TIMESTAMP, bytes BLOB, label VARCHAR);
        INSERT INTO kinds VALUES
          (1, true, 9223372036854775807, 17.00, 0.1, DATE '2024-02-29', TIMESTAMP '2024-02-29 12:00:00', '\x00\xFF'::BLOB, '123'),
          (2, false, -1, 0.07, 2, DATE '1969-12-31', TIMESTAMP '1969-12-31 23:59:59.5', ''::BLOB, 'Grüße'),
          (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
        CREATE TABLE lines (k INTEGER NOT NULL REFERENCES kinds (k), n INTEGER, v VARCHAR, PRIMARY KEY (k, n));
        CREATE INDEX lines_v ON lines (v);
        INSERT INTO lines SELECT 1 + x % 3, x, CASE WHEN x % 10 <> 0 THEN 'v' || x % 7 END FROM range(5000) t(x);
        """;

    [Fact]
    public void Copies_tables_to_SQLite_with_their_keys()
    {
        using var source = DuckDbEngine.Instance.OpenMemory();
        source.Execute(Everything);
        using var target = SqliteEngine.Instance.OpenMemory();
        Assert.Equal(5003, TableCopy.Copy(source, target, source.ReadCatalog()));

        var rows = target.Query("SELECT k, yes, whole, exact, approximate, day, moment, hex(bytes), label, typeof(exact), typeof(label), typeof(bytes) FROM kinds ORDER BY k").Rows;
        Assert.Equal<object?>([1L, 1L, long.MaxValue, 17.0, 0.1, "2024-02-29", "2024-02-29 12:00:00", "00FF", "123", "real", "text", "blob"], rows[0]);
        Assert.Equal<object?>([2L, 0L, -1L, 0.07, 2.0, "1969-12-31", "1969-12-31 23:59:59.5", "", "Grüße", "real", "text", "blob"], rows[1]);
        Assert.All(rows[2].Skip(1).Take(6), Assert.Null);
        Assert.Equal(
            source.Query("SELECT k, count(*), count(v), min(v), max(n) FROM lines GROUP BY k ORDER BY k").Rows,
            target.Query("SELECT k, count(*), count(v), min(v), max(n) FROM lines GROUP BY k ORDER BY k").Rows);

        var lines = target.ReadCatalog().Find("lines")!;
        Assert.Equal([new TableKey(["k", "n"], true, Trust.Enforced)], lines.Keys);
        Assert.Equal([new ForeignKey(["k"], "kinds", ["k"], Trust.Declared)], lines.ForeignKeys);
        Assert.Contains(new TableIndex("lines_v", ["v"], false), lines.Indexes);
        Assert.True((long)target.Query("SELECT count(*) FROM sqlite_stat1").Rows[0][0]! > 0);
    }

    [Fact]
    public void A_copy_that_fails_leaves_nothing()
    {
        using var source = DuckDbEngine.Instance.OpenMemory();
        source.Execute("CREATE TABLE a AS SELECT 1 AS x; CREATE TABLE b AS SELECT 'nan'::DOUBLE AS x");
        using var target = SqliteEngine.Instance.OpenMemory();
        Assert.Throws<InvalidDataException>(() => TableCopy.Copy(source, target, source.ReadCatalog()));
        source.Execute("DROP TABLE b; CREATE TABLE b AS SELECT 9223372036854775808::HUGEINT AS x");
        Assert.Throws<OverflowException>(() => TableCopy.Copy(source, target, source.ReadCatalog()));
        Assert.Equal(0L, target.Query("SELECT count(*) FROM sqlite_master").Rows[0][0]);
    }

    [Fact]
    public void Loads_a_folder_of_Parquet_in_the_order_of_foreign_keys()
    {
        using var folder = new Folder();
        using (var made = DuckDbEngine.Instance.OpenMemory())
        {
            made.Execute(Everything);
            made.Execute($"COPY kinds TO '{folder.File("kinds.parquet")}'; COPY lines TO '{folder.File("lines.parquet")}'; COPY lines TO '{folder.File("extra.parquet")}'");
        }

        using var database = DuckDbEngine.Instance.OpenMemory();
        database.Execute("CREATE TABLE kinds (k INTEGER PRIMARY KEY, label VARCHAR, yes BOOLEAN, whole BIGINT, exact DECIMAL(15,2), approximate DOUBLE, day DATE, moment TIMESTAMP, bytes BLOB); CREATE TABLE lines (k INTEGER REFERENCES kinds (k), n INTEGER, v VARCHAR)");
        Assert.Equal(["kinds", "lines", "extra"], ParquetFolder.Load(database, folder.Path));
        Assert.Equal([["123", 17.00m]], database.Query("SELECT label, exact FROM kinds WHERE k = 1").Rows);
        Assert.Equal(5000L, database.Query("SELECT count(*) FROM lines JOIN extra USING (k, n)").Rows[0][0]);
        Assert.Throws<DirectoryNotFoundException>(() => ParquetFolder.Load(database, folder.File("nowhere")));
    }

    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Counts_tables(string engine)
    {
        using var duckdb = DuckDbEngine.Instance.OpenMemory();
        duckdb.Execute(Everything);
        using var sqlite = SqliteEngine.Instance.OpenMemory();
        TableCopy.Copy(duckdb, sqlite, duckdb.ReadCatalog());
        var catalog = (engine == "duckdb" ? duckdb : sqlite).GatherStatistics(duckdb.ReadCatalog());

        var kinds = catalog.Find("kinds")!.Statistics!;
        Assert.Equal(3, kinds.Rows);
        Assert.Equal(new ColumnStatistics(3, 0, 1, 3, 4), kinds.Columns[0]);
        Assert.Equal(new ColumnStatistics(2, 1, null, null, 1), kinds.Columns[1] with { Minimum = null, Maximum = null, KeyCorrelation = 0 });
        Assert.Equal(new ColumnStatistics(2, 1, 0.07, 17, 8) { KeyCorrelation = -1 }, kinds.Columns[3]);
        Assert.Equal(new ColumnStatistics(2, 1, -1, 19782, 4) { KeyCorrelation = -1 }, kinds.Columns[5]);
        Assert.Equal(1_709_208_000_000_000.0, kinds.Columns[6].Maximum!.Value, 1_000.0);
        Assert.Equal(5.0, kinds.Columns[8].AverageWidth);

        var lines = catalog.Find("lines")!.Statistics!;
        Assert.Equal(5000, lines.Rows);
        Assert.Equal(new ColumnStatistics(7, 500, null, null, 2), lines.Columns[2]);
    }

    [Fact]
    public void Estimates_distinct_values_of_large_tables()
    {
        using var duckdb = DuckDbEngine.Instance.OpenMemory();
        duckdb.Execute("CREATE TABLE big AS SELECT x, x % 1000 AS few, x // 3 AS many, CASE WHEN x % 2 = 0 THEN x % 50 END AS half FROM range(300000) t(x)");
        using var sqlite = SqliteEngine.Instance.OpenMemory();
        TableCopy.Copy(duckdb, sqlite, duckdb.ReadCatalog());
        Assert.Equal([300_000, 1_000, 100_000, 25], duckdb.GatherStatistics(duckdb.ReadCatalog()).Tables[0].Statistics!.Columns.Select(column => column.Distinct));

        var big = sqlite.GatherStatistics(duckdb.ReadCatalog()).Tables[0].Statistics!;
        Assert.Equal(300_000, big.Rows);
        Assert.InRange(big.Columns[0].Distinct, 250_000, 300_000);
        Assert.InRange(big.Columns[1].Distinct, 900, 1_100);
        Assert.InRange(big.Columns[2].Distinct, 80_000, 120_000);
        Assert.InRange(big.Columns[3].Distinct, 10, 28);
        Assert.Equal(150_000, big.Columns[3].Nulls);
        Assert.Equal(299_999, big.Columns[0].Maximum);
    }

    [Fact]
    public void Estimates_distinct_values_of_very_large_tables_of_DuckDBs()
    {
        using var database = DuckDbEngine.Instance.OpenMemory();
        database.Execute("CREATE TABLE big AS SELECT x % 1000 AS few FROM range(5000001) t(x)");
        Assert.InRange(database.GatherStatistics(database.ReadCatalog()).Tables[0].Statistics!.Columns[0].Distinct, 600, 1_500);
    }
}
