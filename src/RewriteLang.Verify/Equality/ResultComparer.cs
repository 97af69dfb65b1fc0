using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;

namespace RewriteLang.Verify.Equality;

/// <summary>What a comparison looks at besides the rows.</summary>
/// <param name="Names">Column names must agree.</param>
/// <param name="ColumnOrder">Columns are matched by position; otherwise by name.</param>
/// <param name="Types">Column types, and on SQLite storage classes, must agree.</param>
/// <param name="AcrossEngines">The original's rows come from another engine: its types are mapped, and every number that is not an integer compares within the tolerance.</param>
public sealed record ComparisonOptions(bool Names = true, bool ColumnOrder = true, bool Types = true, bool AcrossEngines = false)
{
    /// <summary>Names, order and types, on one engine.</summary>
    public static readonly ComparisonOptions Strict = new();

    /// <summary>DuckDB's rows stand in for those of the original on SQLite.</summary>
    public static readonly ComparisonOptions StandIn = new(Types: false, AcrossEngines: true);
}

/// <summary>Compares two results: the specification is docs/equality.md.</summary>
public static class ResultComparer
{
    private const int Samples = 5;

    /// <summary>Whether <paramref name="rewritten"/> is the same result as <paramref name="original"/>.</summary>
    /// <param name="original">What the original query returned.</param>
    /// <param name="rewritten">What the rewritten query returned.</param>
    /// <param name="spec">What the original query promises; see <see cref="ComparisonSpec.For"/>.</param>
    /// <param name="options">What to look at; <see cref="ComparisonOptions.Strict"/> by default.</param>
    /// <param name="originalAgain">A second run of the original, to see whether it agrees with itself.</param>
    public static Verdict Compare(
        ResultTable original, ResultTable rewritten, ComparisonSpec spec, ComparisonOptions? options = null, ResultTable? originalAgain = null)
    {
        options ??= ComparisonOptions.Strict;
        var verdict = CompareOnce(original, rewritten, spec, options);
        if (verdict is not Verdict.Differs differs)
        {
            return verdict;
        }

        if (!spec.Uncertain.IsEmpty)
        {
            return new Verdict.Undetermined(Sentence(spec.Uncertain[0]), differs.Difference);
        }

        return originalAgain is not null && CompareOnce(original, originalAgain, spec, ComparisonOptions.Strict) is not Verdict.Equal
            ? new Verdict.Undetermined("The original differs from itself when it runs twice.", differs.Difference)
            : verdict;
    }

    private static Verdict CompareOnce(ResultTable original, ResultTable rewritten, ComparisonSpec spec, ComparisonOptions options)
    {
        if (ColumnComparison.Align(original, rewritten, options) is not { } permutation)
        {
            return new Verdict.Differs(ColumnComparison.Describe(original, rewritten, options));
        }

        var exactness = Enumerable.Range(0, original.Columns.Count)
            .Select(i => i < spec.Exactness.Count && spec.Exactness[i] == Exactness.FloatTolerance ? Exactness.FloatTolerance
                : options.AcrossEngines && HasFractions(original, i, rewritten, permutation[i]) ? Exactness.FloatTolerance : Exactness.Exact)
            .ToArray();
        var merges = exactness.Select((e, i) => !options.Types || e == Exactness.FloatTolerance || (i < spec.WholeFloats.Count && spec.WholeFloats[i])).ToArray();
        var left = Canonical(original, [.. Enumerable.Range(0, original.Columns.Count)], merges, options);
        var right = Canonical(rewritten, permutation, merges, options);
        var bags = new BagComparison(exactness, Tolerance.Standard);
        if (left.Length != right.Length)
        {
            var counts = $"The original has {ResultText.Count(left.Length, "row")}, the rewritten query {right.Length.ToString(CultureInfo.InvariantCulture)}.";
            return new Verdict.Differs(Sampled(counts, bags.Unmatched(left, right)));
        }

        if (spec.Order is null && spec.Cut is null)
        {
            var unmatched = bags.Unmatched(left, right);
            return unmatched.OnlyLeft.Count == 0
                ? Verdict.Equal.Instance
                : new Verdict.Differs(Sampled($"{ResultText.Count(unmatched.OnlyLeft.Count, "row")} of {left.Length} differ.", unmatched));
        }

        return new ListComparison(left, right, spec, exactness, bags).Compare();
    }

    /// <summary>A difference with some of the rows that one side alone has.</summary>
    internal static Difference Sampled(string summary, (List<object?[]> OnlyLeft, List<object?[]> OnlyRight) unmatched) => new(
        summary,
        [.. unmatched.OnlyLeft.Take(Samples).Select(ResultText.Of)],
        [.. unmatched.OnlyRight.Take(Samples).Select(ResultText.Of)]);

    internal static string Sentence(string reason) => char.ToUpperInvariant(reason[0]) + reason[1..] + ".";

    private static bool HasFractions(ResultTable a, int columnOfA, ResultTable b, int columnOfB) =>
        a.Columns[columnOfA].Type.Kind == TypeKind.Decimal || a.Columns[columnOfA].Type.IsFloat
        || a.Rows.Any(r => r[columnOfA] is double or decimal or WideDecimal) || b.Rows.Any(r => r[columnOfB] is double or decimal or WideDecimal);

    private static object?[][] Canonical(ResultTable table, int[] permutation, bool[] merges, ComparisonOptions options)
    {
        var rows = new object?[table.Rows.Count][];
        for (var r = 0; r < rows.Length; r++)
        {
            var source = table.Rows[r];
            var row = rows[r] = new object?[permutation.Length];
            for (var c = 0; c < row.Length; c++)
            {
                var value = source[permutation[c]];
                row[c] = options.AcrossEngines ? CanonicalValues.AcrossEngines(value)
                    : CanonicalValues.Of(value, mergeNumbers: merges[c]);
            }
        }

        return rows;
    }
}
