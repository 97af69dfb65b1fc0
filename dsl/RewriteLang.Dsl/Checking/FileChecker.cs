using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>Checks the declarations of a file in order. Indented rules belong to the theory above them.</summary>
internal static class FileChecker
{
    internal static RuleFile Check(FileSyntax tree, Vocabulary vocabulary, List<Diagnostic> diagnostics)
    {
        var tokens = tree.Tokens.Significant;
        var rules = new List<Rule>();
        var theories = new List<Theory>();
        var aggregates = new List<AggregateLaw>();
        var schemas = new List<string>();
        var names = new Dictionary<string, SourceSpan>();
        var declarations = tree.Declarations;
        for (var i = 0; i < declarations.Count; i++)
        {
            switch (declarations[i])
            {
                case Declaration.Rule rule:
                    CheckName(rule, names, diagnostics);
                    if (IsInside(rule))
                    {
                        diagnostics.Add(Problems.OutsideTheory(rule.Keyword.Span));
                    }

                    rules.AddRange(RuleChecker.Check(rule, tokens, vocabulary, diagnostics));
                    break;
                case Declaration.Theory theory:
                    var inside = declarations.Skip(i + 1).TakeWhile(IsInside).OfType<Declaration.Rule>().ToList();
                    var innerNames = new Dictionary<string, SourceSpan>();
                    inside.ForEach(r => CheckName(r, innerNames, diagnostics));
                    theories.Add(TheoryChecker.Check(theory, inside, tokens, diagnostics));
                    while (i + 1 < declarations.Count && IsInside(declarations[i + 1]))
                    {
                        i++;
                    }

                    break;
                case Declaration.Aggregate aggregate:
                    if (AggregateChecker.Check(aggregate, tokens, diagnostics) is { } law)
                    {
                        if (aggregates.Find(a => a.Name == law.Name) is { } earlier)
                        {
                            diagnostics.Add(Problems.DuplicateAggregate(law.Span, law.Name, earlier.Span));
                        }

                        aggregates.Add(law);
                    }

                    break;
                case Declaration.Schema schema:
                    schemas.Add(ClauseChecker.SqlText(schema.Sql)!);
                    ReportDocs(schema, diagnostics);
                    break;
                case Declaration.Language language:
                    if (language.Version.Text != "1")
                    {
                        diagnostics.Add(Problems.UnknownLanguage(language.Version.Span, language.Version.Text));
                    }

                    ReportDocs(language, diagnostics);
                    break;
            }
        }

        return new(tree.Tokens.File, rules.ToSequence(), theories.ToSequence(), schemas.Count == 0 ? null : string.Join(";\n", schemas), 1) { Aggregates = aggregates.ToSequence() };
    }

    /// <summary>Whether a declaration belongs to the theory above: a rule that does not start in the first column, or what was one.</summary>
    internal static bool IsInside(Declaration declaration) => declaration is Declaration.Rule { Keyword.Span.Column: > 1 };

    private static void CheckName(Declaration.Rule rule, Dictionary<string, SourceSpan> names, List<Diagnostic> diagnostics)
    {
        if (!names.TryAdd(rule.Name.Text, rule.Name.Span))
        {
            diagnostics.Add(Problems.DuplicateRule(rule.Name.Span, rule.Name.Text, names[rule.Name.Text]));
        }
    }

    private static void ReportDocs(Declaration declaration, List<Diagnostic> diagnostics)
    {
        if (declaration.Docs is [var doc, ..])
        {
            diagnostics.Add(Problems.LostDoc(doc.Span));
        }
    }
}
