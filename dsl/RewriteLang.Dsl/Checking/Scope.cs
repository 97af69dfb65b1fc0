using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>How a name came to be known.</summary>
internal enum BindingKind
{
    /// <summary>By the left side.</summary>
    Pattern,

    /// <summary>By a <c>let</c>.</summary>
    Let,

    /// <summary>By <c>by</c>: the renaming of <c>A ~ B by m</c>.</summary>
    Renaming,

    /// <summary>By <c>:=</c> on the right side: a new column.</summary>
    Fresh,

    /// <summary>By the parameter of a function.</summary>
    Parameter,
}

/// <summary>A known name.</summary>
internal sealed record Binding(string Name, Sort Sort, SourceSpan Span, BindingKind Kind)
{
    /// <summary>How often it was named, the binding place included.</summary>
    internal int Occurrences { get; set; } = 1;
}

/// <summary>The names known in a rule, in order of binding.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, Binding> _bindings = [];
    private readonly List<Binding> _order = [];
    private readonly HashSet<string> _poisoned = [];
    private int _anonymous;

    /// <summary>All names bound by the left side and by lets, in order.</summary>
    internal IReadOnlyList<Binding> Bindings => _order;

    /// <summary>Every name that can be used now.</summary>
    internal IEnumerable<string> Names => _bindings.Keys;

    internal Binding? Find(string name) => _bindings.GetValueOrDefault(name);

    /// <summary>Counts a name as known without knowing what it is: its mistake has been reported.</summary>
    internal void Poison(string name) => _poisoned.Add(name);

    /// <summary>Whether nothing is to be said about a name.</summary>
    internal bool IsPoisoned(string name) => _poisoned.Contains(name);

    internal Binding Bind(string name, Sort sort, SourceSpan span, BindingKind kind)
    {
        var binding = new Binding(name, sort, span, kind);
        _bindings[name] = binding;
        if (kind != BindingKind.Parameter)
        {
            _order.Add(binding);
        }

        return binding;
    }

    /// <summary>A name that nobody else has, for <c>_</c>.</summary>
    internal string Anonymous() => $"_{++_anonymous}";

    /// <summary>Runs <paramref name="action"/> with a function's parameters in place of what their names meant.</summary>
    internal T With<T>(IEnumerable<(string Name, Sort Sort, SourceSpan Span)> parameters, Func<T> action)
    {
        var saved = parameters.Select(p => (p.Name, Before: Find(p.Name))).ToList();
        foreach (var (name, sort, span) in parameters)
        {
            Bind(name, sort, span, BindingKind.Parameter);
        }

        var result = action();
        foreach (var (name, before) in saved)
        {
            if (before is null)
            {
                _bindings.Remove(name);
            }
            else
            {
                _bindings[name] = before;
            }
        }

        return result;
    }
}
