namespace RewriteLang.EGraphs;

/// <summary>The parents of classes: the live nodes that have them as children. Not kept while a graph grows, which would cost every addition; made where they are needed.</summary>
internal static class Parents
{
    /// <summary>The live nodes by child, once for each place in which they have it.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="idCount">Number of class ids.</param>
    /// <param name="classes">Groups by canonical ids; where absent, by the ids that the nodes have.</param>
    public static Groups Group(NodeStore nodes, int idCount, UnionFind? classes = null)
    {
        var groups = new Groups(idCount);
        for (var id = 0; id < nodes.Count; id++)
        {
            foreach (var child in nodes[id].Symbol == Node.Dead ? [] : nodes.Children(id))
            {
                groups.Count(classes is null ? child : classes.Find(child));
            }
        }

        groups.Allocate();
        for (var id = 0; id < nodes.Count; id++)
        {
            foreach (var child in nodes[id].Symbol == Node.Dead ? [] : nodes.Children(id))
            {
                groups.Put(classes is null ? child : classes.Find(child), id);
            }
        }

        return groups;
    }
}
