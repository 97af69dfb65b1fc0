using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Matches scalar patterns against scalar terms in normal form.</summary>
/// <param name="guards">What is asked of bindings on the way; null for nothing.</param>
internal sealed class ScalarMatcher(MatchGuards? guards = null)
{
    /// <summary>All ways to match one pattern against one scalar.</summary>
    public IEnumerable<Bindings> Match(Term pattern, Scalar scalar, Bindings bindings)
    {
        switch (pattern)
        {
            case Term.Variable { Sort: Sort.Column } column:
                return scalar is Scalar.ColumnRef reference && bindings.Bind(column.Name, ColumnSet.Of(reference.Column)) is { } one ? [one] : [];
            case Term.Variable variable:
                return bindings.Bind(variable.Name, scalar) is { } bound ? [bound] : [];
            case Term.Literal literal:
                return scalar is Scalar.Constant constant && SameValue(literal.Value, constant.Value) ? [bindings] : [];
            case Term.Operator op:
                return MatchOperator(op, scalar, bindings);
            default:
                return [];
        }
    }

    /// <summary>
    /// All ways to match patterns against a set: each pattern takes one element, a rest what remains; without a rest nothing may remain. A lone
    /// variable for the set takes all of it.
    /// </summary>
    public IEnumerable<Bindings> MatchSet(Sequence<Term> patterns, Sequence<Scalar> elements, Bindings bindings)
    {
        if (patterns is [Term.Variable { Sort: Sort.Conjuncts or Sort.Scalars } all])
        {
            return bindings.Bind(all.Name, elements) is { } bound ? [bound] : [];
        }

        return MatchSet(patterns, 0, elements, bindings);
    }

    private IEnumerable<Bindings> MatchSet(Sequence<Term> patterns, int next, Sequence<Scalar> elements, Bindings bindings)
    {
        while (next < patterns.Count && patterns[next] is Term.Rest)
        {
            next++;
        }

        if (next == patterns.Count)
        {
            var rest = patterns.OfType<Term.Rest>().SingleOrDefault();
            var bound = rest is null ? (elements.IsEmpty ? bindings : null) : bindings.Bind(rest.Name, elements);
            return bound is null ? [] : [bound];
        }

        return MatchOne(patterns, next, elements, bindings);
    }

    private IEnumerable<Bindings> MatchOne(Sequence<Term> patterns, int next, Sequence<Scalar> elements, Bindings bindings)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            foreach (var bound in Match(patterns[next], elements[i], bindings))
            {
                if ((guards is null ? bound : guards.Admitted(patterns[next], bound)) is not { } admitted)
                {
                    continue;
                }

                foreach (var match in MatchSet(patterns, next + 1, elements.RemoveAt(i), admitted))
                {
                    yield return match;
                }
            }
        }
    }

    private IEnumerable<Bindings> MatchOperator(Term.Operator op, Scalar scalar, Bindings bindings)
    {
        if (ScalarOperators.Comparison(op.Name) is { } comparison)
        {
            return scalar is Scalar.Comparison c ? MatchComparison(op, comparison, c, bindings) : [];
        }

        var arguments = op.Arguments;
        return (op.Name, scalar) switch
        {
            ("and", Scalar.And and) => MatchSet(arguments, and.Operands, bindings),
            ("or", Scalar.Or or) => MatchSet(arguments, or.Operands, bindings),
            ("not", Scalar.Not not) => Match(arguments[0], not.Operand, bindings),
            ("is_null" or "is null", Scalar.IsNull isNull) => Match(arguments[0], isNull.Operand, bindings),
            ("is_not_null" or "is not null", Scalar.Not { Operand: Scalar.IsNull isNull }) => Match(arguments[0], isNull.Operand, bindings),
            ("case", Scalar.Case { Branches: [var branch] } @case) =>
                MatchList(arguments, 0, [branch.When, branch.Then, @case.Otherwise], bindings),
            ("cast", Scalar.Cast { Try: false } cast) => Match(arguments[0], cast.Operand, bindings),
            ("in_list", Scalar.InList inList) => MatchList(arguments, 0, [inList.Operand, .. inList.Items], bindings),
            (_, Scalar.Call call) when call.Function == op.Name => MatchCall(op.Name, arguments, call.Arguments, bindings),
            _ => [],
        };
    }

    private IEnumerable<Bindings> MatchComparison(Term.Operator op, ComparisonOperator @operator, Scalar.Comparison scalar, Bindings bindings)
    {
        var arguments = op.Arguments;
        var straight = scalar.Operator == @operator
            ? MatchList(arguments, 0, [scalar.Left, scalar.Right], bindings)
            : [];

        // The normal form may have turned the comparison round.
        return scalar.Operator.Mirror() == @operator
            ? straight.Concat(MatchList(arguments, 0, [scalar.Right, scalar.Left], bindings))
            : straight;
    }

    private IEnumerable<Bindings> MatchCall(string function, Sequence<Term> patterns, Sequence<Scalar> arguments, Bindings bindings)
    {
        var straight = MatchList(patterns, 0, arguments, bindings);
        return function is "+" or "*" && arguments.Count == 2
            ? straight.Concat(MatchList(patterns, 0, [arguments[1], arguments[0]], bindings))
            : straight;
    }

    private IEnumerable<Bindings> MatchList(Sequence<Term> patterns, int next, Sequence<Scalar> scalars, Bindings bindings)
    {
        if (next == patterns.Count)
        {
            return next == scalars.Count ? [bindings] : [];
        }

        if (patterns[next] is Term.Rest rest)
        {
            var taken = scalars.Count - (patterns.Count - 1);
            return taken < 0 || bindings.Bind(rest.Name, scalars.Skip(next).Take(taken).ToSequence()) is not { } bound
                ? []
                : MatchList([.. patterns.Skip(next + 1)], 0, [.. scalars.Skip(next + taken)], bound);
        }

        return next >= scalars.Count
            ? []
            : Match(patterns[next], scalars[next], bindings).SelectMany(b => MatchList(patterns, next + 1, scalars, b));
    }

    private static bool SameValue(object? pattern, object? value) => (pattern, value) switch
    {
        (null, null) => true,
        (long p, long v) => p == v,
        (long p, decimal v) => p == v,
        (double p, decimal v) => (decimal)p == v,
        (double p, double v) => p.Equals(v),
        (string p, string v) => p == v,
        (bool p, bool v) => p == v,
        _ => false,
    };
}

/// <summary>The scalar operators of the rule language that are not functions.</summary>
internal static class ScalarOperators
{
    /// <summary>The comparison of that name; null if it is none.</summary>
    public static ComparisonOperator? Comparison(string name) => name switch
    {
        "=" => ComparisonOperator.Equal,
        "<>" => ComparisonOperator.NotEqual,
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">" => ComparisonOperator.Greater,
        ">=" => ComparisonOperator.GreaterOrEqual,
        "is_distinct" => ComparisonOperator.IsDistinct,
        "is_not_distinct" => ComparisonOperator.IsNotDistinct,
        _ => null,
    };
}
