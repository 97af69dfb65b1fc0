using System.Collections.Immutable;
using System.Globalization;
using RewriteLang.DuckDb.Interop;
using static RewriteLang.DuckDb.Interop.NativeMethods;

namespace RewriteLang.DuckDb.Types;

/// <summary>Turns the library's description of a type into a <see cref="DuckDbType"/>.</summary>
internal static class TypeReader
{
    /// <summary>Reads a type and everything below it, and gives the handle back.</summary>
    public static DuckDbType Read(LogicalTypeHandle handle)
    {
        using (handle)
        {
            var id = (DuckDbTypeId)duckdb_get_type_id(handle);
            var alias = NativeText.Take(duckdb_logical_type_get_alias(handle));
            return id switch
            {
                DuckDbTypeId.Decimal => Decimal(handle, alias),
                DuckDbTypeId.Enum => Enum(handle, alias),
                DuckDbTypeId.List => List(Read(duckdb_list_type_child_type(handle)), alias),
                DuckDbTypeId.Array => Array(Read(duckdb_array_type_child_type(handle)), (int)duckdb_array_type_array_size(handle), alias),
                DuckDbTypeId.Map => Map(Read(duckdb_map_type_key_type(handle)), Read(duckdb_map_type_value_type(handle)), alias),
                DuckDbTypeId.Struct => Fields(id, "STRUCT", StructFields(handle), alias),
                DuckDbTypeId.Union => Fields(id, "UNION", UnionMembers(handle), alias),
                _ => new DuckDbType(id, alias.Length > 0 ? alias : Name(id)),
            };
        }
    }

    private static DuckDbType Decimal(LogicalTypeHandle handle, string alias)
    {
        var (width, scale) = (duckdb_decimal_width(handle), duckdb_decimal_scale(handle));
        return new DuckDbType(DuckDbTypeId.Decimal, Or(alias, string.Create(CultureInfo.InvariantCulture, $"DECIMAL({width},{scale})")))
        {
            Storage = (DuckDbTypeId)duckdb_decimal_internal_type(handle),
            Width = width,
            Scale = scale,
        };
    }

    private static DuckDbType Enum(LogicalTypeHandle handle, string alias)
    {
        var labels = ImmutableArray.CreateBuilder<string>();
        var count = duckdb_enum_dictionary_size(handle);
        for (ulong i = 0; i < count; i++)
        {
            labels.Add(NativeText.Take(duckdb_enum_dictionary_value(handle, i)));
        }

        var text = $"ENUM({string.Join(", ", labels.Select(label => $"'{label.Replace("'", "''")}'"))})";
        return new DuckDbType(DuckDbTypeId.Enum, Or(alias, text))
        {
            Storage = (DuckDbTypeId)duckdb_enum_internal_type(handle),
            Labels = labels.ToImmutable(),
        };
    }

    private static DuckDbType List(DuckDbType element, string alias) =>
        new(DuckDbTypeId.List, Or(alias, element.Text + "[]")) { Parts = [("element", element)] };

    private static DuckDbType Array(DuckDbType element, int length, string alias) =>
        new(DuckDbTypeId.Array, Or(alias, string.Create(CultureInfo.InvariantCulture, $"{element.Text}[{length}]")))
        {
            Parts = [("element", element)],
            Length = length,
        };

    private static DuckDbType Map(DuckDbType key, DuckDbType value, string alias) =>
        new(DuckDbTypeId.Map, Or(alias, $"MAP({key.Text}, {value.Text})")) { Parts = [("key", key), ("value", value)] };

    private static DuckDbType Fields(DuckDbTypeId id, string name, ImmutableArray<(string Name, DuckDbType Type)> fields, string alias) =>
        new(id, Or(alias, $"{name}({string.Join(", ", fields.Select(field => (Quoted(field.Name) + " " + field.Type.Text).TrimStart()))})")) { Parts = fields };

    private static ImmutableArray<(string Name, DuckDbType Type)> StructFields(LogicalTypeHandle handle)
    {
        var fields = ImmutableArray.CreateBuilder<(string, DuckDbType)>();
        var count = duckdb_struct_type_child_count(handle);
        for (ulong i = 0; i < count; i++)
        {
            fields.Add((NativeText.Take(duckdb_struct_type_child_name(handle, i)), Read(duckdb_struct_type_child_type(handle, i))));
        }

        return fields.ToImmutable();
    }

    private static ImmutableArray<(string Name, DuckDbType Type)> UnionMembers(LogicalTypeHandle handle)
    {
        var members = ImmutableArray.CreateBuilder<(string, DuckDbType)>();
        var count = duckdb_union_type_member_count(handle);
        for (ulong i = 0; i < count; i++)
        {
            members.Add((NativeText.Take(duckdb_union_type_member_name(handle, i)), Read(duckdb_union_type_member_type(handle, i))));
        }

        return members.ToImmutable();
    }

    private static string Or(string alias, string text) => alias.Length > 0 ? alias : text;

    // A field's name is quoted where SQL would not read it as a name, or would fold its case; a field of row(…) has none.
    private static string Quoted(string name) =>
        name.Length == 0 || !char.IsAsciiDigit(name[0]) && name.All(c => c == '_' || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            ? name
            : $"\"{name.Replace("\"", "\"\"")}\"";

    private static string Name(DuckDbTypeId id) => id switch
    {
        DuckDbTypeId.TimestampSeconds => "TIMESTAMP_S",
        DuckDbTypeId.TimestampMillis => "TIMESTAMP_MS",
        DuckDbTypeId.TimestampNanos => "TIMESTAMP_NS",
        DuckDbTypeId.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbTypeId.TimestampTzNanos => "TIMESTAMP_NS WITH TIME ZONE",
        DuckDbTypeId.TimeTz => "TIME WITH TIME ZONE",
        DuckDbTypeId.TimeNanos => "TIME_NS",
        DuckDbTypeId.SqlNull => "NULL",
        _ => id.ToString().ToUpperInvariant(),
    };
}
