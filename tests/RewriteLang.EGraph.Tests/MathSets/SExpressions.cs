using System.Collections.Immutable;
using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests.MathSets;

/// <summary>Reads patterns such as <c>(+ ?a (* 2 x))</c>. Does not recurse, so terms may be deep.</summary>
internal static class SExpressions
{
    public static Pattern Read(SymbolTable symbols, string text)
    {
        var open = new Stack<List<Pattern>>();
        open.Push([]);
        var heads = new Stack<string>();
        var head = false;
        foreach (var token in text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (token)
            {
                case "(":
                    head = true;
                    open.Push([]);
                    break;
                case ")":
                    var children = open.Pop();
                    open.Peek().Add(new Pattern.Apply(Symbol(symbols, heads.Pop()), [.. children]));
                    break;
                case var name when head:
                    heads.Push(name);
                    head = false;
                    break;
                default:
                    open.Peek().Add(token[0] == '?' ? Pattern.Var(token[1..]) : Pattern.Of(Symbol(symbols, token)));
                    break;
            }
        }

        return open.Pop().Single();
    }

    /// <summary>Adds a term without variables.</summary>
    public static EClassId Add(EGraph graph, string text) => Add(graph, (Pattern.Apply)Read(graph.Symbols, text));

    /// <summary>Numbers are symbols with a double as payload, all others with a string.</summary>
    public static SymbolId Symbol(SymbolTable symbols, string name) =>
        double.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out var number) ? symbols.Intern(0, number) : symbols.Intern(1, name);

    private static EClassId Add(EGraph graph, Pattern.Apply term) =>
        graph.Add(term.Symbol, [.. term.Children.Select(child => Add(graph, (Pattern.Apply)child))]);

    /// <summary>Rules written <c>name: left => right if condition if condition</c>, one a line.</summary>
    public static ImmutableArray<IRule> Rules(SymbolTable symbols, string text, Func<string, Condition>? condition = null) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Rule(symbols, line, condition))];

    private static Rewrite Rule(SymbolTable symbols, string line, Func<string, Condition>? condition)
    {
        var (name, rest) = Cut(line, ":");
        var (left, after) = Cut(rest, "=>");
        var parts = after.Split(" if ", StringSplitOptions.TrimEntries);
        return new Rewrite(symbols, name, Read(symbols, left), Read(symbols, parts[0]), [.. parts.Skip(1).Select(part => condition!(part))]);
    }

    private static (string Before, string After) Cut(string text, string at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return (text[..index].Trim(), text[(index + at.Length)..].Trim());
    }
}
