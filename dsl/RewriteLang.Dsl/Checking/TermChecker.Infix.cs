using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>
/// Operators between operands. Most mean two things: SQL in a pattern or where a scalar is built, sets, numbers and truth in conditions. What the
/// place wants decides, and where that leaves it open, the operands do.
/// </summary>
internal sealed partial class TermChecker
{
    private static readonly SortSet Predicates = SortSet.Of(Sort.Scalar, Sort.Conjuncts, Sort.Scalars);

    private Term? CheckInfix(SyntaxTerm.Infix infix, SortSet wanted) => infix.Operator switch
    {
        "&" => CheckAmpersand(infix, wanted),
        "|" => CheckSets("union", infix, wanted),
        "-" when IsColumns(infix, wanted) => CheckSets("minus", infix, wanted),
        "+" or "-" or "*" or "/" or "%" => CheckArithmetic(infix, wanted),
        "||" => CheckOperands("||", infix, Sort.Scalar, Sort.Scalar, wanted),
        "is distinct from" => CheckOperands("is_distinct", infix, Sort.Scalar, Sort.Scalar, wanted),
        "is not distinct from" => CheckOperands("is_not_distinct", infix, Sort.Scalar, Sort.Scalar, wanted),
        "and" or "or" => CheckConnective(infix.Operator, infix, infix.Operands, infix.Span, wanted),
        "~" => CheckSimilar(infix, null, wanted),
        "by" when infix.Operands is [SyntaxTerm.Infix { Operator: "~" } similar, SyntaxTerm.Name name] => CheckSimilar(similar, name, wanted),
        "by" => Report(Problems.OperatorOutOfPlace(infix.OperatorSpan, "by", "It names the renaming of `A ~ B by m`.")),
        "in" => Report(Problems.OperatorOutOfPlace(infix.OperatorSpan, "in", "For SQL's IN write `in_list(x, ..items)`; for each element write `any(x in xs, ...)`.")),
        _ => CheckComparison(infix, wanted),
    };

    private bool IsColumns(SyntaxTerm.Infix infix, SortSet wanted) =>
        wanted.IsAny || (wanted.Has(Sort.Columns) && (wanted.Has(Sort.Scalar) || wanted.Has(Sort.Number)))
            ? infix.Operands.Any(o => Guess(o) is Sort.Columns or Sort.Column)
            : wanted.Has(Sort.Columns);

    private Term? CheckAmpersand(SyntaxTerm.Infix infix, SortSet wanted)
    {
        if (IsColumns(infix, wanted))
        {
            return CheckSets("intersect", infix, wanted);
        }

        if (!wanted.Accepts(Sort.Conjuncts))
        {
            return Report(Problems.OperatorOutOfPlace(infix.OperatorSpan, "&", "`&` joins conjuncts and intersects columns; between conditions write `and` or `,`."));
        }

        var elements = CheckElements(infix.Operands, Sort.Conjuncts);
        return elements.Contains(null)
            ? null
            : new Term.Operator("conjoin", [elements.Select(e => e!).ToSequence()], Sort.Conjuncts, infix.Span);
    }

    private Term? CheckSets(string name, SyntaxTerm.Infix infix, SortSet wanted) =>
        CheckOperands(name, infix, Sort.Columns, Sort.Columns, wanted);

    private Term? CheckOperands(string name, SyntaxTerm.Infix infix, SortSet operand, Sort result, SortSet wanted)
    {
        var operands = infix.Operands.Select(o => Check(o, operand)).ToList();
        return operands.Contains(null)
            ? null
            : Fit(new Term.Operator(name, [operands.Select(o => o!).ToSequence()], result, infix.Span), wanted);
    }

    private Term? CheckArithmetic(SyntaxTerm.Infix infix, SortSet wanted)
    {
        var sort = wanted.Has(Sort.Number) && !wanted.Has(Sort.Scalar) ? Sort.Number
            : wanted.Has(Sort.Scalar) && !wanted.Has(Sort.Number) ? Sort.Scalar
            : _role == TermRole.Pattern ? Sort.Scalar
            : Guess(infix) ?? Sort.Number;
        return CheckOperands(infix.Operator, infix, sort, sort, wanted);
    }

    /// <summary>AND and OR of SQL, or of conditions.</summary>
    private Term? CheckConnective(string name, SyntaxTerm at, IReadOnlyList<SyntaxTerm> operands, SourceSpan span, SortSet wanted)
    {
        var truth = wanted.Has(Sort.Boolean) || (wanted.IsAny && _role != TermRole.Pattern && !operands.Any(o => Guess(o) is Sort.Scalar));
        var terms = truth ? [.. operands.Select(o => Check(o, Sort.Boolean))] : CheckScalarOperands(operands);
        return terms.Contains(null)
            ? null
            : Fit(new Term.Operator(name, [terms.Select(t => t!).ToSequence()], truth ? Sort.Boolean : Sort.Scalar, at.Span), wanted);
    }

