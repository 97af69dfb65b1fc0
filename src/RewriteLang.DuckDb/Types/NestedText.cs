using System.Buffers;
using System.Diagnostics;
using System.Text;
using RewriteLang.DuckDb.Interop;

namespace RewriteLang.DuckDb.Types;

/// <summary>Lists, arrays, structs, maps and unions as text: <c>[1, NULL]</c>, <c>{'a': 1}</c>, <c>{k=v}</c>.</summary>
internal static class NestedText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("()[]{},:=\"'");

    /// <summary>Writes a value that is not NULL.</summary>
    public static string Write(in Vector vector, int row)
    {
        var text = new StringBuilder();
        Append(text, vector, row);
        return text.ToString();
    }

    private static void Append(StringBuilder text, in Vector vector, int row)
    {
        switch (vector.Type.Id)
        {
            case DuckDbTypeId.List:
                var entry = vector.Read<NativeListEntry>(row);
                var elements = new Vector(vector.Type.Parts[0].Type, NativeMethods.duckdb_list_vector_get_child(vector.Handle));
                AppendElements(text, elements, checked((int)entry.Offset), checked((int)entry.Length));
                break;
            case DuckDbTypeId.Array:
                var slots = new Vector(vector.Type.Parts[0].Type, NativeMethods.duckdb_array_vector_get_child(vector.Handle));
                AppendElements(text, slots, row * vector.Type.Length, vector.Type.Length);
                break;
            case DuckDbTypeId.Struct:
                AppendFields(text, vector, row);
                break;
            case DuckDbTypeId.Map:
                AppendEntries(text, vector, row);
                break;
            case DuckDbTypeId.Union:
                // A union lies in memory as a struct whose first field says which of the others is meant.
                var tag = new Vector(new DuckDbType(DuckDbTypeId.UTinyInt, "UTINYINT"), NativeMethods.duckdb_struct_vector_get_child(vector.Handle, 0));
                int member = tag.Read<byte>(row);
                var value = new Vector(vector.Type.Parts[member].Type, NativeMethods.duckdb_struct_vector_get_child(vector.Handle, (ulong)member + 1));
                AppendValue(text, value, row, quoted: false);
                break;
            default:
                throw new UnreachableException($"{vector.Type.Text} is not nested");
        }
    }

    private static void AppendElements(StringBuilder text, in Vector elements, int offset, int length)
    {
        text.Append('[');
        for (var i = 0; i < length; i++)
        {
            text.Append(i > 0 ? ", " : "");
            AppendValue(text, elements, offset + i, quoted: true);
        }

        text.Append(']');
    }

    private static void AppendFields(StringBuilder text, in Vector vector, int row)
    {
        // A struct made by row(…) has fields without names.
        var named = vector.Type.Parts.Any(part => part.Name.Length > 0);
        text.Append(named ? '{' : '(');
        for (var i = 0; i < vector.Type.Parts.Length; i++)
        {
            var (name, type) = vector.Type.Parts[i];
            text.Append(i > 0 ? ", " : "");
            if (named)
            {
                text.Append(Quoted(name)).Append(": ");
            }

            AppendValue(text, new Vector(type, NativeMethods.duckdb_struct_vector_get_child(vector.Handle, (ulong)i)), row, quoted: true);
        }

        text.Append(named ? '}' : ')');
    }

    private static void AppendEntries(StringBuilder text, in Vector vector, int row)
    {
        var entry = vector.Read<NativeListEntry>(row);
        var pairs = NativeMethods.duckdb_list_vector_get_child(vector.Handle);
        var keys = new Vector(vector.Type.Parts[0].Type, NativeMethods.duckdb_struct_vector_get_child(pairs, 0));
        var values = new Vector(vector.Type.Parts[1].Type, NativeMethods.duckdb_struct_vector_get_child(pairs, 1));
        text.Append('{');
        for (var i = checked((int)entry.Offset); i < checked((int)(entry.Offset + entry.Length)); i++)
        {
            text.Append(text[^1] == '{' && i == (int)entry.Offset ? "" : ", ");
            AppendValue(text, keys, i, quoted: true);
            text.Append('=');
            AppendValue(text, values, i, quoted: true);
        }

        text.Append('}');
    }

    private static void AppendValue(StringBuilder text, in Vector vector, int row, bool quoted)
    {
        if (vector.IsNull(row))
        {
            text.Append("NULL");
        }
        else if (vector.Type.IsNested)
        {
            Append(text, vector, row);
        }
        else
        {
            var value = ValueText.Write(vector, row);
            text.Append(quoted && NeedsQuotes(value) ? Quoted(value) : value);
        }
    }

    private static string Quoted(string value) => $"'{value.Replace("\\", "\\\\").Replace("'", "\\'")}'";

    // Text that would not read back as itself inside brackets.
    private static bool NeedsQuotes(string value) =>
        value.Length == 0
        || value.Equals("NULL", StringComparison.OrdinalIgnoreCase)
        || char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1])
        || value.AsSpan().ContainsAny(Special);
}
