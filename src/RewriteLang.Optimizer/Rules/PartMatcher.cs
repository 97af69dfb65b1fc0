using System.Diagnostics;
using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// Matches what operators have besides inputs and conjuncts: keys, items, calls, orders, counts. Lists of columns and of calculations mean the same in
/// any order, so each element of a pattern may take each of theirs; a rest takes what remains.
/// </summary>
internal sealed class PartMatcher
{
    private readonly ScalarMatcher _scalars = new();

    /// <summary>All ways to match a part.</summary>
    public IEnumerable<Bindings> Match(Term pattern, object part, Bindings bindings) => pattern switch
    {
        Term.Variable variable => bindings.Bind(variable.Name, part) is { } bound ? [bound] : [],
        Term.Operator { Name: "list" } list => part switch
        {
            ColumnSet columns => MatchList<ColumnId>(list, [.. columns.Ids], [], MatchColumn, ids => ids.Aggregate(ColumnSet.Empty, (all, id) => all.Union(ColumnSet.Of(id))), bindings),
            Sequence<ProjectItem> items => MatchList(list, [.. items], [], MatchItem, rest => rest, bindings),
            Sequence<AggregateItem> calls => MatchList(list, [.. calls], [], MatchCall, rest => rest, bindings),
            Sequence<WindowItem> calls => MatchList(list, [.. calls], [], MatchWindow, rest => rest, bindings),
            _ => throw new UnreachableException(part.GetType().Name),
        },
        _ when part is Scalar scalar => _scalars.Match(pattern, scalar, bindings),
        _ => throw new UnreachableException($"{pattern.Span}: {pattern}"),
    };

    private delegate IEnumerable<Bindings> ElementMatch<T>(Term pattern, T element, Bindings bindings);

    private static IEnumerable<Bindings> MatchList<T>(
        Term.Operator list, Sequence<T> elements, Sequence<Term> done, ElementMatch<T> match, Func<Sequence<T>, object> restOf, Bindings bindings)
    {
        var next = list.Arguments.Where(a => a is not Term.Rest).ElementAtOrDefault(done.Count);
        if (next is null)
        {
            var rest = list.Arguments.OfType<Term.Rest>().SingleOrDefault();
            var bound = rest is null ? (elements.IsEmpty ? bindings : null) : bindings.Bind(rest.Name, restOf(elements));
            return bound is null ? [] : [bound];
        }

        return Enumerable.Range(0, elements.Count).SelectMany(i => match(next, elements[i], bindings)
            .SelectMany(b => MatchList(list, elements.RemoveAt(i), [.. done, next], match, restOf, b)));
    }

    private static IEnumerable<Bindings> MatchColumn(Term pattern, ColumnId column, Bindings bindings) =>
        bindings.Bind(((Term.Variable)pattern).Name, ColumnSet.Of(column)) is { } bound ? [bound] : [];

    // A variable in a list of calculations takes one of them with its column; `c := pattern` looks into it.
    private IEnumerable<Bindings> MatchItem(Term pattern, ProjectItem item, Bindings bindings) => pattern is Term.Operator { Name: "define" } define
        ? MatchColumn(define.Groups[0][0], item.Column.Id, bindings).SelectMany(b => _scalars.Match(define.Groups[0][1], item.Expression, b))
        : Whole(pattern, (Sequence<ProjectItem>)[item], bindings);

    private IEnumerable<Bindings> MatchCall(Term pattern, AggregateItem item, Bindings bindings) => pattern is Term.Operator { Name: "define" } define
        ? MatchColumn(define.Groups[0][0], item.Column.Id, bindings).SelectMany(b => define.Groups[0][1] is Term.Operator call
            ? MatchAggregate(call, item.Call, b)
            : Whole(define.Groups[0][1], (Sequence<AggregateItem>)[item], b))
        : Whole(pattern, (Sequence<AggregateItem>)[item], bindings);

    // Plain calls alone: a DISTINCT, FILTER or ORDER BY that the pattern does not speak of would be lost.
    private IEnumerable<Bindings> MatchAggregate(Term.Operator pattern, AggregateCall call, Bindings bindings)
    {
        var arguments = pattern.Arguments;
        return pattern.Name == call.Function && call is { Distinct: false, Filter: null, OrderBy.IsEmpty: true } && arguments.Count == call.Arguments.Count
            ? arguments.Zip(call.Arguments).Aggregate((IEnumerable<Bindings>)[bindings], (all, pair) => all.SelectMany(b => _scalars.Match(pair.Item1, pair.Item2, b)))
            : [];
    }

    private static IEnumerable<Bindings> MatchWindow(Term pattern, WindowItem item, Bindings bindings) => pattern is Term.Operator { Name: "define" } define
        ? MatchColumn(define.Groups[0][0], item.Column.Id, bindings).SelectMany(b => Whole(define.Groups[0][1], (Sequence<WindowItem>)[item], b))
        : Whole(pattern, (Sequence<WindowItem>)[item], bindings);

    private static IEnumerable<Bindings> Whole(Term pattern, object item, Bindings bindings) =>
        pattern is Term.Variable variable && bindings.Bind(variable.Name, item) is { } bound ? [bound] : [];
}
