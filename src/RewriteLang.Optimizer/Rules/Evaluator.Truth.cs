using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Conditions: what holds, in three values, and comparisons.</summary>
internal sealed partial class Evaluator
{
    /// <summary>Whether a condition holds: unknown does not, nor does its negation.</summary>
    public bool Holds(Term condition, Bindings bindings) => Truth(condition, bindings) == true;

    /// <summary>Whether a gate lets a rule through: it holds, or it asks for the engine's plan, and that does not tell.</summary>
    public bool MayPay(Term gate, Bindings bindings) => Truth(gate, bindings) ?? RuleTerms.Uses(gate, RuleTerms.AsksPlan);

    // Three-valued, so that what an analysis does not know satisfies nothing: not X is unknown where X is.
    private bool? Truth(Term condition, Bindings bindings)
    {
        switch (condition)
        {
            case Term.Operator { Name: "not", Sort: Sort.Boolean } not:
                return !Truth(not.Groups[0][0], bindings);
            case Term.Operator { Name: "and", Sort: Sort.Boolean } and:
                return All(Operands(and, bindings), isNegated: false);
            case Term.Operator { Name: "or", Sort: Sort.Boolean } or:
                return !All(Operands(or, bindings), isNegated: true);
            case Term.Operator { Name: "all" } all:
                return All(Elements(all, bindings), isNegated: false);
            case Term.Operator { Name: "any" } any:
                return !All(Elements(any, bindings), isNegated: true);
            case Term.Operator { Name: "explain" } explain:
                return target.Plan?.Value?.Shows(SignOf(explain));
        }

        try
        {
            return condition is Term.Operator { Name: "=" or "<>" or "<" or "<=" or ">" or ">=", Sort: Sort.Boolean } comparison
                ? Compare(comparison.Name, Evaluate(comparison.Groups[0][0], bindings), Evaluate(comparison.Groups[0][1], bindings))
                : Evaluate(condition, bindings) as bool?;
        }
        catch (NotApplicableException)
        {
            return null;
        }
    }

    private static IEnumerable<(Term Body, Bindings Bindings)> Operands(Term.Operator op, Bindings bindings) => op.Arguments.Select(a => (a, bindings));

    // FALSE if one is, else unknown if one is, else TRUE; of their negations where that is asked.
    private bool? All(IEnumerable<(Term Condition, Bindings Bindings)> conditions, bool isNegated)
    {
        bool? result = true;
        foreach (var (condition, bindings) in conditions)
        {
            switch (Truth(condition, bindings) ^ isNegated)
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

    private object? TruthWord(WordCall call) => call.Name switch
    {
        "and" or "or" or "not" or "=" or "<>" or "<" or "<=" or ">" or ">=" or "any" or "all" or "explain" when call.Op.Sort == Sort.Boolean =>
            Truth(call.Op, call.Bindings) ?? throw new NotApplicableException($"'{RuleText.Of(call.Op)}' is not known"),
        "+" or "-" or "*" or "/" or "%" when call.Op.Sort == Sort.Number =>
            call.Count == 1 ? -call.Number(0) : Compute(call.Name, call.Number(0), call.Number(1)),
        _ => null,
    };

    private static double Compute(string name, double left, double right) => name switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        _ => left % right,
    };

    // An unknown number, NaN, compares with nothing.
    private static bool? Compare(string name, object left, object right) => (name, left, right) switch
    {
        (_, double l, double r) when double.IsNaN(l) || double.IsNaN(r) => null,
        ("=", double l, double r) => l.Equals(r),
        ("<>", double l, double r) => !l.Equals(r),
        ("<", double l, double r) => l < r,
        ("<=", double l, double r) => l <= r,
        (">", double l, double r) => l > r,
        (">=", double l, double r) => l >= r,
        ("<=", _, _) => SetOf(left).IsSubsetOf(SetOf(right)),
        (">=", _, _) => SetOf(right).IsSubsetOf(SetOf(left)),
        ("<", _, _) => SetOf(left).IsSubsetOf(SetOf(right)) && !SetOf(left).Equals(SetOf(right)),
        (">", _, _) => SetOf(right).IsSubsetOf(SetOf(left)) && !SetOf(left).Equals(SetOf(right)),
        ("=", _, _) => left.Equals(right) || (left is ColumnSet or Scalar.ColumnRef && right is ColumnSet or Scalar.ColumnRef && SetOf(left).Equals(SetOf(right))),
        ("<>", _, _) => !Compare("=", left, right),
        _ => throw new UnreachableException(name),
    };
}
