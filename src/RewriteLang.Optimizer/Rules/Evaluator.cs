using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Analyses;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>A rule does not apply to a match after all: something it would build cannot be built. Carries the reason for <c>--why-not</c>.</summary>
internal sealed class NotApplicableException(string reason) : Exception(reason);

/// <summary>
/// Evaluates terms over bindings: right sides to e-classes, vocabulary words to sets, numbers and truth values. Unknown is never true.
/// </summary>
internal sealed partial class Evaluator(PlanGraph plans, Estimator estimator, string engine)
{
    // Columns that the right side at hand defines, by the names that the rule gives them.
    private readonly Dictionary<string, Column> _fresh = new(StringComparer.Ordinal);

    /// <summary>The class of a right side, narrowed to the columns that the left side has.</summary>
    public EClassId Build(Term term, Bindings bindings, ColumnSet columns)
    {
        _fresh.Clear();
        var built = Materialize(Relation(term, bindings));
        var facts = plans.FactsOf(built).Columns;
        if (facts.Equals(columns))
        {
            return built;
        }

        return columns.IsSubsetOf(facts)
            ? plans.Add(new Relation.Project(Stub, Items(columns)), [built])
            : throw new NotApplicableException($"the right side lacks the columns {columns.Except(facts)}");
    }

    /// <summary>Whether a condition holds.</summary>
    public bool Holds(Term condition, Bindings bindings) => Evaluate(condition, bindings) is true;

    /// <summary>The value of a term.</summary>
    public object Evaluate(Term term, Bindings bindings) => term switch
    {
        Term.Variable variable => bindings.TryGet(variable.Name, out var value) ? value
            : _fresh.TryGetValue(variable.Name, out var fresh) ? ColumnSet.Of(fresh)
            : throw new UnreachableException($"{term.Span}: '{variable.Name}' is not bound"),
        Term.Rest rest => bindings.TryGet(rest.Name, out var value) ? value : throw new UnreachableException($"{term.Span}: '{rest.Name}' is not bound"),
        Term.Literal { Sort: Sort.Number } literal => Convert.ToDouble(literal.Value),
        Term.Literal { Sort: Sort.Text } literal => (string)literal.Value!,
        Term.Literal { Sort: Sort.Boolean, Value: bool value } => value,
        Term.Literal literal => Constant(literal.Value),
        Term.Operator { Sort: Sort.Relation } op => BuildRelation(op, bindings),
        Term.Operator { Name: "list" } list => ListOf(list, bindings),
        Term.Operator op => Apply(op, bindings),
        _ => throw new UnreachableException($"{term.Span}: {term}"),
    };

    private static readonly Relation Stub = new Relation.Block([], []);

    private RelationView Relation(Term term, Bindings bindings) => (RelationView)Evaluate(term, bindings);

    private Sequence<RelationView> RelationsOf(IEnumerable<Term> terms, Bindings bindings) => [.. terms.SelectMany(t =>
        Evaluate(t, bindings) switch
        {
            RelationView one => [one],
            Sequence<RelationView> many => many,
            var other => throw new UnreachableException($"{t.Span}: {other} is no relation"),
        })];

    private static Scalar Constant(object? value) => value switch
    {
        null => Scalars.Null(SqlType.Null),
        bool truth => truth ? Scalars.True : Scalars.False,
        long number => new Scalar.Constant(number, number is >= int.MinValue and <= int.MaxValue ? SqlType.Integer : SqlType.BigInt),
        double number => new Scalar.Constant(number, SqlType.Double),
        string text => Scalars.Text(text),
        _ => throw new UnreachableException(value.ToString()),
    };

    private Scalar ScalarOf(Term term, Bindings bindings) => Evaluate(term, bindings) switch
    {
        Scalar scalar => scalar,
        ColumnSet { Count: 1 } column => plans.Columns[column.Ids.First()].Ref(),
        Sequence<AggregateItem> { Count: 1 } item => item[0].Column.Ref(),
        Sequence<Scalar> conjuncts => Scalars.AllOf(conjuncts),
        var other => throw new UnreachableException($"{term.Span}: {other} is no scalar"),
    };

