using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Verify.Tests.Equality;

/// <summary>Hand-made results.</summary>
internal static class Tables
{
    /// <summary>A result with columns written <c>name type, …</c>.</summary>
    public static ResultTable Table(string columns, params object?[][] rows) => new(
        [.. columns.Split(';').Select(c => c.Trim().Split(' ', 2)).Select(p => new ResultColumn(p[0], p.Length > 1 ? SqlType.Parse(p[1]) : SqlType.Unknown))],
        rows.Select(r => r.Select(v => v is int i ? (long)i : v).ToArray()).ToList());

    public static object?[] Row(params object?[] values) => values;

    public static ComparisonSpec Tolerant(params int[] columns) => new(
        [.. Enumerable.Range(0, columns.Max() + 1).Select(i => columns.Contains(i) ? Exactness.FloatTolerance : Exactness.Exact)]);

    public static ComparisonSpec OrderedBy(params int[] keys) => new(Order: new([.. keys], HiddenKeys: false));

    public static void IsEqual(Verdict verdict) => Assert.Equal("equal", Describe(verdict));

    public static void IsDifferent(string summary, Verdict verdict) => Assert.Equal($"differs: {summary}", Describe(verdict));

    public static void IsUndetermined(string reason, Verdict verdict) => Assert.Equal($"undetermined: {reason}", Describe(verdict));

    private static string Describe(Verdict verdict) => verdict switch
    {
        Verdict.Differs d => $"differs: {d.Difference.Summary}",
        Verdict.Undetermined u => $"undetermined: {u.Reason}",
        _ => verdict.Word,
    };
}
