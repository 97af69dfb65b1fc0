using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.EGraphs;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Columns and expressions put in the place of others; the same relation up to such a renaming.</summary>
internal sealed partial class Evaluator
{
    private readonly Dictionary<(EClassId, EClassId), Dictionary<Column, Column>?> _renamings = [];
    private (long Unions, int Classes, int Nodes) _renamingsOf;

    private object? RenamingWord(WordCall call)
    {
        switch (call.Name)
        {
            case "rename":
                return Rename(call.Value(0), (RenamingValue)call.Value(1));
            case "apart":
                return new RenamingValue(call.Columns(0).Ids.Select(id => plans.Columns[id]).ToDictionary(c => c, c => plans.Columns.Keyed(("apart", c.Id), c.Name, c.Type)));
            case "pairing":
                return Pairing(call.Scalars(0), call.Columns(1), call.Columns(2));
            case "substitute":
                return Substitute(call.Value(0), (Sequence<ProjectItem>)call.Value(1));
            case "replace":
                return Replace(call.Value(0), ScalarOf(call.Arguments[1], call.Bindings), ScalarOf(call.Arguments[2], call.Bindings));
            default:
                return null;
        }
    }

    private object Substitute(object value, Sequence<ProjectItem> items)
    {
        var replacements = items.Where(i => i.Expression is not Scalar.ColumnRef r || r.Column != i.Column).ToDictionary(i => i.Column, i => i.Expression);
        Scalar Step(Scalar scalar) => scalar.Substitute(replacements);
        return value switch
        {
            Scalar scalar => Step(scalar),
            Sequence<Scalar> scalars => scalars.Map(Step),
            Sequence<ProjectItem> projected => projected.Map(i => i with { Expression = Step(i.Expression) }),
            Sequence<AggregateItem> calls => calls.Map(c => c with { Call = c.Call.MapScalars(Step) }),
            Sequence<WindowItem> calls => calls.Map(c => c with { Call = c.Call.MapScalars(Step) }),
            Sequence<SortKey> keys => keys.MapKeys(Step),
            ColumnSet columns => ColumnSet.Of(columns.Ids.Select(id => plans.Columns[id]).Select(c => Step(c.Ref()) is Scalar.ColumnRef reference
                ? reference.Column
                : throw new NotApplicableException("a key would have to be computed"))),
            _ => throw new UnreachableException(value.GetType().Name),
        };
    }

    private static object Replace(object value, Scalar old, Scalar replacement)
    {
        Scalar Step(Scalar scalar) => scalar.Transform(s => s.Equals(old) ? replacement : s);
        return value switch
        {
            Scalar scalar => Step(scalar),
            Sequence<Scalar> scalars => scalars.Map(Step),
            Sequence<ProjectItem> projected => projected.Map(i => i with { Expression = Step(i.Expression) }),
            _ => throw new UnreachableException(value.GetType().Name),
        };
    }

    // Columns with what a renaming makes of them.
    private IEnumerable<ColumnPair> Renamed(ColumnSet columns, RenamingValue renaming) =>
        columns.Ids.Select(id => plans.Columns[id]).Select(c => new ColumnPair(renaming.Columns.GetValueOrDefault(c, c), c));

    private static RenamingValue Pairing(Sequence<Scalar> conjuncts, ColumnSet from, ColumnSet to)
    {
        var pairs = new Dictionary<Column, Column>();
        foreach (var (left, right) in Equalities(conjuncts, from, to).Cast<Scalar.Comparison>().Select(c => (((Scalar.ColumnRef)c.Left).Column, ((Scalar.ColumnRef)c.Right).Column)))
        {
            var (a, b) = from.Contains(left) ? (left, right) : (right, left);
            if (a.Type != b.Type || !pairs.TryAdd(a, b))
            {
                break;
            }
        }

        return pairs.Count == conjuncts.Count && pairs.Count == from.Count && pairs.Count == to.Count && pairs.Values.Distinct().Count() == pairs.Count
            ? new(pairs)
            : throw new NotApplicableException("the columns are not paired by equalities");
    }

