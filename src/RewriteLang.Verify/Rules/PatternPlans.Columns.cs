using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer.Rules;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Rules;

/// <summary>What operators compute: groups and aggregates, items of projections, windows.</summary>
internal sealed partial class PatternPlans
{
    // The keys of the last grouping made, and the one of them that has one value.
    private IReadOnlyList<Column> _grouped = [];
    private Column? _fixed;

    private Relation.Aggregate Aggregate(Term.Operator op, IReadOnlyList<Column> outer)
    {
        var input = Fixed(Relation(op, 0, outer));
        if (input is Relation.Aggregate inner && Merging(inner) is { } merging)
        {
            return merging;
        }

        var arguments = op.Arguments.ToList();
        var noKeys = arguments[1] is Term.Operator { Name: "list" } list && list.Arguments.IsEmpty;
        var source = outer.Count > 0 && _random.Percent(8) ? [.. input.Columns, .. outer] : _scalars.Source(input);
        var keys = CopiedKeys(arguments[1], input) is { } copied ? copied
            : noKeys || _readsNothing || _random.Percent(_words.Contains("not empty") ? 12 : _words.Contains("unique") ? 5 : 10) ? []
            : Asked(arguments[1], input, []) is { } asked ? KeysAmong(asked, arguments[1])
            : _plans.Keys([.. _random.Percent(60) ? source.Where(input.Columns.Contains) : input.Columns]);
        keys = _fixed is null || keys.Contains(_fixed) || !_random.Percent(90) ? keys : [_fixed, .. keys];
        _grouped = keys;
        var read = Asked(arguments[2], input, outer) ?? source;
        var calls = Named(arguments[2], read)
            ?? [.. Enumerable.Range(0, _random.Weighted((65, 1), (35, 2))).Select(i => Suitable(read, i))];
        return new(input, [.. keys.Select(k => new ColumnPair(k, k))], [], calls);
    }

    // Where a rule asks for columns of one known value, there is one.
    private Relation Fixed(Relation input)
    {
        var column = LetsUse("constants") && _random.Percent(85) ? input.Columns.Where(c => TinyDomains.Has(c.Type)).ToList() : [];
        if (column.Count == 0)
        {
            return input;
        }

        _fixed = _random.Pick(column);
        return new Relation.Block([input], [_fixed.Ref().EqualTo(TinyDomains.Literal(_fixed.Type, _random))]);
    }

    // Where conditions compare two groupings of one relation, most of the time by the same keys, by which the two are joined.
    private List<Column>? CopiedKeys(Term part, Relation input)
    {
        var copies = part is not Term.Variable || _grouped.Count == 0 ? []
            : _scalars.Twins.Select(t => _grouped.Select(k => t.GetValueOrDefault(k)).OfType<Column>().Where(input.Columns.Contains).ToList()).FirstOrDefault(c => c.Count > 0) ?? [];
        if (copies.Count < _grouped.Count || copies.Count == 0 || !_random.Percent(85))
        {
            return null;
        }

        // Now and then one key is left out of the join, or joined with another one's copy.
        var crossed = _random.Percent(25) ? [.. copies.Skip(1), copies[0]] : copies;
        foreach (var (key, copy) in _grouped.Zip(crossed).Skip(_random.Percent(15) ? 1 : 0).Where(p => p is var (a, b) && a.Type == b.Type))
        {
            _scalars.Wanted.Enqueue(key.Ref().EqualTo(copy.Ref()));
        }

        return copies;
    }

    // Where a rule merges groupings, most of the time some of the groups' keys, and aggregates that are made of those of the groups.
    private Relation.Aggregate? Merging(Relation.Aggregate inner)
    {
        var calls = inner.Aggregates.Where(a => AggregateTable.IsWholeOfItself(a.Call.Function))
            .Select(a => new AggregateItem(_columns.Fresh(a.Column.Name, a.Column.Type), new(a.Call.Function, [a.Column.Ref()], false, null, [], a.Call.Type))).ToSequence();
        return calls.IsEmpty || !AskedFor.WordsOf(_rule.Sites[0].Right).Contains("merged") || !_random.Percent(80) ? null
            : new(inner, [.. _random.Some(inner.Keys, 60)], [], calls);
    }

    // A ROLLUP, a CUBE, or some sets of what an aggregation would group by; each key comes out as a new column.
    private Relation.Aggregate GroupingSets(Term.Operator op, IReadOnlyList<Column> outer)
    {
        var aggregate = Aggregate(op, outer);
        var keys = aggregate.Keys.Map(k => k with { Out = _columns.Fresh(k.In.Name, k.In.Type) });
        var all = Enumerable.Range(0, keys.Count).ToSequence();
        Sequence<Sequence<int>> subsets = [.. Enumerable.Range(0, 1 << keys.Count).Select(bits => (Sequence<int>)[.. all.Where(k => (bits & (1 << k)) != 0)])];
        Sequence<Sequence<int>> sets = _random.Below(3) switch
        {
            0 => [.. Enumerable.Range(0, keys.Count + 1).Select(n => (Sequence<int>)[.. all.Take(keys.Count - n)])],
            1 => subsets,
            _ => [.. _random.Some(subsets, 60).DefaultIfEmpty(all)],
        };
        return aggregate with { Keys = keys, Sets = sets };
    }

