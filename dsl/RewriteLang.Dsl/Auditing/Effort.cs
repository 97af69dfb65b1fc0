namespace RewriteLang.Dsl.Auditing;

/// <summary>A number of steps that several searches share, so that the time for a rule does not depend on what the others look like. Counted, not timed: the same rules get the same answers.</summary>
/// <param name="steps">The number.</param>
internal sealed class Effort(int steps)
{
    private int _left = steps;

    /// <summary>Takes a step; whether there was none left.</summary>
    internal bool IsSpent() => --_left < 0;
}
