using RewriteLang.Algebra;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Aggregates;

/// <summary>Random rows for the table of <see cref="AggregateTrials"/>: few groups of several parts, with NULLs, repeated values, and now and then no rows.</summary>
internal static class AggregateDatabases
{
    private const int MaximumRows = 12;

    // Their sums depend on the order: (0.1 + 0.2) + 0.3 is not 0.1 + (0.2 + 0.3).
    private static readonly object[] Wild = [0.1, 0.2, 0.3, 0.7, 1.1];

    // Without -0.0, which is 0.0 and does not look like it: which of the two comes out of MIN is open.
    private static readonly object[] Tame = [0.0, 0.5, 1.0, 2.5, -1.5];

    /// <summary>A database.</summary>
    public static TinyDatabase Next(SeededRandom random)
    {
        var catalog = new Catalog([AggregateTrials.Table]);
        var nulls = random.Pick([0, 20, 20, 50]);
        var count = random.Weighted((8, 0), (12, 1), (80, random.Between(2, MaximumRows)));
        var rows = new List<object?[]>();
        for (var i = 0; i < count; i++)
        {
            rows.Add([.. AggregateTrials.Table.Columns.Select(c => Value(c, nulls, random))]);
        }

        return new(catalog, [rows]);
    }

    private static object? Value(TableColumn column, int nullPercent, SeededRandom random) =>
        !column.IsNotNull && random.Percent(column.Name is "k" or "l" ? 10 : nullPercent) ? null
        : column.Name switch
        {
            "k" => (long)random.Between(0, 1),
            "l" => random.Pick(["a", "b"]),
            "part" => (long)random.Between(0, 3),
            "x" => random.Pick(Tame),
            "y" => random.Pick(Wild),
            _ => random.Pick(TinyDomains.Of(column.Type)),
        };
}
