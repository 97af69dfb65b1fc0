using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>
/// Checks a rule of a theory. Its conditions are few: <c>constant(x)</c> (x is a number or text), <c>symbol(x)</c>, and <c>x = y</c> or
/// <c>x &lt;&gt; y</c> (the same class, or not), joined by <c>and</c>, <c>or</c>, <c>not</c>.
/// </summary>
internal sealed class TheoryRuleChecker(
    Declaration.Rule syntax,
    IReadOnlyList<SyntaxToken> tokens,
    IReadOnlyDictionary<string, TheorySort> sorts,
    IReadOnlyDictionary<(string Name, int Arity), TheoryOperator> operators,
    List<Diagnostic> diagnostics)
{
    private static readonly string[] ConditionWords = ["constant", "symbol"];

    internal IReadOnlyList<Rule> Check()
    {
        if (syntax.Law is not { } law)
        {
            return [];
        }

        if (law.Sites.FirstOrDefault(s => s.Each is not null) is { } each)
        {
            diagnostics.Add(Problems.EachInTheory(each.Each!.Span));
            return [];
        }

        if (Pairs(law.Sites.Select(s => s.Term).ToList(), law) is not { } sites)
        {
            return [];
        }

        var simplify = syntax.Keyword.Kind == TokenKind.Simplify;
        var bothWays = law.Arrow.Kind == TokenKind.BothWays;
        if (simplify && bothWays)
        {
            diagnostics.Add(Problems.SimplifyBothWays(law.Arrow.Span));
            return [];
        }

        if (syntax.Level is { } level)
        {
            diagnostics.Add(Problems.UnknownLevel(level.Span, level.Text));
            return [];
        }

        if (bothWays && sites.Exists(s => s.Right is null))
        {
            diagnostics.Add(Problems.WrongRights(law.Arrow.Span, law.Sites.Count, law.Rights.Count));
            return [];
        }

        var forward = CheckOneWay(sites, warn: !bothWays);
        var backward = bothWays && forward is not null ? CheckOneWay(sites.ConvertAll(s => new SitePair(s.Name, s.Right!, s.Left)), warn: false) : null;
        if (forward is null || (bothWays && backward is null))
        {
            return [];
        }

        var rule = new Rule(
            syntax.Name.Text, simplify, SoundnessLevel.Everywhere, forward.Value.Sites, [], forward.Value.Conditions, [], RuleChecker.Doc(syntax.Docs),
            [], null, [], [], [], syntax.Name.Span, Normalized(law));
        return backward is null
            ? [rule]
            : [rule, rule with
            {
                Name = $"{rule.Name}/reverse",
                Sites = backward.Value.Sites,
                Conditions = backward.Value.Conditions,
                Normalized = $"{rule.Normalized} (reversed)",
            }];
    }

    // A left side, the right side that is for it, if any, and what it is called.
    private sealed record SitePair(string? Name, SyntaxTerm Left, SyntaxTerm? Right);

    // Each left side with its right side; null after a diagnostic.
    private List<SitePair>? Pairs(List<SyntaxTerm> lefts, Law law)
    {
        var named = lefts.ConvertAll(l => l is SyntaxTerm.Definition { Target: SyntaxTerm.Name name } site ? (Name: name.Token.Text, Term: site.Value) : (Name: null, Term: l));
        if (law.Rights.Count > lefts.Count || (lefts.Count > 1 && law.Rights.Any(r => r is not SyntaxTerm.Definition)))
        {
            diagnostics.Add(Problems.WrongRights(law.Arrow.Span, lefts.Count, law.Rights.Count));
            return null;
        }

        var rights = new SyntaxTerm?[lefts.Count];
        foreach (var right in law.Rights)
        {
            var (position, value) = right is SyntaxTerm.Definition { Target: SyntaxTerm.Name target } ofSite
                ? (named.FindIndex(s => s.Name == target.Token.Text), ofSite.Value)
                : (0, right);
            if (position < 0)
            {
                var name = (SyntaxTerm.Name)((SyntaxTerm.Definition)right).Target;
                diagnostics.Add(Problems.UnknownSite(name.Span, name.Token.Text, Suggestions.Hint(name.Token.Text, named.Select(s => s.Name).OfType<string>())));
                return null;
            }

            if (rights[position] is not null)
            {
                diagnostics.Add(Problems.RightTwice(right.Span, named[position].Name!));
                return null;
            }

            rights[position] = value;
        }

        if (named.Where((s, i) => s.Name is not null && named.FindIndex(o => o.Name == s.Name) < i).Select(s => s.Term).FirstOrDefault() is { } again)
        {
            diagnostics.Add(Problems.SiteTwice(again.Span, named.Last(s => s.Term == again).Name!));
            return null;
        }

        return [.. named.Select((s, i) => new SitePair(s.Name, s.Term, rights[i]))];
    }

    private (Sequence<RuleSite> Sites, Sequence<Term> Conditions)? CheckOneWay(List<SitePair> sites, bool warn)
    {
        var before = diagnostics.Count;
        if (Deepest(sites.SelectMany(s => new[] { s.Left, s.Right }).OfType<SyntaxTerm>()) is { } deep)
        {
            diagnostics.Add(Problems.LongChain(deep.Span with { Length = 0 }, RuleParser.MaximumTermDepth));
            return null;
        }

        var terms = new TheoryTermChecker(sorts, operators, diagnostics, isGround: false);
        var patterns = sites.ConvertAll(s => terms.Check(s.Left, null));
        if (patterns.Contains(null))
        {
            return null; // what it would have bound is not known
        }

        terms.Binds = false;
        var results = sites.Select((s, i) => s.Right is null ? patterns[i] : terms.Check(s.Right, patterns[i]!.Value.Sort)).ToList();
        var conditions = syntax.Clauses.OfType<Clause.When>().SelectMany(w => w.Conditions).Select(c => CheckCondition(c, terms)).ToList();
        foreach (var clause in syntax.Clauses.Where(c => c is not (Clause.When or Clause.Cite or Clause.Tags or Clause.Broken)))
        {
            diagnostics.Add(Problems.ClauseInTheory(clause.Keyword.Span, clause.Keyword.Text));
        }

        if (warn)
        {
            diagnostics.AddRange(terms.Variables.Where(v => v.Value.Uses == 1 && v.Key[0] != '_' && !sites.TrueForAll(s => s.Left is SyntaxTerm.Name))
                .Select(v => Problems.Unused(v.Value.Span, v.Key)));
        }

        return results.Contains(null) || diagnostics.Skip(before).Any(d => d.Severity == Severity.Error) || syntax.Clauses.Any(c => c is Clause.Broken)
            ? null
            : ([.. sites.Select((s, i) => new RuleSite(patterns[i]!.Value.Term, results[i]!.Value.Term, s.Name))], conditions.Select(c => c!).ToSequence());
    }

    private SyntaxTerm? Deepest(IEnumerable<SyntaxTerm> sides) =>
        syntax.Clauses.OfType<Clause.When>().SelectMany(w => w.Conditions).Concat(sides).FirstOrDefault(t => t.Depth > RuleParser.MaximumTermDepth);

    private Term? CheckCondition(SyntaxTerm condition, TheoryTermChecker terms)
    {
        switch (condition)
        {
            case SyntaxTerm.Parenthesized { Items: [var inner] }:
                return CheckCondition(inner, terms);
            case SyntaxTerm.Infix { Operator: "and" or "or" } connective:
                return Truth(connective.Operator, connective.Operands.Select(o => CheckCondition(o, terms)), condition.Span);
            case SyntaxTerm.Prefix { Operator.Kind: TokenKind.Not } negation:
                return Truth("not", [CheckCondition(negation.Operand, terms)], condition.Span);
            case SyntaxTerm.Infix { Operator: "=" or "<>" } comparison:
                return Truth(comparison.Operator, comparison.Operands.Select(o => terms.Check(o, null)?.Term).ToList(), condition.Span);
            case SyntaxTerm.Call { Groups: [[var argument]] } call when ConditionWords.Contains(call.Function.Text):
                return Truth(call.Function.Text, [terms.Check(argument, null)?.Term], condition.Span);
            case SyntaxTerm.Call call:
                diagnostics.Add(Problems.UnknownWord(call.Function.Span, call.Function.Text, Suggestions.Hint(call.Function.Text, ConditionWords)
                    ?? "Conditions of a theory are `constant(x)`, `symbol(x)`, `x = y` and `x <> y`."));
                return null;
            default:
                diagnostics.Add(Problems.WrongSort(condition.Span, "a term", "a condition"));
                return null;
        }
    }

    private static Term.Operator? Truth(string name, IEnumerable<Term?> operands, SourceSpan span)
    {
        var terms = operands.ToList();
        return terms.Contains(null) ? null : new(name, [terms.Select(t => t!).ToSequence()], Sort.Boolean, span);
    }

    private string Normalized(Law law) => string.Join(' ',
        new[] { syntax.Keyword.Text, syntax.Name.Text }
            .Concat(Texts(law.Range))
            .Concat(syntax.Clauses.OfType<Clause.When>().SelectMany(w => Texts(w.Range))));

    private IEnumerable<string> Texts(TokenRange range) => Enumerable.Range(range.First, range.End - range.First).Select(i => tokens[i].Text);
}
