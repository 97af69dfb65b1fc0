using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Rules;

/// <summary>
/// Random plans that have the shape of a rule's left side: its operators as they are, random relations, predicates and columns for its variables,
/// some of them chosen with the usual conditions in mind. Whether the rule then applies is for the optimizer to say.
/// </summary>
internal sealed partial class PatternPlans
{
    private readonly Rule _rule;
    private readonly ColumnFactory _columns;
    private readonly SeededRandom _random;
    private readonly PlanGenerator _plans;
    private readonly PatternScalars _scalars;
    private readonly int _depth;
    private readonly Dictionary<string, Relation> _relations = [];
    private readonly AskedFor _asked;
    private readonly IReadOnlySet<string> _words;
    private readonly bool _asksForRow;
    private readonly bool _seesOuter;

    // What conditions say of the columns of an expression holds of one that reads none: such plans are made now and then, and groupings without keys with them.
    private readonly bool _readsNothing;
    private readonly Dictionary<string, Sequence<ProjectItem>> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sequence<SortKey>> _orders = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<Column, Column>? _copied;
    private NumberedRows? _numbering;

    /// <summary>One plan is made with each instance.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="depth">Most operators above the scans of a relation variable.</param>
    /// <param name="columns">Where columns come from.</param>
    /// <param name="random">What decides.</param>
    public PatternPlans(Rule rule, int depth, ColumnFactory columns, SeededRandom random)
    {
        (_rule, _depth, _columns, _random) = (rule, depth, columns, random);
        _plans = new(SchemaFamily.Catalog, columns, random) { ConditionPercent = LetsUse("condition_cols") ? 50 : 0 };
        _asked = new(rule);
        _words = _asked.Words;
        _asksForRow = rule.Conditions.OfType<Term.Operator>().Any(c => c.Arguments.Any(a => a is Term.Operator { Name: "at_least" }));
        _seesOuter = rule.Conditions.Any(c => AskedFor.WordsOf(c).Contains("outer_cols"));
        _readsNothing = rule.Conditions.Any(AsksForColumns) && random.Percent(15);
        _scalars = new(_plans, random)
        {
            KeyPercent = _words.Contains("unique") ? 90 : 50,
            SourcePercent = _words.Contains("disjoint") ? 88 : 65,
            Literals = PatternScalars.LiteralsOf(rule),
            MixPercent = PatternScalars.AsksForTypes(rule) ? 12 : 0,
            ConstantPercent = _readsNothing ? 80 : _words.Contains("not empty") ? 12 : 0,
            CalculatedPercent = _words.Contains("is_column") ? 10 : 0,
            NullPercent = _words.Contains("not_null") ? 8 : 0,
            DisjunctionPercent = LetsUse("implied") ? 90 : 0,
            PredicatePercent = _asked.OnlyEqualities ? 10 : 45,
            Asked = _asked,
            Home = name => _asked.HomeOf(name) is { } home ? _relations.GetValueOrDefault(home)?.Columns : null,
        };
    }

    /// <summary>What the relation variables of the rule stand for in the plan; of a rest each element under its name.</summary>
    public IReadOnlyList<(string Name, Relation Relation)> Relations => [.. _relations.Select(r => (r.Key.StartsWith("..", StringComparison.Ordinal) ? r.Key[..^1] : r.Key, r.Value))];

    private NumberedRows Numbering => _numbering ??= new(_rule, _plans, _columns, _scalars, _random);

    private bool LetsUse(string word) => _rule.Lets.Any(l => AskedFor.WordsOf(l.Value).Contains(word));

    private static bool AsksForColumns(Term term) =>
        term is Term.Operator op && (op is { Name: "cols", Groups: [[Term.Variable { Sort: Sort.Scalar }]] } || op.Arguments.Any(AsksForColumns));

    /// <summary>A query whose body, or something in it, has the shape.</summary>
    public Query Next()
    {
        var left = _rule.Sites[0].Left;
        var body = left.Sort != Sort.Relation ? ScalarSite(left) : _rule.HasPlaces ? Places() : InContext(Make(left, []));

        // All columns come out, so that nothing about the relation stays hidden.
        return new(body, [], [.. body.Columns.Select((c, i) => new OutputColumn($"{c.Name}_{i}", c))]);
    }

