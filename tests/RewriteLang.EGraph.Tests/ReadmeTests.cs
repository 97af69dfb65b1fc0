using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

/// <summary>What the kernel's README says is so.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "RewriteLang.EGraph");
    private static readonly string Text = File.ReadAllText(Path.Combine(Folder, "README.md"));

    [Fact]
    public void The_example_runs()
    {
        // begin
        var symbols = new SymbolTable();
        var graph = new EGraph(symbols);
        SymbolId plus = symbols.Intern(1, "+"), zero = symbols.Intern(0, 0), x = symbols.Intern(0, "x");
        var sum = graph.Add(plus, graph.Add(x), graph.Add(zero));
        var rule = new Rewrite(symbols, "add-zero", Pattern.Of(plus, Pattern.Var("a"), Pattern.Of(zero)), Pattern.Var("a"));
        Runner.Run(graph, [rule]);
        var result = graph.AreEqual(sum, graph.Add(x));

        // end
        Assert.True(result);
        var shown = Text[(Text.IndexOf("```csharp", StringComparison.Ordinal) + "```csharp".Length)..];
        var expected = shown[..shown.IndexOf("```", StringComparison.Ordinal)].Replace("graph.AreEqual(sum, graph.Add(x)); // true", "var result = graph.AreEqual(sum, graph.Add(x));", StringComparison.Ordinal);
        var source = File.ReadAllText(Here());
        var run = source[(source.IndexOf("// begin", StringComparison.Ordinal) + "// begin".Length)..source.IndexOf("// end", StringComparison.Ordinal)];
        Assert.Equal(Lines(expected), Lines(run));
    }

    [Fact]
    public void Every_file_is_in_the_table_under_its_folder()
    {
        var (folder, listed) = ("", new List<string>());
        foreach (var line in Text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            var heading = Heading().Match(line);
            folder = heading.Success ? heading.Groups[1].Value : folder;
            var previous = "";
            foreach (var name in Name().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value))
            {
                previous = name[0] == '.' ? previous : name;
                listed.Add($"{folder}/{(name[0] == '.' ? previous + name : name)}.cs");
            }
        }

        var files = Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'));
        Assert.Equal(files.Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)).Order(), listed.Order());
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^\| \*\*(\w+)\*\*")]
    private static partial Regex Heading();

    [GeneratedRegex("`([\\w.]+)`")]
    private static partial Regex Name();
}
