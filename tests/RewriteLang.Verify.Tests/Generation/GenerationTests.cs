using RewriteLang.Algebra;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Tests.Generation;

public sealed class GenerationTests
{
    [Fact]
    public void Random_numbers_are_those_of_the_published_algorithm()
    {
        // SplitMix64 of seed 0 fills the state; the first outputs of xoshiro256** follow from its definition.
        var random = new SeededRandom(0);
        Assert.Equal([11091344671253066420UL, 13793997310169335082UL, 1900383378846508768UL], Enumerable.Range(0, 3).Select(_ => random.NextBits()));
    }

    [Fact]
    public void The_same_seed_gives_the_same_database_and_another_seed_another()
    {
        var generator = new DatabaseGenerator(SchemaFamily.Catalog);
        string Text(ulong seed) => string.Join('\n', Verify.Rules.SqlScript.Tables(generator.Next(new SeededRandom(seed)), SchemaFamily.Catalog.Tables, "duckdb"));
        Assert.Equal(Text(5), Text(5));
        Assert.NotEqual(Text(5), Text(6));
    }

    [Fact]
    public void The_same_seed_gives_the_same_plan()
    {
        static Relation Plan(ulong seed) => new PlanGenerator(SchemaFamily.Catalog, new ColumnFactory(), new SeededRandom(seed)).Relation(new(3));
        for (var seed = 0UL; seed < 50; seed++)
        {
            Assert.Equal(Plan(seed), Plan(seed));
        }

        Assert.True(Enumerable.Range(0, 50).Select(s => Plan((ulong)s)).Distinct().Count() > 40);
    }

    [Fact]
    public void A_fork_does_not_depend_on_how_much_was_drawn()
    {
        var (fresh, used) = (new SeededRandom(3), new SeededRandom(3));
        used.NextBits();
        Assert.Equal(fresh.Fork(9).NextBits(), used.Fork(9).NextBits());
    }

    [Fact]
    public void Generated_databases_hold_their_constraints()
    {
        var generator = new DatabaseGenerator(SchemaFamily.Catalog);
        for (var seed = 0UL; seed < 500; seed++)
        {
            Assert.True(Constraints.Hold(generator.Next(new SeededRandom(seed))), $"seed {seed}");
        }
    }

    [Fact]
    public void Broken_constraints_are_seen()
    {
        var database = Empty();
        object?[] parent = [1L, null, "a", null];
        Assert.True(Constraints.Hold(With(database, "p", [parent])));
        Assert.False(Constraints.Hold(With(database, "p", [parent, parent])));
        Assert.False(Constraints.Hold(With(database, "p", [[1L, null, null, null]])));
        Assert.False(Constraints.Hold(With(database, "c", [[1L, 1L, null, null]])));
        Assert.True(Constraints.Hold(With(database, "c", [[1L, null, null, null]])));
        Assert.True(Constraints.Hold(With(With(database, "p", [parent]), "c", [[1L, 1L, null, null]])));
        Assert.True(Constraints.Hold(With(database, "q", [[null, 1L, null], [null, 1L, null]])));
    }

    [Fact]
    public void Generated_data_has_empty_tables_nulls_duplicates_and_odd_floats()
    {
        var generator = new DatabaseGenerator(SchemaFamily.Catalog);
        var databases = Enumerable.Range(0, 200).Select(s => generator.Next(new SeededRandom((ulong)s))).ToList();
        var tables = databases.Select(d => d.Rows[0]).ToList();
        var values = tables.SelectMany(t => t).SelectMany(r => r).ToList();
        Assert.Contains(tables, t => t.Count == 0);
        Assert.Contains(tables, t => t.Count == DatabaseGenerator.MaximumRows);
        Assert.Contains(tables, t => t.Distinct(Verify.Tests.Generation.RowsByText.Instance).Count() < t.Count);
        Assert.Contains(null, values);
        Assert.Contains("", values);
        Assert.Contains(values, v => v is double.NaN);
        Assert.Contains(values, v => v is double d && d == 0 && double.IsNegative(d));
    }

    private static TinyDatabase Empty() => new(SchemaFamily.Catalog, [.. SchemaFamily.Catalog.Tables.Select(_ => (IReadOnlyList<object?[]>)[])]);

    private static TinyDatabase With(TinyDatabase database, string table, IReadOnlyList<object?[]> rows) =>
        database.With(SchemaFamily.Catalog.Tables.ToList().FindIndex(t => t.Name == table), rows);
}

internal sealed class RowsByText : IEqualityComparer<object?[]>
{
    public static readonly RowsByText Instance = new();

    public bool Equals(object?[]? x, object?[]? y) => Text(x!) == Text(y!);

    public int GetHashCode(object?[] obj) => string.GetHashCode(Text(obj), StringComparison.Ordinal);

    private static string Text(object?[] row) => string.Join('|', row.Select(v => v ?? "NULL"));
}
