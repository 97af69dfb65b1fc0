using RewriteLang.Engines;

namespace RewriteLang.Cli.Tests;

public sealed class SchemaTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void Reads_the_schema_of_a_database_file(string engine)
    {
        Create(engine);
        var finished = Optimize();
        Assert.Equal(0, finished.Code);
        Assert.Contains("amount", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_schema_is_wrong_input()
    {
        var finished = Optimize();
        Assert.Equal(1, finished.Code);
        Assert.Contains("RW3101", finished.Error, StringComparison.Ordinal);
        Assert.Contains("hint:", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Ddl_that_the_engine_rejects_says_where()
    {
        _workspace.Write("data", "CREATE TABLE a (x INTEGER);\nCREATE TABLE b (y NOSUCHTYPE);\n");
        var finished = Optimize();
        Assert.Equal(1, finished.Code);
        Assert.Contains("data:2:", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_nothing_known_is_wrong_input()
    {
        File.WriteAllBytes(_workspace["data"], [0, 1, 2, 255, 254, 0, 7]);
        var finished = Optimize();
        Assert.Equal(1, finished.Code);
        Assert.Contains("RW3107", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("duckdb")]
    [InlineData("sqlite")]
    public void A_damaged_database_is_a_fault(string engine)
    {
        Create(engine);
        var bytes = File.ReadAllBytes(_workspace["data"]);
        Array.Fill(bytes, (byte)0xA5, 16, Math.Min(bytes.Length, 12_000) - 16);
        File.WriteAllBytes(_workspace["data"], bytes);
        var finished = Optimize();
        Assert.Equal(2, finished.Code);
        Assert.Contains("error RW3201", finished.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(_workspace["data"]));
    }

    [Fact]
    public void A_locked_database_is_a_fault()
    {
        Create("sqlite");
        using var other = SqliteEngine.Instance.CreateFile(_workspace["data"]);
        other.Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
        var finished = Optimize();
        Assert.Equal(2, finished.Code);
        Assert.Contains("locked", finished.Error, StringComparison.Ordinal);
    }

    private void Create(string engine)
    {
        using var database = Engine.Find(engine)!.CreateFile(_workspace["data"]);
        database.Execute(Workspace.Schema);
        database.Execute("INSERT INTO customers VALUES (1, 'a', 'North'); INSERT INTO orders VALUES (1, 1, 10), (2, 1, NULL)");
    }

    private Finished Optimize() =>
        Workspace.Run(["optimize", _workspace.Write("query.sql", "SELECT amount FROM orders"), "--schema", _workspace["data"], "--rules", Workspace.Rules]);
}
