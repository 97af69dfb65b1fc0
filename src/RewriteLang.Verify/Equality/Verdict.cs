using RewriteLang.Algebra;

namespace RewriteLang.Verify.Equality;

/// <summary>What a comparison of two results found; see docs/equality.md.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The word that reports and exit codes use: <c>equal</c>, <c>differs</c> or <c>undetermined</c>.</summary>
    public abstract string Word { get; }

    /// <summary>The same result.</summary>
    public sealed record Equal : Verdict
    {
        /// <summary>The one instance.</summary>
        public static readonly Equal Instance = new();

        /// <inheritdoc/>
        public override string Word => "equal";
    }

    /// <summary>Not the same result, and nothing but a wrong rewrite explains it.</summary>
    public sealed record Differs(Difference Difference) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => "differs";
    }

    /// <summary>The results differ, or look the same, in a way from which nothing follows.</summary>
    /// <param name="Reason">Why nothing follows, as a sentence.</param>
    /// <param name="Difference">The difference that was seen, if one was.</param>
    public sealed record Undetermined(string Reason, Difference? Difference = null) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => "undetermined";
    }
}

/// <summary>A difference as a person reads it.</summary>
/// <param name="Summary">One sentence: what differs first.</param>
/// <param name="OnlyInOriginal">Some rows that only the original has, as text.</param>
/// <param name="OnlyInRewritten">Some rows that only the rewritten query has.</param>
public sealed record Difference(string Summary, Sequence<string> OnlyInOriginal = default, Sequence<string> OnlyInRewritten = default)
{
    /// <summary>The summary, and under it the rows.</summary>
    public override string ToString() => string.Join(
        '\n',
        [Summary, .. OnlyInOriginal.Select(r => $"  only in the original:  {r}"), .. OnlyInRewritten.Select(r => $"  only in the rewritten: {r}")]);
}
