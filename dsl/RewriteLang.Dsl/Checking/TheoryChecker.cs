using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>Checks a theory: its sorts and operators, then its terms and rules over them.</summary>
internal sealed class TheoryChecker
{
    private readonly Declaration.Theory _syntax;
    private readonly List<Diagnostic> _diagnostics;
    private readonly Dictionary<string, TheorySort> _sorts = [];
    private readonly Dictionary<(string Name, int Arity), TheoryOperator> _operators = [];

    private TheoryChecker(Declaration.Theory syntax, List<Diagnostic> diagnostics)
    {
        _syntax = syntax;
        _diagnostics = diagnostics;
    }

    /// <summary>The theory, as far as it is sound.</summary>
    internal static Theory Check(
        Declaration.Theory syntax,
        IReadOnlyList<Declaration.Rule> rules,
        IReadOnlyList<SyntaxToken> tokens,
        List<Diagnostic> diagnostics)
    {
        var checker = new TheoryChecker(syntax, diagnostics);
        checker.CheckSorts();
        checker.CheckOperators();
        var checkedRules = rules.SelectMany(r => new TheoryRuleChecker(r, tokens, checker._sorts, checker._operators, diagnostics).Check()).ToSequence();
        return new(
            syntax.Name.Text,
            [.. checker._sorts.Values],
            [.. syntax.Clauses.OfType<Clause.Operator>().Select(o => checker._operators.GetValueOrDefault((o.Name.Text, o.Parameters.Count))).OfType<TheoryOperator>().Distinct()],
            checkedRules,
            [.. checker.CheckTerms()],
            RuleChecker.Doc(syntax.Docs));
    }

    private void CheckSorts()
    {
        foreach (var clause in _syntax.Clauses.OfType<Clause.Sort>())
        {
            foreach (var literal in clause.Literals.Where(l => l.Text is not ("number" or "text" or "symbol")))
            {
                _diagnostics.Add(Problems.UnknownLiteralKind(literal.Span, literal.Text));
            }

            bool Holds(string kind) => clause.Literals.Any(l => l.Text == kind);
            if (!_sorts.TryAdd(clause.Name.Text, new(clause.Name.Text, Holds("number"), Holds("text"), Holds("symbol"))))
            {
                _diagnostics.Add(Problems.DuplicateSort(clause.Name.Span, clause.Name.Text));
            }
        }

        if (_sorts.Count == 0)
        {
            _diagnostics.Add(Problems.NoSorts(_syntax.Name.Span, _syntax.Name.Text));
        }
    }

    private void CheckOperators()
    {
        foreach (var clause in _syntax.Clauses.OfType<Clause.Operator>())
        {
            foreach (var sort in clause.Parameters.Append(clause.Result).Where(s => !_sorts.ContainsKey(s.Text)).DistinctBy(s => s.Text))
            {
                _diagnostics.Add(Problems.UnknownSort(sort.Span, sort.Text, Suggestions.Hint(sort.Text, _sorts.Keys)));
            }

            var declared = new TheoryOperator(clause.Name.Text, [.. clause.Parameters.Select(p => p.Text)], clause.Result.Text, clause.IsInfix);
            if (!_operators.TryAdd((declared.Name, declared.Arity), declared))
            {
                _diagnostics.Add(Problems.DuplicateOperator(clause.Name.Span, declared.Name, declared.Arity));
            }
        }
    }

    private IEnumerable<TheoryTerm> CheckTerms()
    {
        var names = new HashSet<string>();
        foreach (var clause in _syntax.Clauses.OfType<Clause.Term>())
        {
            if (!names.Add(clause.Name.Text))
            {
                _diagnostics.Add(Problems.DuplicateTerm(clause.Name.Span, clause.Name.Text));
            }

            if (clause.Value.Depth > RuleParser.MaximumTermDepth)
            {
                _diagnostics.Add(Problems.LongChain(clause.Value.Span with { Length = 0 }, RuleParser.MaximumTermDepth));
            }
            else if (new TheoryTermChecker(_sorts, _operators, _diagnostics, isGround: true).Check(clause.Value, null) is { } term)
            {
                yield return new(clause.Name.Text, term.Term);
            }
        }
    }
}

/// <summary>A term of a theory and the declared sort it has; null where any fits.</summary>
internal readonly record struct DeclaredTerm(Term Term, string? Sort);

