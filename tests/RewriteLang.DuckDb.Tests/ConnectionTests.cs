using System.Data;
using RewriteLang.DuckDb.Interop;

namespace RewriteLang.DuckDb.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rewritelang-duckdb-").FullName;

    private string File => Path.Combine(_folder, "test.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Says_the_version_of_the_library()
    {
        Assert.Equal("v1.5.6", DuckDbFactory.LibraryVersion);
        using var connection = Database.Open();
        Assert.Equal(connection.ServerVersion, connection.Scalar("SELECT version()"));
    }

    [Fact]
    public void Keeps_what_is_written_to_a_file()
    {
        using (var connection = Database.Open($"Data Source={File}"))
        {
            connection.Execute("CREATE TABLE t AS SELECT 42 AS x");
        }

        using var again = Database.Open($"Data Source={File};Read Only=true");
        Assert.Equal(42, again.Scalar("SELECT x FROM t"));
        Assert.Contains("read-only mode", Assert.Throws<DuckDbException>(() => again.Execute("INSERT INTO t VALUES (1)")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Connections_of_one_process_share_a_file()
    {
        using var first = Database.Open($"Data Source={File}");
        using var second = Database.Open($"Data Source={File}");
        first.Execute("CREATE TABLE t (x INTEGER)");
        using var transaction = first.BeginTransaction();
        first.Execute("INSERT INTO t VALUES (1)");
        Assert.Equal(0L, second.Scalar("SELECT count(*) FROM t"));
        transaction.Commit();
        Assert.Equal(1L, second.Scalar("SELECT count(*) FROM t"));
        Assert.Contains("different configuration", Assert.Throws<DuckDbException>(() => Database.Open($"Data Source={File};Read Only=true")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_is_private_unless_it_has_a_name()
    {
        using var first = Database.Open("Data Source=:memory:");
        using var second = Database.Open();
        first.Execute("CREATE TABLE t (x INTEGER)");
        Assert.Throws<DuckDbException>(() => second.Scalar("SELECT count(*) FROM t"));

        using var third = Database.Open("Data Source=:memory:shared");
        using var fourth = Database.Open("Data Source=:memory:shared");
        third.Execute("CREATE TABLE t (x INTEGER)");
        Assert.Equal(0L, fourth.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Connections_work_side_by_side()
    {
        using var writer = Database.Open("Data Source=:memory:side");
        writer.Execute("CREATE TABLE t AS SELECT * FROM range(100000) t(x)");
        var sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            using var connection = Database.Open("Data Source=:memory:side");
            long sum = 0;
            using var command = connection.Command("SELECT x FROM t WHERE x % 8 = $i", ("i", i));
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                sum += reader.GetInt64(0);
            }

            return sum;
        })));
        Assert.Equal(4_999_950_000, sums.Sum());
    }

    [Fact]
    public void Passes_options_on_and_rejects_unknown_ones()
    {
        using var connection = Database.Open("threads=2;memory_limit=1GB");
        Assert.Equal(2L, connection.Scalar("SELECT current_setting('threads')"));
        Assert.Contains("no_such_option", Assert.Throws<DuckDbException>(() => Database.Open("no such option=1")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Database.Open("Read Only=perhaps"));
    }

    [Fact]
    public void Says_what_is_wrong_with_a_file()
    {
        System.IO.File.WriteAllText(File, "this is no database, but it is long enough to be taken for one at first sight");
        Assert.Contains("not a valid DuckDB database file", Assert.Throws<DuckDbException>(() => Database.Open($"Data Source={File}")).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<DuckDbException>(() => Database.Open($"Data Source={_folder}/none.duckdb;Read Only=true")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_connection_runs_nothing()
    {
        var connection = Database.Open();
        using var command = connection.Command("SELECT 1");
        connection.Close();
        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Throws<InvalidOperationException>(command.ExecuteScalar);
        connection.Open();
        Assert.Equal(1, command.ExecuteScalar());
    }

    [Fact]
    public void A_missing_library_says_what_to_do()
    {
        var none = Path.Combine(_folder, DuckDbLibrary.FileName);
        var named = Assert.Throws<DuckDbException>(() => DuckDbLibrary.Find(none, []));
        Assert.Equal(DuckDbErrorReason.LibraryMissing, named.Reason);
        Assert.StartsWith($"DuckDB's native library was not found: '{none}' does not exist (REWRITELANG_DUCKDB_LIBRARY names it). What to do:", named.Message, StringComparison.Ordinal);

        System.IO.File.WriteAllText(none, "not a library");
        var broken = Assert.Throws<DuckDbException>(() => DuckDbLibrary.Find(none, []));
        Assert.Contains("could not be loaded", broken.Message, StringComparison.Ordinal);
    }
}
