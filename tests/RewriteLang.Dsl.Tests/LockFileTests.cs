namespace RewriteLang.Dsl.Tests;

public sealed class LockFileTests
{
    private static readonly LockRecord One = new("one", "aa11", "bb22", 42, 1000, 311, new(7, 8), [new("sqlite", "3.40.1"), new("duckdb", "1.5.6")]);
    private static readonly LockRecord Two = new("two/reverse", "cc33", "bb22", -1, 10, 0, null, []);

    private const string Text = """
        rewritelang rules.lock version 1

        one
          hash aa11
          basis bb22
          seed 42
          cases 1000
          matches 311
          mutants 7 of 8
          engine duckdb 1.5.6
          engine sqlite 3.40.1

        two/reverse
          hash cc33
          basis bb22
          seed -1
          cases 10
          matches 0

        """;

    [Fact]
    public void Writes_a_block_for_each_rule_sorted_by_name() => Assert.Equal(Text, LockFile.Of([Two, One]).Write());

    [Fact]
    public void Mutants_that_survived_are_part_of_a_record()
    {
        var record = One with { Survivors = [new("without exact(x)", EqualRows: 19), new("without disjoint(out(R), out(L))", Refused: 4), new("everywhere")] };
        var text = LockFile.Of([record]).Write();
        Assert.Contains("  mutants 7 of 8\n  equal 19 without exact(x)\n  refused 4 without disjoint(out(R), out(L))\n  survivor everywhere\n  engine ", text, StringComparison.Ordinal);
        Assert.Equal(record.Survivors, LockFile.Parse(text, "rules.lock").Value!.Records[0].Survivors);
        Assert.Equal("RW2651", LockFile.Parse(text.Replace("equal 19 ", "equal many ", StringComparison.Ordinal), "rules.lock").Diagnostics[0].Code);
    }

    [Fact]
    public void A_rule_says_in_its_documentation_why_mutants_survive()
    {
        var rule = RuleParser.Parse("""
            language 1

            /// A law. Survives `everywhere`: it is
            /// true. Survives `with - for
            /// +`: adding nothing.
            simplify one
              distinct(R) => R
            """, "a.rw").Value!.Rules[0];
        Assert.Equal([("everywhere", "it is true."), ("with - for +", "adding nothing.")], Survivor.ReasonsOf(rule).Select(r => (r.Key, r.Value)));
        var record = One with { Survivors = [new("everywhere"), new("without has_key(R)"), new("with 1 for 0", EqualRows: 3)] };
        Assert.Equal([new("without has_key(R)")], Survivor.Unexplained(rule, record));
        Assert.Equal("A law.", Survivor.SummaryOf(rule));
        Assert.Equal("A law\nof two lines.", Survivor.SummaryOf(rule with { Doc = "A law\nof two lines." }));
    }

    [Fact]
    public void Reads_what_it_writes()
    {
        var read = LockFile.Parse(Text, "rules.lock");

        Assert.Equal([], read.Diagnostics);
        Assert.Equal(Text, read.Value!.Write());
        Assert.Equal(new MutantCount(7, 8), read.Value.Records[0].Mutants);
    }

    [Fact]
    public void Reads_an_empty_file_as_no_records() => Assert.Empty(LockFile.Parse("", "rules.lock").Value!.Records);

    [Fact]
    public void Replaces_the_record_of_a_rule()
    {
        var file = LockFile.Of([One, Two]).With(One with { Matches = 5 });

        Assert.Equal([5, 0], file.Records.Select(r => r.Matches));
        Assert.Equal(["one"], file.Only(["one"]).Records.Select(r => r.Rule));
    }

    [Theory]
    [InlineData("rewritelang rules.lock version 2\n", "RW2652", 1)]
    [InlineData("rewritelang rules.lock version 1\n\none\n  hash zz\n", "RW2651", 4)]
    [InlineData("rewritelang rules.lock version 1\n\none\n  hash aa\n", "RW2655", 3)]
    [InlineData("rewritelang rules.lock version 1\n<<<<<<< ours\n", "RW2654", 2)]
    [InlineData("rewritelang rules.lock version 1\n  hash aa\n", "RW2651", 2)]
    public void Says_what_is_wrong_with_a_file(string text, string code, int line)
    {
        var result = LockFile.Parse(text, "rules.lock");

        Assert.Equal((code, line), (result.Diagnostics[0].Code, result.Diagnostics[0].Span!.Value.Line));
        Assert.False(result.IsSuccess);
    }

    [Fact]
    public void Says_so_when_a_rule_has_two_records()
    {
        var block = Text[(Text.IndexOf("two/", StringComparison.Ordinal) - 1)..];

        Assert.Equal(["RW2653"], LockFile.Parse(Text + block, "rules.lock").Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Knows_whether_a_record_still_stands()
    {
        var rule = RuleParser.Parse(RuleParserTests.ThreeRules, "three.rw").Value!.Rules[0];
        var record = new LockRecord(rule.Name, LockRecord.HashOf(rule), "b1", 1, 10, 3, null, []);

        Assert.Equal(LockStatus.Missing, LockFile.Empty.StatusOf(rule, "b1"));
        Assert.Equal(LockStatus.Current, LockFile.Of([record]).StatusOf(rule, "b1"));
        Assert.Equal(LockStatus.BasisChanged, LockFile.Of([record]).StatusOf(rule, "b2"));
        Assert.Equal(LockStatus.RuleChanged, LockFile.Of([record with { Hash = "00" }]).StatusOf(rule, "b1"));
        Assert.Equal(LockStatus.NeverMatched, LockFile.Of([record with { Matches = 0 }]).StatusOf(rule, "b1"));
        Assert.Equal(LockStatus.Current, LockFile.Of([record]).StatusOf(rule with { Name = $"joins/{rule.Name}" }, "b1"));
    }

    [Fact]
    public void Hashes_what_a_rule_says_and_not_how_it_is_laid_out()
    {
        var text = RuleParserTests.ThreeRules;
        var rule = RuleParser.Parse(text, "a.rw").Value!.Rules[0];

        Assert.Equal(LockRecord.HashOf(rule), Hash(text.Replace("(L, R | on)", "(L,   R|on)", StringComparison.Ordinal)));
        Assert.Equal(LockRecord.HashOf(rule), Hash(text.Replace("u.x > 1", "u.x > 2", StringComparison.Ordinal)));
        Assert.Equal(LockRecord.HashOf(rule), Hash(text.Replace("  when rejects", "  // why\n  when rejects", StringComparison.Ordinal)));
        Assert.NotEqual(LockRecord.HashOf(rule), Hash(text.Replace("rejects_null(p, out(R))", "rejects_null(p, out(L))", StringComparison.Ordinal)));

        static string Hash(string source) => LockRecord.HashOf(RuleParser.Parse(source, "b.rw").Value!.Rules[0]);
    }
}
