namespace RewriteLang.Benchmarks.Representation;

/// <summary>Random plans, and the same plan written differently: other column ids, inputs, conjuncts, outputs and arguments in another order.</summary>
internal sealed class RandomPlans(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Build _build = new();

    /// <summary>A projection or aggregate over one to five inputs of few distinct kinds, so that equal inputs are common.</summary>
    public Plan Next(int depth = 2)
    {
        var inputs = Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Input(depth)).ToList();
        if (_random.Next(6) == 0 && inputs[0].Operator is not Operator.Scan)
            inputs.Add(_build.Again(inputs[0]));
        var columns = inputs.SelectMany(input => input.Columns).ToArray();
        var conjuncts = new List<Scalar>();
        if (_random.Next(10) == 0)
            return Ring();
        for (var i = 0; i + 1 < inputs.Count; i++)
        {
            if (_random.Next(5) > 0)
                conjuncts.Add(Build.Call(_random.Next(4) > 0 ? "=" : _random.Next(2) > 0 ? "<" : "<>", Any(inputs[i].Columns), Any(inputs[_random.Next(i + 1, inputs.Count)].Columns)));
        }

        if (inputs.Count > 2 && _random.Next(3) == 0)
            conjuncts.AddRange(inputs.Select((input, i) => Build.Call("<", Column(input.Columns[0]), Column(inputs[(i + 1) % inputs.Count].Columns[^1]))));
        for (var i = _random.Next(3); i > 0; i--)
            conjuncts.Add(Build.Call(">", Any(columns), Build.Val($"{_random.Next(2)}")));
        var body = Build.Block(inputs, [.. conjuncts]);
        if (_random.Next(4) == 0)
            body = _build.Window(body, Build.Call("over", Build.Call("lag", Any(columns)), Any(columns)));
        if (_random.Next(4) == 0)
        {
            var right = Input(depth - 1);
            body = Build.SemiJoin(body, right, Build.Eq(Any(columns), Any(right.Columns)));
        }

        Scalar[] outputs = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Any(body.Columns)).DistinctBy(Columns.Text)];
        return _random.Next(3) == 0
            ? _build.Aggregate(body, [.. outputs.Select((c, i) => Build.Call(i == 0 ? "key" : "sum", c))])
            : _build.Cte(body, outputs);
    }

    /// <summary>The same relation written differently.</summary>
    public Plan Variant(Plan plan)
    {
        var copy = _build.Again(plan);
        return Shuffled(copy);
    }

    /// <summary>Another projection of the same input.</summary>
    public Plan Consumer(Plan plan)
    {
        var input = Variant(plan.Inputs[0]);
        return _build.Cte(input, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Any(input.Columns)).DistinctBy(Columns.Text)]);
    }

    /// <summary>Nearly the same relation: one column reference somewhere is another one of the same input; null when there is none to change.</summary>
    public Plan? Near(Plan plan)
    {
        var copy = _build.Again(plan);
        return Change(copy);

        Plan? Change(Plan p)
        {
            if (p.Inputs.Count > 0 && _random.Next(3) == 0)
            {
                var at = _random.Next(p.Inputs.Count);
                if (Change(p.Inputs[at]) is { } changed)
                    return p with { Inputs = [.. p.Inputs.Select((input, i) => i == at ? changed : input)] };
            }

            var items = Enumerable.Range(0, p.Items.Count).Where(i => p.Items[i].Body.Columns().Any()).ToArray();
            if (items.Length == 0)
                return null;
            var item = items[_random.Next(items.Length)];
            var from = p.Items[item].Body.Columns().First();
            var visible = p.Inputs.SelectMany(input => input.Columns).Where(column => column != from).ToArray();
            return visible.Length == 0 ? null : p with { Items = [.. p.Items.Select((one, i) => i == item ? Renamed(one) : one)] };

            Item Renamed(Item one) => one with { Body = one.Body.Rename(new Dictionary<int, int> { [from] = visible[_random.Next(visible.Length)] }) };
        }
    }

    /// <summary>The same relation with needless self-joins on a key, some references going to the copy: equal only once a rule has run.</summary>
    public Plan? Padded(Plan plan)
    {
        var copy = _build.Again(plan);
        var block = copy.Inputs.Count == 1 && copy.Operator is Operator.Project ? copy.Inputs[0] : null;
        if (block is not { Operator: Operator.Block } || block.Inputs.Where(input => input.Operator is Operator.Scan).ToArray() is not { Length: > 0 } scans)
            return null;
        var scan = scans[_random.Next(scans.Length)];
        var extra = _build.Again(scan);
        var moved = scan.Columns.Zip(extra.Columns, KeyValuePair.Create).ToDictionary();
        Item[] Some(IEnumerable<Item> items) => [.. items.Select(item => _random.Next(2) == 0 ? item with { Body = item.Body.Rename(moved) } : item)];
        var key = new Item(0, Build.Eq(Build.Col(scan, "id"), Build.Col(extra, "id")));
        return copy with { Inputs = [block with { Inputs = [.. block.Inputs, extra], Items = [.. Some(block.Items), key] }], Items = Some(copy.Items) };
    }

    // Three to five occurrences of one table in a directed ring: every input looks like every other, yet not every order is right.
    private Plan Ring()
    {
        var scans = Enumerable.Range(0, _random.Next(3, 6)).Select(_ => _build.Scan("t", "id", "x", "y")).ToArray();
        var ring = scans.Select((scan, i) => Build.Call("<", Build.Col(scan, "x"), Build.Col(scans[(i + 1) % scans.Length], "y")));
        var body = Build.Block(scans, [.. ring]);
        return _random.Next(2) == 0
            ? _build.Aggregate(body, Build.Call("count"))
            : _build.Cte(body, [.. Enumerable.Range(0, 2).Select(_ => Any(body.Columns)).DistinctBy(Columns.Text)]);
    }

    private Plan Shuffled(Plan plan)
    {
        var inputs = plan.Inputs.Select(Shuffled).ToArray();
        if (Plan.Unordered(plan.Operator))
            _random.Shuffle(inputs);
        var items = plan.Items.Select(item => item with { Body = Swapped(item.Body) }).ToArray();
        _random.Shuffle(items);
        return plan with { Inputs = inputs, Items = items };
    }

    private Scalar Swapped(Scalar scalar)
    {
        if (scalar is not Scalar.Call call)
            return scalar;
        var arguments = call.Arguments.Select(Swapped).ToArray();
        if (Scalar.Symmetric(call.Name))
            _random.Shuffle(arguments);
        return call with { Arguments = arguments };
    }

    private Plan Input(int depth) => depth > 0 && _random.Next(5) == 0
        ? Next(depth - 1)
        : _random.Next(8) == 0 ? Union() : _random.Next(4) == 0 ? _build.Scan("u", "id", "x") : _build.Scan("t", "id", "x", "y");

    private Plan Union()
    {
        var (a, b) = (_build.Scan("t", "id", "x", "y"), _build.Scan("t", "id", "x", "y"));
        var (p, q) = (_build.Cte(a, Build.Col(a, "x"), Build.Col(a, "y")), _build.Cte(b, Build.Col(b, "x"), Build.Col(b, "y")));
        var crossed = _random.Next(2);
        return _build.UnionAll([p, q], Build.Call("union", Build.Out(p, 0), Build.Out(q, crossed)), Build.Call("union", Build.Out(p, 1), Build.Out(q, 1 - crossed)));
    }

    private Scalar.Column Any(IReadOnlyList<int> columns) => Column(columns[_random.Next(columns.Count)]);

    private static Scalar.Column Column(int id) => new(id);
}
