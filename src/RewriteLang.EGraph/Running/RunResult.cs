using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RewriteLang.EGraphs;

/// <summary>What one rule did in a run.</summary>
/// <param name="Name">The rule.</param>
/// <param name="Matches">Matches found in all iterations, dropped ones included.</param>
/// <param name="Applied">Matches that changed the graph.</param>
/// <param name="NodesAdded">Node records that its applications created.</param>
/// <param name="TimesHeldBack">How often the scheduler sent it away for finding too much.</param>
/// <param name="SearchTime">Time of all its searches.</param>
/// <param name="ApplyTime">Time of all its applications.</param>
public sealed record RuleStatistics(
    string Name, long Matches, long Applied, long NodesAdded, int TimesHeldBack, TimeSpan SearchTime, TimeSpan ApplyTime);

/// <summary>The state after one iteration.</summary>
/// <param name="Nodes">Distinct canonical nodes.</param>
/// <param name="Classes">Classes.</param>
/// <param name="Unions">Unions in this iteration, those by congruence included.</param>
/// <param name="Matches">Matches found, per rule in the order of the run; dropped ones are not in it.</param>
/// <param name="SearchTime">Time of search.</param>
/// <param name="ApplyTime">Time of application.</param>
/// <param name="RebuildTime">Time of rebuild.</param>
public sealed record IterationStatistics(
    int Nodes, int Classes, long Unions, ImmutableArray<int> Matches, TimeSpan SearchTime, TimeSpan ApplyTime, TimeSpan RebuildTime);

/// <summary>How a run went.</summary>
/// <param name="Stop">Why it ended.</param>
/// <param name="Iterations">One entry per iteration, the last one perhaps cut short by a budget.</param>
/// <param name="Rules">Per rule, in the order of the run.</param>
public sealed record RunResult(StopReason Stop, ImmutableArray<IterationStatistics> Iterations, ImmutableArray<RuleStatistics> Rules)
{
    /// <summary>The rules that created most nodes, at most three, largest first: who used up the budget.</summary>
    public ImmutableArray<RuleStatistics> LargestRules
    {
        get
        {
            var largest = new List<RuleStatistics>();
            foreach (var rule in Rules)
            {
                if (rule.NodesAdded > 0)
                {
                    var at = largest.FindIndex(other => other.NodesAdded < rule.NodesAdded);
                    largest.Insert(at < 0 ? largest.Count : at, rule);
                }
            }

            return [.. largest[..Math.Min(3, largest.Count)]];
        }
    }

    /// <summary>One sentence for people: why the run ended and, at a budget, which rules used it.</summary>
    public string Summary
    {
        get
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"{Describe(Stop)} after {Iterations.Length} iteration{(Iterations.Length == 1 ? "" : "s")}");
            if (!Iterations.IsEmpty)
            {
                text.Append(CultureInfo.InvariantCulture, $" with {Iterations[^1].Nodes} nodes in {Iterations[^1].Classes} classes");
            }

            if (Stop is StopReason.NodeLimit or StopReason.TimeLimit or StopReason.MemoryLimit or StopReason.IterationLimit)
            {
                AppendLargest(text);
            }

            return text.ToString();
        }
    }

    private void AppendLargest(StringBuilder text)
    {
        var total = 0L;
        foreach (var rule in Rules)
        {
            total += rule.NodesAdded;
        }

        var separator = "; most nodes came from ";
        foreach (var rule in LargestRules)
        {
            text.Append(separator).Append(CultureInfo.InvariantCulture, $"{rule.Name} ({100 * rule.NodesAdded / total} %)");
            separator = ", ";
        }
    }

    private static string Describe(StopReason reason) => reason switch
    {
        StopReason.Saturated => "saturated",
        StopReason.GoalReached => "goal reached",
        StopReason.IterationLimit => "stopped at the iteration limit",
        StopReason.NodeLimit => "stopped at the node limit",
        StopReason.TimeLimit => "stopped at the time limit",
        StopReason.MemoryLimit => "stopped at the memory limit",
        StopReason.Cancelled => "cancelled",
        _ => throw new UnreachableException($"stop reason {reason}"),
    };
}
