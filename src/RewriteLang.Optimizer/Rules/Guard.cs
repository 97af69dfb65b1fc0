using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>A condition with the lets that it needs.</summary>
internal sealed class Guard(Term condition, Sequence<LetBinding> lets, Term? reason = null)
{
    public Term Condition => condition;

    /// <summary>What is noted where the condition does not hold: what the rule says, of which the condition may be the premise only.</summary>
    public string Failure { get; } = RuleText.FailureOf(reason ?? condition);

    public Sequence<LetBinding> Lets => lets;

    /// <summary>The variables that the pattern has to bind first.</summary>
    public HashSet<string> Free { get; } = [.. NamesAskedOf(condition).Concat(lets.SelectMany(l => RuleTerms.Names(l.Value))).Except(lets.Select(l => l.Name))];

    /// <summary>The two relations that a condition <c>A ~ B</c> compares; null for any other condition.</summary>
    public (string A, string B)? Similar { get; } = SimilarIn(condition);

    /// <summary>
    /// Whether it is worth asking: what two expressions imply or contradict is found conjunct by conjunct, and conjuncts that share no column say nothing about
    /// each other. Where that is not plain from what the names stand for, it is.
    /// </summary>
    public bool MayHold(Bindings bindings) =>
        _sides is not var (left, right) || ReadBy(left, bindings) is not { IsEmpty: false } reads || ReadBy(right, bindings) is not { IsEmpty: false } others || reads.Overlaps(others);

    private readonly (string[] Left, string[] Right)? _sides = condition is Term.Operator { Name: "implies" or "contradicts", Arguments: [var left, var right] } && lets.IsEmpty
        ? ([.. RuleTerms.Names(left).Distinct()], [.. RuleTerms.Names(right).Distinct()])
        : null;

    private static (string A, string B)? SimilarIn(Term condition) =>
        condition is Term.Operator { Name: "~", Arguments: [Term.Variable a, Term.Variable b, ..] } ? (a.Name, b.Name) : null;

    // What `A ~ B by m` names m is found by it.
    private static IEnumerable<string> NamesAskedOf(Term condition) => SimilarIn(condition) is var (a, b) ? [a, b] : RuleTerms.Names(condition);

    // The columns that the names' scalars read; null where a name stands for anything else.
    private static ColumnSet? ReadBy(string[] names, Bindings bindings)
    {
        var read = ColumnSet.Empty;
        foreach (var name in names)
        {
            if (!bindings.TryGet(name, out var value))
            {
                return null;
            }

            switch (value)
            {
                case Scalar scalar:
                    read = read.Union(ColumnSet.ReadBy(scalar));
                    break;
                case Sequence<Scalar> scalars:
                    read = read.Union(ColumnSet.ReadBy(scalars));
                    break;
                case ColumnSet columns:
                    read = read.Union(columns);
                    break;
                default:
                    return null;
            }
        }

        return read;
    }

    public bool Uses(Func<string, bool> isWord) => RuleTerms.Uses(condition, isWord) || lets.Any(l => RuleTerms.Uses(l.Value, isWord));
}
