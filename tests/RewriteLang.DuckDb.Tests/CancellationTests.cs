namespace RewriteLang.DuckDb.Tests;

public sealed class CancellationTests
{
    // Hours of work that gives no row before its end.
    private const string Endless = "SELECT count(*) FROM range(10000000) a(x), range(10000000) b(y) WHERE hash(x, y) = 42";

    [Fact]
    public async Task Cancel_stops_a_running_query()
    {
        using var connection = Database.Open();
        using var command = connection.Command(Endless);
        var running = Task.Run(command.ExecuteScalar, TestContext.Current.CancellationToken);
        while (!running.IsCompleted)
        {
            // A request before the query is known to the command finds nothing to stop.
            command.Cancel();
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var fault = await Assert.ThrowsAsync<DuckDbException>(() => running);
        Assert.Equal(DuckDbErrorReason.Cancelled, fault.Reason);
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public async Task A_cancelled_command_says_so_whenever_the_request_comes()
    {
        using var connection = Database.Open();
        for (var i = 0; i < 40; i++)
        {
            using var command = connection.Command(Endless);
            var running = Task.Run(command.ExecuteScalar, TestContext.Current.CancellationToken);
            while (!running.IsCompleted)
            {
                command.Cancel();
                await Task.Yield();
            }

            Assert.Equal(DuckDbErrorReason.Cancelled, (await Assert.ThrowsAsync<DuckDbException>(() => running)).Reason);
        }
    }

    [Fact]
    public async Task A_token_stops_a_running_query()
    {
        using var connection = Database.Open();
        using var command = connection.Command(Endless);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var fault = await Assert.ThrowsAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(source.Token));
        Assert.Equal(source.Token, fault.CancellationToken);
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_runs_nothing()
    {
        using var connection = Database.Open();
        using var command = connection.Command("CREATE TABLE t (x INTEGER)");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteNonQueryAsync(new CancellationToken(true)));
        Assert.Equal(0L, connection.Scalar("SELECT count(*) FROM duckdb_tables()"));
    }

    [Fact]
    public void A_time_limit_stops_a_running_query()
    {
        using var connection = Database.Open();
        using var command = connection.Command(Endless);
        command.CommandTimeout = 1;
        var fault = Assert.Throws<DuckDbException>(command.ExecuteScalar);
        Assert.Equal(DuckDbErrorReason.TimedOut, fault.Reason);
        Assert.Equal("The query ran longer than its limit of 1 s and was stopped.", fault.Message);
    }

    [Fact]
    public async Task A_token_stops_a_stream_between_chunks()
    {
        using var connection = Database.Open();
        using var command = connection.Command("SELECT x FROM range(1000000000000) t(x)");
        using var source = new CancellationTokenSource();
        using var reader = await command.ExecuteReaderAsync(source.Token);
        Assert.True(reader.Read());
        await source.CancelAsync();
        Assert.Throws<OperationCanceledException>(() =>
        {
            while (reader.Read())
            {
            }
        });
    }
}
