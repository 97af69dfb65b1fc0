using System.Data.Common;

namespace RewriteLang.Corpus.Tests;

/// <summary>The sets filled at a small scale, each when it is first asked for.</summary>
public sealed class SmallDatabases : IDisposable
{
    private readonly Dictionary<string, DbConnection> _databases = new(StringComparer.Ordinal);

    /// <summary>The database of a set. Not for several threads.</summary>
    public DbConnection this[string name] =>
        _databases.TryGetValue(name, out var open) ? open : _databases[name] = new CorpusSet(name).Load("0.01");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var database in _databases.Values)
        {
            database.Dispose();
        }
    }
}

/// <summary>The queries of the repository's own corpora, each run on DuckDB as it stands.</summary>
public sealed class CorpusQueryTests(SmallDatabases databases) : IClassFixture<SmallDatabases>
{
    public static TheoryData<string> Sets => [.. CorpusSet.Names];

    public static TheoryData<string, string> Queries
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var name in CorpusSet.Names)
            {
                foreach (var file in new CorpusSet(name).QueryFiles())
                {
                    data.Add(name, file);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Runs_on_duckdb_with_the_same_number_of_rows_twice(string name, string file)
    {
        var sql = new CorpusSet(name).Read(Path.Combine("queries", file));
        Assert.Equal(databases[name].RowCount(sql), databases[name].RowCount(sql));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Four_of_five_queries_or_more_return_rows(string name)
    {
        var set = new CorpusSet(name);
        var files = set.QueryFiles();
        var empty = files.Where(file => databases[name].RowCount(set.Read(Path.Combine("queries", file))) == 0).ToArray();
        Assert.True(empty.Length * 5 <= files.Length, $"These return nothing: {string.Join(", ", empty)}");
    }
}
