using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>Reads the properties of an aggregate, which are lets of fixed names.</summary>
internal sealed class AggregateChecker
{
    private static readonly string[] Properties = ["parts", "whole", "value", "over", "exact", "repeated", "duplicates", "nulls", "empty"];

    private readonly Declaration.Aggregate _syntax;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<string, SyntaxTerm> _values = [];

    private AggregateChecker(Declaration.Aggregate syntax) => _syntax = syntax;

    /// <summary>What is said of the aggregate; null after an error.</summary>
    internal static AggregateLaw? Check(Declaration.Aggregate syntax, IReadOnlyList<SyntaxToken> tokens, List<Diagnostic> diagnostics)
    {
        var checker = new AggregateChecker(syntax);
        var law = checker.Check(tokens);
        diagnostics.AddRange(checker._diagnostics);
        return checker._diagnostics.Exists(d => d.Severity == Severity.Error) || syntax.Clauses.Any(c => c is Clause.Broken) ? null : law;
    }

    private AggregateLaw Check(IReadOnlyList<SyntaxToken> tokens)
    {
        ReadProperties();
        var name = _syntax.Name.Text;
        if (_syntax.Docs.Count == 0)
        {
            _diagnostics.Add(Problems.NoDoc(_syntax.Name.Span, name));
        }

        if (!_syntax.Clauses.Any(c => c is Clause.Broken))
        {
            // What parts are good for shows only with the rest.
            string[] needed = _values.Keys.Any(k => k is "parts" or "whole" or "value") ? ["parts", "whole", "value", "empty"] : ["empty"];
            _diagnostics.AddRange(needed.Where(n => !_values.ContainsKey(n)).Select(n => Problems.MissingProperty(_syntax.Name.Span, name, n)));
        }

        var parts = Calls("parts", _syntax.Parameter is { } parameter ? [parameter.Text] : []);
        var whole = Calls("whole", [.. parts.Select(p => p.Name)]);
        var text = string.Join(' ', Enumerable.Range(_syntax.Range.First, _syntax.Range.End - _syntax.Range.First).Select(i => tokens[i]).Where(t => t.Kind != TokenKind.Doc).Select(t => t.Text));
        return new(
            name, _syntax.Parameter?.Text, parts, whole, Formula("value", [.. whole.Select(w => w.Name)]), Kinds("over"), Kinds("exact"), Formula("repeated", ["value", "n"]),
            Choice("duplicates", "ignored", "counted") == "ignored", Choice("nulls", "ignored", "counted") == "ignored",
            Choice("empty", "null", "0", "unknown") switch { "null" => ValueOnNoRows.Null, "0" => ValueOnNoRows.Zero, _ => ValueOnNoRows.Unknown },
            [.. _syntax.Clauses.OfType<Clause.Tags>().SelectMany(t => t.Words).Select(w => w.Text).Distinct()],
            RuleChecker.Doc(_syntax.Docs), _syntax.Name.Span, text);
    }

    private void ReadProperties()
    {
        foreach (var binding in _syntax.Clauses.OfType<Clause.Let>().SelectMany(l => l.Bindings))
        {
            if (!Properties.Contains(binding.Name.Text))
            {
                _diagnostics.Add(Problems.UnknownProperty(binding.Name.Span, binding.Name.Text, Properties));
            }
            else if (!_values.TryAdd(binding.Name.Text, binding.Value))
            {
                _diagnostics.Add(Problems.DuplicateLet(binding.Name.Span, binding.Name.Text, _values[binding.Name.Text].Span));
            }
        }
    }

    private Sequence<AggregatePart> Calls(string property, string[] known)
    {
        if (!_values.TryGetValue(property, out var value))
        {
            return [];
        }

        var calls = new List<AggregatePart>();
        foreach (var item in value is SyntaxTerm.List list ? list.Items : [value])
        {
            if (item is not SyntaxTerm.Definition { Target: SyntaxTerm.Name target, Value: SyntaxTerm.Call { Groups: var groups } call }
                || groups is not ([] or [[]] or [[SyntaxTerm.Name]]))
            {
                _diagnostics.Add(Problems.WrongProperty(item.Span, property, "a list of calls such as `[s := sum(x)]`"));
                continue;
            }

            var argument = groups is [[SyntaxTerm.Name name]] ? name.Token : null;
            if (argument is not null && !known.Contains(argument.Text))
            {
                _diagnostics.Add(Problems.UnknownPart(argument.Span, argument.Text, known));
            }

            calls.Add(new(target.Token.Text, call.Function.Text, argument?.Text));
        }

        return calls.ToSequence();
    }

    private Sequence<ArgumentKind> Kinds(string property)
    {
        if (!_values.TryGetValue(property, out var value))
        {
            return [];
        }

        var kinds = new List<ArgumentKind>();
        foreach (var item in value is SyntaxTerm.List list ? list.Items : [value])
        {
            if (item is SyntaxTerm.Name { Token.Text: var text } && Enum.TryParse<ArgumentKind>(text, ignoreCase: true, out var kind))
            {
                kinds.Add(kind);
            }
            else
            {
                _diagnostics.Add(Problems.WrongProperty(item.Span, property, $"a list of {SortNames.Join([.. Enum.GetNames<ArgumentKind>().Select(k => $"`{k.ToLowerInvariant()}`")], "and")}"));
            }
        }

        return kinds.ToSequence();
    }

    private string Choice(string property, params string[] words)
    {
        if (!_values.TryGetValue(property, out var value))
        {
            return "";
        }

        var text = ((value as SyntaxTerm.Name)?.Token ?? (value as SyntaxTerm.Literal)?.Token)?.Text ?? "";
        if (!words.Contains(text))
        {
            _diagnostics.Add(Problems.WrongProperty(value.Span, property, SortNames.Join([.. words.Select(w => $"`{w}`")], "or")));
        }

        return text;
    }

    private Term? Formula(string property, string[] known) => _values.TryGetValue(property, out var value) ? Formula(property, value, known) : null;

    private Term? Formula(string property, SyntaxTerm value, string[] known)
    {
        switch (value)
        {
            case SyntaxTerm.Name name when known.Contains(name.Token.Text):
                return new Term.Variable(name.Token.Text, Sort.Scalar, name.Span);
            case SyntaxTerm.Name name:
                _diagnostics.Add(Problems.UnknownPart(name.Span, name.Token.Text, known));
                return null;
            case SyntaxTerm.Literal literal when long.TryParse(literal.Token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                return new Term.Literal(number, Sort.Scalar, literal.Span);
            case SyntaxTerm.Parenthesized { Items: [var inner] }:
                return Formula(property, inner, known);
            case SyntaxTerm.Infix { Operator: "+" or "-" or "*" or "/" } infix:
                var operands = infix.Operands.Select(o => Formula(property, o, known)).ToList();
                return operands.Contains(null) ? null
                    : operands.Skip(1).Aggregate(operands[0]!, (left, right) => new Term.Operator(infix.Operator, [[left, right!]], Sort.Scalar, infix.Span));
            default:
                _diagnostics.Add(Problems.WrongProperty(value.Span, property, "a term of `+ - * /` over the names that it may use"));
                return null;
        }
    }
}
