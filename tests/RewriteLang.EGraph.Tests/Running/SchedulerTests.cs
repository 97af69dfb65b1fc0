using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

public sealed class SchedulerTests
{
    [Fact]
    public void Back_off_sends_a_rule_away_and_lets_it_in_again()
    {
        var scheduler = new BackoffScheduler(matchLimit: 10, banLength: 3);
        Assert.Equal(10, scheduler.LimitFor(0, 0));
        scheduler.Exceeded(0, 0);
        Assert.Equal(0, scheduler.LimitFor(0, 1));
        Assert.Equal(0, scheduler.LimitFor(0, 2));
        Assert.Equal(20, scheduler.LimitFor(0, 3));
        scheduler.Exceeded(0, 3);
        Assert.False(scheduler.MayStop(4));
        Assert.Equal(20 * 2, scheduler.LimitFor(0, 5));
        Assert.True(scheduler.MayStop(5));
    }

    [Fact]
    public void When_nothing_happens_all_absences_end_sooner_by_what_the_first_has_left()
    {
        var scheduler = new BackoffScheduler(matchLimit: 10, banLength: 4);
        Assert.Equal((10, 10), (scheduler.LimitFor(0, 0), scheduler.LimitFor(1, 0)));
        scheduler.Exceeded(0, 0);
        scheduler.Exceeded(1, 2);
        Assert.False(scheduler.MayStop(3));
        Assert.Equal(20, scheduler.LimitFor(0, 4));
        Assert.Equal(0, scheduler.LimitFor(1, 4));
        Assert.Equal(20, scheduler.LimitFor(1, 5));
    }

    [Fact]
    public void A_rule_held_back_for_ever_does_not_overflow_its_limit()
    {
        var scheduler = new BackoffScheduler(matchLimit: 1000, banLength: 1);
        Assert.Equal(1000, scheduler.LimitFor(0, 0));
        for (var i = 0; i < 100; i++)
        {
            scheduler.Exceeded(0, 0);
        }

        Assert.InRange(scheduler.LimitFor(0, int.MaxValue), 1000L << 20, long.MaxValue);
    }
}
