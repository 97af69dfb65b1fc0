namespace RewriteLang.Dsl.Tests;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="Heading">The heading above it.</param>
/// <param name="Language">The word after the fence.</param>
/// <param name="Text">What is inside, each line ended.</param>
/// <param name="Line">Where it starts, from 1.</param>
internal sealed record FencedBlock(string Heading, string Language, string Text, int Line);

internal static class MarkdownExamples
{
    /// <summary>The fenced blocks of a file in order.</summary>
    internal static IReadOnlyList<FencedBlock> Read(string path)
    {
        var blocks = new List<FencedBlock>();
        var heading = "";
        string? language = null;
        var start = 0;
        var inside = new List<string>();
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            if (language is null && lines[i].StartsWith('#'))
            {
                heading = lines[i].TrimStart('#', ' ');
            }
            else if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                if (language is null)
                {
                    (language, start) = (lines[i][3..].Trim(), i + 1);
                    inside.Clear();
                }
                else
                {
                    blocks.Add(new(heading, language, string.Concat(inside.Select(l => l + "\n")), start));
                    language = null;
                }
            }
            else if (language is not null)
            {
                inside.Add(lines[i]);
            }
        }

        return blocks;
    }
}
