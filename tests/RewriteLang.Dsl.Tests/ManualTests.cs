using System.Text;
using System.Text.RegularExpressions;
using RewriteLang.Dsl.Auditing;

namespace RewriteLang.Dsl.Tests;

/// <summary>The manual's examples are read and checked, its tables and its grammar are those of the code.</summary>
public sealed partial class ManualTests
{
    private static readonly string Manual = Repository.PathOf("dsl/manual.md");

    public static TheoryData<int> Lines => [.. MarkdownExamples.Read(Manual).Where(b => b.Language == "rw").Select(b => b.Line)];

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Repository.PathOf("dsl/examples"), "*.rw").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Shows_examples_that_are_right(int line)
    {
        var block = MarkdownExamples.Read(Manual).First(b => b.Line == line);

        var parsed = RuleParser.Parse(block.Text, $"manual.md:{line}");
        Assert.Equal("", string.Join('\n', [.. parsed.Diagnostics, .. parsed.IsSuccess ? LibraryAudit.Check([parsed.Value]) : []]));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Shows_examples_that_are_laid_out(int line)
    {
        var block = MarkdownExamples.Read(Manual).First(b => b.Line == line);

        Assert.Equal(block.Text, RuleFormatter.Format(block.Text, $"manual.md:{line}").Value);
    }

    [Fact]
    public void Has_no_block_that_nothing_looks_at() =>
        Assert.Equal(["The lock file"], MarkdownExamples.Read(Manual).Where(b => b.Language is not ("rw" or "ebnf")).Select(b => b.Heading));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Comes_with_samples_that_are_laid_out(string file)
    {
        var text = File.ReadAllText(Repository.PathOf($"dsl/examples/{file}"));

        Assert.Equal(text, RuleFormatter.Format(text, file).Value);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Comes_with_samples_that_are_right(string file)
    {
        var result = RuleLoader.LoadFiles([Repository.PathOf($"dsl/examples/{file}")]);

        Assert.Equal("", string.Join('\n', result.Diagnostics));
    }

    [Fact]
    public void Shows_a_lock_file_that_can_be_read()
    {
        var block = MarkdownExamples.Read(Manual).Single(b => b.Language == "text" && b.Heading == "The lock file");

        Assert.Equal(block.Text, LockFile.Parse(block.Text, "rules.lock").Value!.Write());
    }

    [Theory]
    [InlineData("Relation operators")]
    [InlineData("Scalar operators")]
    [InlineData("Aggregates")]
    [InlineData("Facts, for `when`")]
    [InlineData("Estimates, for `gate`")]
    [InlineData("Functions, for right sides and `let`")]
    public void Lists_every_word_with_its_pattern_and_meaning(string heading)
    {
        var signatures = Vocabulary.Standard.Signatures.Where(s => heading == HeadingOf(s));
        var table = new StringBuilder("| pattern | sorts | is | meaning |\n|---|---|---|---|\n");
        foreach (var signature in signatures)
        {
            table.Append($"| `{signature.Pattern.Replace("|", "\\|", StringComparison.Ordinal)}` | {SortsOf(signature)} | {signature.Result} | {signature.Doc} |\n");
        }

        Check($"### {heading}\n", table.ToString(), "\n#");
    }

    [Fact]
    public void Shows_the_grammar_that_is_read()
    {
        var productions = string.Concat(new[] { "FileGrammar", "ClauseGrammar", "TermGrammar" }
            .SelectMany(f => File.ReadAllLines(Repository.PathOf($"dsl/RewriteLang.Dsl/Grammar/{f}.cs")))
            .Select(l => Production().Match(l))
            .Where(m => m.Success)
            .Select(m => $"{m.Groups[1].Value}\n"));

        Check("## Grammar\n", $"```ebnf\n{productions}```\n", "\n#", "```ebnf");
    }

    private static string HeadingOf(Signature signature) => signature.Use switch
    {
        WordUse.Operator when signature.Result == Sort.Relation => "Relation operators",
        WordUse.Operator when signature.Result == Sort.Aggregates => "Aggregates",
        WordUse.Operator => "Scalar operators",
        WordUse.Fact => "Facts, for `when`",
        WordUse.Estimate => "Estimates, for `gate`",
        _ => "Functions, for right sides and `let`",
    };

    private static string SortsOf(Signature signature) => string.Join(", ", signature.Groups.SelectMany(g => g)
        .Select(p => $"{p.Name}: {(p.Sorts == Signature.Expression ? "Expression" : p.Sorts.ToString())}"));

    /// <summary>Whether the section under a heading holds the expected text; with UPDATE_CASES=1 it is put there.</summary>
    private static void Check(string heading, string expected, string until, string? from = null)
    {
        var page = File.ReadAllText(Manual);
        var start = page.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
        var end = page.IndexOf(until, start, StringComparison.Ordinal);
        end = end < 0 ? page.Length : end;
        if (Repository.UpdatesCases)
        {
            var old = page[start..end];
            var at = old.IndexOf(from ?? "| pattern", StringComparison.Ordinal);
            var kept = at >= 0 ? old[..at] : old.Trim('\n').Length == 0 ? "\n" : old.TrimEnd('\n') + "\n\n";
            File.WriteAllText(Manual, page[..start] + kept + expected + page[end..]);
            return;
        }

        Assert.Contains(expected, page[start..end] + "\n", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\s*// ([A-Z]\w+ = .+)$")]
    private static partial Regex Production();
}
