using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Functions over lists and their elements.</summary>
internal sealed partial class Evaluator
{
    private object? ListWord(WordCall call)
    {
        switch (call.Name)
        {
            case "map":
                return Gather(call.Op.Sort, Elements(call.Op, call.Bindings).Select(b => Evaluate(b.Body, b.Bindings)));
            case "zip":
                return Zip(call);
            case "unless":
                return Holds(call.Arguments[1], call.Bindings) ? Gather(call.Op.Sort, []) : Evaluate(call.Arguments[0], call.Bindings);
            case "define":
                return Define(call.Op, call.Bindings);
            case "every":
                return Every(call);
            default:
                return null;
        }
    }

    // The body of a function once for each element of a list, its parameters bound.
    private IEnumerable<(Term Body, Bindings Bindings)> Elements(Term.Operator word, Bindings bindings)
    {
        var arguments = word.Arguments;
        var function = (Term.Lambda)arguments[1];
        return Elements(Evaluate(arguments[0], bindings)).Select((e, i) => (function.Body, Bound(function, e, i + 1, bindings)));
    }

    private static Bindings Bound(Term.Lambda function, object element, int position, Bindings bindings) => (function.Parameters, element) switch
    {
        ([var column, var what], Sequence<ProjectItem> item) => bindings.Set(column, ColumnSet.Of(item[0].Column)).Set(what, item[0].Expression),
        ([var column, var what], Sequence<AggregateItem> item) => bindings.Set(column, ColumnSet.Of(item[0].Column)).Set(what, item),
        ([var column, var what], Sequence<WindowItem> item) => bindings.Set(column, ColumnSet.Of(item[0].Column)).Set(what, item),
        ([var one], _) => bindings.Set(one, element),
        ([var one, var at], _) => bindings.Set(one, element).Set(at, Scalars.Integer(position)),
        _ => throw new UnreachableException($"{function.Span}: {function.Parameters.Count} parameters"),
    };

    // Calculations stay with their columns: an element of a list of them is a list of one.
    private static IEnumerable<object> Elements(object value) => value switch
    {
        ColumnSet columns => columns.Ids.Select(id => ColumnSet.Of(id)),
        Sequence<Scalar> scalars => scalars,
        Sequence<RelationView> relations => relations,
        Sequence<ProjectItem> items => items.Select(i => (object)(Sequence<ProjectItem>)[i]),
        Sequence<AggregateItem> items => items.Select(i => (object)(Sequence<AggregateItem>)[i]),
        Sequence<WindowItem> items => items.Select(i => (object)(Sequence<WindowItem>)[i]),
        Sequence<object> bundle => bundle.SelectMany(Elements),
        _ => [value],
    };

    // What a function gave for each element, as one list.
    private object Gather(Sort sort, IEnumerable<object> results) => sort switch
    {
        Sort.Columns => results.Aggregate(ColumnSet.Empty, (all, one) => all.Union(SetOf(one))),
        Sort.Relations => results.SelectMany(r => ViewsIn(r)).ToSequence(),
        Sort.Conjuncts or Sort.Scalars => results.SelectMany(r => ScalarsIn(r)).ToSequence(),
        Sort.Items => results.SelectMany(r => (Sequence<ProjectItem>)r).ToSequence(),
        Sort.Aggregates => results.SelectMany(r => (Sequence<AggregateItem>)r).ToSequence(),
        Sort.Windows => results.SelectMany(r => (Sequence<WindowItem>)r).ToSequence(),
        _ => throw new UnreachableException(sort.ToString()),
    };

    // What the argument is at each place of an `each`: one set of columns, one list of aggregates; of conjuncts a bundle.
    private object Every(WordCall call)
    {
        var all = call.Bindings.Places.Select(place => Evaluate(call.Arguments[0], place)).ToList();
        return all[0] is Sequence<Scalar> or Scalar ? all.ToSequence() : all.Aggregate(Join);
    }

    // By position; two lists of different lengths have no positions in common to speak of.
    private Sequence<Scalar> Zip(WordCall call)
    {
        var (left, right) = (Elements(call.Value(0)).ToList(), Elements(call.Value(1)).ToList());
        if (left.Count != right.Count)
        {
            throw new NotApplicableException($"one list has {left.Count} elements, the other {right.Count}");
        }

        var function = (Term.Lambda)call.Arguments[2];
        return left.Zip(right, (l, r) => ScalarOf(function.Body, call.Bindings.Set(function.Parameters[0], l).Set(function.Parameters[1], r))).ToSequence();
    }
}
