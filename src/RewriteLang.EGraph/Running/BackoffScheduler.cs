namespace RewriteLang.EGraphs;

/// <summary>
/// A rule that finds too much sits out some iterations; each time its limit and the length of its absence double. Keeps rules that breed, such as
/// associativity, from starving the others. Depends on numbers of matches only, never on time. Decides exactly as egg's
/// scheduler of that name (Willsey et al., 2021), so that counts can be compared.
/// </summary>
/// <param name="matchLimit">Matches that a rule may have before it is held back for the first time.</param>
/// <param name="banLength">Iterations that it sits out the first time.</param>
public sealed class BackoffScheduler(long matchLimit = 1000, int banLength = 5) : IScheduler
{
    // By the number of the rule in the run; grows as rules are asked about.
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

    /// <param name="Until">The first iteration that the rule takes part in again.</param>
    /// <param name="Times">How often it found too much.</param>
    private readonly record struct Ban(int Until, int Times);
}
