using System.Collections.Frozen;
using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>Every word that a rule may use, with its signatures: typed, and closed but for what a host application adds.</summary>
public sealed class Vocabulary
{
    /// <summary>The list words, which take functions; their sorts follow from their arguments.</summary>
    internal static readonly FrozenSet<string> ListWords = FrozenSet.Create("map", "zip", "any", "all", "concat");

    private readonly FrozenDictionary<string, Signature[]> _byName;

    private Vocabulary(Sequence<Signature> signatures)
    {
        Signatures = signatures;
        _byName = signatures.GroupBy(s => s.Name).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        Grouped = signatures.Where(s => s.IsGrouped).Select(s => s.Name).ToFrozenSet();
    }

    /// <summary>The vocabulary of the language itself.</summary>
    public static Vocabulary Standard { get; } = new(
        [.. Operators.Relations, .. Operators.Scalars, .. Operators.Aggregates, .. Words.Facts, .. Words.Estimates, .. Words.Functions]);

    /// <summary>All signatures: operators first, then facts, estimates and functions.</summary>
    public Sequence<Signature> Signatures { get; }

    /// <summary>The operators inside which <c>|</c> and <c>&amp;</c> separate.</summary>
    internal IReadOnlySet<string> Grouped { get; }

    /// <summary>This vocabulary with the words of a host application.</summary>
    public Vocabulary With(params IEnumerable<Signature> signatures) => new([.. Signatures, .. signatures]);

    /// <summary>The ways to use a word; empty if there is none.</summary>
    public IReadOnlyList<Signature> Find(string name) => _byName.TryGetValue(name, out var found) ? found : [];

    /// <summary>Every word, for suggestions.</summary>
    internal IEnumerable<string> Names => Signatures.Select(s => s.Name).Distinct().Concat(ListWords);
}
