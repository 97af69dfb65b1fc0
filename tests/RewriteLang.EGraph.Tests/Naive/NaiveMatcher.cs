using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests.Naive;

/// <summary>Matches and applies rewrites on a <see cref="NaiveEGraph"/> by backtracking over all nodes.</summary>
internal sealed class NaiveMatcher(NaiveEGraph graph, SymbolTable symbols)
{
    /// <summary>All distinct (class, substitution) pairs.</summary>
    public List<(int Root, Dictionary<string, int> Bindings)> Search(Pattern pattern)
    {
        var found = new Dictionary<string, (int, Dictionary<string, int>)>();
        foreach (var root in graph.Nodes.Select(node => graph.Find(node.Id)).Distinct().ToList())
        {
            foreach (var bindings in Match(pattern, root, []))
            {
                found[$"{root} {string.Join(' ', bindings.OrderBy(b => b.Key, StringComparer.Ordinal))}"] = (root, bindings);
            }
        }

        return [.. found.Values];
    }

    public int Add(Pattern pattern, Dictionary<string, int> bindings) => pattern switch
    {
        Pattern.Variable variable => bindings[variable.Name],
        Pattern.Apply apply => graph.Add(Name(apply.Symbol), NodeShape.List, [.. apply.Children.Select(child => Add(child, bindings))]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private IEnumerable<Dictionary<string, int>> Match(Pattern pattern, int id, Dictionary<string, int> bindings)
    {
        if (pattern is Pattern.Variable variable)
        {
            if (!bindings.TryGetValue(variable.Name, out var bound))
            {
                yield return new Dictionary<string, int>(bindings) { [variable.Name] = id };
            }
            else if (bound == id)
            {
                yield return bindings;
            }

            yield break;
        }

        var apply = (Pattern.Apply)pattern;
        foreach (var node in graph.Nodes.ToList())
        {
            if (graph.Find(node.Id) == id && node.Symbol == Name(apply.Symbol) && node.Children.Length == apply.Children.Length)
            {
                IEnumerable<Dictionary<string, int>> all = [bindings];
                for (var i = 0; i < node.Children.Length; i++)
                {
                    var (child, part) = (graph.Find(node.Children[i]), apply.Children[i]);
                    all = all.SelectMany(b => Match(part, child, b)).ToList();
                }

                foreach (var result in all)
                {
                    yield return result;
                }
            }
        }
    }

    private string Name(SymbolId symbol) => (string)symbols.PayloadOf(symbol)!;
}