    private Sequence<Scalar> ScalarsOf(IEnumerable<Term> terms, Bindings bindings) => [.. terms.SelectMany(t =>
        Evaluate(t, bindings) switch
        {
            Scalar one => t is Term.Operator { Name: "and" } ? one.Conjuncts() : [one],
            Sequence<Scalar> many => many,
            var other => throw new UnreachableException($"{t.Span}: {other} is no scalar"),
        })];

    /// <summary>The class under the columns that the view shows; those it does not rename stay as they are.</summary>
    private EClassId Materialize(RelationView view)
    {
        if (view.Renaming.All(p => p.Out == p.In))
        {
            return view.Class;
        }

        var columns = plans.FactsOf(view.Class).Columns.Ids.Select(id => plans.Columns[id]);
        return plans.Add(new Relation.Project(Stub, [.. columns.Select(c => new ProjectItem(view.Seen(c), c.Ref()))]), [view.Class]);
    }

    private Sequence<ProjectItem> Items(ColumnSet columns) => [.. columns.Ids.Select(id => plans.Columns[id]).Select(c => new ProjectItem(c, c.Ref()))];

    private ColumnSet Out(RelationView view) => view.Renaming.IsEmpty
        ? plans.FactsOf(view.Class).Columns
        : ColumnSet.Of(plans.FactsOf(view.Class).Columns.Ids.Select(id => view.Seen(plans.Columns[id])));

    private RelationView BuildRelation(Term.Operator op, Bindings bindings)
    {
        var groups = op.Groups;
        switch (op.Name)
        {
            case "join":
                return Block(RelationsOf(groups[0], bindings), groups.Count > 1 ? ScalarsOf(groups[1], bindings) : []);
            case "filter":
                return Block([Relation(groups[0][0], bindings)], ScalarsOf(groups.Count > 1 ? groups[1] : [.. groups[0].Skip(1)], bindings));
            case "one_row":
                return new(plans.Add(Stub, []));
            case "empty":
                var empty = Out(Relation(groups[0][0], bindings));
                return new(plans.Add(new Relation.Values([.. empty.Ids.Select(id => plans.Columns[id])], []), []));
            case "left_join":
                return LeftJoin(Relation(groups[0][0], bindings), Relation(groups[0][1], bindings), ScalarsOf(groups[1], bindings));
            case "semi_join" or "anti_join" or "null_aware_anti_join" or "apply_semi" or "apply_anti" or "apply_null_aware_anti" or "apply_inner":
                return Binary(op, Materialize(Relation(groups[0][0], bindings)), Materialize(Relation(groups[0][1], bindings)),
                    groups.Count > 1 ? ScalarsOf(groups[1], bindings) : []);
            case "project":
                return Project(Relation(groups[0][0], bindings), ItemsOf(op.Arguments.Skip(1), bindings));
            case "aggregate":
                return Aggregate(Relation(groups[0][0], bindings), Columns(op.Arguments.ElementAt(1), bindings), Evaluate(op.Arguments.ElementAt(2), bindings));
            case "distinct":
                return new(plans.Add(new Relation.Distinct(Stub), [Materialize(Relation(groups[0][0], bindings))]));
            case "window":
                return new(plans.Add(new Relation.Window(Stub, (Sequence<WindowItem>)Evaluate(op.Arguments.ElementAt(1), bindings)), [Materialize(Relation(groups[0][0], bindings))]));
            case "top_n":
                var limit = Number(op.Arguments.ElementAt(2), bindings);
                var offset = op.Arguments.Count() > 3 ? Number(op.Arguments.ElementAt(3), bindings) : 0;
                return new(plans.Add(
                    new Relation.TopN(Stub, (Sequence<SortKey>)Evaluate(op.Arguments.ElementAt(1), bindings), Scalars.Integer((long)limit), offset == 0 ? null : Scalars.Integer((long)offset)),
                    [Materialize(Relation(groups[0][0], bindings))]));
            case "union_all":
                return UnionAll(RelationsOf(groups[0], bindings));
            default:
                throw new NotSupportedException($"{op.Span}: '{op.Name}' cannot be built");
        }
    }

    private RelationView Block(Sequence<RelationView> views, Sequence<Scalar> conjuncts)
    {
        var inputs = views.Select(Materialize).ToArray();
        return plans.AreDistinct(inputs)
            ? new(plans.Add(new Relation.Block([.. inputs.Select(_ => Stub)], conjuncts), inputs))
            : throw new NotApplicableException("two inputs show the same column");
    }

