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
    public void Says_what_cannot_be_read()
    {
        using var folder = new Folder();
        var missing = Assert.Single(SchemaFile.Read(folder.File("none.sql")).Diagnostics);
        Assert.Equal(SchemaFile.Unreadable, missing.Code);
        Assert.Contains("none.sql", missing.Message, StringComparison.Ordinal);

        var broken = folder.File("broken.db");
        File.WriteAllBytes(broken, [.. "SQLite format 3\0"u8, .. Enumerable.Repeat((byte)7, 5000)]);
        Assert.Equal(SchemaFile.NotOpened, Assert.Single(SchemaFile.Read(broken).Diagnostics).Code);
        Assert.Equal(SchemaFile.Unreadable, Assert.Single(SchemaFile.Read(folder.Path).Diagnostics).Code);
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
