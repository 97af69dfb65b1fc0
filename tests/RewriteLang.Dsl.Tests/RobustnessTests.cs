using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl.Tests;

/// <summary>Whatever is thrown at it, the parser answers with rules or diagnostics, and soon.</summary>
public sealed class RobustnessTests
{
    [Fact]
    public void Takes_an_empty_file_for_a_file_without_rules()
    {
        var result = RuleParser.Parse("", "empty.rw");

        Assert.True(result.IsSuccess);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.Value.Rules);
    }

    [Fact]
    public void Refuses_a_binary_file_with_one_diagnostic()
    {
        var random = new Random(20261121);
        var bytes = new byte[10_000];
        random.NextBytes(bytes);

        var result = RuleParser.Parse(Encoding.Latin1.GetString(bytes), "binary.rw");

        Assert.Equal(["RW2002"], result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Stays_quiet_about_most_of_a_file_of_strange_characters()
    {
        var result = RuleParser.Parse(string.Concat(Enumerable.Repeat("§ ", 10_000)), "strange.rw");

        Assert.InRange(result.Diagnostics.Count, 1, 30);
    }

    [Fact]
    public void Refuses_ten_megabytes() =>
        Assert.Equal(["RW2001"], RuleParser.Parse(new string('x', 10 * 1024 * 1024), "large.rw").Diagnostics.Select(d => d.Code));

    [Theory]
    [InlineData("(", ")")]
    [InlineData("distinct(", ")")]
    [InlineData("[", "]")]
    [InlineData("not ", "")]
    [InlineData("- ", "")]
    [InlineData("x + ", "")]
    [InlineData("x and ", "")]
    [InlineData("x & ", "")]
    [InlineData("x => ", "")]
    [InlineData("x is null ", "")]
    public void Survives_a_thousand_levels_and_a_hundred_thousand(string opening, string closing)
    {
        foreach (var depth in (int[])[1_000, 100_000])
        {
            var text = $"/// Deep.\nrule deep\n  {string.Concat(Enumerable.Repeat(opening, depth))}x{string.Concat(Enumerable.Repeat(closing, depth))} => x\n";

            var result = RuleParser.Parse(text, "deep.rw");

            Assert.InRange(result.Diagnostics.Count, result.IsSuccess ? 0 : 1, 3);
            Assert.Equal(result.Diagnostics.Any(d => d.Code is "RW2005" or "RW2007"), RuleFormatter.Format(text, "deep.rw").Diagnostics.Any(d => d.Code is "RW2005" or "RW2007"));
        }
    }

    [Fact]
    public void Reports_a_hundred_mistakes_in_one_run()
    {
        var text = "/// Wrong.\nrule wrong\n  distinct(R) => R\n  when "
            + string.Join(",\n    ", Enumerable.Range(0, 100).Select(i => $"unique(R, missing{i})")) + "\n";

        var result = RuleParser.Parse(text, "wrong.rw");

        Assert.Equal(100, result.Diagnostics.Count(d => d.Code == "RW2202"));
    }

    [Fact]
    public void Goes_on_at_the_next_clause_and_the_next_declaration()
    {
        const string text = """
            /// One.
            rule one
              distinct(R => R
              when unique(R, )

            /// Two.
            rule two
              distinct(R) => S

            /// Three.
            rule three
              distinct(R) => R

            """;

        var result = RuleParser.Parse(text, "three.rw");

        Assert.Equal([("RW2101", 3), ("RW2101", 4), ("RW2202", 8)], result.Diagnostics.Select(d => (d.Code, d.Span!.Value.Line)));
    }

    [Fact]
    public void Loses_no_character_of_any_text()
    {
        var pieces = Gen.Elements(
            "rule ", "a", "-", "\n", "\r\n", "  ", "// c", "/// d", "'t", "''", "'t'", "before", "after x\n    y\n", "schema", "(", ")", "..", "=>", "<=>",
            "1.5", "1..2", "1e5", "when", "\t", "§", "\uFEFF", "|", "&", "theory t\n", "term", "in filter");
        var texts = pieces.ListOf().Select(p => string.Concat(p));

        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var tokens = Tokenizer.Read(text, "any.rw");
            Assert.Equal(text, string.Concat(tokens.All.Select(t => t.Text)));
            Assert.All(tokens.All, t => Assert.Equal(text.Substring(t.Span.Offset, t.Span.Length), t.Text));
            Assert.All(tokens.All, t => Assert.Equal(PlaceOf(text, t.Span.Offset), (t.Span.Line, t.Span.Column)));
            _ = RuleParser.Parse(text, "any.rw");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20261121, 1).WithQuietOnSuccess(true));
    }

    [Fact]
    public void Reads_a_thousand_rules()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 1_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                /// Rule {i}.
                rule rule-{i}
                  join(aggregate(F{i}, ks, as), A, ..rest | x = y & ..on)
                    => join(A, F{i}, ..rest | x = y & ..on)
                  when cols(on) <= out(A) | out(F{i}), unique(A, cols(x)), disjoint(ks, cols(as))


                """);
        }

        var result = RuleParser.Parse(text.ToString(), "many.rw");

        Assert.Equal([], result.Diagnostics);
        Assert.Equal(1_000, result.Value!.Rules.Count);
    }

    // Line and column by their definition; a line ends with \n, \r or both.
    private static (int Line, int Column) PlaceOf(string text, int offset)
    {
        var lines = text[..offset].Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        return (lines.Length, lines[^1].Length + 1);
    }
}
