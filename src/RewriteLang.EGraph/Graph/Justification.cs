namespace RewriteLang.EGraphs;

/// <summary>Why two classes were united: a rule, and where its bindings can be looked up.</summary>
/// <param name="Rule">The rule's name; it appears in explanations.</param>
/// <param name="Bindings">What the rule's variables stood for, as the client keeps it; printed and checked by the client. May be null.</param>
public readonly record struct Justification(string Rule, object? Bindings = null)
{
    /// <summary>For facts that are given rather than derived by a rule.</summary>
    public static Justification Given { get; } = new("given");
}
