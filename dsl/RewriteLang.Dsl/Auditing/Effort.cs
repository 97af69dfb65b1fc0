namespace RewriteLang.Dsl.Auditing;

/// <summary>A number of steps that several searches share, so that the time for a rule does not depend on what the others look like. Counted, not timed: the same rules get the same answers.</summary>
/// <param name="steps">The number.</param>
internal sealed class Effort(int steps)
{
    // Steps for all rules of a library, a few microseconds each: a second or two for a thousand rules that all overlap.
    private const int Total = 1_000_000;

    private int _left = steps;

    /// <summary>Whether there are no steps left.</summary>
    internal bool IsUsedUp => _left <= 0;

    /// <summary>What one of so many rules may take: its part of the whole, if that is less than the most.</summary>
    internal static Effort ForOneOf(int rules, int most) => new(Math.Min(most, Total / Math.Max(rules, 1)));

    /// <summary>Takes a step; whether there was none left.</summary>
    internal bool IsSpent() => --_left < 0;
}
