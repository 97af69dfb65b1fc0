using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Analyses;

/// <summary>
/// What conjuncts say about each other, conjunct by conjunct: comparisons of one expression with constants or with one other expression, IS NULL, and
/// AND and OR of these. Constants are compared if both are integers, or both decimals: texts compare as their collation says, which is not known here.
/// </summary>
public static class Implication
{
    // AND inside OR inside AND: deeper than this nobody writes, and the number of pairs grows with each level.
    private const int MaximumDepth = 4;

    /// <summary>Whether every conjunct of <paramref name="conclusion"/> is TRUE wherever all of <paramref name="premise"/> are.</summary>
    public static bool Implies(Sequence<Scalar> premise, Sequence<Scalar> conclusion)
    {
        if (!AreDeterministic(premise) || !AreDeterministic(conclusion))
        {
            return false;
        }

        foreach (var asked in conclusion)
        {
            if (!IsImplied(premise, asked))
            {
                return IsContradictory(premise, 0);
            }
        }

        return true;
    }

    /// <summary>Whether no row makes all conjuncts of both TRUE.</summary>
    public static bool Contradict(Sequence<Scalar> left, Sequence<Scalar> right) =>
        AreDeterministic(left) && AreDeterministic(right) && IsContradictory([.. left, .. right], 0);

