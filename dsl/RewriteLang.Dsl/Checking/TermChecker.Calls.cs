using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>Calls: which signature is meant, and whether the arguments fit.</summary>
internal sealed partial class TermChecker
{
    private static readonly Signature AnyFunction =
        Signature.Read("", "arguments: Scalars", Sort.Scalar, WordUse.Operator, "A function of SQL.");

    /// <summary>The signature of a SQL function that is known by name only: it takes any scalars.</summary>
    private static Signature SqlFunction(string name) => AnyFunction with { Name = name };

    private Term? CheckCall(SyntaxTerm.Call call, SortSet wanted)
    {
        var name = call.Function.Text;
        if (call.Function.Kind == TokenKind.KebabWord)
        {
            return Report(Problems.HyphenInTerm(call.Function.Span, name));
        }

        var all = Signatures(name).ToList();
        if (Vocabulary.ListWords.Contains(name) && !(all.Count > 0 && wanted.Has(Sort.Scalar) && _role == TermRole.Pattern))
        {
            return CheckListWord(call, wanted);
        }

        if (all.Count == 0)
        {
            return Report(Problems.UnknownWord(call.Function.Span, name, Suggestions.Hint(name, vocabulary.Names)
                ?? (scope.Find(name) is null ? null : $"`{name}` is a variable: it takes no arguments.")));
        }

        return Choose(all, call, wanted) is { } signature && IsInPlace(signature, call) ? Apply(signature, call, wanted) : null;
    }

    // Some operators are matched and not built, one of them as an input alone; and the names of engines and features are known.
    private bool IsInPlace(Signature signature, SyntaxTerm.Call call)
    {
        var isInput = _inInputs;
        _inInputs = false;
        if (signature.Use == WordUse.Operator && Operators.MatchedOnly.Contains(signature.Name) && (_role != TermRole.Pattern || (signature.Name == "bundle" && !isInput)))
        {
            Report(_role == TermRole.Pattern ? Problems.BundleHere(call.Function.Span) : Problems.MatchedOnly(call.Function.Span, signature.Name));
            return false;
        }

        if (signature.Name == "every" && !HasEach)
        {
            Report(Problems.EveryWithoutEach(call.Function.Span));
            return false;
        }

        var names = signature.Name switch
        {
            "engine" => EngineFeatures.Engines,
            "supports" => EngineFeatures.All,
            "explain" or "explain_rows" => EnginePlan.Signs,
            _ => null,
        };
        if (names is not null && call.Groups is [[SyntaxTerm.Literal { Token.Kind: TokenKind.Text } text]] && !names.Contains(text.Token.Text[1..^1]))
        {
            var (span, word) = (text.Span, text.Token.Text[1..^1]);
            Report(signature.Name switch
            {
                "engine" => Problems.UnknownEngine(span, word),
                "supports" => Problems.UnknownFeature(span, word, Suggestions.Hint(word, names)),
                _ => Problems.UnknownSign(span, word, Suggestions.Hint(word, names)),
            });
            return false;
        }

        return true;
    }

    private IEnumerable<Signature> Signatures(string name) =>
        Functions.IsKnown(name) ? vocabulary.Find(name).Append(SqlFunction(name)) : vocabulary.Find(name);

    /// <summary>The signature meant: of those whose result fits and that may stand here, the first that fits the arguments as far as these are known.</summary>
    private Signature? Choose(List<Signature> all, SyntaxTerm.Call call, SortSet wanted)
    {
        if (_role == TermRole.Pattern && all.TrueForAll(s => s.Use != WordUse.Operator))
        {
            Report(Problems.NotAPattern(call.Function.Span, call.Function.Text));
            return null;
        }

        var fitting = all.Where(s => wanted.Accepts(s.Result)).ToList();
        if (fitting.Count == 0)
        {
            Report(Problems.WrongSort(call.Span, SortNames.Of(all[0].Result), wanted.Description, Conversion(all[0].Result, wanted)));
            return null;
        }

        var allowed = fitting.Where(IsAllowed).ToList();
        if (allowed.Count == 0)
        {
            Report(_role == TermRole.Pattern
                ? Problems.NotAPattern(call.Function.Span, call.Function.Text)
                : Problems.EstimateInWhen(call.Function.Span, call.Function.Text));
            return null;
        }

        var arity = allowed.Where(s => Takes(s, call.Groups)).ToList();
        return arity.Find(s => Suits(s, call.Groups)) ?? arity.FirstOrDefault() ?? allowed[0];
    }

    private bool IsAllowed(Signature signature) => _role switch
    {
        TermRole.Pattern => signature.Use == WordUse.Operator,
        TermRole.Gate => true,
        _ => signature.Use != WordUse.Estimate,
    };

    private static bool Takes(Signature signature, IReadOnlyList<IReadOnlyList<SyntaxTerm>> groups) =>
        groups.Count <= signature.Groups.Count
        && signature.Groups.Select((g, i) => (Parameters: g, Count: i < groups.Count ? groups[i].Count : 0)).All(x =>
            x.Parameters is [.., { IsList: true }] ? x.Count >= x.Parameters.Count - 1 : x.Count == x.Parameters.Count);

    private bool Suits(Signature signature, IReadOnlyList<IReadOnlyList<SyntaxTerm>> groups) =>
        signature.Groups.Zip(groups, (parameters, arguments) => parameters.Zip(arguments, Suits).All(s => s)).All(s => s);

