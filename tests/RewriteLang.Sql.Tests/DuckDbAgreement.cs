using RewriteLang.Algebra;

namespace RewriteLang.Sql.Tests;

/// <summary>Compares what the binder says of a query's result with what DuckDB says.</summary>
internal static class DuckDbAgreement
{
    public static void Check(Schema schema, SqlStatement statement)
    {
        var bound = SqlBinder.Bind(statement, schema.Catalog, new());
        Assert.True(bound.IsSuccess, $"{statement.Text}\n{string.Join('\n', bound.Diagnostics)}");
        Assert.DoesNotContain(bound.Value.Query.Body.DescendantsAndSelf(), r => r is Relation.Opaque);
        Assert.Equal(schema.Describe(statement.Text), bound.Value.Query.Outputs.Select(Described));
    }

    // A bare NULL is delivered as an INTEGER.
    private static string Described(OutputColumn output) =>
        $"{output.Name} {(output.Column.Type.Kind == TypeKind.Null ? SqlType.Integer : output.Column.Type)}";
}
