using System.Data.Common;

namespace RewriteLang.DuckDb.Tests;

/// <summary>Short ways to open a database and to ask it something.</summary>
internal static class Database
{
    public static DbConnection Open(string connectionString = "")
    {
        var connection = DuckDbFactory.Instance.CreateConnection();
        connection.ConnectionString = connectionString;
        connection.Open();
        return connection;
    }

    public static DbCommand Command(this DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static int Execute(this DbConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(this DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteScalar();
    }

    public static string ExecuteText(this DbCommand command)
    {
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return reader.GetString(0);
    }
}
