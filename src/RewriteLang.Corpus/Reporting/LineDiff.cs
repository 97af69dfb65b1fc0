namespace RewriteLang.Corpus.Reporting;

/// <summary>A row of two texts side by side. A null line stands for none on that side.</summary>
/// <param name="Left">A line of the first text.</param>
/// <param name="Right">A line of the second.</param>
public readonly record struct LinePair(string? Left, string? Right)
{
    /// <summary>Whether the two are the same line.</summary>
    public bool IsSame => Left is not null && Right is not null && string.Equals(Left.Trim(), Right.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Two texts line by line, with as many lines beside their equals as can be.</summary>
public static class LineDiff
{
    /// <summary>
    /// The rows. Indentation and letter case do not count; between equal lines, those that only one side has stand beside each other.
    /// Longest common subsequence by dynamic programming: time and space are the product of the numbers of lines.
    /// </summary>
    public static IReadOnlyList<LinePair> Of(string left, string right)
    {
        var a = Lines(left);
        var b = Lines(right);
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                common[i, j] = Same(a[i], b[j]) ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var rows = new List<LinePair>();
        var (onlyLeft, onlyRight) = (new Queue<string>(), new Queue<string>());
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && Same(a[i], b[j]))
            {
                Flush();
                rows.Add(new(a[i++], b[j++]));
            }
            else if (j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                onlyLeft.Enqueue(a[i++]);
            }
            else
            {
                onlyRight.Enqueue(b[j++]);
            }
        }

        Flush();
        return rows;

        void Flush()
        {
            while (onlyLeft.Count + onlyRight.Count > 0)
            {
                rows.Add(new(onlyLeft.TryDequeue(out var l) ? l : null, onlyRight.TryDequeue(out var r) ? r : null));
            }
        }
    }

    private static bool Same(string a, string b) => new LinePair(a, b).IsSame;

    private static string[] Lines(string text) => text.TrimEnd().ReplaceLineEndings("\n").Split('\n');
}
