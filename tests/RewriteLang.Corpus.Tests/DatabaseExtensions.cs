using System.Data.Common;
using System.Globalization;

namespace RewriteLang.Corpus.Tests;

/// <summary>Short forms for asking a database.</summary>
internal static class DatabaseExtensions
{
    /// <summary>Runs statements.</summary>
    public static void Execute(this DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row as a number.</summary>
    public static long Count(this DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Reads all rows of a query, every value as text, and says how many there were.</summary>
    public static int RowCount(this DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = 0;
        for (; reader.Read(); rows++)
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                _ = reader.IsDBNull(i) ? null : reader.GetString(i);
            }
        }

        return rows;
    }

    /// <summary>A number that follows from all rows of all tables, whatever their order.</summary>
    public static string Checksum(this DbConnection connection, CorpusSet set)
    {
        List<string> sums = [];
        foreach (var table in set.Tables())
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT CAST(count(*) AS VARCHAR) || ' ' || CAST(sum(CAST(hash(t) AS HUGEINT)) AS VARCHAR) FROM {table.Name} AS t";
            sums.Add($"{table.Name} {command.ExecuteScalar()}");
        }

        return string.Join('\n', sums);
    }
}