    private RelationView Binary(Term.Operator op, EClassId left, EClassId right, Sequence<Scalar> on)
    {
        if (!plans.AreDistinct([left, right]))
        {
            throw new NotApplicableException("both sides show the same column");
        }

        var isApply = op.Name.StartsWith("apply_", StringComparison.Ordinal);
        if (!isApply && plans.FactsOf(right).Outer.Overlaps(plans.FactsOf(left).Columns))
        {
            throw new NotApplicableException("the right side is correlated with the left one");
        }

        Relation relation = op.Name switch
        {
            "semi_join" => new Relation.SemiJoin(Stub, Stub, on),
            "anti_join" => new Relation.AntiJoin(Stub, Stub, on),
            "null_aware_anti_join" => new Relation.NullAwareAntiJoin(Stub, Stub, on),
            "apply_semi" => new Relation.Apply(ApplyKind.Semi, Stub, Stub, on, [], null),
            "apply_anti" => new Relation.Apply(ApplyKind.Anti, Stub, Stub, on, [], null),
            "apply_null_aware_anti" => new Relation.Apply(ApplyKind.NullAwareAnti, Stub, Stub, on, [], null),
            "apply_inner" => new Relation.Apply(ApplyKind.Inner, Stub, Stub, on, [], null),
            _ => throw new UnreachableException(op.Name),
        };
        return new(plans.Add(relation, [left, right]));
    }

    // The right side is re-exported under the columns that the rule sees; below the join they go by other names.
    private RelationView LeftJoin(RelationView left, RelationView right, Sequence<Scalar> on)
    {
        if (right.Renaming.IsEmpty || right.Renaming.All(p => p.Out == p.In))
        {
            var columns = plans.FactsOf(right.Class).Columns.Ids.Select(id => plans.Columns[id]).ToList();
            var below = columns.ConvertAll(c => new ColumnPair(c, plans.Columns.Keyed(("below", c.Id), c.Name, c.Type, c.Nullable)));
            right = new(plans.Add(new Relation.Project(Stub, [.. below.Select(p => new ProjectItem(p.In, p.Out.Ref()))]), [right.Class]), [.. below]);
        }

        var seen = right.Renaming.ToDictionary(p => p.Out, p => p.In);
        var inside = on.Map(s => s.MapColumns(c => seen.GetValueOrDefault(c, c)));
        var join = new Relation.LeftJoin(Stub, Stub, inside, right.Renaming);
        var inputs = new[] { Materialize(left), right.Class };
        if (!plans.AreDistinct(inputs) || ColumnSet.Of(right.Renaming.Select(p => p.Out)).Overlaps(plans.FactsOf(inputs[0]).Columns))
        {
            throw new NotApplicableException("both sides show the same column");
        }

        return plans.FactsOf(right.Class).Outer.Overlaps(plans.FactsOf(inputs[0]).Columns)
            ? throw new NotApplicableException("the right side is correlated with the left one")
            : new(plans.Add(join, inputs));
    }

    private RelationView Project(RelationView input, Sequence<ProjectItem> items) =>
        items.Select(i => i.Column).Distinct().Count() == items.Count
            ? new(plans.Add(new Relation.Project(Stub, items), [Materialize(input)]))
            : throw new NotApplicableException("a column would be computed twice");

    private RelationView Aggregate(RelationView input, ColumnSet keys, object calls)
    {
        var pairs = keys.Ids.Select(id => plans.Columns[id]).Select(c => new ColumnPair(c, c)).ToSequence();
        var inside = Materialize(input);
        if (calls is Sequence<AggregateItem> items)
        {
            return new(plans.Add(new Relation.Aggregate(Stub, pairs, [], items), [inside]));
        }

        var decomposition = (Decomposition)calls;
        var aggregate = plans.Add(new Relation.Aggregate(Stub, pairs, [], decomposition.Finals), [inside]);
        var results = keys.IsEmpty
            ? decomposition.Results.Map(r => r.Column.Type == SqlType.BigInt && r.Expression is Scalar.Cast
                ? r with { Expression = new Scalar.Call("coalesce", [r.Expression, Scalars.Integer(0)], SqlType.BigInt) }
                : r)
            : decomposition.Results;
        return new(plans.Add(new Relation.Project(Stub, [.. Items(keys), .. results]), [aggregate]));
    }