/// <summary>Checks terms of a theory: first-order, so a name is a variable (or, in a term without variables, a symbol) and all else is declared.</summary>
internal sealed class TheoryTermChecker(
    IReadOnlyDictionary<string, TheorySort> sorts,
    IReadOnlyDictionary<(string Name, int Arity), TheoryOperator> operators,
    List<Diagnostic> diagnostics,
    bool isGround)
{
    private int _anonymous;

    /// <summary>The variables bound so far, with their declared sorts; null where that is not known.</summary>
    internal Dictionary<string, (string? Sort, SourceSpan Span, int Uses)> Variables { get; } = [];

    /// <summary>Whether names bind; otherwise they must be bound.</summary>
    internal bool Binds { get; set; } = true;

    /// <summary>The term, of the declared sort <paramref name="wanted"/> unless that is null; null after a diagnostic.</summary>
    internal DeclaredTerm? Check(SyntaxTerm term, string? wanted) => term switch
    {
        SyntaxTerm.Parenthesized { Items: [var inner] } => Check(inner, wanted),
        SyntaxTerm.Name name => isGround ? CheckLiteral(name.Token.Text, name.Span, wanted, s => s.Symbols, "symbols") : CheckVariable(name, wanted),
        SyntaxTerm.Literal { Token: { Kind: TokenKind.Text } token } =>
            CheckLiteral(token.Text[1..^1].Replace("''", "'", StringComparison.Ordinal), term.Span, wanted, s => s.Texts || s.Symbols, "texts"),
        SyntaxTerm.Literal { Token: { Kind: TokenKind.Number } token } => CheckNumber(token.Text, term.Span, wanted),
        SyntaxTerm.Prefix { Operator.Kind: TokenKind.Minus, Operand: SyntaxTerm.Literal { Token: { Kind: TokenKind.Number } token } } =>
            CheckNumber("-" + token.Text, term.Span, wanted),
        SyntaxTerm.Prefix prefix => CheckOperator(prefix.Operator.Text, prefix.Operator.Span, [prefix.Operand], term.Span, wanted),
        SyntaxTerm.Call call => CheckOperator(call.Function.Text, call.Function.Span, [.. call.Groups.SelectMany(g => g)], term.Span, wanted),
        SyntaxTerm.Infix infix => CheckInfix(infix, wanted),
        _ => Report(Problems.NotOfTheory(term.Span)),
    };

    private DeclaredTerm? Report(Diagnostic diagnostic)
    {
        diagnostics.Add(diagnostic);
        return null;
    }

    private DeclaredTerm? CheckVariable(SyntaxTerm.Name name, string? wanted)
    {
        var text = name.Token.Text;
        if (name.Token.Kind == TokenKind.KebabWord)
        {
            return Report(Problems.HyphenInTerm(name.Span, text));
        }

        if (text == "_" && Binds)
        {
            return new(new Term.Variable($"_{++_anonymous}", Sort.Declared, name.Span), wanted);
        }

        if (!Variables.TryGetValue(text, out var known))
        {
            if (!Binds)
            {
                return Report(Problems.Unbound(name.Span, text, Suggestions.Hint(text, Variables.Keys)));
            }

            known = (wanted, name.Span, 0);
        }

        if (known.Sort is not null && wanted is not null && known.Sort != wanted)
        {
            return Report(Problems.TwoSorts(name.Span, text, $"of sort {known.Sort}", $"a term of sort {wanted}", known.Span));
        }

        Variables[text] = (known.Sort ?? wanted, known.Span, known.Uses + 1);
        return new(new Term.Variable(text, Sort.Declared, name.Span), known.Sort ?? wanted);
    }

    private DeclaredTerm? CheckNumber(string text, SourceSpan span, string? wanted)
    {
        object value = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? (object)whole
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return CheckLiteral(value, span, wanted, s => s.Numbers, "numbers");
    }

    private DeclaredTerm? CheckLiteral(object value, SourceSpan span, string? wanted, Func<TheorySort, bool> holds, string kind)
    {
        var fitting = sorts.Values.Where(s => (wanted is null || s.Name == wanted) && holds(s)).ToList();
        return fitting.Count == 0
            ? Report(Problems.LiteralOfNoSort(span, kind, wanted))
            : new(new Term.Literal(value, Sort.Declared, span), fitting is [var only] ? only.Name : wanted);
    }

    private DeclaredTerm? CheckInfix(SyntaxTerm.Infix infix, string? wanted)
    {
        var result = infix.Operands[0];
        for (var i = 1; i < infix.Operands.Count - 1; i++)
        {
            result = new SyntaxTerm.Infix(infix.Operator, infix.OperatorSpan, [result, infix.Operands[i]]);
        }

        return CheckOperator(infix.Operator, infix.OperatorSpan, [result, infix.Operands[^1]], infix.Span, wanted);
    }

    private DeclaredTerm? CheckOperator(string name, SourceSpan nameSpan, IReadOnlyList<SyntaxTerm> arguments, SourceSpan span, string? wanted)
    {
        if (!operators.TryGetValue((name, arguments.Count), out var declared))
        {
            var other = operators.Values.FirstOrDefault(o => o.Name == name);
            return Report(other is null
                ? Problems.UnknownWord(nameSpan, name, Suggestions.Hint(name, operators.Keys.Select(k => k.Name)))
                : Problems.WrongArguments(span, name, $"{name}({string.Join(", ", other.Parameters)})", $"{other.Arity} argument{(other.Arity == 1 ? "" : "s")}", arguments.Count));
        }

        if (wanted is not null && declared.Result != wanted)
        {
            return Report(Problems.WrongSort(span, $"of sort {declared.Result}", $"a term of sort {wanted}"));
        }

        var terms = arguments.Select((a, i) => Check(a, declared.Parameters[i])).ToList();
        return terms.Contains(null)
            ? null
            : new(new Term.Operator(name, [terms.Select(t => t!.Value.Term).ToSequence()], Sort.Declared, span), declared.Result);
    }
}
