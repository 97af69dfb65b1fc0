using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Analyses;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// What a pattern of some depth sees below a node, as a number: which classes, how many operators each has, what is certain of them. A rule that found nothing
/// at a node need not look there again while the number is the same.
/// </summary>
internal sealed class MatchStamps(PlanGraph plans)
{
    /// <summary>As deep as there are operators.</summary>
    public const int Whole = int.MaxValue;

    private readonly Dictionary<(EClassId Class, int Depth), ulong> _known = [];
    private readonly Dictionary<Facts, ulong> _facts = new(ReferenceEqualityComparer.Instance);
    private (long Unions, int Classes, int Nodes) _version;

    /// <summary>The stamp of all there is: it changes with every change of the graph.</summary>
    public ulong OfAll() => Mix(Mix((ulong)plans.Graph.UnionCount, (ulong)plans.Graph.ClassIdCount), (ulong)plans.Graph.NodeCount);

    /// <summary>A node as it stands in a rebuilt graph: its class, operator and inputs.</summary>
    public ulong Identity(ENodeId node)
    {
        var identity = Mix((ulong)plans.Graph.ClassOf(node).Value, (ulong)plans.Graph.SymbolOf(node).Value);
        foreach (var child in plans.Graph.ChildrenOf(node))
        {
            identity = Mix(identity, (ulong)child.Value);
        }

        return identity;
    }

    /// <summary>The stamp of a node's surroundings.</summary>
    /// <param name="node">A node of a rebuilt graph.</param>
    /// <param name="depth">How many levels of operators below the node count; <see cref="Whole"/> for all of them.</param>
    public ulong Of(ENodeId node, int depth)
    {
        var version = (plans.Graph.UnionCount, plans.Graph.ClassIdCount, plans.Graph.NodeCount);
        if (version != _version)
        {
            _known.Clear();
            _version = version;
        }

        var stamp = FactsOf(plans.Graph.ClassOf(node));
        foreach (var child in plans.Graph.ChildrenOf(node))
        {
            stamp = Mix(stamp, Of(child, depth));
        }

        return stamp;
    }

    private ulong Of(EClassId id, int depth)
    {
        id = plans.Graph.Find(id);
        if (_known.TryGetValue((id, depth), out var stamp))
        {
            return stamp;
        }

        var nodes = plans.Graph.NodesOf(id);
        stamp = Mix(Mix((ulong)id.Value, FactsOf(id)), (ulong)nodes.Length);

        // Of a class that is below itself, the way round is not gone again.
        _known[(id, depth)] = stamp;
        if (depth > 1)
        {
            var below = depth == Whole ? Whole : depth - 1;
            foreach (var node in nodes)
            {
                foreach (var child in plans.Graph.ChildrenOf(node))
                {
                    stamp = Mix(stamp, Of(child, below));
                }
            }
        }

        return _known[(id, depth)] = stamp;
    }

    // Facts are immutable: the same object says the same.
    private ulong FactsOf(EClassId id)
    {
        var facts = plans.FactsOf(id);
        if (!_facts.TryGetValue(facts, out var number))
        {
            _facts.Add(facts, number = (ulong)_facts.Count + 1);
        }

        return number;
    }

    /// <summary>One number of two.</summary>
    // The finalizer of SplitMix64 (Steele, Lea and Flood 2014): no seed of the process, so that runs are alike.
    public static ulong Mix(ulong hash, ulong value)
    {
        var mixed = (hash * 0x9E3779B97F4A7C15) ^ value;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
