using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RewriteLang.Dsl;

/// <summary>Writes typed terms in the language's own syntax, fully parenthesized where operators nest; used in messages, <c>explain</c> and to compare terms.</summary>
public static class TermText
{
    /// <summary>The text of <paramref name="term"/>, on one line. Terms have the same text exactly when they differ in spans only.</summary>
    public static string Of(Term term)
    {
        var text = new StringBuilder();
        Write(text, term, nested: false);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Term term, bool nested)
    {
        switch (term)
        {
            case Term.Variable variable:
                text.Append(variable.Name);
                break;
            case Term.Rest rest:
                text.Append("..").Append(rest.Name);
                break;
            case Term.Literal literal:
                text.Append(Literal(literal.Value));
                break;
            case Term.Lambda lambda:
                text.Append(lambda.Parameters.Count == 1 ? lambda.Parameters[0] : $"({string.Join(", ", lambda.Parameters)})").Append(" => ");
                Write(text, lambda.Body, nested: false);
                break;
            case Term.Operator operation:
                WriteOperator(text, operation, nested);
                break;
            default:
                throw new UnreachableException(term.GetType().Name);
        }
    }

    private static void WriteOperator(StringBuilder text, Term.Operator operation, bool nested)
    {
        var arguments = operation.Groups is [var only] ? only : default;
        if (Infix(operation.Name) is { } sign && arguments.Count > 1)
        {
            text.Append(nested ? "(" : "");
            Separated(text, arguments, $" {sign} ", nested: true);
            text.Append(nested ? ")" : "");
        }
        else if (operation.Name is "not" or "-" && arguments.Count == 1)
        {
            text.Append(operation.Name == "not" ? "not " : "-");
            Write(text, arguments[0], nested: true);
        }
        else if (operation.Name is "is_null" or "is_not_null")
        {
            text.Append(nested ? "(" : "");
            Write(text, arguments[0], nested: true);
            text.Append(operation.Name == "is_null" ? " is null" : " is not null").Append(nested ? ")" : "");
        }
        else if (operation.Name == "list")
        {
            text.Append('[');
            Separated(text, arguments, ", ", nested: false);
            text.Append(']');
        }
        else
        {
            WriteCall(text, operation);
        }
    }

    private static void WriteCall(StringBuilder text, Term.Operator operation)
    {
        var conjuncts = Vocabulary.Standard.Find(operation.Name) is [{ Use: WordUse.Operator } signature, ..] ? signature : null;
        text.Append(operation.Name).Append('(');
        for (var i = 0; i < operation.Groups.Count; i++)
        {
            text.Append(i == 0 ? "" : " | ");
            var group = operation.Groups[i];
            var parameters = conjuncts is not null && i < conjuncts.Groups.Count ? conjuncts.Groups[i] : default;
            var fixedCount = parameters is [.., { IsList: true } last] && last.Sorts.Has(Sort.Conjuncts) ? parameters.Count - 1 : group.Count;
            Separated(text, group.AsSpan()[..fixedCount].ToArray(), ", ", nested: false);
            text.Append(fixedCount is > 0 && fixedCount < group.Count ? ", " : "");
            Separated(text, group.AsSpan()[fixedCount..].ToArray(), " & ", nested: false);
        }

        text.Append(')');
    }

    private static void Separated(StringBuilder text, IEnumerable<Term> terms, string separator, bool nested)
    {
        var first = true;
        foreach (var term in terms)
        {
            text.Append(first ? "" : separator);
            Write(text, term, nested);
            first = false;
        }
    }

    private static string? Infix(string name) => name switch
    {
        "=" or "<>" or "<" or "<=" or ">" or ">=" or "+" or "-" or "*" or "/" or "%" or "||" or "and" or "or" or "~" => name,
        "is_distinct" => "is distinct from",
        "is_not_distinct" => "is not distinct from",
        "union" => "|",
        "intersect" or "conjoin" => "&",
        "minus" => "-",
        "define" => ":=",
        _ => null,
    };

    private static string Literal(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        long l => l.ToString(CultureInfo.InvariantCulture),
        double d => d.ToString("R", CultureInfo.InvariantCulture) is var t && t.All(c => char.IsAsciiDigit(c) || c == '-') ? t + ".0" : t,
        string s => $"'{s.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => throw new UnreachableException(value.GetType().Name),
    };
}
