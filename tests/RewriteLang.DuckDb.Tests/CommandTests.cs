using System.Data;
using System.Data.SqlTypes;
using System.Numerics;

namespace RewriteLang.DuckDb.Tests;

public sealed class CommandTests
{
    /// <summary>A parameter's value, the type DuckDB gives it, and its text there.</summary>
    public static TheoryData<object, string, string> Parameters => new()
    {
        { true, "BOOLEAN", "true" },
        { sbyte.MinValue, "TINYINT", "-128" },
        { short.MinValue, "SMALLINT", "-32768" },
        { int.MinValue, "INTEGER", "-2147483648" },
        { long.MinValue, "BIGINT", "-9223372036854775808" },
        { byte.MaxValue, "UTINYINT", "255" },
        { ushort.MaxValue, "USMALLINT", "65535" },
        { uint.MaxValue, "UINTEGER", "4294967295" },
        { ulong.MaxValue, "UBIGINT", "18446744073709551615" },
        { (BigInteger)Int128.MinValue, "HUGEINT", "-170141183460469231731687303715884105728" },
        { (BigInteger)UInt128.MaxValue, "UHUGEINT", "340282366920938463463374607431768211455" },
        { 0.1f, "FLOAT", "0.1" },
        { 1e300, "DOUBLE", "1e+300" },
        { -12.30m, "DECIMAL(4,2)", "-12.30" },
        { 0.05m, "DECIMAL(2,2)", ".05" },
        { SqlDecimal.Parse("12345678901234567890123456789012345.678"), "DECIMAL(38,3)", "12345678901234567890123456789012345.678" },
        { "it's 🦆", "VARCHAR", "it's 🦆" },
        { "", "VARCHAR", "" },
        { new byte[] { 0, 255 }, "BLOB", "\\x00\\xFF" },
        { Array.Empty<byte>(), "BLOB", "" },
        { new DateOnly(1, 1, 1), "DATE", "0001-01-01" },
        { new TimeOnly(23, 59, 59, 999, 999), "TIME", "23:59:59.999999" },
        { new DateTime(9999, 12, 31, 23, 59, 59), "TIMESTAMP", "9999-12-31 23:59:59" },
        { new TimeSpan(3, 4, 5, 6), "INTERVAL", "3 days 04:05:06" },
        { Guid.Parse("f47ac10b-58cc-4372-a567-0e02b2c3d479"), "UUID", "f47ac10b-58cc-4372-a567-0e02b2c3d479" },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Passes_a_parameter_exactly(object value, string type, string text)
    {
        using var connection = Database.Open();
        Assert.Equal(type, connection.Scalar("SELECT typeof(?)", ("", value)));
        Assert.Equal(text, connection.Scalar($"SELECT CAST(CAST(? AS {type}) AS VARCHAR)", ("", value)));
    }

    [Fact]
    public void Binds_by_place_number_and_name()
    {
        using var connection = Database.Open();
        Assert.Equal("a-b", connection.Scalar("SELECT ? || '-' || ?", ("", "a"), ("", "b")));
        Assert.Equal("b-a-b", connection.Scalar("SELECT $2 || '-' || $1 || '-' || $2", ("", "a"), ("", "b")));
        Assert.Equal("x-y", connection.Scalar("SELECT $first || '-' || $second", ("second", "y"), ("$first", "x")));
        Assert.Equal(DBNull.Value, connection.Scalar("SELECT ?::INTEGER", ("", null)));
        var moment = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.FromHours(2));
        Assert.Equal("2024-01-01 10:00:00+00", connection.Command("SELECT $at", ("at", moment)).ExecuteText());
    }

    [Fact]
    public void Says_which_parameter_has_no_value()
    {
        using var connection = Database.Open();
        var fault = Assert.Throws<DuckDbException>(() => connection.Scalar("SELECT $a, $b", ("a", 1)));
        Assert.Equal("There is no value for the parameter $b.", fault.Message);
    }

