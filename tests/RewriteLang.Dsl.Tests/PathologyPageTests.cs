using System.Text.RegularExpressions;

namespace RewriteLang.Dsl.Tests;

/// <summary>The page that says which rule does which rewrite names rules that there are, each rewrite once.</summary>
public sealed partial class PathologyPageTests
{
    private static readonly IReadOnlyList<Match> Rows = Row().Matches(File.ReadAllText(Repository.PathOf("docs/pathologies.md"))).ToList();

    // What is written in C#, because it goes through any number of operands or operators.
    private static readonly string[] Passes = ["impose-join-order", "parametrize-subqueries", "bucket-scans", "drop-before-rank"];

    [Fact]
    public void Goes_through_all_of_them_in_order() =>
        Assert.Equal([.. Enumerable.Range(1, 25).Select(i => $"D{i}"), .. Enumerable.Range(1, 12).Select(i => $"S{i}")], Rows.Select(r => r.Groups[1].Value));

    [Fact]
    public void Names_rules_of_the_library_and_of_the_example()
    {
        var library = Names("rules");
        var sayable = Names("dsl/examples/pathologies.rw");
        Assert.Empty(library.Intersect(sayable));
        Assert.All(Rows, row =>
        {
            var named = Name().Matches(row.Groups[2].Value).Where(m => m.Groups[2].Value.Contains('-', StringComparison.Ordinal)).ToLookup(m => m.Groups[1].Success, m => m.Groups[2].Value);
            Assert.All(named[true], name => Assert.Contains(name, Passes));
            Assert.All(named[false], name => Assert.Contains(name, row.Groups[2].Value.StartsWith("sayable", StringComparison.Ordinal) ? sayable : library));
        });
        Assert.All(sayable, name => Assert.Contains(Rows, r => r.Groups[2].Value.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    private static HashSet<string> Names(string path) => [.. RuleLoader.Load([Repository.PathOf(path)]).Value!.Rules.Select(r => r.Name)];

    [GeneratedRegex(@"^\| ([DS]\d+) \| .* \| (.*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("(named pass )?`([a-z-]+)`")]
    private static partial Regex Name();
}