    private static bool AreDeterministic(Sequence<Scalar> scalars)
    {
        foreach (var scalar in scalars)
        {
            if (!scalar.IsDeterministic())
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsImplied(Sequence<Scalar> premise, Scalar conclusion)
    {
        foreach (var known in premise)
        {
            if (Implies(known, conclusion, 0))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsContradictory(Sequence<Scalar> conjuncts, int depth)
    {
        for (var i = 0; i < conjuncts.Count; i++)
        {
            if (IsNeverTrue(conjuncts[i]))
            {
                return true;
            }

            for (var j = i + 1; j < conjuncts.Count; j++)
            {
                if (Contradict(conjuncts[i], conjuncts[j], depth))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsNeverTrue(Scalar scalar) =>
        scalar is Scalar.Constant { Value: false or null } || (scalar is Scalar.Comparison c && Compared.Of(c) is { Operator: ComparisonOperator.NotEqual or ComparisonOperator.Less or ComparisonOperator.Greater } x && x.Left.Equals(x.Right));

    private static bool Implies(Scalar premise, Scalar conclusion, int depth)
    {
        if (premise.Equals(conclusion) || conclusion.Equals(Scalars.True))
        {
            return true;
        }

        if (depth == MaximumDepth)
        {
            return false;
        }

        return (premise, conclusion) switch
        {
            (_, Scalar.And and) => and.Operands.All(o => Implies(premise, o, depth + 1)),
            (Scalar.Or or, _) => or.Operands.All(o => Implies(o, conclusion, depth + 1)),
            (Scalar.InList list, _) => list.Items.All(i => Implies(list.Operand.EqualTo(i), conclusion, depth + 1)),
            (_, Scalar.Or or) => or.Operands.Any(o => Implies(premise, o, depth + 1)),
            (_, Scalar.InList list) => list.Items.Any(i => Implies(premise, list.Operand.EqualTo(i), depth + 1)),
            (Scalar.And and, _) => and.Operands.Any(o => Implies(o, conclusion, depth + 1)),
            (_, Scalar.Not { Operand: Scalar.IsNull { Operand: Scalar.ColumnRef column } }) => NullRejection.RejectsNull(premise, ColumnSet.Of(column.Column)),
            (Scalar.Comparison p, Scalar.Comparison c) => Compared.Of(p) is { } known && Compared.Of(c) is { } asked && known.Implies(asked),
            _ => false,
        };
    }

    private static bool Contradict(Scalar left, Scalar right, int depth)
    {
        if (depth == MaximumDepth)
        {
            return false;
        }

        return (left, right) switch
        {
            (Scalar.Or or, _) => or.Operands.All(o => Contradict(o, right, depth + 1)),
            (_, Scalar.Or) => Contradict(right, left, depth),
            (Scalar.InList list, _) => list.Items.All(i => Contradict(list.Operand.EqualTo(i), right, depth + 1)),
            (_, Scalar.InList) => Contradict(right, left, depth),
            (Scalar.And and, _) => IsContradictory([.. and.Operands, right], depth + 1),
            (_, Scalar.And) => Contradict(right, left, depth),
            (Scalar.IsNull { Operand: Scalar.ColumnRef column }, _) => NullRejection.RejectsNull(right, ColumnSet.Of(column.Column)),
            (_, Scalar.IsNull { Operand: Scalar.ColumnRef }) => Contradict(right, left, depth),
            (Scalar.Not not, _) when not.Operand.Equals(right) => true,
            (_, Scalar.Not not) when not.Operand.Equals(left) => true,
            (Scalar.Comparison a, Scalar.Comparison b) => Compared.Of(a) is { } x && Compared.Of(b) is { } y && x.Contradicts(y),
            _ => false,
        };
    }
}

/// <summary>A comparison as a set of outcomes: which of less, equal and greater make it TRUE. With a constant, that is on the right.</summary>
internal sealed record Compared(Scalar Left, Scalar Right, ComparisonOperator Operator)
{
    /// <summary>The comparison; null for those that NULL can make TRUE, and those with constants on both sides.</summary>
    public static Compared? Of(Scalar.Comparison comparison) => comparison switch
    {
        { Operator: ComparisonOperator.IsDistinct or ComparisonOperator.IsNotDistinct } or { Left: Scalar.Constant, Right: Scalar.Constant } => null,
        { Left: Scalar.Constant } => new(comparison.Right, comparison.Left, comparison.Operator.Mirror()),
        _ => new(comparison.Left, comparison.Right, comparison.Operator),
    };

    /// <summary>Whether the other is TRUE wherever this is.</summary>
    public bool Implies(Compared other) => Against(other) is { } outcomes && outcomes.All(o => o);

    /// <summary>Whether the other is not TRUE wherever this is.</summary>
    public bool Contradicts(Compared other) => Against(other) is { } outcomes && outcomes.TrueForAll(o => !o);

    // Whether the other is TRUE, for every kind of value that makes this TRUE; null where the two are about different things.
    private List<bool>? Against(Compared other)
    {
        if (!Left.Equals(other.Left) && !Left.Equals(other.Right))
        {
            return null;
        }

        if (Left.Equals(other.Left) && Right.Equals(other.Right))
        {
            return [.. Outcomes.Where(o => Holds(Operator, o)).Select(o => Holds(other.Operator, o))];
        }

        if (Left.Equals(other.Right) && Right.Equals(other.Left))
        {
            return [.. Outcomes.Where(o => Holds(Operator, o)).Select(o => Holds(other.Operator, -o))];
        }

        if (!Left.Equals(other.Left) || Order(Right, other.Right) is not { } order)
        {
            return null;
        }

        // Values below both constants, at the lower, between, at the higher, above: as ranks, so that a constant is at 1 or 3.
        var (mine, others) = order < 0 ? (1, 3) : order > 0 ? (3, 1) : (1, 1);
        return [.. Enumerable.Range(0, 5).Where(rank => Holds(Operator, rank.CompareTo(mine))).Select(rank => Holds(other.Operator, rank.CompareTo(others)))];
    }

    private static readonly int[] Outcomes = [-1, 0, 1];

    private static bool Holds(ComparisonOperator comparison, int outcome) => comparison switch
    {
        ComparisonOperator.Equal => outcome == 0,
        ComparisonOperator.NotEqual => outcome != 0,
        ComparisonOperator.Less => outcome < 0,
        ComparisonOperator.LessOrEqual => outcome <= 0,
        ComparisonOperator.Greater => outcome > 0,
        _ => outcome >= 0,
    };

    private static int? Order(Scalar left, Scalar right) => (left, right) switch
    {
        (Scalar.Constant { Value: long l }, Scalar.Constant { Value: long r }) => l.CompareTo(r),
        (Scalar.Constant { Value: decimal l }, Scalar.Constant { Value: decimal r }) => l.CompareTo(r),
        _ => null,
    };
}
