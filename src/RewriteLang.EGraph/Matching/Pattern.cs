using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>A term with variables, of fixed arity: the sides of a <see cref="Rewrite"/>.</summary>
public abstract record Pattern
{
    private Pattern()
    {
    }

    /// <summary>Stands for any class; the same name stands for the same class everywhere in a rule.</summary>
    public sealed record Variable(string Name) : Pattern
    {
        /// <inheritdoc/>
        public override string ToString() => "?" + Name;
    }

    /// <summary>A node with this symbol and exactly these children. The symbol's shape must be a plain list.</summary>
    public sealed record Apply(SymbolId Symbol, ImmutableArray<Pattern> Children) : Pattern
    {
        /// <inheritdoc/>
        public bool Equals(Apply? other) => other is not null && Symbol == other.Symbol && Children.AsSpan().SequenceEqual(other.Children.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = Symbol.Value;
            foreach (var child in Children)
            {
                hash = HashCode.Combine(hash, child);
            }

            return hash;
        }
    }

    /// <summary>A variable.</summary>
    public static Pattern Var(string name) => new Variable(name);

    /// <summary>A node.</summary>
    public static Pattern Of(SymbolId symbol, params ReadOnlySpan<Pattern> children) => new Apply(symbol, [.. children]);

    /// <summary>The variables in order of first occurrence, from left to right.</summary>
    public ImmutableArray<string> Variables()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        Collect(this, names);
        return names.ToImmutable();
    }

    /// <summary>Whether there is no variable in it.</summary>
    internal bool IsGround => Variables().IsEmpty;

    private static void Collect(Pattern pattern, ImmutableArray<string>.Builder names)
    {
        switch (pattern)
        {
            case Variable variable when !names.Contains(variable.Name):
                names.Add(variable.Name);
                break;
            case Apply apply:
                foreach (var child in apply.Children)
                {
                    Collect(child, names);
                }

                break;
        }
    }
}
