using System.Diagnostics;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl.Formatting;

/// <summary>Lays out terms: on one line where they fit, else broken at the outermost call or operator, each part two columns deeper.</summary>
internal static class TermPrinter
{
    /// <summary>The longest line that is written where a break is possible.</summary>
    internal const int Width = 120;

    /// <summary>The lines of a term whose first line starts at <paramref name="column"/>; further ones are indented by <paramref name="indent"/> at least.</summary>
    internal static IReadOnlyList<string> Lines(SyntaxTerm term, int column, int indent)
    {
        var flat = Flat(term);
        if (column + flat.Length <= Width)
        {
            return [flat];
        }

        return term switch
        {
            SyntaxTerm.Call call => BreakCall(call, indent),
            SyntaxTerm.Infix infix => BreakInfix(infix, column, indent),
            SyntaxTerm.Definition definition => Prefixed($"{Flat(definition.Target)} := ", definition.Value, column, indent),
            SyntaxTerm.Lambda lambda => Prefixed($"{Flat(lambda.Parameters)} => ", lambda.Body, column, indent),
            SyntaxTerm.Prefix prefix => Prefixed(prefix.Operator.Kind == TokenKind.Not ? "not " : "-", prefix.Operand, column, indent),
            SyntaxTerm.Parenthesized { Items: [var inner] } => [.. Prefixed("(", inner, column, indent).SkipLast(1), Prefixed("(", inner, column, indent)[^1] + ")"],
            _ => [flat],
        };
    }

    /// <summary>The term on one line.</summary>
    internal static string Flat(SyntaxTerm term) => term switch
    {
        SyntaxTerm.Name name => name.Token.Text,
        SyntaxTerm.Rest rest => $"..{rest.Token.Text}",
        SyntaxTerm.Literal literal => literal.Token.Text,
        SyntaxTerm.Call call => $"{call.Function.Text}({string.Join(" | ", call.Groups.Select(FlatGroup)).TrimStart()})",
        SyntaxTerm.List list => $"[{string.Join(", ", list.Items.Select(Flat))}]",
        SyntaxTerm.Parenthesized list => $"({string.Join(", ", list.Items.Select(Flat))})",
        SyntaxTerm.Definition definition => $"{Flat(definition.Target)} := {Flat(definition.Value)}",
        SyntaxTerm.Lambda lambda => $"{Flat(lambda.Parameters)} => {Flat(lambda.Body)}",
        SyntaxTerm.Infix infix => string.Join($" {infix.Operator} ", infix.Operands.Select(Flat)),
        SyntaxTerm.Prefix prefix => $"{(prefix.Operator.Kind == TokenKind.Not ? "not " : "-")}{Flat(prefix.Operand)}",
        SyntaxTerm.Postfix postfix => $"{Flat(postfix.Operand)} {postfix.Operator}",
        _ => throw new UnreachableException(term.GetType().Name),
    };

    private static string FlatGroup(IReadOnlyList<SyntaxTerm> group) => string.Join(", ", group.Select(Flat));

    private static List<string> Prefixed(string prefix, SyntaxTerm term, int column, int indent)
    {
        var lines = Lines(term, column + prefix.Length, indent).ToList();
        lines[0] = prefix + lines[0];
        return lines;
    }

    // f(
    //   a,
    //   b
    //   | c & d)
    private static List<string> BreakCall(SyntaxTerm.Call call, int indent)
    {
        var lines = new List<string> { $"{call.Function.Text}(" };
        var inner = indent + 2;
        for (var g = 0; g < call.Groups.Count; g++)
        {
            var group = call.Groups[g];
            for (var i = 0; i < group.Count; i++)
            {
                var lead = i == 0 && g > 0 ? "| " : "";
                var part = Prefixed(lead, group[i], inner, inner + lead.Length);
                part[^1] += i < group.Count - 1 ? "," : "";
                lines.Add(new string(' ', inner) + part[0]);
                lines.AddRange(part.Skip(1));
            }

            if (group.Count == 0 && g > 0)
            {
                lines.Add(new string(' ', inner) + "|");
            }
        }

        lines[^1] += ")";
        return lines;
    }

    private static List<string> BreakInfix(SyntaxTerm.Infix infix, int column, int indent)
    {
        var lines = Lines(infix.Operands[0], column, indent).ToList();
        foreach (var operand in infix.Operands.Skip(1))
        {
            var part = Prefixed($"{infix.Operator} ", operand, indent + 2, indent + 2);
            lines.Add(new string(' ', indent + 2) + part[0]);
            lines.AddRange(part.Skip(1));
        }

        return lines;
    }
}
