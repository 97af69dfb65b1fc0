namespace RewriteLang.Benchmarks.Representation;

/// <summary>What the rules of both ways ask of items: the part of a rule that does not depend on the representation.</summary>
internal static class Columns
{
    public static bool IsKey(Item item) => item.Body is Scalar.Call { Name: "key" };

    /// <summary>True for the definition of a column that a table declares unique; by convention the one called <c>id</c>.</summary>
    public static bool IsUnique(Item item) => item.Body is Scalar.Constant { Text: "id" };

    public static bool Equates(Item item, int a, int b) => item.Body is Scalar.Call { Name: "=", Arguments: [Scalar.Column x, Scalar.Column y] }
        && ((x.Id == a && y.Id == b) || (x.Id == b && y.Id == a));

    public static string Text(Scalar body) => body.Write(c => "c" + c);

    public static string Write(IEnumerable<Item> items) => string.Join("; ", items.Select(item => Text(item.Body)).Order(StringComparer.Ordinal));

    public static string Keys(IEnumerable<Item> items) => Write(items.Where(IsKey));

    public static Item[] Rename(IEnumerable<Item> items, IReadOnlyDictionary<int, int> names) => [.. items.Select(item => item with { Body = item.Body.Rename(names) })];

    /// <summary>Renames conjuncts and drops those that became x = x over a column that is never null.</summary>
    public static Item[] RenameConjuncts(IEnumerable<Item> items, IReadOnlyDictionary<int, int> names) =>
        [.. Rename(items, names).Where(item => item.Body is not Scalar.Call { Name: "=", Arguments: [Scalar.Column a, Scalar.Column b] } || a.Id != b.Id)];

    public static IEnumerable<(T, T)> Pairs<T>(IReadOnlyList<T> all)
    {
        for (var i = 0; i < all.Count; i++)
        {
            for (var j = 0; j < all.Count; j++)
            {
                if (i != j)
                    yield return (all[i], all[j]);
            }
        }
    }

    /// <summary>
    /// n aggregates over one core, each with its own conjuncts → the conjuncts of the shared core (those of all, and the OR of the rest) and
    /// the aggregates' items, each filtered by what is its own.
    /// </summary>
    public static (Item[] Core, Item[] Items) Consolidate(IReadOnlyList<(Item[] Items, Scalar[] Conjuncts)> parts)
    {
        var common = parts.Select(part => part.Conjuncts.Select(Text)).Aggregate((a, b) => a.Intersect(b)).ToHashSet(StringComparer.Ordinal);
        var own = parts.Select(part => part.Conjuncts.Where(c => !common.Contains(Text(c))).ToArray()).ToArray();
        var core = parts[0].Conjuncts.Where(c => common.Contains(Text(c))).ToList();
        if (own.All(conjuncts => conjuncts.Length > 0))
        {
            var any = own.Select(All).DistinctBy(Text).ToArray();
            core.Add(any.Length == 1 ? any[0] : new Scalar.Call("or", any));
        }

        var items = parts.SelectMany((part, i) => part.Items.Select(item =>
            own[i].Length == 0 ? item : item with { Body = Build.Call("filter", item.Body, All(own[i])) }));
        return ([.. core.Select(body => new Item(0, body))], [.. items]);
    }

    /// <summary>What remains of a projection over a block when its inputs x and y become one GROUP BY of x.</summary>
    public sealed record Grouping(Scalar Key, Scalar Value, Item[] Rest, Item[] Projected)
    {
        /// <summary>The new block's conjuncts over the ids of (key, min, max).</summary>
        public Item[] Conjuncts(int[] ids) =>
        [
            .. Rename(Rest, Names(ids)),
            new Item(0, Build.Call("<>", new Scalar.Column(ids[1]), new Scalar.Column(ids[2]))),
            new Item(0, Build.Call("is not null", new Scalar.Column(ids[0]))),
        ];

        public Item[] Outputs(int[] ids) => Rename(Projected, Names(ids));

        private Dictionary<int, int> Names(int[] ids) => new() { [((Scalar.Column)Key).Id] = ids[0] };
    }

    /// <summary>Recognises x.k = y.k and x.v &lt;&gt; y.v, all else using only k. <paramref name="map"/> takes y's columns to x's.</summary>
    public static Grouping? GroupForm(Item[] project, Item[] block, IEnumerable<int> x, IReadOnlyDictionary<int, int> map)
    {
        Item? Join(string name) => block.FirstOrDefault(item => item.Body is Scalar.Call { Arguments: [Scalar.Column a, Scalar.Column b] } call
            && call.Name == name && ((map.TryGetValue(b.Id, out var p) && p == a.Id) || (map.TryGetValue(a.Id, out var q) && q == b.Id)));
        if (Join("=") is not { } equal || Join("<>") is not { } differ)
            return null;
        var key = equal.Body.Rename(map).Columns().First();
        var rest = Rename(block.Where(item => item != equal && item != differ), map);
        var projected = Rename(project, map);
        var used = rest.Concat(projected).SelectMany(item => item.Body.Columns());
        return used.Intersect(x).Any(column => column != key)
            ? null
            : new Grouping(new Scalar.Column(key), new Scalar.Column(differ.Body.Rename(map).Columns().First()), rest, projected);
    }

    /// <summary>Recognises x = r, r := a, a = c: gives x = (column of the block's first input) and x = (column of its second).</summary>
    public static (Item First, Item Second)? Split(Item[] semi, Item[] project, Item[] block, IReadOnlyCollection<int> first)
    {
        if (semi is not [{ Body: Scalar.Call { Name: "=", Arguments: [Scalar.Column p, Scalar.Column q] } }]
            || project is not [{ Body: Scalar.Column through } output]
            || block is not [{ Body: Scalar.Call { Name: "=", Arguments: [Scalar.Column a, Scalar.Column b] } }]
            || first.Contains(a.Id) == first.Contains(b.Id) || (through != a && through != b))
            return null;
        Scalar left = p.Id == output.Defines ? q : p;
        var (one, two) = first.Contains(a.Id) ? (a, b) : (b, a);
        return (new Item(0, Build.Eq(left, one)), new Item(0, Build.Eq(left, two)));
    }

    private static Scalar All(Scalar[] conjuncts) => conjuncts.Length == 1 ? conjuncts[0] : new Scalar.Call("and", conjuncts);
}
