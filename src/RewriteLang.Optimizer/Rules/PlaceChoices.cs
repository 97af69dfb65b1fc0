using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>What a rule made of several places, to be taken or left as a whole.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Places">For each place its class, and the class that the right side had when it was built.</param>
/// <param name="FirstNew">The first class id that was given out while the right sides were built.</param>
/// <param name="EndNew">One more than the last.</param>
internal sealed record PlaceChoice(string Rule, Sequence<(EClassId Class, EClassId Built)> Places, int FirstNew, int EndNew);

/// <summary>
/// What rules of several places made. A place alone seldom pays: that a grouping also serves another place shows only where both are taken, and what they share is computed once.
/// </summary>
internal sealed class PlaceChoices
{
    private readonly List<PlaceChoice> _all = [];
    private readonly List<(int First, int End)> _made = [];

    /// <summary>All of them, in the order in which they were made.</summary>
    public IReadOnlyList<PlaceChoice> All => _all;

    /// <summary>Notes a choice.</summary>
    public void Add(PlaceChoice choice) => _all.Add(choice);

    /// <summary>Notes that the classes with these ids were given out while such a rule built its right sides.</summary>
    public void Note(int first, int end)
    {
        if (end > first)
        {
            _made.Add((first, end));
        }
    }

    /// <summary>Whether an operator is there only because such a rule made it.</summary>
    public bool Made(PlanGraph plans, ENodeId node) => _made.Count > 0
        && plans.HomesOf(plans.Remember(node)).ToList() is { Count: > 0 } homes && homes.TrueForAll(h => _made.Exists(m => m.First <= h.Value && h.Value < m.End));
}