    // The branches were matched under common columns, so those are what they have in common now.
    private RelationView UnionAll(Sequence<RelationView> branches)
    {
        var columns = branches[0].Renaming.Select(p => p.Out).Where(c => branches.All(b => b.Renaming.Any(p => p.Out == c))).ToSequence();
        if (columns.IsEmpty || branches.Any(b => b.Renaming.Count != columns.Count))
        {
            throw new NotApplicableException("the branches of a union have different columns");
        }

        var sources = branches.Select(b => columns.Map(c => b.Renaming.First(p => p.Out == c).In)).ToSequence();
        return new(plans.Add(new Relation.UnionAll([.. branches.Select(_ => Stub)], columns, sources), [.. branches.Select(b => b.Class)]));
    }

    private object ListOf(Term.Operator list, Bindings bindings) => list.Sort switch
    {
        Sort.Columns => list.Arguments.Aggregate(ColumnSet.Empty, (all, a) => all.Union(Columns(a, bindings))),
        Sort.Items => ItemsOf(list.Arguments, bindings),
        Sort.Scalars or Sort.Conjuncts => ScalarsOf(list.Arguments, bindings),
        Sort.Relations => RelationsOf(list.Arguments, bindings),
        Sort.Aggregates => list.Arguments.SelectMany(a => (Sequence<AggregateItem>)Evaluate(a, bindings)).ToSequence(),
        _ => throw new NotSupportedException($"{list.Span}: a list of {list.Sort} cannot be built"),
    };

    // c := value. A column that the rule names is a Skolem term: named by what it computes.
    private object Define(Term.Operator define, Bindings bindings)
    {
        var target = define.Groups[0][0];
        var value = define.Groups[0][1];
        if (define.Sort == Sort.Aggregates)
        {
            var call = Call((Term.Operator)value, bindings);
            return (Sequence<AggregateItem>)[new(Target(target, bindings, ("aggregated", call), call.Type), call)];
        }

        var expression = ScalarOf(value, bindings);
        return (Sequence<ProjectItem>)[new(Target(target, bindings, ("computed", expression), expression.Type), expression)];
    }

    private Column Target(Term target, Bindings bindings, object key, SqlType type)
    {
        var name = ((Term.Variable)target).Name;
        if (bindings.TryGet(name, out var bound))
        {
            return plans.Columns[SetOf(bound).Ids.First()];
        }

        return _fresh[name] = plans.Columns.Keyed(("rule", key), name, type);
    }

    // An aggregate call over one argument has that argument's type, as min and max have; counts are BIGINT.
    private AggregateCall Call(Term.Operator call, Bindings bindings)
    {
        var arguments = ScalarsOf(call.Arguments, bindings);
        return call.Name switch
        {
            "min" or "max" or "any_value" => new(call.Name, arguments, false, null, [], arguments[0].Type),
            "count" or "count_star" => new(call.Name, arguments, false, null, [], SqlType.BigInt),
            "bool_and" or "bool_or" => new(call.Name, arguments, false, null, [], SqlType.Boolean),
            "sum" => new(call.Name, arguments, false, null, [], AggregateTable.SumType(arguments[0].Type)),
            "avg" => new(call.Name, arguments, false, null, [], SqlType.Double),
            _ => throw new NotSupportedException($"{call.Span}: '{call.Name}' cannot be built"),
        };
    }

    private Sequence<ProjectItem> ItemsOf(IEnumerable<Term> terms, Bindings bindings) => [.. terms
        .SelectMany(t => Evaluate(t, bindings) switch
        {
            Sequence<ProjectItem> items => items,
            ColumnSet columns => Items(columns),
            var other => throw new UnreachableException($"{t.Span}: {other} is no projection"),
        })
        .DistinctBy(i => i.Column)];

    private ColumnSet Columns(Term term, Bindings bindings) => Evaluate(term, bindings) switch
    {
        ColumnSet set => set,
        Scalar.ColumnRef reference => ColumnSet.Of(reference.Column),
        var other => throw new NotApplicableException($"{other} is not a set of columns"),
    };

    private double Number(Term term, Bindings bindings) => Evaluate(term, bindings) switch
    {
        double number => number,
        long number => number,
        var other => throw new UnreachableException($"{term.Span}: {other} is no number"),
    };
}
