using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>Turns a rule as written into typed rules: one, or two for <c>&lt;=&gt;</c>.</summary>
internal sealed class RuleChecker
{
    private readonly Declaration.Rule _syntax;
    private readonly IReadOnlyList<SyntaxToken> _tokens;
    private readonly Vocabulary _vocabulary;
    private readonly List<Diagnostic> _diagnostics = [];

    private RuleChecker(Declaration.Rule syntax, IReadOnlyList<SyntaxToken> tokens, Vocabulary vocabulary)
    {
        _syntax = syntax;
        _tokens = tokens;
        _vocabulary = vocabulary;
    }

    /// <summary>The typed rules; none if there was an error in it.</summary>
    internal static IReadOnlyList<Rule> Check(
        Declaration.Rule syntax,
        IReadOnlyList<SyntaxToken> tokens,
        Vocabulary vocabulary,
        List<Diagnostic> diagnostics)
    {
        var checker = new RuleChecker(syntax, tokens, vocabulary);
        var rules = checker.Check();
        diagnostics.AddRange(checker._diagnostics);
        return rules;
    }

    private bool HasErrors => _diagnostics.Exists(d => d.Severity == Severity.Error);

    private IReadOnlyList<Rule> Check()
    {
        var level = CheckLevel();
        if (_syntax.Docs.Count == 0)
        {
            _diagnostics.Add(Problems.NoDoc(_syntax.Name.Span, _syntax.Name.Text));
        }

        if (_syntax.Law is not { } law)
        {
            return [];
        }

        if (SyntaxTerms.Of(_syntax).FirstOrDefault(t => t.Depth > RuleParser.MaximumTermDepth) is { } deep)
        {
            _diagnostics.Add(Problems.LongChain(deep.Span with { Length = 0 }, RuleParser.MaximumTermDepth));
            return [];
        }

        if (_syntax.Keyword.Kind == TokenKind.Simplify && law.Arrow.Kind == TokenKind.BothWays)
        {
            _diagnostics.Add(Problems.SimplifyBothWays(law.Arrow.Span));
        }

        var forward = new LawChecker(_syntax, law, level, _vocabulary, _diagnostics).Check();
        var backward = law.Arrow.Kind == TokenKind.BothWays && !HasErrors ? CheckReverse(law, level) : null;
        var clauses = ClauseChecker.Check(_syntax, forward is null ? null : [.. forward.Conditions], _diagnostics);
        if (forward is null || HasErrors || _syntax.Clauses.Any(c => c is Clause.Broken))
        {
            return [];
        }

        var rule = new Rule(
            _syntax.Name.Text, _syntax.Keyword.Kind == TokenKind.Simplify, level, forward.Sites, forward.Lets, forward.Conditions, forward.Gates,
            Doc(_syntax.Docs), clauses.Citations, clauses.Pathology, clauses.Tags, clauses.Examples, clauses.Counterexamples, _syntax.Name.Span,
            Normalized(law))
        {
            Overlaps = [.. _syntax.Clauses.OfType<Clause.Overlaps>().SelectMany(c => c.Rules).Select(r => new RuleReference(r.Text, r.Span))],
        };
        return backward is null ? [rule] : [rule, Reverse(rule, backward)];
    }

    private static Rule Reverse(Rule rule, CheckedLaw backward) => rule with
    {
        Name = $"{rule.Name}/reverse",
        Sites = backward.Sites,
        Lets = backward.Lets,
        Conditions = backward.Conditions,
        Gates = backward.Gates,
        Examples = [.. rule.Examples.Select(e => e with { Before = e.After, After = e.Before })],
        Counterexamples = [],
        Normalized = $"{rule.Normalized} (reversed)",
    };

    /// <summary>The law read from right to left. What is wrong only that way is said in those words; warnings were said already.</summary>
    private CheckedLaw? CheckReverse(Law law, SoundnessLevel level)
    {
        // Both ways every site has a right side, which is the left side of the way back.
        if (law.Sites.Count != law.Rights.Count)
        {
            _diagnostics.Add(Problems.WrongRights(law.Arrow.Span, law.Sites.Count, law.Rights.Count));
            return null;
        }

        var diagnostics = new List<Diagnostic>();
        var reversed = law with { Sites = [.. law.Rights.Select(r => new SiteSyntax(law.Sites[0].Each, r))], Rights = [.. law.Sites.Select(s => s.Term)] };
        var result = new LawChecker(_syntax, reversed, level, _vocabulary, diagnostics).Check();
        _diagnostics.AddRange(diagnostics.Where(d => d.Severity == Severity.Error).Select(d =>
            d.Code == "RW2202" && d.Span is { } span ? Problems.ReverseUnbound(span, d.Message.Split('`')[1]) : d));
        return result;
    }

    private SoundnessLevel CheckLevel()
    {
        switch (_syntax.Level?.Text)
        {
            case null:
                return SoundnessLevel.Everywhere;
            case "filter":
                return SoundnessLevel.InFilter;
            case "set":
                return SoundnessLevel.InSet;
            default:
                _diagnostics.Add(Problems.UnknownLevel(_syntax.Level.Span, _syntax.Level.Text));
                return SoundnessLevel.Everywhere;
        }
    }

    /// <summary>The paragraph that doc comments make.</summary>
    internal static string Doc(IReadOnlyList<SyntaxToken> docs) => string.Join('\n', docs.Select(d => d.Text[3..].Trim())).Trim();

    /// <summary>What the rule says, without comments, layout, examples, gates, which are about profit, and what is only said about it: its tokens with one blank between.</summary>
    private string Normalized(Law law)
    {
        List<string> parts = [_syntax.Keyword.Text, _syntax.Name.Text];
        if (_syntax.Level is { } level)
        {
            parts.Add($"in {level.Text}");
        }

        parts.Add(Text(law.Range));
        parts.AddRange(_syntax.Clauses.Where(c => c is Clause.Let or Clause.When).Select(c => Text(c.Range)));
        return string.Join(' ', parts);
    }

    private string Text(TokenRange range) =>
        string.Join(' ', Enumerable.Range(range.First, range.End - range.First).Select(i => _tokens[i].Text));
}
