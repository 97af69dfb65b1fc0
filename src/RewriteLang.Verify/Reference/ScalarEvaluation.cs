using System.Diagnostics;
using RewriteLang.Algebra;

namespace RewriteLang.Verify.Reference;

/// <summary>Values of scalars, from the definitions. UNKNOWN is null.</summary>
internal static class ScalarEvaluation
{
    public static object? Evaluate(this Scalar scalar, Scope scope) => scalar switch
    {
        Scalar.ColumnRef r => scope[r.Column],
        Scalar.Constant c => c.Value is null ? null : Casts.Literal(c.Value, c.Type),
        Scalar.Parameter p => throw new NotDefinedException($"the parameter {p.Name}"),
        Scalar.Call call => FunctionCalls.Apply(call, scope),
        Scalar.Comparison c => Compare(c.Operator, c.Left.Evaluate(scope), c.Right.Evaluate(scope)),
        Scalar.And and => All(and.Operands, scope),
        Scalar.Or or => Any(or.Operands, scope),
        Scalar.Not not => Truth(not.Operand, scope) is { } truth ? !truth : null,
        Scalar.IsNull isNull => isNull.Operand.Evaluate(scope) is null,
        Scalar.Case c => CaseOf(c, scope),
        Scalar.Cast cast => Casts.Cast(cast.Operand.Evaluate(scope), cast.Type, cast.Try),
        Scalar.InList inList => In(inList, scope),
        _ => throw new UnreachableException(scalar.GetType().Name),
    };

    /// <summary>TRUE, FALSE or UNKNOWN of a predicate.</summary>
    public static bool? Truth(this Scalar predicate, Scope scope) => predicate.Evaluate(scope) switch
    {
        null => null,
        bool b => b,
        long l => l != 0,
        var other => throw new NotDefinedException($"{other.GetType().Name} as a condition"),
    };

    /// <summary>TRUE, FALSE or UNKNOWN of a conjunction; TRUE of none.</summary>
    public static bool? All(IEnumerable<Scalar> conjuncts, Scope scope)
    {
        bool? result = true;
        foreach (var conjunct in conjuncts)
        {
            switch (conjunct.Truth(scope))
            {
                case false:
                    return false;
                case null:
                    result = null;
                    break;
            }
        }

        return result;
    }

    public static bool? Compare(ComparisonOperator @operator, object? a, object? b) => @operator switch
    {
        ComparisonOperator.IsDistinct => !SqlValues.NotDistinct(a, b),
        ComparisonOperator.IsNotDistinct => SqlValues.NotDistinct(a, b),
        _ when a is null || b is null => null,
        ComparisonOperator.Equal => SqlValues.Compare(a, b) == 0,
        ComparisonOperator.NotEqual => SqlValues.Compare(a, b) != 0,
        ComparisonOperator.Less => SqlValues.Compare(a, b) < 0,
        ComparisonOperator.LessOrEqual => SqlValues.Compare(a, b) <= 0,
        ComparisonOperator.Greater => SqlValues.Compare(a, b) > 0,
        ComparisonOperator.GreaterOrEqual => SqlValues.Compare(a, b) >= 0,
        _ => throw new UnreachableException(@operator.ToString()),
    };

    private static object? Any(Sequence<Scalar> operands, Scope scope)
    {
        bool? result = false;
        foreach (var operand in operands)
        {
            switch (operand.Truth(scope))
            {
                case true:
                    return true;
                case null:
                    result = null;
                    break;
            }
        }

        return result;
    }

    private static object? CaseOf(Scalar.Case c, Scope scope)
    {
        foreach (var branch in c.Branches)
        {
            if (branch.When.Truth(scope) == true)
            {
                return Casts.Widen(branch.Then.Evaluate(scope), c.Type);
            }
        }

        return Casts.Widen(c.Otherwise.Evaluate(scope), c.Type);
    }

    private static object? In(Scalar.InList inList, Scope scope)
    {
        var value = inList.Operand.Evaluate(scope);
        bool? result = false;
        foreach (var item in inList.Items)
        {
            switch (Compare(ComparisonOperator.Equal, value, item.Evaluate(scope)))
            {
                case true:
                    return true;
                case null:
                    result = null;
                    break;
            }
        }

        return result;
    }
}
