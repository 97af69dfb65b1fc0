using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>
/// The k cheapest different terms of classes, cheapest first, each paid for as a tree. Every class keeps a list of its k best (node, which term of each child); a
/// class whose list changed has its parents looked at again. Cycles are safe if every node adds to the cost. The lists are merged lazily, as in k-best parsing (Huang and Chiang, 2005).
/// </summary>
/// <typeparam name="TCost">The cost.</typeparam>
public sealed class BestTerms<TCost>
    where TCost : IComparable<TCost>
{
    private readonly EGraph graph;
    private readonly ImmutableArray<RankedTerm<TCost>>[] lists;

    /// <summary>Finds the terms of all classes of a rebuilt graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="costs">A cost function under which a node costs more than each child.</param>
    /// <param name="most">How many terms a class keeps.</param>
    /// <exception cref="InvalidOperationException">The lists do not settle: a node costs no more than a child.</exception>
    public BestTerms(EGraph graph, ICostFunction<TCost> costs, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        this.graph = graph;
        lists = new RankedTerms<TCost>(graph, costs, most).Settle();
    }

    /// <summary>The costs of a class's best terms, cheapest first; fewer than asked for if the class has no more.</summary>
    public ImmutableArray<TCost> Costs(EClassId id)
    {
        var list = lists[graph.Find(id).Value];
        var costs = ImmutableArray.CreateBuilder<TCost>(list.Length);
        foreach (var term in list)
        {
            costs.Add(term.Cost);
        }

        return costs.MoveToImmutable();
    }

    /// <summary>A class's term of a rank, 0 the cheapest, built from the leaves up; does not recurse.</summary>
    /// <exception cref="IndexOutOfRangeException">The class has no term of that rank.</exception>
    public T Build<T>(EClassId root, int rank, TermBuilder<T> build)
    {
        var built = new Dictionary<(int Id, int Rank), T>();
        var pending = new Stack<(int Id, int Rank)>();
        pending.Push((graph.Find(root).Value, rank));
        while (pending.TryPeek(out var top))
        {
            var choice = lists[top.Id][top.Rank];
            var children = graph.ChildrenOf(choice.Node);
            var ready = true;
            for (var i = children.Length - 1; i >= 0 && !built.ContainsKey(top); i--)
            {
                if (!built.ContainsKey((children[i].Value, choice.Ranks[i])))
                {
                    pending.Push((children[i].Value, choice.Ranks[i]));
                    ready = false;
                }
            }

            if (!ready)
            {
                continue;
            }

            pending.Pop();
            var terms = new T[children.Length];
            for (var i = 0; i < terms.Length; i++)
            {
                terms[i] = built[(children[i].Value, choice.Ranks[i])];
            }

            built.TryAdd(top, build(graph.Node(choice.Node), terms));
        }

        return built[(graph.Find(root).Value, rank)];
    }
}