    // The aggregates that the pattern names, [n := count(x)]: what else it says of n is said of their columns.
    private Sequence<AggregateItem>? Named(Term part, IReadOnlyList<Column> read)
    {
        if (part is not Term.Operator { Name: "list" } list || !list.Arguments.All(a => a is Term.Operator { Name: "define", Groups: [[Term.Variable, Term.Operator]] }))
        {
            return null;
        }

        return [.. list.Arguments.Cast<Term.Operator>().Select(d => Item((Term.Variable)d.Groups[0][0], (Term.Operator)d.Groups[0][1]))];

        AggregateItem Item(Term.Variable name, Term.Operator call)
        {
            var asked = call.Name is "bool_and" or "bool_or" ? SqlType.Boolean : call.Name is "sum" or "avg" ? SqlType.Integer : null;
            Sequence<Scalar> values = [.. call.Arguments.Select(a => _scalars.Make(a, read, _scalars.TypeOfBound(a) ?? asked))];
            var type = call.Name switch
            {
                "count" or "count_star" => SqlType.BigInt,
                "avg" => SqlType.Double,
                "sum" => PlanGenerator.SumType(values[0].Type),
                _ => values[0].Type,
            };
            var column = _columns.Fresh(name.Name, type, call.Name is not ("count" or "count_star"));
            _scalars.Bind(name.Name, column);
            return new(column, new(call.Name, values, false, null, [], type));
        }
    }

    // The columns of the relation that a condition asks for, most of the time: ks <= out(A), cols(as) <= out(B).
    private List<Column>? Asked(Term part, Relation input, IReadOnlyList<Column> outer)
    {
        var asked = HomeOf(part);
        var columns = asked?.Columns.Select(c => Padded(c, input)).Where(input.Columns.Contains).ToList();
        return columns is not { Count: > 0 } ? null : _random.Percent(85) ? columns : [.. input.Columns, .. outer];
    }

    // A column as it comes out above a padded side.
    private static Column Padded(Column column, Relation input) =>
        input is Relation.LeftJoin join && join.Padded.FirstOrDefault(p => p.In == column) is { } pair ? pair.Out : column;

    // The relation whose columns a condition asks for.
    private Relation? HomeOf(Term part) => part is Term.Variable variable && _asked.HomeOf(variable.Name) is { } home ? _relations.GetValueOrDefault(home) : null;

    private static bool IsOfKey(Column column) => column.Name is "id" or "k1" or "k2";

    // Where conditions ask for uniqueness, with a key of the relation, or of a base table.
    private IReadOnlyList<Column> KeysAmong(IReadOnlyList<Column> columns, Term part)
    {
        var keys = _plans.Keys([.. columns]);
        return !_words.Contains("unique") || !_random.Percent(80) ? keys
            : HomeOf(part) is { } home && _plans.KeyOf(home) is { } key ? [.. key.Union(keys)]
            : [.. columns.Where(IsOfKey).Union(keys)];
    }

    // The items that the pattern asks for by their expressions.
    private IEnumerable<ProjectItem> Defined(Term.Operator op, Relation input) =>
        op.Groups[0][1] is Term.Operator { Name: "list" } list
            ? list.Arguments.OfType<Term.Operator>().Where(a => a.Name == "define").Select(d =>
            {
                var value = _scalars.Make(d.Groups[0][1], _scalars.Source(input), PatternScalars.TypeOf(d.Groups[0][1]));
                return new ProjectItem(_columns.Fresh("e", value.Type), value);
            })
            : [];

    // The same items again are those of the first time, over the copy of what they were over.
    private Sequence<ProjectItem> Items(Term.Operator op, Relation input)
    {
        if (op.Arguments.ElementAt(1) is not Term.Variable variable)
        {
            return Items(input);
        }

        if (!_items.TryGetValue(variable.Name, out var items))
        {
            return _items[variable.Name] = Items(input);
        }

        Column Copied(Column column) => _copied?.GetValueOrDefault(column) ?? column;
        return items.All(i => i.Expression.ReferencedColumns().All(c => input.Columns.Contains(Copied(c))))
            ? [.. items.Select(i => i.Expression is Scalar.ColumnRef r && r.Column == i.Column
                ? new ProjectItem(Copied(r.Column), Copied(r.Column).Ref())
                : new ProjectItem(_columns.Fresh(i.Column.Name, i.Column.Type, i.Column.Nullable), i.Expression.MapColumns(Copied)))]
            : Items(input);
    }

    private Sequence<ProjectItem> Items(Relation input)
    {
        var source = _scalars.Source(input);
        var known = source.Where(c => TinyDomains.Has(c.Type)).ToList();
        if (known.Count > 0 && _random.Percent(10))
        {
            // A column under a calculation alone: what is known of its values is not known of the results.
            var read = _words.Contains("unique") && known.Exists(IsOfKey) && _random.Percent(75) ? known.First(IsOfKey) : _random.Pick(known);
            if (read.Type.Kind == TypeKind.Integer && _random.Percent(40))
            {
                return [new(_columns.Fresh("e", read.Type), PatternScalars.Parity(read))];
            }

            return [new(_columns.Fresh("e", read.Type), _plans.Scalars.Value(read.Type, [read], 2))];
        }

        var passed = _random.Some(source, 60).Take(3).Select(c => new ProjectItem(c, c.Ref())).ToList();
        if (passed.Count == 0 || _random.Percent(50))
        {
            var type = _random.Pick(TinyDomains.Types);
            passed.Add(new(_columns.Fresh("e", type), _plans.Scalars.Value(type, source, 1)));
        }

        return [.. passed];
    }

}
