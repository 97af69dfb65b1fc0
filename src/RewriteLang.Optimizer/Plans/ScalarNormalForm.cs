using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Plans;

/// <summary>
/// One spelling for scalars that differ only in ways every engine ignores: which side of a symmetric comparison is written first,
/// on which side its constant stands, the order of AND and OR, redundant nesting. Nothing here needs a proof beyond commutativity.
/// </summary>
public sealed class ScalarNormalForm
{
    private readonly Dictionary<Scalar, int> _ranks = [];
    private readonly Dictionary<Scalar, Scalar> _normal = [];

    /// <summary>The normal form of a scalar. Asking again gives the same object.</summary>
    public Scalar Of(Scalar scalar)
    {
        if (!_normal.TryGetValue(scalar, out var normal))
        {
            _normal.Add(scalar, normal = scalar.Transform(Step));
            _normal.TryAdd(normal, normal);
        }

        return normal;
    }

    /// <summary>The conjuncts as a set in normal form: flat, each once, in order of first sight, which for a fresh query is source order.</summary>
    public Sequence<Scalar> Conjuncts(IEnumerable<Scalar> conjuncts)
    {
        var all = Scalars.AllOf(conjuncts.Select(Of));
        return all.Equals(Scalars.False) ? [Scalars.False] : [.. all.Conjuncts().OrderBy(Rank)];
    }

    /// <summary>A number for each scalar, by first sight: the order in which sets of scalars are kept.</summary>
    public int Rank(Scalar scalar)
    {
        if (!_ranks.TryGetValue(scalar, out var rank))
        {
            _ranks.Add(scalar, rank = _ranks.Count);
        }

        return rank;
    }

    private Scalar Step(Scalar scalar) => scalar switch
    {
        Scalar.Comparison comparison when MustSwap(comparison) => new Scalar.Comparison(comparison.Operator.Mirror(), comparison.Right, comparison.Left),
        Scalar.And and => new Scalar.And([.. and.Operands.OrderBy(Rank)]),
        Scalar.Or or => new Scalar.Or([.. or.Operands.OrderBy(Rank)]),
        _ => scalar,
    };

    // Columns before expressions before constants; of two columns the one with the smaller id.
    private static bool MustSwap(Scalar.Comparison comparison) => (comparison.Left, comparison.Right) switch
    {
        (Scalar.ColumnRef l, Scalar.ColumnRef r) => l.Column.Id.Value > r.Column.Id.Value,
        (Scalar.Constant, Scalar.Constant) => false,
        (Scalar.Constant, _) => true,
        (_, Scalar.Constant or Scalar.ColumnRef) => comparison.Right is Scalar.ColumnRef,
        _ => false,
    };
}
