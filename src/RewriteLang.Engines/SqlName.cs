using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>Names and texts as SQL of both engines writes them.</summary>
internal static class SqlName
{
    /// <summary>A name in quotes, so that no word is a keyword.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>A table's name with its schema, if it has one.</summary>
    public static string Of(Table table) => table.Schema is null ? Quote(table.Name) : $"{Quote(table.Schema)}.{Quote(table.Name)}";

    /// <summary>Names in quotes, with commas.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    /// <summary>A text literal.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''")}'";
}
