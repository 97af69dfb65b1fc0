using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Typing;

/// <summary>Reads the types of DuckDB's syntax tree.</summary>
internal static class TypeNames
{
    /// <summary>The type; null if it is not supported (nested types, enums, types of the user).</summary>
    public static SqlType? Read(Node type)
    {
        var id = type.Text("id");
        var info = type.Child("type_info");
        if (id == "DECIMAL" && info.Exists)
        {
            return SqlType.Decimal(Number(info, "width"), Number(info, "scale"));
        }

        if (id == "UNBOUND" && info.Exists)
        {
            // A name that the parser left for later: a plain built-in one, or it is not supported.
            var isPlain = info.Text("schema").Length == 0 && info.Text("catalog").Length == 0
                && info.List("user_type_modifiers").Count == 0 && info.List("children").Count == 0
                && !info.Child("expr").Exists;
            return isPlain ? Known(SqlType.Parse(info.Text("name"))) : null;
        }

        return info.Exists && info.FirstFieldBeyond("type") is not null ? null : Known(SqlType.Parse(id));
    }

    private static SqlType? Known(SqlType type) => type.Kind is TypeKind.Other or TypeKind.Unknown ? null : type;

    private static int Number(Node info, string field) => info.Json.TryGetProperty(field, out var value) ? value.GetInt32() : 0;
}
