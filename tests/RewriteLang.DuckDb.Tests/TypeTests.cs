using System.Data.SqlTypes;
using System.Numerics;
using System.Text;

namespace RewriteLang.DuckDb.Tests;

public sealed class TypeTests
{
    /// <summary>Expressions of every type, with the extremes of each; their text must be what DuckDB's own cast gives.</summary>
    public static TheoryData<string, string> Expressions => new()
    {
        { "true", "BOOLEAN" },
        { "(-128)::TINYINT", "TINYINT" },
        { "(-32768)::SMALLINT", "SMALLINT" },
        { "(-2147483648)::INTEGER", "INTEGER" },
        { "(-9223372036854775808)::BIGINT", "BIGINT" },
        { "255::UTINYINT", "UTINYINT" },
        { "65535::USMALLINT", "USMALLINT" },
        { "4294967295::UINTEGER", "UINTEGER" },
        { "18446744073709551615::UBIGINT", "UBIGINT" },
        { "'-170141183460469231731687303715884105728'::HUGEINT", "HUGEINT" },
        { "170141183460469231731687303715884105727::HUGEINT", "HUGEINT" },
        { "340282366920938463463374607431768211455::UHUGEINT", "UHUGEINT" },
        { "'123456789012345678901234567890123456789012345678901234567890'::BIGNUM", "BIGNUM" },
        { "'-98765432109876543210987654321098765432109876543210'::BIGNUM", "BIGNUM" },
        { "0::BIGNUM", "BIGNUM" },
        { "1.5::FLOAT", "FLOAT" },
        { "0.1::FLOAT", "FLOAT" },
        { "16777216::FLOAT", "FLOAT" },
        { "3.4028235e38::FLOAT", "FLOAT" },
        { "1e-45::FLOAT", "FLOAT" },
        { "0.1::DOUBLE", "DOUBLE" },
        { "(0.1::DOUBLE + 0.2::DOUBLE)", "DOUBLE" },
        { "1e15::DOUBLE", "DOUBLE" },
        { "123456789012345678::DOUBLE", "DOUBLE" },
        { "1e16::DOUBLE", "DOUBLE" },
        { "0.0001::DOUBLE", "DOUBLE" },
        { "0.00012345::DOUBLE", "DOUBLE" },
        { "0.00001::DOUBLE", "DOUBLE" },
        { "1.7976931348623157e308::DOUBLE", "DOUBLE" },
        { "5e-324::DOUBLE", "DOUBLE" },
        { "'-0.0'::DOUBLE", "DOUBLE" },
        { "'nan'::DOUBLE", "DOUBLE" },
        { "'-inf'::DOUBLE", "DOUBLE" },
        { "100::DOUBLE", "DOUBLE" },
        { "12.3::DECIMAL(4,2)", "DECIMAL(4,2)" },
        { "(-0.05)::DECIMAL(4,2)", "DECIMAL(4,2)" },
        { "(-999999.999)::DECIMAL(9,3)", "DECIMAL(9,3)" },
        { "123456789012345.678::DECIMAL(18,3)", "DECIMAL(18,3)" },
        { "'-99999999999999999999999999999999999999'::DECIMAL(38,0)", "DECIMAL(38,0)" },
        { "'0.00000000000000000000000000000000000001'::DECIMAL(38,38)", "DECIMAL(38,38)" },
        { "sum(1.25::DECIMAL(15,2))", "DECIMAL(38,2)" },
        { "'Grüße, 世界 🦆'", "VARCHAR" },
        { "'exactly12byt'", "VARCHAR" },
        { "'exactly13byte'", "VARCHAR" },
        { "''", "VARCHAR" },
        { "'\\x00\\xFFabc\\x27\\x5C'::BLOB", "BLOB" },
        { "DATE '2024-02-29'", "DATE" },
        { "DATE '1582-10-15'", "DATE" },
        { "DATE '0044-03-15 (BC)'", "DATE" },
        { "DATE '5881580-07-10'", "DATE" },
        { "DATE '5877642-06-25 (BC)'", "DATE" },
        { "'infinity'::DATE", "DATE" },
        { "'-infinity'::DATE", "DATE" },
        { "TIME '12:34:56.700'", "TIME" },
        { "TIME '24:00:00'", "TIME" },
        { "TIME '00:00:00.000001'", "TIME" },
        { "'12:34:56.123456789'::TIME_NS", "TIME_NS" },
        { "'12:34:56.5-03:30'::TIMETZ", "TIME WITH TIME ZONE" },
        { "'23:59:59.999999+15:59:59'::TIMETZ", "TIME WITH TIME ZONE" },
        { "'00:00:00-15:59:59'::TIMETZ", "TIME WITH TIME ZONE" },
        { "TIMESTAMP '2024-02-29 23:59:59.999999'", "TIMESTAMP" },
        { "TIMESTAMP '1969-12-31 23:59:59.9'", "TIMESTAMP" },
        { "TIMESTAMP '294247-01-10 04:00:54.775806'", "TIMESTAMP" },
        { "TIMESTAMP '290309-12-22 (BC) 00:00:00'", "TIMESTAMP" },
        { "'infinity'::TIMESTAMP", "TIMESTAMP" },
        { "'2024-02-29 23:59:59'::TIMESTAMP_S", "TIMESTAMP_S" },
        { "'2024-02-29 23:59:59.999'::TIMESTAMP_MS", "TIMESTAMP_MS" },
        { "'2024-02-29 23:59:59.123456789'::TIMESTAMP_NS", "TIMESTAMP_NS" },
        { "'-infinity'::TIMESTAMP_NS", "TIMESTAMP_NS" },
        { "INTERVAL '1 year 2 months 3 days 4 hours 5 minutes 6.7 seconds'", "INTERVAL" },
        { "INTERVAL '-14 months -1 day -00:00:00.000001'", "INTERVAL" },
        { "INTERVAL 0 DAY", "INTERVAL" },
        { "to_hours(1000)", "INTERVAL" },
        { "'f47ac10b-58cc-4372-a567-0e02b2c3d479'::UUID", "UUID" },
        { "'00000000-0000-0000-0000-000000000001'::UUID", "UUID" },
        { "'happy'::ENUM('sad', 'it''s ok', 'happy')", "ENUM('sad', 'it''s ok', 'happy')" },
        { "'10110'::BIT", "BIT" },
        { "'1'::BIT", "BIT" },
        { "'1010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010'::BIT", "BIT" },
        { "[1, NULL, 3]", "INTEGER[]" },
        { "[]::VARCHAR[]", "VARCHAR[]" },
        { "['a', 'it''s', '', 'NULL', 'a,b', ' x', 'back\\slash', '\"q\"', '[x]', NULL]", "VARCHAR[]" },
        { "[[1], [], NULL, [2, 3]]", "INTEGER[][]" },
        { "[1, 2, 3]::INTEGER[3]", "INTEGER[3]" },
        { "{'a': 1, 'B c': 'x y', 'd': NULL}", "STRUCT(a INTEGER, \"B c\" VARCHAR, d INTEGER)" },
        { "{'it''s': 'a''b', 'back\\slash': 'c\\d,e'}", "STRUCT(\"it's\" VARCHAR, \"back\\slash\" VARCHAR)" },
        { "row(1, 'x')", "STRUCT(INTEGER, VARCHAR)" },
        { "MAP {'k': 1, 'l=m': NULL}", "MAP(VARCHAR, INTEGER)" },
        { "MAP {}", "MAP(INTEGER, INTEGER)" },
        { "union_value(num := 2)::UNION(str VARCHAR, num INTEGER)", "UNION(str VARCHAR, num INTEGER)" },
        { "[{'d1': DATE '2024-01-01', 'what': [1.50, 2.25]}]", "STRUCT(d1 DATE, what DECIMAL(3,2)[])[]" },
        { "'{\"a\": 1}'::JSON", "JSON" },
        { "NULL", "INTEGER" },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Reads_text_as_DuckDB_casts_it(string expression, string type)
    {
        using var connection = Database.Open();
        using var command = connection.Command($"SELECT x, CAST(x AS VARCHAR) FROM (SELECT {expression} AS x)");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(type, reader.GetDataTypeName(0));
        Assert.Equal(reader.IsDBNull(1), reader.IsDBNull(0));
        if (!reader.IsDBNull(1))
        {
            Assert.Equal(reader.GetString(1), reader.GetString(0));
        }

        Assert.False(reader.Read());
    }

    /// <summary>What <c>GetValue</c> gives, which is also of the class that <c>GetFieldType</c> names.</summary>
    public static TheoryData<string, object> Values => new()
    {
        { "false", false },
        { "127::TINYINT", (sbyte)127 },
        { "32767::SMALLINT", (short)32767 },
        { "2147483647", 2147483647 },
        { "9223372036854775807", 9223372036854775807L },
        { "255::UTINYINT", (byte)255 },
        { "65535::USMALLINT", (ushort)65535 },
        { "4294967295::UINTEGER", 4294967295U },
        { "18446744073709551615::UBIGINT", 18446744073709551615UL },
        { "170141183460469231731687303715884105727::HUGEINT", (BigInteger)Int128.MaxValue },
        { "340282366920938463463374607431768211455::UHUGEINT", (BigInteger)UInt128.MaxValue },
        { "'-18446744073709551616'::BIGNUM", -(BigInteger)ulong.MaxValue - 1 },
        { "1.5::FLOAT", 1.5f },
        { "2.5e300", 2.5e300 },
        { "-12.30::DECIMAL(4,2)", -12.30m },
        { "1.5::DECIMAL(38,10)", 1.5m },
        { "'x'", "x" },
        { "'ab'::BLOB", Encoding.ASCII.GetBytes("ab") },
        { "DATE '2024-02-29'", new DateOnly(2024, 2, 29) },
        { "TIME '12:34:56.789'", new TimeOnly(12, 34, 56, 789) },
        { "TIMESTAMP '2024-02-29 12:34:56.789'", new DateTime(2024, 2, 29, 12, 34, 56, 789) },
        { "'f47ac10b-58cc-4372-a567-0e02b2c3d479'::UUID", Guid.Parse("f47ac10b-58cc-4372-a567-0e02b2c3d479") },
        { "INTERVAL 1 MONTH", "1 month" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Gives_values_of_the_type_it_names(string expression, object expected)
    {
        using var connection = Database.Open();
        using var command = connection.Command($"SELECT {expression}");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(expected, reader.GetValue(0));
        Assert.Equal(expected.GetType(), reader.GetFieldType(0));
    }

    [Fact]
    public void Keeps_all_38_digits_of_a_decimal()
    {
        using var connection = Database.Open();
        using var command = connection.Command("SELECT '-123456789012345678901234567890.12345678'::DECIMAL(38,8)");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(SqlDecimal.Parse("-123456789012345678901234567890.12345678"), reader.GetFieldValue<SqlDecimal>(0));
        Assert.Equal("-123456789012345678901234567890.12345678", reader.GetString(0));
        Assert.Contains("more digits", Assert.Throws<OverflowException>(() => reader.GetValue(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_a_class_cannot_hold()
    {
        using var connection = Database.Open();
        using var command = connection.Command(
            "SELECT 300, DATE '10000-01-01', TIMESTAMP_NS '2024-01-01 00:00:00.000000001', TIME '24:00:00', INTERVAL 1 MONTH, 'x', NULL");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Throws<OverflowException>(() => reader.GetByte(0));
        Assert.Throws<OverflowException>(() => reader.GetValue(1));
        Assert.Throws<OverflowException>(() => reader.GetDateTime(2));
        Assert.Throws<OverflowException>(() => reader.GetValue(3));
        Assert.Throws<OverflowException>(() => reader.GetFieldValue<TimeSpan>(4));
        Assert.Equal("Column ''x'' is VARCHAR, not an integer.", Assert.Throws<InvalidCastException>(() => reader.GetInt32(5)).Message);
        Assert.Equal("Column 'NULL' is NULL in this row.", Assert.Throws<InvalidCastException>(() => reader.GetInt32(6)).Message);
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<int>(6));
        Assert.Equal(DBNull.Value, reader.GetValue(6));
    }

    [Fact]
    public void Widens_integers_and_narrows_them_when_they_fit()
    {
        using var connection = Database.Open();
        using var command = connection.Command("SELECT 7::UTINYINT, sum(x), 9::UHUGEINT, 5::DECIMAL(30,0) FROM range(10) t(x)");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal("HUGEINT", reader.GetDataTypeName(1));
        Assert.Equal([7L, 45L, 9L, 5L], Enumerable.Range(0, 4).Select(reader.GetInt64));
        Assert.Equal(45, reader.GetFieldValue<Int128>(1));
        Assert.Equal(45.0, reader.GetDouble(1));
        Assert.Equal((UInt128)9, reader.GetFieldValue<UInt128>(2));
        Assert.Equal(7, reader.GetFieldValue<int>(0));
    }

    [Theory]
    [InlineData("0.07::DECIMAL(15,2)", 0.07)]
    [InlineData("-123456789012345.67::DECIMAL(17,2)", -123456789012345.67)]
    [InlineData("'12345678901234567890123456789.123456789'::DECIMAL(38,9)", 12345678901234567890123456789.123456789)]
    [InlineData("'0.00000000000000000000000000000123'::DECIMAL(38,32)", 1.23e-30)]
    public void Reads_the_double_nearest_to_a_decimal(string expression, double expected)
    {
        using var connection = Database.Open();
        using var command = connection.Command($"SELECT {expression}");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(expected, reader.GetDouble(0));
    }
}
