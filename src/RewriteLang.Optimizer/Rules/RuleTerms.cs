using System.Collections.Frozen;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Which names and words stand in terms of rules.</summary>
internal static class RuleTerms
{
    /// <summary>The words that ask for an estimate.</summary>
    public static readonly FrozenSet<string> Estimates =
        Vocabulary.Standard.Signatures.Where(s => s.Use == WordUse.Estimate).Select(s => s.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word asks for the engine's plan of the original query.</summary>
    public static bool AsksPlan(string word) => word is "explain" or "explain_rows";

    /// <summary>The variables in a term, those of lambdas aside; one that stands there twice is named twice.</summary>
    public static IEnumerable<string> Names(Term term) => term switch
    {
        Term.Variable variable => [variable.Name],
        Term.Rest rest => [rest.Name],
        Term.Operator op => op.Arguments.SelectMany(Names),
        Term.Lambda lambda => Names(lambda.Body).Except(lambda.Parameters),
        _ => [],
    };

    /// <summary>Whether a term uses a word.</summary>
    public static bool Uses(Term term, Func<string, bool> isWord) => term switch
    {
        Term.Operator op => isWord(op.Name) || op.Arguments.Any(a => Uses(a, isWord)),
        Term.Lambda lambda => Uses(lambda.Body, isWord),
        _ => false,
    };
}
