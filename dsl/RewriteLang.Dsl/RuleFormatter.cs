using RewriteLang.Algebra;
using RewriteLang.Dsl.Formatting;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>
/// Lays out rule files in the one way there is. Formatting what is formatted changes nothing, and no comment is lost. Only syntax matters: rules
/// with unknown names or wrong sorts are formatted too.
/// </summary>
public static class RuleFormatter
{
    /// <summary>The text laid out, or the syntax errors that stand against it. Line ends are <c>\n</c>.</summary>
    public static Result<string> Format(string text, string file = "<text>")
    {
        if (RuleParser.Refused(text, file) is { } refused)
        {
            return Result<string>.Failure(refused);
        }

        var diagnostics = new List<Diagnostic>();
        var tree = RuleParser.Read(text, file, Vocabulary.Standard, diagnostics);
        var depths = tree.Declarations.SelectMany(SyntaxTerms.Of).FirstOrDefault(t => t.Depth > RuleParser.MaximumTermDepth);
        if (depths is not null)
        {
            diagnostics.Add(Problems.LongChain(depths.Span with { Length = 0 }, RuleParser.MaximumTermDepth));
        }

        return diagnostics.Count > 0
            ? Result<string>.Failure(diagnostics.ToSequence())
            : Result<string>.Success(new DeclarationPrinter(tree.Tokens, new(tree.Tokens)).Print(tree));
    }
}
