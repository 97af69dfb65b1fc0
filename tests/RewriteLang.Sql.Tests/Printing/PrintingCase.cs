namespace RewriteLang.Sql.Tests.Printing;

/// <summary>
/// A query and what is printed of it. In a file of cases each begins with <c># title</c>; behind the query stand <c>--- duckdb</c> and
/// <c>--- sqlite</c> with the expected texts, or the code of a refusal.
/// </summary>
internal sealed record PrintingCase(string File, string Title, string Query, string DuckDb, string Sqlite)
{
    public static List<PrintingCase> ReadAll() => [.. Directory.GetFiles(PrintingData.Folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(Read)];

    public static IEnumerable<PrintingCase> Read(string path)
    {
        foreach (var block in System.IO.File.ReadAllText(path).Replace("\r", "", StringComparison.Ordinal).Split("\n# ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.TrimStart('#', ' ').Split('\n');
            var duckDb = Array.IndexOf(lines, "--- duckdb");
            var sqlite = Array.IndexOf(lines, "--- sqlite");
            var end = duckDb < 0 ? lines.Length : duckDb;
            yield return new(
                path,
                lines[0].Trim(),
                Text(lines[1..end]),
                duckDb < 0 ? "" : Text(lines[(duckDb + 1)..sqlite]),
                sqlite < 0 ? "" : Text(lines[(sqlite + 1)..]));
        }
    }

    public override string ToString() => $"# {Title}\n{Query}\n--- duckdb\n{DuckDb}\n--- sqlite\n{Sqlite}\n";

    private static string Text(string[] lines) => string.Join('\n', lines).Trim('\n');
}
