namespace RewriteLang.EGraphs;

/// <summary>Decides which rules take part in an iteration. One instance serves one run.</summary>
public interface IScheduler
{
    /// <summary>How many matches of a rule are allowed now; 0 keeps the rule out of this iteration, <see cref="long.MaxValue"/> allows all.</summary>
    /// <param name="rule">Index of the rule in the run.</param>
    /// <param name="iteration">From 0.</param>
    long LimitFor(int rule, int iteration);

    /// <summary>A search found more than the limit; its matches are dropped.</summary>
    void Exceeded(int rule, int iteration);

    /// <summary>Asked after an iteration that changed nothing: whether that means saturation. A scheduler that held rules back says no and lets some in again.</summary>
    bool MayStop(int iteration);
}

/// <summary>Every rule in every iteration.</summary>
public sealed class SimpleScheduler : IScheduler
{
    /// <inheritdoc/>
    public long LimitFor(int rule, int iteration) => long.MaxValue;

    /// <inheritdoc/>
    public void Exceeded(int rule, int iteration)
    {
    }

    /// <inheritdoc/>
    public bool MayStop(int iteration) => true;
}

/// <summary>
/// A rule that finds too much sits out some iterations; each time its limit and the length of its absence double. Keeps rules that breed, such as
/// associativity, from starving the others. Depends on numbers of matches only, never on time.
/// </summary>
/// <param name="matchLimit">Matches that a rule may have before it is held back for the first time.</param>
/// <param name="banLength">Iterations that it sits out the first time.</param>
public sealed class BackoffScheduler(long matchLimit = 1000, int banLength = 5) : IScheduler
{
    private readonly List<Ban> bans = [];

    /// <inheritdoc/>
    public long LimitFor(int rule, int iteration)
    {
        while (bans.Count <= rule)
        {
            bans.Add(new Ban(0, 0));
        }

        return iteration < bans[rule].Until ? 0 : matchLimit << Math.Min(bans[rule].Times, 30);
    }

    /// <inheritdoc/>
    public void Exceeded(int rule, int iteration)
    {
        var times = bans[rule].Times;
        bans[rule] = new Ban(iteration + (banLength << Math.Min(times, 20)), times + 1);
    }

    /// <inheritdoc/>
    public bool MayStop(int iteration)
    {
        var next = int.MaxValue;
        foreach (var ban in bans)
        {
            next = ban.Until > iteration ? Math.Min(next, ban.Until) : next;
        }

        if (next == int.MaxValue)
        {
            return true;
        }

        // Nothing happens until the first absence ends: let all absences end that much sooner.
        for (var rule = 0; rule < bans.Count; rule++)
        {
            if (bans[rule].Until > iteration)
            {
                bans[rule] = bans[rule] with { Until = bans[rule].Until - (next - iteration) };
            }
        }

        return false;
    }

    private readonly record struct Ban(int Until, int Times);
}
