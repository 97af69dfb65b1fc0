using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>A place in a term, as a list from the place up to the root, so that places below one another share what is above them.</summary>
internal sealed class Place
{
    private readonly Place? parent;
    private readonly int index;
    private readonly int depth;

    private Place(Place? parent, int index) => (this.parent, this.index, depth) = (parent, index, parent is null ? 0 : parent.depth + 1);

    /// <summary>The place of the whole term.</summary>
    public static Place Root { get; } = new(null, 0);

    /// <summary>The place of a child.</summary>
    public Place Child(int i) => new(this, i);

    /// <summary>Which child, from the root down.</summary>
    public ImmutableArray<int> Path()
    {
        var path = ImmutableArray.CreateBuilder<int>(depth);
        path.Count = depth;
        for (var at = this; at.parent is not null; at = at.parent)
        {
            path[at.depth - 1] = at.index;
        }

        return path.MoveToImmutable();
    }
}
