using RewriteLang.Algebra;

namespace RewriteLang.Engines.Tests;

public sealed class SchemaFileTests
{
    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Reads_a_database_with_its_statistics(string name)
    {
        using var folder = new Folder();
        var engine = Engine.Find(name)!;
        var file = folder.File("any.name");
        using (var made = engine.CreateFile(file))
        {
            made.Execute("CREATE TABLE t (x INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2)");
        }

        Assert.Same(engine, SchemaFile.EngineOf(file));
        var table = Assert.Single(SchemaFile.Read(file).Value!.Tables);
        Assert.Equal(2, table.Statistics!.Rows);
        Assert.Equal(2, table.Statistics.Columns[0].Distinct);
    }

    [Fact]
    public void Reads_DDL()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.File("schema.sql"), "CREATE TABLE t (x INTEGER);");
        Assert.Null(SchemaFile.EngineOf(folder.File("schema.sql")));
        Assert.Equal("t", Assert.Single(SchemaFile.Read(folder.File("schema.sql")).Value!.Tables).Name);
    }

    [Fact]
    public void Reads_a_folder_of_Parquet_and_CSV_files()
    {
        using var folder = new Folder();
        using (var made = DuckDbEngine.Instance.OpenMemory())
        {
            made.Execute($"COPY (SELECT i AS id, i % 3 AS kind, DATE '2024-01-01' AS day FROM range(10) r(i)) TO '{folder.File("event.parquet")}' (FORMAT parquet)");
            made.Execute($"COPY (SELECT i AS kind, 'k' || i AS name FROM range(2) r(i)) TO '{folder.File("kind.csv")}' (FORMAT csv, HEADER)");
        }

        var bare = SchemaFile.Read(folder.Path).Value!;
        Assert.Equal(["event", "kind"], bare.Tables.Select(t => t.Name));
        Assert.Equal([new("id", SqlType.BigInt), new("kind", SqlType.BigInt), new("day", SqlType.Date)], bare.Find("event")!.Columns);
        Assert.Equal(10, bare.Find("event")!.Statistics!.Rows);
        Assert.Equal(3, bare.Find("event")!.Statistics!.Columns[1].Distinct);

        // The DDL says what the files do not, and the files what of it holds: the event kinds go up to 2, the named ones to 1.
        File.WriteAllText(
            folder.File("schema.sql"),
            """
            CREATE TABLE kind (kind BIGINT PRIMARY KEY, name VARCHAR NOT NULL);
            CREATE TABLE event (id BIGINT PRIMARY KEY CHECK (id < 10), kind BIGINT REFERENCES kind (kind) CHECK (kind < 2), day DATE);
            CREATE TABLE elsewhere (x INTEGER);
            """);
        var read = SchemaFile.Read(folder.Path);
        Assert.Equal(["kind", "event"], read.Value!.Tables.Select(t => t.Name));
        var declared = read.Value.Find("event")!;
        Assert.Equal([new TableKey(["id"], true, Trust.Validated)], declared.Keys);
        Assert.Equal(Trust.Declared, Assert.Single(declared.ForeignKeys).Trust);
        Assert.Equal([Trust.Validated, Trust.Declared], declared.Checks.Select(c => c.Trust));
        Assert.Equal(2, read.Diagnostics.Count(d => d.Code == ConstraintValidation.Broken));
    }

    [Fact]
    public void Says_what_cannot_be_read()
    {
        using var folder = new Folder();
        var missing = Assert.Single(SchemaFile.Read(folder.File("none.sql")).Diagnostics);
        Assert.Equal(SchemaFile.Unreadable, missing.Code);
        Assert.Contains("none.sql", missing.Message, StringComparison.Ordinal);

        var broken = folder.File("broken.db");
        File.WriteAllBytes(broken, [.. "SQLite format 3\0"u8, .. Enumerable.Repeat((byte)7, 5000)]);
        Assert.Equal(SchemaFile.NotOpened, Assert.Single(SchemaFile.Read(broken).Diagnostics).Code);
        Assert.Equal(DataFolder.NoFiles, Assert.Single(SchemaFile.Read(folder.Path).Diagnostics).Code);
    }

    [Fact]
    public void Says_that_a_database_is_locked()
    {
        using var folder = new Folder();
        var file = folder.File("locked.db");
        using var holder = SqliteEngine.Instance.CreateFile(file);
        holder.Execute("CREATE TABLE t (x INTEGER); BEGIN EXCLUSIVE");
        var locked = Assert.Single(SchemaFile.Read(file).Diagnostics);
        Assert.Equal(SchemaFile.NotOpened, locked.Code);
        Assert.Contains("locked", locked.Message, StringComparison.Ordinal);
    }
}