    private List<Term?> CheckScalarOperands(IReadOnlyList<SyntaxTerm> operands) => [.. operands.Select(o => Check(o, Sort.Scalar))];

    private Term? CheckComparison(SyntaxTerm.Infix infix, SortSet wanted)
    {
        if (infix.Operands.Count != 2)
        {
            return Report(Problems.OperatorOutOfPlace(infix.OperatorSpan, infix.Operator, "Comparisons do not chain: join two with `and`."));
        }

        var guesses = infix.Operands.Select(Guess).ToList();
        if (!wanted.Has(Sort.Boolean) && (_role == TermRole.Pattern || wanted.Accepts(Sort.Scalar)) && (!wanted.IsAny || IsSql(guesses)))
        {
            return CheckOperands(infix.Operator, infix, Sort.Scalar, Sort.Scalar, wanted);
        }

        if (!wanted.Accepts(Sort.Boolean))
        {
            return Report(Problems.WrongSort(infix.Span, "a comparison", wanted.Description));
        }

        var sort = guesses switch
        {
            _ when guesses.Any(g => g is Sort.Columns or Sort.Column) => Sort.Columns,
            _ when guesses.Contains(Sort.Type) => Sort.Type,
            _ when guesses.Contains(Sort.Number) => Sort.Number,
            _ => guesses.FirstOrDefault(g => g is not null) ?? Sort.Scalar,
        };
        var allowed = sort switch
        {
            Sort.Number => true,
            Sort.Columns => infix.Operator is "=" or "<>" or "<" or "<=" or ">" or ">=",
            _ => infix.Operator is "=" or "<>",
        };
        return allowed
            ? CheckOperands(infix.Operator, infix, sort, Sort.Boolean, wanted)
            : Report(Problems.OperatorSorts(infix.OperatorSpan, infix.Operator, SortNames.Of(sort), "Only numbers and sets of columns have an order here; others have `=` and `<>`."));
    }

    private bool IsSql(List<Sort?> guesses) => _role == TermRole.Pattern || guesses.Any(g => g is Sort.Scalar);

    /// <summary><c>A ~ B by m</c>: the same relation, or as many that are the same, up to the renaming m, from B's columns to A's.</summary>
    private Term? CheckSimilar(SyntaxTerm.Infix infix, SyntaxTerm.Name? renaming, SortSet wanted)
    {
        if (_role == TermRole.Pattern)
        {
            return Report(Problems.OperatorOutOfPlace(infix.OperatorSpan, "~", "It is a condition: write `when A ~ B by m`."));
        }

        var sort = infix.Operands.Any(o => Guess(o) is Sort.Relations) ? Sort.Relations : Sort.Relation;
        var operands = infix.Operands.Select(o => Check(o, sort)).ToList();
        var name = renaming is null ? null : Check(renaming, Sort.Renaming);
        if (operands.Contains(null) || (renaming is not null && name is null))
        {
            return null;
        }

        var arguments = operands.Select(o => o!).Concat(name is null ? [] : [name]);
        return Fit(new Term.Operator("~", [arguments.ToSequence()], Sort.Boolean, infix.Span), wanted);
    }

    private Term? CheckPrefix(SyntaxTerm.Prefix prefix, SortSet wanted)
    {
        if (prefix.Operator.Kind == TokenKind.Not)
        {
            return CheckConnective("not", prefix, [prefix.Operand], prefix.Span, wanted);
        }

        var sort = wanted.Has(Sort.Number) && !wanted.Has(Sort.Scalar) ? Sort.Number
            : wanted.IsAny && _role != TermRole.Pattern ? Guess(prefix.Operand) ?? Sort.Number
            : Sort.Scalar;
        return Check(prefix.Operand, sort) switch
        {
            null => null,
            Term.Literal { Value: long whole } literal => Fit(literal with { Value = -whole, Span = prefix.Span }, wanted),
            Term.Literal { Value: double number } literal => Fit(literal with { Value = -number, Span = prefix.Span }, wanted),
            var operand => Fit(new Term.Operator("-", [[operand]], sort, prefix.Span), wanted),
        };
    }

    private Term? CheckPostfix(SyntaxTerm.Postfix postfix, SortSet wanted) => Check(postfix.Operand, Sort.Scalar) is { } operand
        ? Fit(new Term.Operator(postfix.Operator == "is null" ? "is_null" : "is_not_null", [[operand]], Sort.Scalar, postfix.Span), wanted)
        : null;
}
