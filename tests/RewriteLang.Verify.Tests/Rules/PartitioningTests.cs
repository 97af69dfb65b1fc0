using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Tests.Rules;

/// <summary>
/// Two cross-checks of binder and printer that need no second implementation: ternary logic partitioning (Rigger and Su, OOPSLA 2020) and NoREC (the same,
/// ESEC/FSE 2020), on random plans and predicates, printed, bound, and printed again for each engine.
/// </summary>
public sealed class PartitioningTests
{
    private const int Plans = 60;

    [Theory]
    [InlineData("duckdb", 5ul)]
    [InlineData("sqlite", 6ul)]
    public void Rows_are_those_where_a_predicate_is_true_or_false_or_unknown(string engine, ulong seed) => Check(engine, seed, (relation, predicate, columns) =>
    {
        Relation Where(Scalar condition) => new Relation.Block([relation], [condition]);
        Relation[] parts = [Where(predicate), Where(new Scalar.Not(predicate)), Where(new Scalar.IsNull(predicate))];
        var union = new Relation.UnionAll([.. parts], [.. relation.Columns.Select(c => columns.Fresh(c.Name, c.Type))], [relation.Columns, relation.Columns, relation.Columns]);
        return (Delivered(relation), Delivered(union));
    });

    [Theory]
    [InlineData("duckdb", 7ul)]
    [InlineData("sqlite", 8ul)]
    public void A_filter_keeps_as_many_rows_as_satisfy_it(string engine, ulong seed) => Check(engine, seed, (relation, predicate, columns) =>
    {
        Relation Counted(Relation input, AggregateCall call) => new Relation.Aggregate(input, [], [], [new(columns.Fresh("n", call.Type), call)]);
        var one = new Scalar.Constant(1L, SqlType.Integer);
        var filtered = Counted(new Relation.Block([relation], [predicate]), new("count_star", [], false, null, [], SqlType.BigInt));
        var tested = Counted(relation, new("count", [new Scalar.Case([new(predicate, one)], Scalars.Null(SqlType.Integer), SqlType.Integer)], false, null, [], SqlType.BigInt));
        return (Delivered(filtered), Delivered(tested));
    });

    private static Query Delivered(Relation relation) => new(relation, [], [.. relation.Columns.Select((c, i) => new OutputColumn($"c{i}", c))]);

    private static void Check(string engineName, ulong seed, Func<Relation, Scalar, ColumnFactory, (Query One, Query Other)> pair)
    {
        var engine = Engine.Find(engineName)!;
        var dialect = engineName == "sqlite" ? Dialect.Sqlite : Dialect.DuckDb;
        var data = new DatabaseGenerator(SchemaFamily.Catalog, withNaN: engineName != "sqlite").Next(new SeededRandom(seed));
        using var database = engine.OpenMemory();
        database.Execute(string.Concat(Verify.Rules.SqlScript.Tables(data, data.Catalog.Tables, engineName).Select(s => s + ";")));
        var judged = 0;
        for (var plan = 0; plan < Plans; plan++)
        {
            var random = new SeededRandom(seed).Fork((ulong)plan);
            var columns = new ColumnFactory();
            var generator = new PlanGenerator(SchemaFamily.Catalog, columns, random);
            var relation = generator.Relation(new(random.Between(1, 3)));
            var (one, other) = pair(relation, generator.Scalars.Predicate(relation.Columns, 2), columns);
            if (Text(one) is { } first && Text(other) is { } second
                && ResultComparer.Compare(database.Query(first), database.Query(second), ComparisonSpec.For(one, NumberModel.FixedPoint), new(Types: false)) is var verdict and not Verdict.Undetermined)
            {
                Assert.True(verdict is Verdict.Equal, $"seed {seed}, plan {plan}: {verdict}\n{first}\n\n{second}");
                judged++;
            }
        }

        Assert.InRange(judged, Plans / 2, Plans);

        // Printed, read back, and printed for the engine; null for what SQLite cannot say.
        string? Text(Query query)
        {
            var bound = SqlBinder.Bind(SqlPrinter.Print(query, Dialect.DuckDb).Value!.Text, data.Catalog, new());
            Assert.True(bound.IsSuccess, string.Join('\n', bound.Diagnostics.Select(d => d.Message)));
            return SqlPrinter.Print(bound.Value.Query, dialect).Value?.Text;
        }
    }
}
