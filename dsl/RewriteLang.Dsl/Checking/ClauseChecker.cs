using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>What is said about a rule besides its law.</summary>
internal sealed record CheckedClauses(
    Sequence<string> Citations,
    Pathology? Pathology,
    Sequence<string> Tags,
    Sequence<Example> Examples,
    Sequence<Counterexample> Counterexamples);

/// <summary>Checks citations, pathology, tags, examples and counterexamples of a rule.</summary>
internal static class ClauseChecker
{
    /// <summary>Conditions that the compiler adds by itself; counterexamples may name them too.</summary>
    private static readonly string[] Implicit = ["deterministic", "total"];

    internal static CheckedClauses Check(Declaration.Rule rule, IReadOnlyList<Term>? conditions, List<Diagnostic> diagnostics)
    {
        var pathologies = rule.Clauses.OfType<Clause.Pathology>().ToList();
        foreach (var again in pathologies.Skip(1))
        {
            diagnostics.Add(Problems.ClauseTwice(again.Keyword.Span, "pathology", pathologies[0].Keyword.Span));
        }

        var words = conditions?.SelectMany(Words).Distinct().Order(StringComparer.Ordinal).ToList();
        return new(
            [.. rule.Clauses.OfType<Clause.Cite>().SelectMany(c => c.Keys).Select(k => k.Text).Distinct()],
            pathologies.Count == 0 ? null : CheckPathology(pathologies[0], diagnostics),
            [.. rule.Clauses.OfType<Clause.Tags>().SelectMany(t => t.Words).Select(w => w.Text).Distinct()],
            [.. rule.Clauses.OfType<Clause.Example>().Select(e =>
                new Example(SqlText(e.Schema), SqlText(e.Before)!, SqlText(e.After)!, e.Keyword.Span))],
            [.. rule.Clauses.OfType<Clause.Counterexample>().Select(c => CheckCounterexample(c, words, diagnostics))]);
    }

    private static Pathology CheckPathology(Clause.Pathology clause, List<Diagnostic> diagnostics)
    {
        double? low = clause.Low is null ? null : double.Parse(clause.Low.Text, CultureInfo.InvariantCulture);
        double? high = clause.High is null ? null : double.Parse(clause.High.Text, CultureInfo.InvariantCulture);
        if (low > high)
        {
            diagnostics.Add(Problems.EmptyRange(Spans.Cover(clause.Low!.Span, clause.High!.Span)));
        }

        if (clause.Engine is { } engine && !EngineFeatures.Engines.Contains(engine.Text))
        {
            diagnostics.Add(Problems.UnknownEngine(engine.Span, engine.Text));
        }

        return new(clause.Name.Text, low, high, clause.Engine?.Text);
    }

    private static Counterexample CheckCounterexample(Clause.Counterexample clause, List<string>? words, List<Diagnostic> diagnostics)
    {
        var word = clause.Condition.Text;
        if (words is not null && !words.Contains(word) && !Implicit.Contains(word))
        {
            diagnostics.Add(Problems.NoSuchCondition(clause.Condition.Span, word, words));
        }

        return new(word, SqlText(clause.Schema), SqlText(clause.Query)!, clause.Keyword.Span);
    }

    /// <summary>The vocabulary words in a condition.</summary>
    private static IEnumerable<string> Words(Term term) => term switch
    {
        Term.Operator operation => operation.Arguments.SelectMany(Words)
            .Concat(char.IsAsciiLetter(operation.Name[0]) && operation.Name is not ("and" or "or" or "not") ? [operation.Name] : []),
        Term.Lambda lambda => Words(lambda.Body),
        _ => [],
    };

    /// <summary>SQL as written, the common indentation of its further lines taken off, line ends as <c>\n</c>.</summary>
    internal static string? SqlText(SyntaxToken? token)
    {
        if (token is null)
        {
            return null;
        }

        var lines = token.Text.ReplaceLineEndings("\n").Split('\n');
        var indent = lines.Skip(1).Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select((l, i) => i == 0 || l.Length < indent ? l.Trim() : l[indent..].TrimEnd()));
    }
}
