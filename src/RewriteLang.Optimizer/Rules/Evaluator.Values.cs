using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Facts of expressions.</summary>
internal sealed partial class Evaluator
{
    private object? ValueFact(WordCall call)
    {
        switch (call.Name)
        {
            case "not_null":
                return AreNotNull(call.Scalars(0), call.Count > 1 ? NotNull(call.View(1)) : SiteNotNull(call.Bindings));
            case "rejects_null":
                return RejectsNull(call.Scalars(0), call.Columns(1));
            case "null_on":
                return AreNullOn(call.Value(0), call.Columns(1));
            case "null_on_empty":
                return IsNullOnNoRows((Sequence<ProjectItem>)call.Value(0), (Sequence<AggregateItem>)call.Value(1));
            case "deterministic":
                return IsDeterministic(call.Value(0));
            case "total":
                return IsTotal(call.Value(0));
            case "exact":
                return IsExact(call.Value(0));
            case "same_if_equal":
                return call.Scalars(0).All(s => s.Type is { IsExact: true, Kind: not TypeKind.Varchar });
            case "literal":
                return call.Scalars(0).All(s => s is Scalar.Constant);
            case "constant":
                return AreConstant(
                    call.Scalars(0),
                    call.Count > 1 ? Seen(call.View(1), call.Facts(1).Closure(ColumnSet.Empty).Intersect(call.Facts(1).Columns)) : ColumnSet.Empty);
            case "number":
                return Evaluator.NumberOf(ScalarOf(call.Arguments[0], call.Bindings));
            case "type":
                return call.Scalars(0)[0].Type;
            case "is_column":
                return call.Scalars(0).All(s => s is Scalar.ColumnRef);
            case "implies":
                return Implication.Implies(call.Scalars(0), call.Scalars(1));
            case "contradicts":
                return Implication.Contradict(call.Scalars(0), call.Scalars(1));
            default:
                return null;
        }
    }

    private static bool AreNotNull(Sequence<Scalar> scalars, ColumnSet notNull) => scalars.All(s => Nullability.IsNotNull(s, notNull));

    private static bool RejectsNull(Sequence<Scalar> conjuncts, ColumnSet columns) => conjuncts.Any(s => NullRejection.RejectsNull(s, columns));

    private bool AreNullOn(object value, ColumnSet columns) => value is Sequence<AggregateItem> calls
        ? calls.All(c => LeavesOut(c.Call, columns))
        : ScalarsIn(value).All(s => NullRejection.IsNullOn(s, columns));

    private static bool AreConstant(Sequence<Scalar> scalars, ColumnSet known) => scalars.All(s => s.IsDeterministic() && ColumnSet.ReadBy(s).IsSubsetOf(known));

    private bool IsDeterministic(object value) => value switch
    {
        RelationView or Sequence<RelationView> => ViewsIn(value).All(v => !plans.FactsOf(v.Class).IsVolatile),
        Sequence<AggregateItem> or Sequence<WindowItem> => ScalarsIn(value).All(s => s.IsDeterministic()) && !Volatility.IsVolatile(Shell(value), [new() { Columns = ColumnSet.Empty }]),
        _ => ScalarsIn(value).All(s => s.IsDeterministic()),
    };

    private static Relation Shell(object calls) => calls is Sequence<AggregateItem> aggregates
        ? new Relation.Aggregate(Stub, [], [], aggregates)
        : new Relation.Window(Stub, (Sequence<WindowItem>)calls);

    /// <summary>Whether evaluating scalars or relations never fails, whatever the rows.</summary>
    internal bool IsTotal(object value) => value is RelationView or Sequence<RelationView>
        ? ViewsIn(value).All(v => IsTotal(v.Class, []))
        : ScalarsIn(value).All(s => s.IsTotal());

    // As the relation is written: whatever else is known to equal it fails no more often. A scalar subquery may find two rows.
    private bool IsTotal(EClassId id, HashSet<EClassId> seen)
    {
        if (!seen.Add(plans.Graph.Find(id)))
        {
            return true;
        }

        var node = plans.Graph.AnyNodeOf(plans.Graph.Find(id));
        var shell = plans.ShellOf(node);
        return shell is not (Algebra.Relation.Opaque or Algebra.Relation.Apply { Kind: ApplyKind.Scalar })
            && shell.OwnScalars().All(s => s.IsTotal())
            && plans.Graph.ChildrenOf(node).ToArray().All(c => IsTotal(c, seen));
    }

    private bool IsExact(object value) => value switch
    {
        Sequence<AggregateItem> calls => calls.All(c => AggregateTable.IsExact(c.Call)),
        Sequence<WindowItem> calls => calls.All(c => c.Call.Type.IsExact),
        RelationView or Sequence<RelationView> => OutOfRelations(value).Ids.All(id => plans.Columns[id].Type.IsExact),
        _ => ScalarsIn(value).All(s => s.Type.IsExact),
    };

    private ColumnSet NotNull(RelationView view) => view.Renaming.IsEmpty
        ? plans.FactsOf(view.Class).NotNull
        : ColumnSet.Of(plans.FactsOf(view.Class).NotNull.Ids.Select(id => view.Seen(plans.Columns[id])));

    // Where a scalar rule is matched, its place says which columns are not NULL.
    private static ColumnSet SiteNotNull(Bindings bindings) =>
        bindings.TryGet(ScalarSite.NotNullKey, out var value) ? (ColumnSet)value : ColumnSet.Empty;

    private static bool IsNullOnNoRows(Sequence<ProjectItem> items, Sequence<AggregateItem> calls)
    {
        if (calls.Any(c => AggregateTable.OnNoRows(c.Call) is null))
        {
            return false;
        }

        var values = calls.ToDictionary(c => c.Column, c => AggregateTable.OnNoRows(c.Call)!);
        return items.All(i => NullRejection.IsNullOn(i.Expression.Substitute(values), ColumnSet.Empty));
    }

    private static double NumberOf(Scalar scalar) => (ConstantFolding.Fold(scalar) ?? scalar) is Scalar.Constant { Value: long number } ? number : double.NaN;
}
