using System.Text.RegularExpressions;
using RewriteLang.Algebra;
using RewriteLang.Dsl.Auditing;

namespace RewriteLang.Dsl.Tests;

/// <summary>
/// docs/diagnostics.md is the fixture: every entry holds a wrong file, the exact text said about it with line and column, and a right one.
/// </summary>
public sealed partial class DiagnosticsPageTests
{
    private static readonly string Page = Repository.PathOf("docs/diagnostics.md");

    private static readonly Dictionary<string, IReadOnlyList<FencedBlock>> Entries = MarkdownExamples.Read(Page)
        .Where(b => Heading().IsMatch(b.Heading))
        .GroupBy(b => b.Heading[..6])
        .ToDictionary(g => g.Key, g => (IReadOnlyList<FencedBlock>)[.. g]);

    public static TheoryData<string> Codes => [.. Entries.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Says_exactly_what_the_page_shows(string code)
    {
        var entry = Entries[code];
        Assert.Equal(["rw", "text", "rw"], entry.Select(b => b.Language));

        var said = Said(entry[0].Text);

        if (Repository.UpdatesCases)
        {
            Update(entry[1], said);
            return;
        }

        Assert.Equal(entry[1].Text, said);
        Assert.Contains($" {code}: ", said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Reports_one_diagnostic_for_the_one_mistake(string code) =>
        Assert.Equal([code], Diagnostics(Entries[code][0].Text, "wrong.rw").Select(d => d.Code));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Accepts_the_right_version(string code) =>
        Assert.Equal("", string.Join('\n', Diagnostics(Entries[code][2].Text, "right.rw")));

    [Fact]
    public void Has_an_entry_for_every_code_there_is()
    {
        var source = File.ReadAllText(Repository.PathOf("dsl/RewriteLang.Dsl/Checking/Problems.cs"));
        var page = File.ReadAllText(Page);

        var codes = Code().Matches(source).Select(m => m.Value).Distinct().ToList();

        Assert.True(codes.Count >= 40, $"{codes.Count} codes");
        Assert.Equal([], codes.Where(c => !page.Contains(c, StringComparison.Ordinal)));
    }

    [Fact]
    public void Uses_each_code_in_one_place()
    {
        var source = File.ReadAllText(Repository.PathOf("dsl/RewriteLang.Dsl/Checking/Problems.cs"));

        var repeated = Code().Matches(source).GroupBy(m => m.Value).Where(g => g.Count() > 1).Select(g => g.Key);

        Assert.Equal([], repeated);
    }

    private static string Said(string text) =>
        DiagnosticText.Render(Diagnostics(text, "wrong.rw"), _ => text);

    // As rw check: what is wrong with the file, and with its rules side by side.
    private static Sequence<Diagnostic> Diagnostics(string text, string file)
    {
        var parsed = RuleParser.Parse(text, file);
        return parsed.IsSuccess ? [.. parsed.Diagnostics, .. LibraryAudit.Check([parsed.Value])] : parsed.Diagnostics;
    }

    private static void Update(FencedBlock block, string said)
    {
        var lines = File.ReadAllLines(Page).ToList();
        var start = lines.FindIndex(l => l.StartsWith($"### {block.Heading}", StringComparison.Ordinal));
        var open = lines.FindIndex(start, l => l == "```text");
        var close = lines.FindIndex(open, l => l == "```");
        lines.RemoveRange(open + 1, close - open - 1);
        lines.InsertRange(open + 1, said.TrimEnd('\n').Split('\n'));
        File.WriteAllText(Page, string.Concat(lines.Select(l => l + "\n")));
    }

    [GeneratedRegex("^RW2[0-9]{3}: ")]
    private static partial Regex Heading();

    [GeneratedRegex("RW2[0-9]{3}")]
    private static partial Regex Code();
}
