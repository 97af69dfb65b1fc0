using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>Checks the declarations of a file in order.</summary>
internal static class FileChecker
{
    internal static RuleFile Check(FileSyntax tree, Vocabulary vocabulary, List<Diagnostic> diagnostics)
    {
        var tokens = tree.Tokens.Significant;
        var rules = new List<Rule>();
        var schemas = new List<string>();
        var names = new Dictionary<string, SourceSpan>();
        foreach (var declaration in tree.Declarations)
        {
            switch (declaration)
            {
                case Declaration.Rule rule:
                    if (!names.TryAdd(rule.Name.Text, rule.Name.Span))
                    {
                        diagnostics.Add(Problems.DuplicateRule(rule.Name.Span, rule.Name.Text, names[rule.Name.Text]));
                    }

                    rules.AddRange(RuleChecker.Check(rule, tokens, vocabulary, diagnostics));
                    break;
                case Declaration.Schema schema:
                    schemas.Add(ClauseChecker.SqlText(schema.Sql)!);
                    break;
                case Declaration.Language language when language.Version.Text != "1":
                    diagnostics.Add(Problems.UnknownLanguage(language.Version.Span, language.Version.Text));
                    break;
            }

            if (declaration is Declaration.Schema or Declaration.Language && declaration.Docs is [var doc, ..])
            {
                diagnostics.Add(Problems.LostDoc(doc.Span));
            }
        }

        return new(tree.Tokens.File, rules.ToSequence(), [], schemas.Count == 0 ? null : string.Join(";\n", schemas), 1);
    }
}
