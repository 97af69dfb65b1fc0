using System.Globalization;
using System.Numerics;
using System.Text.Json;
using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Typing;

/// <summary>Reads literals.</summary>
internal static class Literals
{
    private static readonly BigInteger TwoTo64 = BigInteger.One << 64;

    /// <summary>The constant of a VALUE_CONSTANT node's <c>value</c>; null if its type is not supported.</summary>
    public static Scalar.Constant? Read(Node value)
    {
        if (TypeNames.Read(value.Child("type")) is not { } type)
        {
            return null;
        }

        if (value.Flag("is_null"))
        {
            return new(null, type);
        }

        var json = value.Child("value").Json;
        return type.Kind switch
        {
            TypeKind.Boolean => new(json.ValueKind == JsonValueKind.True, type),
            TypeKind.Varchar => new(json.ValueKind == JsonValueKind.String ? json.GetString() : "", type),
            TypeKind.Float or TypeKind.Double when json.ValueKind == JsonValueKind.Number => new(json.GetDouble(), type),
            TypeKind.Decimal => Decimal(Integer(json), type),
            _ when type.IsInteger => Integer(json) is var i && i >= long.MinValue && i <= long.MaxValue ? new((long)i, type) : new(i, type),
            _ => null,
        };
    }

    /// <summary>The day that a text stands for, in the one spelling that is the same everywhere; null for any other.</summary>
    public static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The day and time that a text stands for; null if it is not in the ISO spelling without a zone.</summary>
    public static DateTime? Timestamp(string text) =>
        DateTime.TryParseExact(
            text.Trim(),
            ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time) ? time : null;

    /// <summary>
    /// A text literal as a value of <paramref name="type"/>: a typed constant for days and timestamps that parse, a truth value, text
    /// itself; a cast for everything else, so that the engine reads it.
    /// </summary>
    public static Scalar Typed(Scalar.Constant text, SqlType type, bool isTry = false) => (type.Kind, (string)text.Value!) switch
    {
        (TypeKind.Varchar, _) => text,
        (TypeKind.Date, var s) when Date(s) is { } day => new Scalar.Constant(day, type),
        (TypeKind.Timestamp, var s) when Timestamp(s) is { } time => new Scalar.Constant(time, type),
        (TypeKind.Boolean, "t" or "true") => Scalars.True,
        (TypeKind.Boolean, "f" or "false") => Scalars.False,
        _ => new Scalar.Cast(text, type, isTry),
    };

    /// <summary>The text of a constant as DuckDB would read it back with the same type; null for a value that has no literal.</summary>
    public static string? ToSql(Scalar.Constant constant) => constant.Value switch
    {
        null => "NULL",
        bool b => b ? "true" : "false",
        long l => l.ToString(CultureInfo.InvariantCulture),
        BigInteger i => i.ToString(CultureInfo.InvariantCulture),
        decimal d => d.ToString(CultureInfo.InvariantCulture),
        string s when constant.Type.Kind == TypeKind.Varchar => $"'{s.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => null,
    };

    private static BigInteger Integer(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => BigInteger.Parse(json.GetRawText(), CultureInfo.InvariantCulture),
        JsonValueKind.Object => (json.GetProperty("upper").GetInt64() * TwoTo64) + json.GetProperty("lower").GetUInt64(),
        _ => BigInteger.Zero,
    };

    private static Scalar.Constant Decimal(BigInteger unscaled, SqlType type)
    {
        if (BigInteger.Abs(unscaled) >> 96 == 0 && type.Scale <= 28)
        {
            var bits = (UInt128)BigInteger.Abs(unscaled);
            return new(new decimal((int)(uint)bits, (int)(uint)(bits >> 32), (int)(uint)(bits >> 64), unscaled.Sign < 0, (byte)type.Scale), type);
        }

        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(type.Scale + 1, '0');
        var sign = unscaled.Sign < 0 ? "-" : "";
        return new(type.Scale == 0 ? sign + digits : $"{sign}{digits[..^type.Scale]}.{digits[^type.Scale..]}", type);
    }
}
