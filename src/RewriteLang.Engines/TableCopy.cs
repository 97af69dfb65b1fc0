using System.Data.Common;
using Microsoft.Data.Sqlite;
using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>
/// Copies tables from DuckDB to SQLite: integers and booleans as INTEGER, DECIMAL and floats as REAL (SQLite has no exact fractions), days,
/// times and moments as ISO text, everything else as text. Keys, foreign keys and indexes come along.
/// </summary>
public static class TableCopy
{
    /// <summary>Makes the tables of a catalog in a SQLite database, fills them in one transaction, and lets SQLite analyse them.</summary>
    /// <param name="source">A DuckDB database with the tables.</param>
    /// <param name="target">A SQLite database without them.</param>
    /// <param name="catalog">The tables.</param>
    /// <param name="token">Stops it; nothing of the copy remains then.</param>
    /// <returns>The rows that were copied.</returns>
    /// <exception cref="DbException">Either engine refuses.</exception>
    /// <exception cref="OverflowException">An integer has more than 64 bits.</exception>
    /// <exception cref="InvalidDataException">A float is not a number, which SQLite would store as NULL.</exception>
    public static long Copy(EngineDatabase source, EngineDatabase target, Catalog catalog, CancellationToken token = default)
    {
        var connection = (SqliteConnection)target.Connection;
        var copied = 0L;
        using (var transaction = connection.BeginTransaction())
        {
            foreach (var table in catalog.ReferencedFirst())
            {
                Run(connection, SqliteTableDdl.Create(table));
                copied += Fill(source, connection, table, token);
                foreach (var index in SqliteTableDdl.Indexes(table))
                {
                    Run(connection, index);
                }
            }

            transaction.Commit();
        }

        target.Analyze();
        return copied;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Fill(EngineDatabase source, SqliteConnection target, Table table, CancellationToken token)
    {
        using var insert = new SqliteInsert(
            target, $"INSERT INTO {SqlName.Quote(table.Name)} VALUES ({string.Join(", ", table.Columns.Select(_ => "?"))})");
        using var command = source.Connection.CreateCommand();
        command.CommandText = $"SELECT {SqlName.List(table.Columns.Select(column => column.Name))} FROM {SqlName.Of(table)}";
        using var reader = command.ExecuteReader();
        var binders = table.Columns.Select(column => Binder(column.Type)).ToArray();
        var rows = 0L;
        while (reader.Read())
        {
            if (rows++ % 4096 == 0)
            {
                token.ThrowIfCancellationRequested();
            }

            for (var i = 0; i < binders.Length; i++)
            {
                if (reader.IsDBNull(i))
                {
                    insert.Null(i + 1);
                }
                else
                {
                    binders[i](reader, i, insert);
                }
            }

            insert.Run();
        }

        return rows;
    }

    private static Action<DbDataReader, int, SqliteInsert> Binder(SqlType type) => type.Kind switch
    {
        TypeKind.Boolean => static (reader, i, insert) => insert.Integer(i + 1, reader.GetBoolean(i) ? 1 : 0),
        _ when type.IsInteger => static (reader, i, insert) => insert.Integer(i + 1, reader.GetInt64(i)),
        TypeKind.Float => static (reader, i, insert) => insert.Real(i + 1, reader.GetFloat(i)),
        TypeKind.Double or TypeKind.Decimal => static (reader, i, insert) => insert.Real(i + 1, reader.GetDouble(i)),
        TypeKind.Blob => static (reader, i, insert) => insert.Blob(i + 1, reader.GetFieldValue<byte[]>(i)),
        _ => static (reader, i, insert) => insert.Text(i + 1, reader.GetString(i)),
    };
}