    // What only holds where duplicates do not count is put where they do not.
    private Relation InContext(Relation relation) => _rule.Level == SoundnessLevel.InSet
        ? _random.Percent(50) ? new Relation.Distinct(relation) : _plans.Scan() is var outer && _plans.Scalars.JoinCondition(outer.Columns, relation.Columns) is { } on
            ? new Relation.SemiJoin(outer, relation, [on])
            : new Relation.Distinct(_plans.Narrow(relation))
        : relation;

    // A scalar rule is tried as a column, and as a condition, over one table or the padded rows of two.
    private Relation ScalarSite(Term pattern)
    {
        Relation input = _depth > 0 && _random.Percent(50) ? _plans.LeftJoin(_plans.Scan(), _plans.Scan()) : _plans.Scan();
        var scalar = _scalars.Make(pattern, input.Columns, PatternScalars.TypeAt(_rule));
        var asFilter = scalar.Type.Kind == TypeKind.Boolean && (_rule.Level == SoundnessLevel.InFilter || _random.Percent(40));
        return asFilter
            ? new Relation.Block([input], scalar.Conjuncts())
            : new Relation.Project(input, [.. input.Columns.Take(2).Select(c => new ProjectItem(c, c.Ref())), new(_columns.Fresh("e", scalar.Type), scalar)]);
    }

    private Relation Make(Term pattern, IReadOnlyList<Column> outer)
    {
        if (pattern is not Term.Operator op)
        {
            return Variable(((Term.Variable)pattern).Name, outer);
        }

        switch (op.Name)
        {
            case "join" or "filter" or "cross":
                return Block(op, outer);
            case "scan":
                return _plans.Scan();
            case "one_row":
                return new Relation.Block([], []);
            case "values":
                return Values(op);
            case "empty":
                return new Relation.Values(Relation(op, 0, outer).Columns, []);
            case "distinct":
                return new Relation.Distinct(Narrowed(op, outer));
            case "project":
                var input = Relation(op, 0, outer);
                return new Relation.Project(input, [.. Defined(op, input), .. Items(op, input)]);
            case "aggregate":
                return Aggregate(op, outer);
            case "grouping_sets":
                return GroupingSets(op, outer);
            case "window":
                return _plans.Window(Relation(op, 0, outer));
            case "top_n":
                return Limited(op, _plans.TopN(Narrowed(op, outer)));
            case "union_all":
                return Union(op, outer);
            case "intersect" or "except":
                return SetOp(op, outer);
            default:
                return Binary(op, outer);
        }
    }

    private Relation Relation(Term.Operator op, int index, IReadOnlyList<Column> outer) => Make(op.Arguments.ElementAt(index), outer);

    // With few columns rows are equal more often.
    private Relation Narrowed(Term.Operator op, IReadOnlyList<Column> outer)
    {
        var input = Relation(op, 0, outer);
        return op.Groups[0][0] is Term.Variable && _random.Percent(50) ? _plans.Narrow(input) : input;
    }

    private Relation Variable(string name, IReadOnlyList<Column> outer)
    {
        if (_relations.TryGetValue(name, out var bound))
        {
            (var again, _copied) = Copy(bound);
            return again;
        }

        if (TwinOf(name) is { } twin && _relations.TryGetValue(twin, out var other))
        {
            var (copy, renaming) = Copy(other);
            _scalars.Twins.Add(renaming);
            Numbering.Copied(renaming);
            return _relations[name] = copy;
        }

        if (Numbering.IsAskedOf(name))
        {
            return _relations[name] = Numbering.Make();
        }

        // Below an operator that is no filter: a filter becomes part of the block around it.
        if (_seesOuter && outer.Count > 0 && _random.Percent(20))
        {
            return _relations[name] = Correlated(outer);
        }

        // Correlation in a variable is what many conditions forbid: it is tried now and then.
        var needs = new RelationNeeds(
            _random.Between(0, _depth),
            HasKey: _random.Percent(_words.Contains("unique") || _words.Contains("has_key") ? 85 : 50),
            BaseTable: _random.Percent(35),
            Outer: outer.Count > 0 && _random.Percent(25) ? outer : null);
        return _relations[name] = _plans.Relation(needs);
    }

    private Relation Correlated(IReadOnlyList<Column> outer)
    {
        var filter = _plans.Filter(_plans.Scan(), outer);
        return _random.Below(4) switch
        {
            0 => new Relation.Distinct(_plans.Narrow(filter)),
            1 => _plans.Aggregate(filter),
            2 => _plans.TopN(filter),
            _ => _plans.LeftJoin(filter, _plans.Scan()),
        };
    }

