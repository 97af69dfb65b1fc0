using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Analyses;

/// <summary>What a scalar can be when certain columns are all NULL.</summary>
[Flags]
public enum TruthValues
{
    /// <summary>Nothing: the scalar is never reached.</summary>
    None = 0,

    /// <summary>It can be NULL.</summary>
    Null = 1,

    /// <summary>It can be FALSE.</summary>
    False = 2,

    /// <summary>It can be TRUE, or any value that is not a truth value.</summary>
    TrueOrValue = 4,

    /// <summary>Nothing is known.</summary>
    Any = Null | False | TrueOrValue,
}

/// <summary>
/// Abstract evaluation of scalars where some columns are NULL and nothing is known of the others
/// (Galindo-Legaria and Rosenthal, "Outerjoin simplification and reordering for query optimization", 1997).
/// </summary>
public static class NullRejection
{
    /// <summary>Whether the predicate cannot be TRUE on a row where all of <paramref name="columns"/> are NULL.</summary>
    public static bool RejectsNull(Scalar predicate, ColumnSet columns) =>
        !Evaluate(predicate, columns).HasFlag(TruthValues.TrueOrValue);

    /// <summary>Whether the scalar is NULL on every row where all of <paramref name="columns"/> are NULL.</summary>
    public static bool IsNullOn(Scalar scalar, ColumnSet columns) => Evaluate(scalar, columns) == TruthValues.Null;

    private static TruthValues Evaluate(Scalar scalar, ColumnSet nulls)
    {
        switch (scalar)
        {
            case Scalar.ColumnRef reference:
                return nulls.Contains(reference.Column) ? TruthValues.Null : TruthValues.Any;
            case Scalar.Constant constant:
                return constant.Value switch { null => TruthValues.Null, false => TruthValues.False, _ => TruthValues.TrueOrValue };
            case Scalar.Call call when Functions.Of(call.Function).Strict && call.Arguments.Any(a => Evaluate(a, nulls) == TruthValues.Null):
                return TruthValues.Null;
            case Scalar.Call { Function: "coalesce" } call when call.Arguments.All(a => Evaluate(a, nulls) == TruthValues.Null):
                return TruthValues.Null;
            case Scalar.Cast cast:
                return Evaluate(cast.Operand, nulls) == TruthValues.Null ? TruthValues.Null : TruthValues.Any;
            case Scalar.Comparison { Operator: not (ComparisonOperator.IsDistinct or ComparisonOperator.IsNotDistinct) } comparison
                when Evaluate(comparison.Left, nulls) == TruthValues.Null || Evaluate(comparison.Right, nulls) == TruthValues.Null:
                return TruthValues.Null;
            case Scalar.InList inList when Evaluate(inList.Operand, nulls) == TruthValues.Null:
                return TruthValues.Null;
            case Scalar.IsNull isNull:
                return Evaluate(isNull.Operand, nulls) switch
                {
                    TruthValues.Null => TruthValues.TrueOrValue,
                    var other when !other.HasFlag(TruthValues.Null) => TruthValues.False,
                    _ => TruthValues.False | TruthValues.TrueOrValue,
                };
            case Scalar.Not not:
                var operand = Evaluate(not.Operand, nulls);
                return (operand & TruthValues.Null)
                    | (operand.HasFlag(TruthValues.False) ? TruthValues.TrueOrValue : TruthValues.None)
                    | (operand.HasFlag(TruthValues.TrueOrValue) ? TruthValues.False : TruthValues.None);
            case Scalar.And and:
                return and.Operands.Select(o => Evaluate(o, nulls)).Aggregate((a, b) => Junction(a, b, TruthValues.False, TruthValues.TrueOrValue));
            case Scalar.Or or:
                return or.Operands.Select(o => Evaluate(o, nulls)).Aggregate((a, b) => Junction(a, b, TruthValues.TrueOrValue, TruthValues.False));
            case Scalar.Case @case:
                return EvaluateCase(@case, nulls);
            default:
                return TruthValues.Any;
        }
    }

    private static TruthValues EvaluateCase(Scalar.Case @case, ColumnSet nulls)
    {
        var result = TruthValues.None;
        foreach (var branch in @case.Branches)
        {
            var when = Evaluate(branch.When, nulls);
            if (when.HasFlag(TruthValues.TrueOrValue))
            {
                result |= Evaluate(branch.Then, nulls);
                if (when == TruthValues.TrueOrValue)
                {
                    return result;
                }
            }
        }

        return result | Evaluate(@case.Otherwise, nulls);
    }

    // The truth table of AND (absorbing FALSE, neutral TRUE) and of OR (the other way round), on sets of possible values.
    private static TruthValues Junction(TruthValues left, TruthValues right, TruthValues absorbing, TruthValues neutral)
    {
        var result = (left | right) & absorbing;
        if (left.HasFlag(neutral) && right.HasFlag(neutral))
        {
            result |= neutral;
        }

        var leftMayBeNull = left.HasFlag(TruthValues.Null) && (right & (TruthValues.Null | neutral)) != 0;
        var rightMayBeNull = right.HasFlag(TruthValues.Null) && (left & (TruthValues.Null | neutral)) != 0;
        return leftMayBeNull || rightMayBeNull ? result | TruthValues.Null : result;
    }
}
