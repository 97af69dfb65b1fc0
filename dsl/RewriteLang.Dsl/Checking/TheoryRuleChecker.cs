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

        if (law.Sites is not [var site] || law.Rights is not [var right])
        {
            diagnostics.Add(Problems.WrongRights(law.Arrow.Span, law.Sites.Count, law.Rights.Count));
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

        var forward = CheckOneWay(site.Term, right, warn: !bothWays);
        var backward = bothWays && forward is not null ? CheckOneWay(right, site.Term, warn: false) : null;
        if (forward is null || (bothWays && backward is null))
        {
            return [];
        }

        var rule = new Rule(
            syntax.Name.Text, simplify, SoundnessLevel.Everywhere, [forward.Value.Site], [], forward.Value.Conditions, [], RuleChecker.Doc(syntax.Docs),
            [], null, [], [], [], syntax.Name.Span, Normalized(law));
        return backward is null
            ? [rule]
            : [rule, rule with
            {
                Name = $"{rule.Name}/reverse",
                Sites = [backward.Value.Site],
                Conditions = backward.Value.Conditions,
                Normalized = $"{rule.Normalized} (reversed)",
            }];
    }

    private (RuleSite Site, Sequence<Term> Conditions)? CheckOneWay(SyntaxTerm left, SyntaxTerm right, bool warn)
    {
        var before = diagnostics.Count;
        if (Deepest(left, right) is { } deep)
        {
            diagnostics.Add(Problems.LongChain(deep.Span with { Length = 0 }, RuleParser.MaximumTermDepth));
            return null;
        }

        var terms = new TheoryTermChecker(sorts, operators, diagnostics, isGround: false);
        var pattern = terms.Check(left, null);
        if (pattern is null)
        {
            return null; // what it would have bound is not known
        }

        terms.Binds = false;
        var result = terms.Check(right, pattern.Value.Sort);
        var conditions = syntax.Clauses.OfType<Clause.When>().SelectMany(w => w.Conditions).Select(c => CheckCondition(c, terms)).ToList();
        foreach (var clause in syntax.Clauses.Where(c => c is not (Clause.When or Clause.Cite or Clause.Tags or Clause.Broken)))
        {
            diagnostics.Add(Problems.ClauseInTheory(clause.Keyword.Span, clause.Keyword.Text));
        }

        if (warn)
        {
            diagnostics.AddRange(terms.Variables.Where(v => v.Value.Uses == 1 && v.Key[0] != '_' && left is not SyntaxTerm.Name)
                .Select(v => Problems.Unused(v.Value.Span, v.Key)));
        }

        return result is null || diagnostics.Skip(before).Any(d => d.Severity == Severity.Error) || syntax.Clauses.Any(c => c is Clause.Broken)
            ? null
            : (new(pattern.Value.Term, result.Value.Term), conditions.Select(c => c!).ToSequence());
    }

    private SyntaxTerm? Deepest(SyntaxTerm left, SyntaxTerm right) =>
        syntax.Clauses.OfType<Clause.When>().SelectMany(w => w.Conditions).Append(left).Append(right).FirstOrDefault(t => t.Depth > RuleParser.MaximumTermDepth);

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
