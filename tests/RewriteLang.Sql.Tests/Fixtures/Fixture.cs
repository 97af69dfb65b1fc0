namespace RewriteLang.Sql.Tests.Fixtures;

/// <summary>
/// A block of a fixture file, in the manner of sqllogictest: a line <c>statement</c> or <c>query OUTCOME</c>, the SQL below it, an empty line.
/// The outcome is <c>equal</c>, <c>sqlite CODE</c> (SQLite's printing is refused), <c>duckdb CODE</c>, <c>passes CODE…</c> (not bound: notes alone),
/// <c>error CODE…</c> or <c>fails</c> (bound, but DuckDB does not run the original, nor what is printed). Lines that begin with # are comments.
/// </summary>
/// <param name="Line">The line of its head, from 1.</param>
/// <param name="IsQuery">A query; otherwise a statement that makes or fills tables.</param>
/// <param name="Outcome">What is to become of a query.</param>
/// <param name="Sql">The text.</param>
internal sealed record Fixture(int Line, bool IsQuery, string Outcome, string Sql)
{
    public static List<Fixture> Read(string[] lines)
    {
        var blocks = new List<Fixture>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#')
            {
                continue;
            }

            var head = lines[i].Split(' ', 2);
            Assert.True(head[0] is "statement" or "query", $"line {i + 1}: {lines[i]}");
            var end = Array.FindIndex(lines, i, l => l.Length == 0) is var blank and >= 0 ? blank : lines.Length;
            blocks.Add(new(i + 1, head[0] == "query", head.Length > 1 ? head[1] : "", string.Join('\n', lines[(i + 1)..end])));
            i = end;
        }

        return blocks;
    }
}
