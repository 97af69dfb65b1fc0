using RewriteLang.Algebra;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Parts of sets of conjuncts.</summary>
internal sealed partial class Evaluator
{
    private object? ConjunctWord(WordCall call)
    {
        switch (call.Name)
        {
            case "conjoin":
                return ScalarsOf(call.Arguments, call.Bindings);
            case "split":
                return Split(call.Scalars(0), call.Columns(1));
            case "remainder":
                return Remainder(call.Scalars(0), call.Columns(1));
            case "using":
                return Using(call.Scalars(0), call.Columns(1));
            case "conjuncts":
                return Algebra.Scalars.AllOf(call.Scalars(0)).Conjuncts();
            case "disjoin":
                return Algebra.Scalars.AnyOf(call.Scalars(0));
            case "shared":
                return Shared(call.Scalars(0));
            case "factored":
                return Factored(call.Scalars(0));
            case "equalities":
                return Equalities(call.Scalars(0), call.Columns(1), call.Columns(2));
            case "linked":
                return Links.Between(call.Scalars(0), call.Columns(1), call.Columns(2), plans.Columns);
            case "equates":
                return AreEqualities(call.Scalars(0), call.Columns(1), call.Columns(2));
            case "not_nulls":
                return NotNulls(call.Count < 2 ? call.Columns(0) : call.Columns(0).Except(NotNull(call.View(1))));
            case "common":
                return Common(Members(call.Value(0)));
            case "any_of":
                return ClosedRanges.AnyOf([.. Members(call.Value(0)).Select(p => Algebra.Scalars.AllOf(ScalarsIn(p)))]);
            case "implied":
                return call.Value(1) is RelationView or Sequence<RelationView>
                    ? ImpliedOfEach(call.Scalars(0), ViewsIn(call.Value(1)))
                    : Implied(call.Scalars(0), call.Columns(1));
            case "without":
                return call.Value(0) is Sequence<object> sets ? WithoutInEach(sets, call.Scalars(1)) : Minus(call.Value(0), call.Value(1));
            default:
                return null;
        }
    }

    private static Sequence<Scalar> Split(Sequence<Scalar> conjuncts, ColumnSet columns) => conjuncts.Filter(s => UsesOnly(s, columns));

    private static Sequence<Scalar> Remainder(Sequence<Scalar> conjuncts, ColumnSet columns) => conjuncts.Filter(s => !UsesOnly(s, columns));

    private static Sequence<Scalar> Using(Sequence<Scalar> conjuncts, ColumnSet columns) => conjuncts.Filter(s => ColumnSet.ReadBy(s).Overlaps(columns));

    private Sequence<Scalar> NotNulls(ColumnSet columns) => [.. columns.Ids.Select(id => new Scalar.Not(new Scalar.IsNull(plans.Columns[id].Ref())))];

    private Sequence<Scalar> ImpliedOfEach(Sequence<Scalar> conjuncts, Sequence<RelationView> relations) => [.. relations.SelectMany(r => Implied(conjuncts, Out(r))).Distinct()];

    private Sequence<object> WithoutInEach(Sequence<object> sets, Sequence<Scalar> excluded) => sets.Map(p => (object)ScalarsIn(p).Except(excluded).ToSequence());

    // A conjunct without columns uses no columns at all, and must not get lost between the two parts.
    private static bool UsesOnly(Scalar conjunct, ColumnSet columns) => !ColumnSet.ReadBy(conjunct).IsEmpty && ColumnSet.ReadBy(conjunct).IsSubsetOf(columns);

    // What each member of a bundle has; outside a bundle there is one member.
    private static Sequence<object> Members(object value) => value is Sequence<object> members ? members : [value];

    // Each conjunct sets a column of one side equal to something of the other side alone.
    private static bool AreEqualities(IEnumerable<Scalar> conjuncts, ColumnSet inner, ColumnSet outer) => conjuncts.All(c =>
        c is Scalar.Comparison { Operator: ComparisonOperator.Equal } equality
        && ((equality.Left is Scalar.ColumnRef l && inner.Contains(l.Column) && ColumnSet.ReadBy(equality.Right).IsSubsetOf(outer))
            || (equality.Right is Scalar.ColumnRef r && inner.Contains(r.Column) && ColumnSet.ReadBy(equality.Left).IsSubsetOf(outer))));

    private static Sequence<Scalar> Equalities(Sequence<Scalar> conjuncts, ColumnSet a, ColumnSet b) => conjuncts.Filter(c =>
        c is Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef l, Right: Scalar.ColumnRef r }
        && ((a.Contains(l.Column) && b.Contains(r.Column)) || (b.Contains(l.Column) && a.Contains(r.Column))));

    private Sequence<Scalar> Common(Sequence<object> sets) =>
        sets.Select(s => ScalarsIn(s).AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).ToSequence();

    // The conjuncts that every disjunct has.
    private static Sequence<Scalar> Shared(IEnumerable<Scalar> disjuncts) =>
        disjuncts.Select(d => d.Conjuncts().AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).ToSequence();

    // Of each disjunction what it says of these columns alone: the OR of the disjuncts' conjuncts over them, if every disjunct has some.
    private static Sequence<Scalar> Implied(Sequence<Scalar> conjuncts, ColumnSet columns)
    {
        var implied = new List<Scalar>();
        foreach (var disjunction in conjuncts.OfType<Scalar.Or>().Where(o => !ColumnSet.ReadBy(o).IsSubsetOf(columns)))
        {
            var parts = disjunction.Operands.Select(d => d.Conjuncts().Where(c => UsesOnly(c, columns)).ToList()).ToList();
            if (parts.TrueForAll(p => p.Count > 0))
            {
                implied.AddRange(ClosedRanges.AnyOf([.. parts.Select(p => Algebra.Scalars.AllOf(p)).Distinct()]).Conjuncts());
            }
        }

        return [.. implied.Distinct()];
    }

    private static Scalar Factored(Sequence<Scalar> disjuncts)
    {
        var shared = Shared(disjuncts);
        return Scalars.AllOf([.. shared, Scalars.AnyOf(disjuncts.Select(d => Scalars.AllOf(d.Conjuncts().Except(shared))))]);
    }
}
