using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>A rule does not apply to a match after all: something it would build cannot be built. Carries the reason for <c>--why-not</c>.</summary>
internal sealed class NotApplicableException(string reason) : Exception(reason);

/// <summary>The engine that will run the query, as conditions ask for it.</summary>
/// <param name="Engine">Its name.</param>
/// <param name="Features">What it can do.</param>
/// <param name="Plan">How it would run the query as it stands, asked when a gate first needs it; null if there is no engine to ask.</param>
internal sealed record EngineTarget(string Engine, IReadOnlySet<string> Features, Lazy<EnginePlan?>? Plan = null);

/// <summary>
/// Evaluates terms over bindings: right sides to e-classes, vocabulary words to sets, numbers and truth values. Unknown is never true.
/// </summary>
internal sealed partial class Evaluator(PlanGraph plans, Estimator estimator, EngineTarget target)
{
    // Columns that the right side at hand defines, by the names that the rule gives them.
    private readonly Dictionary<string, Column> _fresh = new(StringComparer.Ordinal);

    // The same the other way round, with those that a later definition of the same name has hidden.
    private readonly Dictionary<Column, string> _named = [];

    // The keys of the grouping whose aggregates are at hand: the same call means something else in another grouping of the same block.
    private ColumnSet _groupedBy = ColumnSet.Empty;

    /// <summary>The class of a right side, narrowed to the columns that the left side has.</summary>
    public EClassId Build(Term term, Bindings bindings, ColumnSet columns)
    {
        _fresh.Clear();
        _named.Clear();
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
        Term.Literal { Sort: Sort.Type } literal => SqlType.Parse((string)literal.Value!),
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
            ColumnSet { Count: 1 } => [ScalarOf(t, bindings)],
            Sequence<object> bundle => ScalarsIn(bundle),
            var other => throw new UnreachableException($"{t.Span}: {other} is no scalar"),
        })];

    /// <summary>The class under the columns that the view shows; those it does not rename stay as they are.</summary>
    private EClassId Materialize(RelationView view)
    {
        if (view.IsNarrow)
        {
            return plans.Add(new Relation.Project(Stub, [.. view.Renaming.Select(p => new ProjectItem(p.Out, Cast(p.In.Ref(), p.Out.Type)))]), [view.Class]);
        }

        if (view.Renaming.All(p => p.Out == p.In))
        {
            return view.Class;
        }

        var columns = plans.FactsOf(view.Class).Columns.Ids.Select(id => plans.Columns[id]);
        return plans.Add(new Relation.Project(Stub, [.. columns.Select(c => new ProjectItem(view.Seen(c), Cast(c.Ref(), view.Seen(c).Type)))]), [view.Class]);
    }

    private Sequence<ProjectItem> Items(ColumnSet columns) => [.. columns.Ids.Select(id => plans.Columns[id]).Select(c => new ProjectItem(c, c.Ref()))];

    private ColumnSet Out(RelationView view) => view.IsNarrow ? ColumnSet.Of(view.Renaming.Select(p => p.Out)) : view.Renaming.IsEmpty
        ? plans.FactsOf(view.Class).Columns
        : ColumnSet.Of(plans.FactsOf(view.Class).Columns.Ids.Select(id => view.Seen(plans.Columns[id])));

    private object ListOf(Term.Operator list, Bindings bindings) => list.Sort switch
    {
        Sort.Columns => list.Arguments.Aggregate(ColumnSet.Empty, (all, a) => all.Union(Columns(a, bindings))),
        Sort.Items => ItemsOf(list.Arguments, bindings),
        Sort.Scalars or Sort.Conjuncts => ScalarsOf(list.Arguments, bindings),
        Sort.Relations => RelationsOf(list.Arguments, bindings),
        Sort.Aggregates => list.Arguments.SelectMany(a => (Sequence<AggregateItem>)Evaluate(a, bindings)).ToSequence(),
        Sort.Windows => list.Arguments.SelectMany(a => (Sequence<WindowItem>)Evaluate(a, bindings)).ToSequence(),
        _ => throw new UnreachableException($"{list.Span}: a list of {list.Sort}"),
    };

    // c := value. A column that the rule names is a Skolem term: named by what it computes.
    private object Define(Term.Operator define, Bindings bindings)
    {
        var target = define.Groups[0][0];
        var value = define.Groups[0][1];
        if (define.Sort == Sort.Aggregates)
        {
            var call = value is Term.Operator { Sort: Sort.Aggregates } op && AggregateTable.TypeOf(op.Name, SqlType.Null) is not null
                ? Call(op, bindings)
                : ((Sequence<AggregateItem>)Evaluate(value, bindings) is [var item] ? item : throw new NotApplicableException("not one aggregate")).Call;
            return (Sequence<AggregateItem>)[new(Target(target, bindings, ("aggregated", call, _groupedBy), call.Type), call)];
        }

        if (define.Sort == Sort.Windows)
        {
            var call = ((Sequence<WindowItem>)Evaluate(value, bindings) is [var item] ? item : throw new NotApplicableException("not one window call")).Call;
            return (Sequence<WindowItem>)[new(Target(target, bindings, ("windowed", call), call.Type), call)];
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

        // Two names for one thing are two columns.
        var column = plans.Columns.Keyed(("rule", key), name, type);
        return Named(name, _named.TryGetValue(column, out var other) && other != name ? plans.Columns.Keyed(("rule", key, name), name, type) : column);
    }

    private Column Named(string name, Column column)
    {
        _named[column] = name;
        return _fresh[name] = column;
    }

    private AggregateCall Call(Term.Operator call, Bindings bindings)
    {
        var arguments = ScalarsOf(call.Arguments, bindings);
        return new(call.Name, arguments, false, null, [], AggregateTable.TypeOf(call.Name, arguments.IsEmpty ? SqlType.Null : arguments[0].Type)!);
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