    /// <summary>The same relation under other columns.</summary>
    private (Relation Relation, IReadOnlyDictionary<Column, Column> Renaming) Copy(Relation relation)
    {
        var renaming = new Dictionary<Column, Column>();
        Column Renamed(Column column)
        {
            if (!renaming.TryGetValue(column, out var renamed))
            {
                renaming[column] = renamed = _columns.Fresh(column.Name, column.Type, column.Nullable);
            }

            return renamed;
        }

        var outer = relation.OuterColumns().ToHashSet();
        return (relation.Transform(r => r.MapColumns(c => outer.Contains(c) ? c : Renamed(c))), renaming);
    }

    private Relation.Block Block(Term.Operator op, IReadOnlyList<Column> outer)
    {
        var relations = op.Groups[0].Where(t => t.Sort is Sort.Relation or Sort.Relations).ToList();
        var conjuncts = op.Groups.SelectMany(g => g).Where(t => t.Sort is not (Sort.Relation or Sort.Relations)).ToList();
        var inputs = new List<Relation>();
        foreach (var term in relations)
        {
            switch (term)
            {
                case Term.Operator { Name: "bundle" } bundle:
                    inputs.Add(Make(bundle.Groups[0][0], outer));
                    inputs.Add(Make(bundle.Groups[0][0], outer));
                    break;
                case Term.Rest or Term.Variable { Sort: Sort.Relations }:
                    inputs.AddRange(Rest(term is Term.Rest r ? r.Name : ((Term.Variable)term).Name, relations.Count == 1, outer));
                    break;
                default:
                    inputs.Add(Make(term, outer));
                    break;
            }
        }

        AlongForeignKey(relations, inputs);
        if (conjuncts.Count > 0)
        {
            Contradict(inputs);
        }

        _scalars.Prefer(inputs.OfType<Relation.Aggregate>().SelectMany(a => a.Keys).Select(k => k.Out));
        var visible = inputs.SelectMany(i => i.Columns).ToList();
        var made = _scalars.Conjuncts(conjuncts, inputs.ConvertAll(i => i.Columns), outer).ToList();
        if (inputs.Count == 1 && made.Count == 0 && conjuncts.Count > 0)
        {
            made.Add(_plans.Scalars.Predicate(visible, 1));
        }

        var partition = inputs.OfType<Relation.Window>().SelectMany(w => w.Items).SelectMany(i => i.Call.PartitionBy).OfType<Scalar.ColumnRef>().Select(k => k.Column).ToList();
        if (partition.Count > 0 && LetsUse("partition_cols") && _random.Percent(60))
        {
            made.Add(_plans.Scalars.Predicate(partition, 1));
        }

        return new([.. inputs], [.. made]);
    }

    // Two variables become a table and the one that it refers to, now and then: conditions about foreign keys ask for that.
    private void AlongForeignKey(List<Term> relations, List<Relation> inputs)
    {
        if (relations.Count(t => t is Term.Variable { Sort: Sort.Relation }) < 2 || !_random.Percent(_words.Contains("references") ? 92 : _words.Contains("~") ? 8 : 40) || relations[0] is not Term.Variable a || relations[1] is not Term.Variable b)
        {
            return;
        }

        var child = _plans.Scan(SchemaFamily.Catalog.Find(_random.Percent(50) ? "c" : "o")!);
        var parent = _plans.Scan(SchemaFamily.Catalog.Find("p")!);
        (inputs[0], inputs[1]) = (child, parent);
        (_relations[a.Name], _relations[b.Name]) = (child, parent);
        _scalars.Wanted.Enqueue(child.Columns[1].Ref().EqualTo(parent.Columns[0].Ref()));
    }

    private IEnumerable<Relation> Rest(string name, bool atLeastOne, IReadOnlyList<Column> outer)
    {
        if (TwinOf($"..{name}0") is { } twin && _relations.ContainsKey(twin))
        {
            for (var i = 0; TwinOf($"..{name}{i}") is { } other && _relations.ContainsKey(other); i++)
            {
                yield return Variable($"..{name}{i}", outer);
            }

            yield break;
        }

        atLeastOne |= _asked.SomethingOf(name) && _random.Percent(85);
        var count = atLeastOne ? _random.Weighted((70, 1), (30, 2)) : _random.Weighted((50, 0), (45, 1), (5, 2));
        for (var i = 0; i < count; i++)
        {
            yield return Variable($"..{name}{i}", outer);
        }
    }
}