    // The same relations up to the renaming that pairs their columns; null if that is not known. Each of one list takes the first of the other that is left and
    // the same: which of several it takes does not matter to any of the rest, as equality up to renaming is an equivalence.
    private Dictionary<Column, Column>? Renaming(object a, object b)
    {
        var left = ViewsIn(b).ToList();
        var renaming = new Dictionary<Column, Column>();
        if (ViewsIn(a).Count != left.Count)
        {
            return null;
        }

        foreach (var view in ViewsIn(a))
        {
            var (partner, found) = left.Select(other => (other, Renaming(view, other))).FirstOrDefault(p => p.Item2 is not null);
            if (found is null)
            {
                return null;
            }

            left.Remove(partner);
            foreach (var (from, to) in found)
            {
                renaming[from] = to;
            }
        }

        return renaming;
    }

    private Dictionary<Column, Column>? Renaming(RelationView a, RelationView b) => RenamingBetween(a.Class, b.Class) is { } found
        ? plans.FactsOf(a.Class).Columns.Ids.Select(id => plans.Columns[id]).ToDictionary(a.Seen, c => b.Seen(found[c]))
        : null;

    // Rules ask about the same two classes again and again, in every way in which the rest of a pattern fits.
    private Dictionary<Column, Column>? RenamingBetween(EClassId a, EClassId b)
    {
        var version = (plans.Graph.UnionCount, plans.Graph.ClassIdCount, plans.Graph.NodeCount);
        if (version != _renamingsOf)
        {
            _renamings.Clear();
            _renamingsOf = version;
        }

        return _renamings.TryGetValue((a, b), out var known) ? known : _renamings[(a, b)] = SameUpToRenaming.Find(plans, a, b);
    }

    /// <summary>Whether two relations, or two lists of them, can be the same up to a renaming, by their number and their roots alone.</summary>
    public bool LookAlike(object a, object b)
    {
        var (these, those) = (ViewsIn(a), ViewsIn(b));
        return these.Count == those.Count && these.All(x => those.Any(y => SameUpToRenaming.LookAlike(plans, x.Class, y.Class)));
    }

    // A ~ B by m: m takes B's columns to A's. RelationRule binds m before the conditions are asked.
    private bool IsSimilar(Sequence<Term> arguments, Bindings bindings) =>
        Renaming(Evaluate(arguments[0], bindings), Evaluate(arguments[1], bindings)) is not null;

    /// <summary>The bindings with the renaming that a condition <c>A ~ B by m</c> names; null where there is none.</summary>
    public Bindings? BindRenaming(Term condition, Bindings bindings)
    {
        if (condition is not Term.Operator { Name: "~" } similar || similar.Arguments.ElementAtOrDefault(2) is not Term.Variable name)
        {
            return bindings;
        }

        return Renaming(Evaluate(similar.Arguments[1], bindings), Evaluate(similar.Arguments[0], bindings)) is { } found
            ? bindings.Set(name.Name, new RenamingValue(found))
            : null;
    }

    private object Rename(object value, RenamingValue renaming)
    {
        Column Step(Column column) => renaming.Columns.GetValueOrDefault(column, column);
        Scalar Each(Scalar scalar) => scalar.MapColumns(Step);
        return value switch
        {
            Scalar scalar => Each(scalar),
            Sequence<Scalar> scalars => scalars.Map(Each),
            Sequence<ProjectItem> items => items.Map(i => i with { Expression = Each(i.Expression) }),
            Sequence<AggregateItem> calls => calls.Map(c => c with { Call = c.Call.MapScalars(Each) }),
            Sequence<WindowItem> calls => calls.Map(c => c with { Call = c.Call.MapScalars(Each) }),
            Sequence<SortKey> keys => keys.MapKeys(Each),
            ColumnSet columns => ColumnSet.Of(columns.Ids.Select(id => Step(plans.Columns[id]))),
            RelationView { IsNarrow: true } view => view with { Renaming = view.Renaming.Map(p => p with { Out = Step(p.Out) }) },
            RelationView view => new RelationView(view.Class, [.. plans.FactsOf(view.Class).Columns.Ids.Select(id => plans.Columns[id]).Select(c => new ColumnPair(Step(view.Seen(c)), c))]),
            _ => throw new UnreachableException(value.GetType().Name),
        };
    }
}

/// <summary>Which column of one relation is which of another.</summary>
/// <param name="Columns">From the one's columns to the other's.</param>
internal sealed record RenamingValue(IReadOnlyDictionary<Column, Column> Columns);