    [Fact]
    public void Refuses_a_parameter_of_an_unknown_class() =>
        Assert.Throws<DuckDbException>(() => Database.Open().Scalar("SELECT ?", ("", new Version(1, 0))));

    [Fact]
    public void Runs_a_script_in_which_statements_build_on_each_other()
    {
        using var connection = Database.Open();
        Assert.Equal(5, connection.Execute("CREATE TABLE t (x INTEGER); INSERT INTO t SELECT * FROM range(3); INSERT INTO t VALUES (7), (8);"));
        Assert.Equal(3, connection.Execute("UPDATE t SET x = x + 1 WHERE x < 3"));
        Assert.Equal(-1, connection.Execute("CREATE TABLE u (y INTEGER)"));
        Assert.Equal(5L, connection.Scalar("INSERT INTO u SELECT x FROM t; SELECT count(*) FROM u"));
    }

    [Fact]
    public void Runs_a_prepared_statement_with_new_values()
    {
        using var connection = Database.Open();
        connection.Execute("CREATE TABLE t (x INTEGER)");
        using var insert = connection.Command("INSERT INTO t VALUES ($x)", ("x", 0));
        insert.Prepare();
        for (var i = 1; i <= 100; i++)
        {
            insert.Parameters["x"].Value = i;
            Assert.Equal(1, insert.ExecuteNonQuery());
        }

        Assert.Equal("5050", connection.Command("SELECT sum(x) FROM t").ExecuteText());
    }

    [Fact]
    public void Reports_errors_in_DuckDBs_words_with_the_place()
    {
        using var connection = Database.Open();
        var parser = Assert.Throws<DuckDbException>(() => connection.Scalar("SELECT * FORM t"));
        Assert.StartsWith("Parser Error: syntax error at or near", parser.Message, StringComparison.Ordinal);
        Assert.Contains("LINE 1: SELECT * FORM t", parser.Message, StringComparison.Ordinal);
        Assert.StartsWith("Catalog Error: Table with name nowhere", Assert.Throws<DuckDbException>(() => connection.Scalar("SELECT * FROM nowhere")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Conversion Error:", Assert.Throws<DuckDbException>(() => connection.Scalar("SELECT 'x'::INTEGER FROM range(3)")).Message, StringComparison.Ordinal);
        Assert.Throws<DuckDbException>(() => connection.Scalar(" ; -- nothing"));
        Assert.Throws<DuckDbException>(() => connection.Scalar("SELECT 1 \0 SELECT 2"));
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void Reports_an_error_in_the_middle_of_a_stream()
    {
        using var connection = Database.Open("threads=1");
        using var command = connection.Command("SELECT CASE WHEN x < 5000000 THEN x::INTEGER ELSE error('too far') END FROM range(6000000) t(x)");
        using var reader = command.ExecuteReader();
        var rows = 0;
        var fault = Assert.Throws<DuckDbException>(() =>
        {
            while (reader.Read())
            {
                rows++;
            }
        });
        Assert.Contains("too far", fault.Message, StringComparison.Ordinal);
        Assert.InRange(rows, 1, 5_000_000);
    }

    [Fact]
    public void Allows_one_open_reader_a_connection()
    {
        using var connection = Database.Open();
        using var first = connection.Command("SELECT * FROM range(5000)");
        using (first.ExecuteReader())
        {
            Assert.Throws<InvalidOperationException>(() => connection.Scalar("SELECT 1"));
        }

        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void Rolls_back_what_is_not_committed()
    {
        using var connection = Database.Open();
        connection.Execute("CREATE TABLE t (x INTEGER)");
        using (connection.BeginTransaction())
        {
            connection.Execute("INSERT INTO t VALUES (1)");
        }

        using (var transaction = connection.BeginTransaction(IsolationLevel.Snapshot))
        {
            connection.Execute("INSERT INTO t VALUES (2), (3)");
            transaction.Commit();
        }

        Assert.Equal(2L, connection.Scalar("SELECT count(*) FROM t"));
        Assert.Throws<NotSupportedException>(() => connection.BeginTransaction(IsolationLevel.Serializable));
    }
}
