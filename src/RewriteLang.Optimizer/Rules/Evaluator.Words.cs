using System.Collections.Concurrent;
using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Optimizer.Rules;

/// <summary>The words of conditions, gates and right sides; each means what the table of the rule language says.</summary>
internal sealed partial class Evaluator
{
    private delegate object? Theme(Evaluator evaluator, in WordCall call);

    // Each word is one of one theme, which gives null for a word that is not its own.
    private static readonly Theme[] Themes =
    [
        (e, in c) => e.TruthWord(c),
        (e, in c) => e.SetWord(c),
        (e, in c) => e.ListWord(c),
        (e, in c) => e.ColumnWord(c),
        (e, in c) => e.RowFact(c),
        (e, in c) => e.ValueFact(c),
        (e, in c) => e.ConjunctWord(c),
        (e, in c) => e.AggregateWord(c),
        (e, in c) => e.RenamingWord(c),
        (e, in c) => e.EstimateWord(c),
        (e, in c) => e.ScalarOperator(c.Op, c.Arguments, c.Bindings),
    ];

    // The theme that answered for a word answers for it ever after.
    private static readonly ConcurrentDictionary<(string Word, Sort Sort), Theme> Known = [];

    private object Apply(Term.Operator op, Bindings bindings)
    {
        var call = new WordCall(this, op, op.Arguments, bindings);
        if (Known.TryGetValue((op.Name, op.Sort), out var known))
        {
            return known(this, call) ?? throw new UnreachableException($"{op.Span}: {op.Name}");
        }

        foreach (var theme in Themes)
        {
            if (theme(this, call) is { } value)
            {
                Known[(op.Name, op.Sort)] = theme;
                return value;
            }
        }

        throw new UnreachableException($"{op.Span}: {op.Name}");
    }

    /// <summary>A word with its arguments, which are evaluated when they are asked for.</summary>
    private readonly record struct WordCall(Evaluator Evaluator, Term.Operator Op, Sequence<Term> Arguments, Bindings Bindings)
    {
        public string Name => Op.Name;

        public int Count => Arguments.Count;

        public object Value(int index) => Evaluator.Evaluate(Arguments[index], Bindings);

        public RelationView View(int index) => (RelationView)Value(index);

        public Facts Facts(int index) => Evaluator.FactsOf(View(index));

        public ColumnSet Columns(int index) => Evaluator.Columns(Arguments[index], Bindings);

        /// <summary>Columns as the class of a relation argument knows them.</summary>
        public ColumnSet ColumnsIn(int relation, int index) => Inside(View(relation), Columns(index));

        public Sequence<Scalar> Scalars(int index) => Evaluator.ScalarsIn(Value(index));

        public double Number(int index) => Evaluator.Number(Arguments[index], Bindings);

        public string Text(int index) => (string)Value(index);
    }

    /// <summary>Bindings with what lets define, as far as they do not have it. Relations are left out: they are built when a match is applied.</summary>
    public Bindings WithLets(Sequence<LetBinding> lets, Bindings bindings)
    {
        foreach (var let in lets)
        {
            if (let.Value.Sort != Sort.Relation && !bindings.TryGet(let.Name, out _))
            {
                bindings = bindings.Set(let.Name, Evaluate(let.Value, bindings));
            }
        }

        return bindings;
    }

    private Facts FactsOf(RelationView view) => plans.FactsOf(view.Class);

    /// <summary>The scalars that a value is made of: what it computes, reads or compares.</summary>
    private Sequence<Scalar> ScalarsIn(object value) => value switch
    {
        Scalar scalar => [scalar],
        Sequence<Scalar> scalars => scalars,
        Sequence<ProjectItem> items => [.. items.Select(i => i.Expression)],
        Sequence<SortKey> keys => [.. keys.Select(k => k.Expression)],
        Sequence<AggregateItem> items => [.. items.SelectMany(i => i.Call.OwnScalars())],
        Sequence<WindowItem> items => [.. items.SelectMany(i => i.Call.OwnScalars())],
        Sequence<object> many => [.. many.SelectMany(m => ScalarsIn(m))],
        ColumnSet columns => [.. columns.Ids.Select(id => plans.Columns[id].Ref())],
        _ => throw new UnreachableException(value.GetType().Name),
    };

    private static Sequence<RelationView> ViewsIn(object value) => value switch
    {
        RelationView one => [one],
        Sequence<RelationView> many => many,
        _ => throw new UnreachableException(value.GetType().Name),
    };
}
