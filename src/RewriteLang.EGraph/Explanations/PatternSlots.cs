using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>A pattern whose nodes know at which place of a proof's payload the term of their matched or built node is.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Slot">The place among the nodes of its side, or −1 for variables and terms without variables.</param>
/// <param name="Children">The same for the children.</param>
internal sealed record PatternSlots(Pattern Pattern, int Slot, ImmutableArray<PatternSlots> Children)
{
    /// <summary>Numbers the nodes as <see cref="RightHandSide"/> makes them: children first; terms without variables have no number.</summary>
    public static PatternSlots OfRight(Pattern pattern)
    {
        var next = 0;
        return Number(pattern);

        PatternSlots Number(Pattern part)
        {
            if (part is not Pattern.Apply apply || apply.IsGround)
            {
                return new PatternSlots(part, -1, []);
            }

            var children = ImmutableArray.CreateBuilder<PatternSlots>(apply.Children.Length);
            foreach (var child in apply.Children)
            {
                children.Add(Number(child));
            }

            return new PatternSlots(part, next++, children.MoveToImmutable());
        }
    }

    /// <summary>Numbers the nodes as <see cref="SearchPlan"/> matches them with nodes: level by level; leaves without children below the root have no number.</summary>
    public static PatternSlots OfLeft(Pattern pattern)
    {
        // By their paths from the root: a pattern may have equal parts in two places.
        var order = new Dictionary<string, int>();
        var queue = new Queue<(Pattern Pattern, string Path)>();
        queue.Enqueue((pattern, ""));
        while (queue.TryDequeue(out var next))
        {
            if (next.Pattern is Pattern.Apply apply && (next.Path.Length == 0 || !SearchPlan.IsConstant(apply, withTerms: true)))
            {
                order.Add(next.Path, order.Count);
                for (var i = 0; i < apply.Children.Length; i++)
                {
                    queue.Enqueue((apply.Children[i], $"{next.Path}.{i}"));
                }
            }
        }

        return Place(pattern, "");

        PatternSlots Place(Pattern part, string path)
        {
            ImmutableArray<Pattern> parts = part is Pattern.Apply apply ? apply.Children : [];
            var children = ImmutableArray.CreateBuilder<PatternSlots>(parts.Length);
            for (var i = 0; i < parts.Length; i++)
            {
                children.Add(Place(parts[i], $"{path}.{i}"));
            }

            return new PatternSlots(part, order.GetValueOrDefault(path, -1), children.MoveToImmutable());
        }
    }
}
