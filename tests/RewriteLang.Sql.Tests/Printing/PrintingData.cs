using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;

namespace RewriteLang.Sql.Tests.Printing;

/// <summary>A small database, the same on both engines, and queries on it.</summary>
internal sealed class PrintingData : IDisposable
{
    private readonly EngineDatabase _duckDb;
    private readonly EngineDatabase _sqlite;

    public PrintingData(string script)
    {
        _duckDb = DuckDbEngine.Instance.OpenMemory();
        _duckDb.Execute(script);
        Catalog = _duckDb.ReadCatalog();
        _sqlite = SqliteEngine.Instance.OpenMemory();
        TableCopy.Copy(_duckDb, _sqlite, Catalog);
    }

    public Catalog Catalog { get; }

    public static string Folder { get; } = Repository.PathOf("tests/RewriteLang.Sql.Tests/Printing/cases");

    public ResultTable OnDuckDb(string sql) => _duckDb.Query(sql);

    public ResultTable OnSqlite(string sql) => _sqlite.Query(sql);

    /// <summary>The rows as text in a fixed order; floats by nine digits, booleans and moments as SQLite stores them.</summary>
    public static List<string> Rows(ResultTable table) => [.. List(table).Order(StringComparer.Ordinal)];

    /// <summary>The rows as text in their own order.</summary>
    public static List<string> List(ResultTable table) => [.. table.Rows.Select(r => string.Join('|', r.Select(Show)))];

    public void Dispose()
    {
        _duckDb.Dispose();
        _sqlite.Dispose();
    }

    private static string Show(object? value) => value switch
    {
        null => "NULL",
        bool b => b ? "1" : "0",
        double d => Number(d),
        decimal d => Number((double)d),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime d => d.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Number(double value) =>
        double.IsNaN(value) ? "NULL" : value == Math.Floor(value) ? value.ToString("F0", CultureInfo.InvariantCulture) : value.ToString("G9", CultureInfo.InvariantCulture);
}
