using System.Data.Common;

namespace RewriteLang.Corpus.Tests;

/// <summary>The generators of the repository's own corpora: what holds in the data that they make.</summary>
public sealed class CorpusDataTests
{
    public static TheoryData<string> Sets => [.. CorpusSet.Names];

    [Theory]
    [MemberData(nameof(Sets))]
    public void One_and_two_threads_and_a_second_run_make_the_same_data(string name)
    {
        var set = new CorpusSet(name);
        using var first = set.Load("0.05", threads: 1);
        using var second = set.Load("0.05", threads: 2);
        using var third = set.Load("0.05", threads: 2);
        using var other = set.Load("0.06");
        var sums = first.Checksum(set);
        Assert.Equal(sums, second.Checksum(set));
        Assert.Equal(sums, third.Checksum(set));
        Assert.NotEqual(sums, other.Checksum(set));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_engine_accepts_the_data_under_all_declared_constraints(string name)
    {
        var set = new CorpusSet(name);
        using var database = set.Load("0.01", constraints: true);
        Assert.All(set.Tables(), table => Assert.NotEqual(0, database.Count($"SELECT count(*) FROM {table.Name}")));
        using var unconstrained = set.Load("0.01");
        Assert.Equal(unconstrained.Checksum(set), database.Checksum(set));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Keys_and_foreign_keys_hold_at_a_larger_scale(string name)
    {
        var set = new CorpusSet(name);
        using var database = set.Load("0.2");
        foreach (var table in set.Tables())
        {
            foreach (var key in table.PrimaryKeys.Concat(table.UniqueKeys))
            {
                Assert.Equal(0, database.Count($"SELECT count(*) FROM (SELECT 1 FROM {table.Name} WHERE {AllKnown(key)} GROUP BY {key} HAVING count(*) > 1)"));
            }

            foreach (var reference in table.References)
            {
                Assert.Equal(0, database.Count($"SELECT count(*) FROM (SELECT {reference.Columns} FROM {table.Name} WHERE {AllKnown(reference.Columns)} EXCEPT SELECT {reference.TableColumns} FROM {reference.Table})"));
            }
        }

        static string AllKnown(string columns) => string.Join(" AND ", columns.Split(", ").Select(column => $"{column} IS NOT NULL"));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_column_that_may_be_null_is_null_somewhere_and_known_somewhere(string name)
    {
        var set = new CorpusSet(name);
        using var database = set.Load("0.01");
        foreach (var table in set.Tables())
        {
            foreach (var column in table.NullableColumns)
            {
                Assert.True(database.Count($"SELECT count(*) - count({column}) FROM {table.Name}") > 0, $"{table.Name}.{column} is never NULL.");
                Assert.True(database.Count($"SELECT count({column}) FROM {table.Name}") > 0, $"{table.Name}.{column} is always NULL.");
            }
        }
    }

    [Theory]
    [InlineData("retail", "sales", "customer_id", 30)]
    [InlineData("retail", "sales", "item_id", 20)]
    [InlineData("events", "events", "user_id", 30)]
    [InlineData("ohlc", "ticks", "symbol_id", 4)]
    public void A_few_keys_have_very_many_rows(string name, string table, string key, int timesTheMean)
    {
        using var database = new CorpusSet(name).Load("0.1");
        Assert.InRange(Most(database, table, key), timesTheMean, 1000);
    }

    [Theory]
    [InlineData("retail", "sales")]
    [InlineData("events", "events")]
    [InlineData("ohlc", "ticks")]
    public void Facts_grow_with_the_scale(string name, string table)
    {
        using var small = new CorpusSet(name).Load("0.02");
        using var large = new CorpusSet(name).Load("0.2");
        var ratio = large.Count($"SELECT count(*) FROM {table}") / (double)small.Count($"SELECT count(*) FROM {table}");
        Assert.InRange(ratio, 9.0, 11.0);
        Assert.InRange(large.Count($"SELECT count(*) FROM {table}"), 190_000, 210_000);
    }

    // The rows of the most frequent key over the mean rows of a key.
    private static long Most(DbConnection database, string table, string key) =>
        database.Count($"SELECT max(n) // avg(n) FROM (SELECT count(*) AS n FROM {table} WHERE {key} IS NOT NULL GROUP BY {key})");
}
