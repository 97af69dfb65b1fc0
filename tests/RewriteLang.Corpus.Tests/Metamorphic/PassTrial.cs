using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;

namespace RewriteLang.Corpus.Tests.Metamorphic;

/// <summary>A query before and after a named pass.</summary>
internal static class PassTrial
{
    /// <summary>Asserts whether the pass changes the query, where that is known, and that the rows are the same.</summary>
    /// <param name="engine">The engine to run on.</param>
    /// <param name="schema">DDL.</param>
    /// <param name="data">Statements that fill the tables.</param>
    /// <param name="sql">The query.</param>
    /// <param name="isRewritten">Whether it should change; null for either.</param>
    /// <param name="pass">The pass.</param>
    public static void Same(Engine engine, string schema, string data, string sql, bool? isRewritten, Func<Query, ColumnFactory, Query> pass)
    {
        using var database = engine.OpenMemory();
        database.Execute(schema);
        database.Execute(data);
        var columns = new ColumnFactory();
        var query = SqlBinder.Bind(sql, DdlCatalog.Read("schema.sql", schema).Value!, columns, "<sql>").Value!.Query;
        var replaced = pass(query, columns);

        Assert.True(isRewritten is null || isRewritten != ReferenceEquals(replaced, query), sql);
        if (!ReferenceEquals(replaced, query))
        {
            var dialect = engine is SqliteEngine ? Dialect.Sqlite : Dialect.DuckDb;
            Assert.Equal(Rows(database, SqlPrinter.Print(query, dialect, new()).Value!.Text), Rows(database, SqlPrinter.Print(replaced, dialect, new()).Value!.Text));
        }
    }

    private static List<string> Rows(EngineDatabase database, string sql) =>
        [.. database.Query(sql).Rows.Select(r => string.Join(" | ", r.Select(v => v is null ? "NULL" : Convert.ToString(v, CultureInfo.InvariantCulture)))).Order(StringComparer.Ordinal)];
}
