using System.Data.Common;
using RewriteLang.Engines;

namespace RewriteLang.Corpus.Tests;

/// <summary>The repository's own corpora on SQLite, as they stand.</summary>
public sealed class CorpusSqliteTests
{
    private static readonly Version FirstWithFullJoin = new(3, 39);

    /// <summary>The queries that SQLite does not understand, by number; the readme of the set names them with the reason.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { "events", "01 02 03 65 66" },
        { "ohlc", "19 52 53" },
        { "retail", "17 18 80 81 82" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Sqlite_reads_the_schema_and_all_queries_but_the_named_ones(string name, string numbers)
    {
        Assert.SkipWhen(Version.Parse(SqliteEngine.Instance.Version) < FirstWithFullJoin, "This SQLite has no FULL JOIN.");
        var set = new CorpusSet(name);
        using var database = SqliteEngine.Instance.OpenMemory();
        database.Execute(set.Read("schema.sql"));
        var refused = set.QueryFiles().Where(file => !Accepts(database, set.Read(Path.Combine("queries", file))));
        Assert.Equal(numbers, string.Join(' ', refused.Select(file => file[..2])));
    }

    private static bool Accepts(EngineDatabase database, string sql)
    {
        try
        {
            return database.Explain(sql).Length > 0;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
