namespace RewriteLang.DuckDb.Tests;

public sealed class StreamingTests
{
    [Fact]
    public void Reads_rows_across_chunks_with_their_nulls()
    {
        using var connection = Database.Open();
        using var command = connection.Command(
            "SELECT x, CASE WHEN x % 3 <> 0 THEN 'row number ' || x END FROM range(10000) t(x) ORDER BY x");
        using var reader = command.ExecuteReader();
        long expected = 0;
        while (reader.Read())
        {
            Assert.Equal(expected, reader.GetInt64(0));
            Assert.Equal(expected % 3 == 0, reader.IsDBNull(1));
            if (!reader.IsDBNull(1))
            {
                Assert.Equal($"row number {expected}", reader.GetString(1));
            }

            expected++;
        }

        Assert.Equal(10_000, expected);
        Assert.False(reader.Read());
    }

    [Fact]
    public void Starts_before_the_query_has_ended()
    {
        // All rows of this one would not fit any memory.
        using var connection = Database.Open();
        using var command = connection.Command("SELECT x, repeat('abcdefgh', 100) FROM range(1000000000000) t(x)");
        using var reader = command.ExecuteReader();
        for (var i = 0; i < 5_000; i++)
        {
            Assert.True(reader.Read());
        }

        Assert.Equal(4_999, reader.GetInt64(0));
    }

    [Fact]
    public void Reads_nested_values_in_later_chunks()
    {
        using var connection = Database.Open();
        using var command = connection.Command(
            "SELECT v, CAST(v AS VARCHAR) FROM (SELECT {'l': [x, x + 1], 'm': MAP {x: [x]}, 'a': [x, NULL]::BIGINT[2]} AS v FROM range(5000) t(x))");
        using var reader = command.ExecuteReader();
        var rows = 0;
        while (reader.Read())
        {
            Assert.Equal(reader.GetString(1), reader.GetString(0));
            rows++;
        }

        Assert.Equal(5_000, rows);
    }

    [Fact]
    public void Reads_without_allocating_for_numbers()
    {
        using var connection = Database.Open();
        using var command = connection.Command("SELECT x, x::DOUBLE, x::DECIMAL(18,2), DATE '2024-01-01' FROM range(2000) t(x)");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Sum(reader);
        Assert.True(reader.Read());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = 0m;
        for (var i = 2; i < 1500; i++)
        {
            reader.Read();
            sum += Sum(reader);
        }

        // A box a value would be 24 bytes or more for each of 6,000 values.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        Assert.True(sum > 0);

        static decimal Sum(System.Data.Common.DbDataReader reader) =>
            reader.GetFieldValue<long>(0) + (decimal)reader.GetDouble(1) + reader.GetDecimal(2) + reader.GetDateTime(3).Day;
    }

    [Fact]
    public void HasRows_looks_ahead_and_loses_nothing()
    {
        using var connection = Database.Open();
        using var command = connection.Command("SELECT 1 UNION ALL SELECT 2; SELECT 3 WHERE false");
        using var reader = command.ExecuteReader();
        Assert.True(reader.HasRows);
        Assert.True(reader.Read());
        Assert.True(reader.Read());
        Assert.False(reader.Read());
        Assert.True(reader.NextResult());
        Assert.False(reader.HasRows);
        Assert.False(reader.Read());
        Assert.False(reader.NextResult());
    }
}
