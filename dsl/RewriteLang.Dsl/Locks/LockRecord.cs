using System.Security.Cryptography;
using System.Text;
using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>How a rule stands to its record.</summary>
public enum LockStatus
{
    /// <summary>The record is of this very rule, on this very basis, and it matched something.</summary>
    Current,

    /// <summary>There is no record.</summary>
    Missing,

    /// <summary>The rule says something else than when it was verified.</summary>
    RuleChanged,

    /// <summary>What the rule's meaning rests on has changed: vocabulary, normal forms, binder, printer, comparison.</summary>
    BasisChanged,

    /// <summary>It was run and never matched: nothing is known of it.</summary>
    NeverMatched,
}

/// <summary>Mutants of a rule: rules with one thing about them made wrong.</summary>
/// <param name="Killed">Those that verification refuted.</param>
/// <param name="Total">All of them.</param>
public readonly record struct MutantCount(int Killed, int Total);

/// <summary>An engine and its version; a record on another version only warns.</summary>
public readonly record struct EngineVersion(string Engine, string Version);

/// <summary>What verification found of one rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Hash">The hash of its normalized text; see <see cref="HashOf(Rule)"/>.</param>
/// <param name="Basis">The hash of what its meaning rests on; the caller says what that is.</param>
/// <param name="Seed">The seed of the random cases.</param>
/// <param name="Cases">Cases run.</param>
/// <param name="Matches">Cases in which the rule matched, and both sides agreed.</param>
/// <param name="Mutants">Mutants, if there were any made.</param>
/// <param name="Engines">Engines it ran on.</param>
public sealed record LockRecord(
    string Rule,
    string Hash,
    string Basis,
    long Seed,
    int Cases,
    int Matches,
    MutantCount? Mutants,
    Sequence<EngineVersion> Engines)
{
    /// <summary>The mutants that were not refuted, in the order in which they were made.</summary>
    public Sequence<Survivor> Survivors { get; init; } = [];

    /// <summary>The hash of a rule: of what it says, not of how it is laid out, commented, cited or exemplified.</summary>
    public static string HashOf(Rule rule) => HashOf(rule.Normalized);

    /// <summary>The first 16 bytes of a SHA-256, in hexadecimal: long enough that no two texts met in practice share it.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
