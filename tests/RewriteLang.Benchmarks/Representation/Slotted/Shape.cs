namespace RewriteLang.Benchmarks.Representation.Slotted;

/// <summary>A class with a column renaming: the class's i-th column is called <c>Slots[i]</c> here.</summary>
internal readonly record struct RenamedId(int Class, int[] Slots);

/// <summary>An e-node over its own slots; <see cref="Outs"/> says which slot is the class's i-th column.</summary>
internal sealed record Node(Operator Operator, string Label, RenamedId[] Children, Item[] Items, int[] Outs);

/// <summary>
/// A node up to renaming: children in canonical order, slots numbered from 1 in order of first occurrence.
/// <see cref="Text"/> is equal exactly for nodes that are the same up to renaming; <see cref="Names"/> gives the caller's slot for each
/// canonical one; <see cref="Automorphisms"/> are the renamings of slots that leave the node as it is.
/// </summary>
internal sealed record Shape(string Text, RenamedId[] Children, Item[] Items, int[] Names, List<int[]> Automorphisms)
{
    private const int Limit = 720;

    /// <summary>
    /// The least text over every order of the children that colours allow and every symmetry of each child. This is where slotted
    /// hash-consing pays: it runs for every node that is added or repaired.
    /// </summary>
    public static Shape Of(Operator op, string label, IReadOnlyList<RenamedId> children, IReadOnlyList<Item> items, Func<int, List<int[]>> symmetries)
    {
        var vertices = new List<Vertex> { new(op + " " + label, -1, []) };
        for (var i = 0; i < children.Count; i++)
        {
            var position = Plan.Unordered(op) ? "" : i + ":";
            vertices.Add(new Vertex(position + children[i].Class, 0, children[i].Slots, Orbits(symmetries(children[i].Class), children[i].Slots.Length)));
        }

        var refinement = new Refinement(vertices, items.Select(item => new Fact(0, item)));
        Shape? best = null;
        foreach (var order in refinement.Orders(Ties.Search, Limit))
        {
            foreach (var renamed in Variants([.. order.Skip(1).Select(v => children[v - 1])], symmetries))
            {
                var shape = Number(op, label, renamed, items);
                var comparison = best is null ? -1 : string.CompareOrdinal(shape.Text, best.Text);
                if (comparison < 0)
                    best = shape;
                else if (comparison == 0)
                    best!.AddAutomorphism(shape.Names);
            }
        }

        return best!;
    }

    private static int[]? Orbits(List<int[]> group, int length) =>
        group.Count == 0 ? null : [.. Enumerable.Range(0, length).Select(i => group.Min(permutation => Math.Min(i, permutation[i])))];

    private static List<RenamedId[]> Variants(RenamedId[] children, Func<int, List<int[]>> symmetries)
    {
        List<RenamedId[]> variants = [children];
        for (var i = 0; i < children.Length; i++)
        {
            var group = symmetries(children[i].Class);
            if (group.Count == 0 || variants.Count * (group.Count + 1) > Limit)
                continue;
            foreach (var variant in variants.ToArray())
            {
                foreach (var permutation in group)
                {
                    var copy = (RenamedId[])variant.Clone();
                    copy[i] = new RenamedId(copy[i].Class, [.. permutation.Select(p => variant[i].Slots[p])]);
                    variants.Add(copy);
                }
            }
        }

        return variants;
    }

    private static Shape Number(Operator op, string label, RenamedId[] children, IReadOnlyList<Item> items)
    {
        var number = new Dictionary<int, int>();
        var names = new List<int> { 0 };
        foreach (var slot in children.SelectMany(child => child.Slots))
            Add(slot);
        var written = items.Select(item => (Item: item, Text: item.Body.Write(c => "#" + number[c])))
            .DistinctBy(pair => (pair.Item.Defines, pair.Text)).OrderBy(pair => pair.Text, StringComparer.Ordinal).ToArray();
        foreach (var (item, _) in written.Where(pair => pair.Item.Defines != 0))
            Add(item.Defines);
        var text = op + " " + label + "|" + string.Join(" ", children.Select(child => child.Class)) + "|" + string.Join("; ", written.Select(pair => pair.Text));
        Item[] renamed = [.. written.Select(pair => new Item(pair.Item.Defines == 0 ? 0 : number[pair.Item.Defines], pair.Item.Body.Rename(number)))];
        return new Shape(text, [.. children.Select(child => new RenamedId(child.Class, [.. child.Slots.Select(slot => number[slot])]))], renamed, [.. names], []);

        void Add(int slot)
        {
            number.Add(slot, names.Count);
            names.Add(slot);
        }
    }

    // Two numberings with the same text: slot n of one plays the part of slot n of the other.
    private void AddAutomorphism(int[] other)
    {
        var mine = new Dictionary<int, int>();
        for (var n = 1; n < Names.Length; n++)
            mine[Names[n]] = n;
        int[] permutation = [.. other.Select(slot => slot == 0 ? 0 : mine[slot])];
        if (!permutation.SequenceEqual(Enumerable.Range(0, permutation.Length)))
            Automorphisms.Add(permutation);
    }
}
