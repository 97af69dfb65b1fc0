using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Optimizer.Rules;

/// <summary>The words of conditions, gates and right sides; each means what the table of the rule language says.</summary>
internal sealed partial class Evaluator
{
    // The word at hand is one of one theme; each theme says whether it is its own.
    private object Apply(Term.Operator op, Bindings bindings)
    {
        var call = new WordCall(this, op, [.. op.Arguments], bindings);
        return TruthWord(call) ?? SetWord(call) ?? ListWord(call) ?? ColumnWord(call) ?? RowFact(call) ?? ValueFact(call) ?? ConjunctWord(call)
            ?? AggregateWord(call) ?? RenamingWord(call) ?? EstimateWord(call) ?? ScalarOperator(op, [.. call.Arguments], bindings);
    }

    /// <summary>A word with its arguments, which are evaluated when they are asked for.</summary>
    private readonly record struct WordCall(Evaluator Evaluator, Term.Operator Op, IReadOnlyList<Term> Arguments, Bindings Bindings)
    {
        public string Name => Op.Name;

        public int Count => Arguments.Count;

        public object Value(int index) => Evaluator.Evaluate(Arguments[index], Bindings);

        public RelationView View(int index) => (RelationView)Value(index);

        public Facts Facts(int index) => Evaluator.FactsOf(View(index));

        public ColumnSet Columns(int index) => Evaluator.Columns(Arguments[index], Bindings);

        /// <summary>Columns as the class of a relation argument knows them.</summary>
        public ColumnSet ColumnsIn(int relation, int index) => Inside(View(relation), Columns(index));

        public Sequence<Scalar> Scalars(int index) => [.. Evaluator.ScalarsIn(Value(index))];

        public double Number(int index) => Evaluator.Number(Arguments[index], Bindings);

        public string Text(int index) => (string)Value(index);
    }

    private Facts FactsOf(RelationView view) => plans.FactsOf(view.Class);

    /// <summary>The scalars that a value is made of: what it computes, reads or compares.</summary>
    private IEnumerable<Scalar> ScalarsIn(object value) => value switch
    {
        Scalar scalar => [scalar],
        Sequence<Scalar> scalars => scalars,
        Sequence<ProjectItem> items => items.Select(i => i.Expression),
        Sequence<SortKey> keys => keys.Select(k => k.Expression),
        Sequence<AggregateItem> items => items.SelectMany(i => new Relation.Aggregate(Stub, [], [], [i]).OwnScalars()),
        Sequence<WindowItem> items => items.SelectMany(i => new Relation.Window(Stub, [i]).OwnScalars()),
        Sequence<object> many => many.SelectMany(ScalarsIn),
        ColumnSet columns => columns.Ids.Select(id => plans.Columns[id].Ref()),
        _ => throw new UnreachableException(value.GetType().Name),
    };

    private static Sequence<RelationView> ViewsIn(object value) => value switch
    {
        RelationView one => [one],
        Sequence<RelationView> many => many,
        _ => throw new UnreachableException(value.GetType().Name),
    };
}
