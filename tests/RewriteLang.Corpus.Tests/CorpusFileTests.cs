using System.Diagnostics;

namespace RewriteLang.Corpus.Tests;

/// <summary>The files of the repository's own corpora: what every set must hold.</summary>
public sealed class CorpusFileTests
{
    public static TheoryData<string> Sets => [.. CorpusSet.Names];

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_set_has_at_least_thirty_queries(string name) => Assert.InRange(new CorpusSet(name).QueryFiles().Length, 30, 999);

    [Theory]
    [MemberData(nameof(Sets))]
    public void Queries_are_numbered_without_gaps_and_ask_a_question_first(string name)
    {
        var set = new CorpusSet(name);
        var files = set.QueryFiles();
        for (var i = 0; i < files.Length; i++)
        {
            Assert.StartsWith(FormattableString.Invariant($"{i + 1:00}-"), files[i], StringComparison.Ordinal);
            var text = set.Read(Path.Combine("queries", files[i]));
            Assert.StartsWith("-- ", text, StringComparison.Ordinal);
            Assert.DoesNotContain(';', text[text.IndexOf("\n-- pathology", StringComparison.Ordinal)..]);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_quarter_of_the_queries_or_more_are_controls(string name)
    {
        var set = new CorpusSet(name);
        var files = set.QueryFiles();
        Assert.InRange(files.Count(file => set.Pathologies(file).Length == 0), (files.Length + 3) / 4, files.Length / 2);
    }

    [Fact]
    public void Every_pathology_has_a_query()
    {
        var shown = CorpusSet.Names.Select(name => new CorpusSet(name)).SelectMany(set => set.QueryFiles().SelectMany(set.Pathologies));
        var wanted = Enumerable.Range(1, 25).Select(n => $"D{n}").Concat(Enumerable.Range(1, 12).Select(n => $"S{n}"));
        Assert.Equal(wanted.Order(StringComparer.Ordinal), shown.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_readme_lists_every_query_with_its_question_and_pathology(string name)
    {
        var set = new CorpusSet(name);
        var readme = set.Read("README.md");
        var rows = set.QueryFiles().Select(file =>
        {
            var pathologies = set.Pathologies(file);
            var question = set.Read(Path.Combine("queries", file)).Split('\n')[0][3..];
            return $"| `{Path.GetFileNameWithoutExtension(file)}` | {question} | {(pathologies.Length == 0 ? "–" : string.Join(", ", pathologies))} |\n";
        });
        Assert.EndsWith("|---|---|---|\n" + string.Concat(rows), readme, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_table_has_a_primary_key_and_a_foreign_key_may_be_null(string name)
    {
        var tables = new CorpusSet(name).Tables();
        Assert.All(tables, table => Assert.Single(table.PrimaryKeys));
        Assert.Contains(tables, table => table.UniqueKeys.Length > 0);
        Assert.Contains(tables, table => table.References.Any(reference => table.NullableColumns.Contains(reference.Columns)));
    }

    [Theory]
    [InlineData("days", "08-twenty-eight-days-in-one-row.sql")]
    [InlineData("hours", "09-every-hour-of-a-month.sql")]
    public void The_script_writes_the_queries_with_hundreds_of_subqueries(string part, string file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        var set = new CorpusSet("ohlc");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["hundreds.sh", part]) { WorkingDirectory = set.Folder, RedirectStandardOutput = true })!;
        Assert.Equal(set.Read(Path.Combine("queries", file)), shell.StandardOutput.ReadToEnd());
    }
}
