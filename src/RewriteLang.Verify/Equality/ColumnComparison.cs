using RewriteLang.Algebra;
using RewriteLang.Engines;

namespace RewriteLang.Verify.Equality;

/// <summary>Compares the columns of two results: number, names, order, types.</summary>
internal static class ColumnComparison
{
    /// <summary>For each column of the original the position of its counterpart; null when the columns do not agree.</summary>
    public static int[]? Align(ResultTable original, ResultTable rewritten, ComparisonOptions options)
    {
        if (original.Columns.Count != rewritten.Columns.Count)
        {
            return null;
        }

        var positions = options.ColumnOrder ? [.. Enumerable.Range(0, original.Columns.Count)] : ByName(original, rewritten);
        return positions is not null && Enumerable.Range(0, positions.Length).All(i => Agree(original.Columns[i], rewritten.Columns[positions[i]], options))
            ? positions
            : null;
    }

    /// <summary>What does not agree, when <see cref="Align"/> found no alignment.</summary>
    public static Difference Describe(ResultTable original, ResultTable rewritten, ComparisonOptions options)
    {
        if (original.Columns.Count != rewritten.Columns.Count)
        {
            return new($"The original has {ResultText.Count(original.Columns.Count, "column")}, the rewritten query {rewritten.Columns.Count}.");
        }

        var positions = options.ColumnOrder ? [.. Enumerable.Range(0, original.Columns.Count)] : ByName(original, rewritten);
        if (positions is null)
        {
            return new($"The original's columns are {Names(original)}, the rewritten query's {Names(rewritten)}.");
        }

        var first = Enumerable.Range(0, positions.Length).First(i => !Agree(original.Columns[i], rewritten.Columns[positions[i]], options));
        var (before, after) = (original.Columns[first], rewritten.Columns[positions[first]]);
        return options.Names && before.Name != after.Name
            ? new($"Column {first + 1} is named {before.Name} in the original, {after.Name} in the rewritten query.")
            : new($"Column {first + 1} ({before.Name}) has type {before.Type} in the original, {after.Type} in the rewritten query.");
    }

    // Names may repeat: each takes the first counterpart that is still free.
    private static int[]? ByName(ResultTable original, ResultTable rewritten)
    {
        var free = Enumerable.Range(0, rewritten.Columns.Count).ToList();
        var positions = new int[original.Columns.Count];
        for (var i = 0; i < positions.Length; i++)
        {
            var at = free.FindIndex(p => rewritten.Columns[p].Name == original.Columns[i].Name);
            if (at < 0)
            {
                return null;
            }

            positions[i] = free[at];
            free.RemoveAt(at);
        }

        return positions;
    }

    private static bool Agree(ResultColumn a, ResultColumn b, ComparisonOptions options) =>
        (!options.Names || a.Name == b.Name)
        && (!options.Types || options.AcrossEngines || a.Type.Kind == TypeKind.Unknown || b.Type.Kind == TypeKind.Unknown || a.Type == b.Type);

    private static string Names(ResultTable table) => string.Join(", ", table.Columns.Select(c => c.Name));
}
