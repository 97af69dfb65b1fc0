namespace RewriteLang.Engines.Tests;

public sealed class SqliteLibraryTests
{
    private static string Bundled => Directory.GetFiles(AppContext.BaseDirectory, "*e_sqlite3.*", SearchOption.AllDirectories)
        .First(file => SqliteLibrary.Load(file) is not null);

    [Fact]
    public void The_running_library_is_the_one_it_names()
    {
        using var database = SqliteEngine.Instance.OpenMemory();
        Assert.Equal(SqliteEngine.Instance.Version, database.Query("SELECT sqlite_version()").Rows[0][0]);
        Assert.Equal(SqliteEngine.Instance.Version, database.Connection.ServerVersion);
    }

    [Fact]
    public void Takes_the_named_library_whatever_its_version()
    {
        var (library, origin) = SqliteLibrary.Find(Bundled, ["libsqlite3.so.0"]);
        Assert.NotEqual(0, library);
        Assert.Equal(Bundled, origin);
    }

    [Fact]
    public void Leaves_a_system_library_that_is_too_old()
    {
        // The bundled one, 3.35, stands in for an old system's.
        Assert.Equal((0, "bundled library"), SqliteLibrary.Find(null, [Bundled]));
        Assert.Equal((0, "bundled library"), SqliteLibrary.Find("", ["no-such-library"]));
    }

    [Fact]
    public void Says_what_to_do_when_the_named_library_is_none()
    {
        var fault = Assert.Throws<DllNotFoundException>(() => SqliteLibrary.Find("/no/such/libsqlite3.so", []));
        Assert.StartsWith("'/no/such/libsqlite3.so', which REWRITELANG_SQLITE_LIBRARY names, cannot be loaded as SQLite. What to do:", fault.Message, StringComparison.Ordinal);
    }
}
