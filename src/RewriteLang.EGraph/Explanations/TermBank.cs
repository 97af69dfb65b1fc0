using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace RewriteLang.EGraphs;

/// <summary>Makes the <see cref="Term"/>s of one explanation, equal ones once.</summary>
internal sealed class TermBank(ProofLog log)
{
    private readonly Dictionary<int, Term> byId = [];
    private readonly Dictionary<Key, Term> byContents = [];

    /// <summary>The exact term of a class id; does not recurse.</summary>
    public Term Of(int id)
    {
        var pending = new Stack<int>();
        pending.Push(id);
        while (pending.TryPeek(out var next))
        {
            if (byId.ContainsKey(next) || !HasPendingChildren(next, pending))
            {
                pending.Pop();
                if (!byId.ContainsKey(next))
                {
                    byId[next] = Make(log.SymbolOf(next), ChildrenOf(next));
                }
            }
        }

        return byId[id];
    }

    /// <summary>A pattern with terms for its variables.</summary>
    public Term Of(Pattern pattern, Func<string, Term> variable) => pattern switch
    {
        Pattern.Variable named => variable(named.Name),
        Pattern.Apply apply => Make(apply.Symbol, ChildrenOf(apply, variable)),
        _ => throw new UnreachableException($"pattern {pattern}"),
    };

    private ImmutableArray<Term> ChildrenOf(int id)
    {
        var children = ImmutableArray.CreateBuilder<Term>(log.ChildrenOf(id).Length);
        foreach (var child in log.ChildrenOf(id))
        {
            children.Add(byId[child]);
        }

        return children.MoveToImmutable();
    }

    private ImmutableArray<Term> ChildrenOf(Pattern.Apply pattern, Func<string, Term> variable)
    {
        var children = ImmutableArray.CreateBuilder<Term>(pattern.Children.Length);
        foreach (var child in pattern.Children)
        {
            children.Add(Of(child, variable));
        }

        return children.MoveToImmutable();
    }

    // Puts the children that have no term yet above their parent.
    private bool HasPendingChildren(int id, Stack<int> pending)
    {
        var before = pending.Count;
        foreach (var child in log.ChildrenOf(id))
        {
            if (!byId.ContainsKey(child))
            {
                pending.Push(child);
            }
        }

        return pending.Count > before;
    }

    private Term Make(SymbolId symbol, ImmutableArray<Term> children)
    {
        var key = new Key(symbol, children);
        if (!byContents.TryGetValue(key, out var term))
        {
            term = new Term(symbol, children);
            byContents.Add(key, term);
        }

        return term;
    }

    // Children are compared as objects: equal ones are the same. Their hash codes differ from run to run, so the dictionary is never enumerated.
    private readonly record struct Key(SymbolId Symbol, ImmutableArray<Term> Children)
    {
        public bool Equals(Key other) => Symbol == other.Symbol && Children.AsSpan().SequenceEqual(other.Children.AsSpan());

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Symbol);
            foreach (var child in Children)
            {
                hash.Add(RuntimeHelpers.GetHashCode(child));
            }

            return hash.ToHashCode();
        }
    }
}