    private bool Suits(Parameter parameter, SyntaxTerm argument) => Guess(argument) is not { } sort || parameter.Sorts.Accepts(sort);

    private Term? Apply(Signature signature, SyntaxTerm.Call call, SortSet wanted)
    {
        if (call.Groups.Count > signature.Groups.Count)
        {
            return Report(Problems.WrongGroups(call.Span, signature.Name, signature.Pattern, signature.Groups.Count, call.Groups.Count));
        }

        var groups = new List<Sequence<Term>>();
        var sound = true;
        for (var i = 0; i < signature.Groups.Count; i++)
        {
            var group = CheckGroup(signature, signature.Groups[i], i < call.Groups.Count ? call.Groups[i] : [], call);
            sound &= group is not null;
            groups.Add(group ?? default);
        }

        return sound ? Fit(new Term.Operator(signature.Name, groups.ToSequence(), signature.Result, call.Span), wanted) : null;
    }

    private Sequence<Term>? CheckGroup(Signature signature, Sequence<Parameter> parameters, IReadOnlyList<SyntaxTerm> arguments, SyntaxTerm.Call call)
    {
        var list = parameters is [.., { IsList: true } last] ? last : null;
        var single = parameters.Count - (list is null ? 0 : 1);
        var isConjuncts = list?.Sorts.Has(Sort.Conjuncts) == true;
        if (arguments.Count < single || (list is null && arguments.Count > single) || (isConjuncts && arguments.Count > single + 1))
        {
            var wanted = list is null ? $"{single} argument{(single == 1 ? "" : "s")}"
                : isConjuncts ? $"{single + 1} argument{(single == 0 ? "" : "s")}, conjuncts being joined by `&`"
                : $"at least {single} argument{(single == 1 ? "" : "s")}";
            var where = signature.Groups.Count > 1 ? $"{wanted} in this group" : wanted;
            Report(Problems.WrongArguments(
                arguments.Count == 0 ? call.Span : Spans.Cover(arguments[0].Span, arguments[^1].Span), signature.Name, signature.Pattern, where, arguments.Count));
            return null;
        }

        var terms = new List<Term?>();
        for (var i = 0; i < single; i++)
        {
            terms.Add(NewColumn(signature, parameters[i], arguments[i]) ?? Check(arguments[i], parameters[i].Sorts));
        }

        if (list is not null)
        {
            terms.AddRange(isConjuncts
                ? CheckConjuncts([.. arguments.Skip(single).SelectMany(Conjuncts)])
                : CheckElements([.. arguments.Skip(single)], list.Sorts.Sorts.First()));
        }

        return terms.Contains(null) ? null : terms.Select(t => t!).ToSequence();
    }

    // A column that an operator of a right side brings along, under a name that nothing has yet.
    private Term.Variable? NewColumn(Signature signature, Parameter parameter, SyntaxTerm argument) =>
        _role == TermRole.Build && Operators.Naming.Contains(signature.Name) && parameter.Sorts.Has(Sort.Column)
        && argument is SyntaxTerm.Name { Token: { Kind: TokenKind.Word } token } && scope.Find(token.Text) is null && !scope.IsPoisoned(token.Text)
            ? BindFresh(token)
            : null;

    /// <summary>What the two sides of a rule denote, guessed without a word to the author; null where it depends.</summary>
    internal Sort? Guess(SyntaxTerm term) => term switch
    {
        SyntaxTerm.Name name => scope.Find(name.Token.Text)?.Sort
            ?? (_role != TermRole.Pattern ? null : IsUpper(name.Token.Text) ? Sort.Relation : null),
        SyntaxTerm.Literal { Token.Kind: TokenKind.Text } => Sort.Text,
        SyntaxTerm.Literal { Token.Kind: TokenKind.Number } => Sort.Number,
        SyntaxTerm.Parenthesized { Items: [var inner] } => Guess(inner),
        SyntaxTerm.Call call => Signatures(call.Function.Text).Select(s => s.Result).Distinct().ToList() is [var only] ? only : null,
        SyntaxTerm.Infix { Operator: "&" or "|" or "-" } sets => sets.Operands.Select(Guess).FirstOrDefault(s => s is not null) switch
        {
            Sort.Column or Sort.Columns => Sort.Columns,
            Sort.Number => Sort.Number,
            null => null,
            _ => sets.Operator == "&" ? Sort.Conjuncts : Sort.Scalar,
        },
        SyntaxTerm.Infix { Operator: "+" or "*" or "/" or "%" } sum => sum.Operands.Select(Guess).FirstOrDefault(s => s is Sort.Scalar or Sort.Column) is null
            && sum.Operands.Select(Guess).Contains(Sort.Number) ? Sort.Number : Sort.Scalar,
        SyntaxTerm.Prefix prefix => Guess(prefix.Operand),
        SyntaxTerm.Infix { Operator: "and" or "or" or "=" or "<>" or "<" or "<=" or ">" or ">=" } truth =>
            truth.Operands.Select(Guess).Any(s => s is Sort.Scalar) ? Sort.Scalar : null,
        SyntaxTerm.Infix { Operator: "||" or "is distinct from" or "is not distinct from" } or SyntaxTerm.Postfix => Sort.Scalar,
        _ => null,
    };
}
