using System.Text.RegularExpressions;

namespace RewriteLang.Sql.Tests;

/// <summary>docs/diagnostics.md lists every code that any project can report.</summary>
public sealed partial class DiagnosticsPageTests
{
    [Fact]
    public void Lists_every_code_of_the_sources_and_no_other()
    {
        var page = Codes(File.ReadAllText(Repository.PathOf("docs/diagnostics.md"))).ToHashSet();
        var files = new[] { "src", "dsl" }.SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var lines = files.SelectMany(File.ReadLines).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal));
        var used = lines.SelectMany(Codes).ToHashSet();

        Assert.True(used.Count > 100, $"{used.Count} codes");
        Assert.Equal([], used.Except(page).Order());
        Assert.Equal([], page.Except(used).Order());
    }

    private static IEnumerable<string> Codes(string text) => Code().Matches(text).Select(m => m.Value);

    [GeneratedRegex("RW[0-9]{4}")]
    private static partial Regex Code();
}
