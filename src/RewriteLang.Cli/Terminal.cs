namespace RewriteLang.Cli;

/// <summary>Where a command reads and writes. Results go to <paramref name="Out"/>, everything about them to <paramref name="Error"/>.</summary>
/// <param name="In">Standard input.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error)
{
    /// <summary>Whether a person is watching: progress is drawn.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether text may be coloured.</summary>
    public bool UseColor { get; init; }

    /// <summary>Whether only results, warnings and errors are written.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>What starts this program again, for work that may end the process: a file and its first arguments. Empty if such work is done in this process.</summary>
    public IReadOnlyList<string> Self { get; init; } = [];

    /// <summary>How long the program that was started for such work may go without beginning another case. Then it hangs, for the queries of a case are stopped much earlier.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Says something about what is going on, unless it should be quiet.</summary>
    public void Note(string text)
    {
        if (!IsQuiet)
        {
            Error.WriteLine(text);
        }
    }

    /// <summary>A text in a colour: an ANSI code such as 31 for red.</summary>
    public string Paint(string text, int color) => UseColor && text.Length > 0 ? $"\e[{color}m{text}\e[0m" : text;
}
