using System.Text;
using RewriteLang.Dsl;

namespace RewriteLang.Cli.Tests;

/// <summary>Verification when the process that does it does not survive a case.</summary>
public sealed class CrashTests : IDisposable
{
    private const string Rules = """
        /// Two negations cancel.
        simplify double-negation
          not (not p) => p

        /// A filter that rejects the padded rows makes a left join inner.
        simplify left-join-to-inner
          join(left_join(L, R | ..on), ..rest | p & ..ps) => join(L, R, ..rest | ..on & p & ..ps)
          when rejects_null(p, out(R))

        /// Wrong: duplicates come back.
        simplify drop-any-distinct
          distinct(R) => R

        """;

    private const string Aggregates = """
        /// The largest.
        aggregate max(x)
          let empty = null

        /// The smallest.
        aggregate min(x)
          let empty = null

        """;

    private const string Examples = """
        language 1

        schema
          create table t (id integer primary key, a integer not null)

        /// Two distincts are one.
        simplify distinct-twice
          distinct(distinct(R)) => distinct(R)
          example
            before  select distinct a from (select distinct a from t)
            after   select distinct a from t

        /// Two negations cancel.
        simplify double-negation
          not (not p) => p
          example
            before  select * from t where not not (a > 1)
            after   select * from t where a > 2

        """;

    // Ends with a signal at the first item, after it has noted a case as the program does; afterwards it is the program.
    private const string DiesOnce = """
        if mkdir "$FOLDER/started" 2> /dev/null; then
          read -r task
          read -r request
          cp "$FOLDER/case" "$3"
          kill -KILL $$
        fi
        exec "$@"
        """;

    // The program, killed as soon as it has noted a case that an engine is to try.
    private const string KilledAtWork = """
        exec 3<&0
        "$@" <&3 &
        until grep -aq duckdb "$3" 2> /dev/null; do sleep 0.01; done
        kill -KILL $!
        wait $!
        """;

    // Takes what it is asked for and never answers.
    private const string Hangs = """
        read -r task
        read -r request
        exec sleep 1000
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    private TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(3);

    private static string Program => Path.Combine(AppContext.BaseDirectory, "rw");

    private Finished Run(IReadOnlyList<string> self, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, new Terminal(TextReader.Null, output, error) { Self = self, Patience = Patience }, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    private string[] Dying(string subject)
    {
        var note = Encoding.UTF8.GetBytes($$"""{"Subject":"{{subject}}","Seed":1,"Number":17,"Judge":"duckdb","Script":"SELECT 42;"}""");
        File.WriteAllBytes(_workspace["case"], [.. BitConverter.GetBytes(note.Length), .. note, .. "left behind"u8]);
        return Script(DiesOnce);
    }

    private string[] Script(string text) => ["sh", _workspace.Write("self.sh", text.Replace("$FOLDER", _workspace.Folder, StringComparison.Ordinal).ReplaceLineEndings("\n")), Program];

    private string[] Equiv(string second, params string[] more) =>
        ["equiv", _workspace.Write("a.sql", "SELECT id FROM orders WHERE amount > 1000"), _workspace.Write("b.sql", second), "--schema", _workspace["schema.sql"], .. more];

    private static string Kept(Finished finished)
    {
        var kept = finished.Error.Split("The case is kept in ")[1].Split('\n')[0];
        var script = File.ReadAllText(kept);
        Directory.Delete(Path.GetDirectoryName(kept)!, recursive: true);
        return script;
    }

    [Fact]
    public void Another_process_finds_the_same()
    {
        _workspace.Write("laws/a.rw", Rules);
        string[] args = ["verify", _workspace["laws"], "--matches", "10", "--mutants"];
        var here = Run([], args);
        Assert.Equal(3, here.Code);
        Assert.Equal(here, Run([Program], args));
    }

    [Fact]
    public void A_process_that_dies_takes_one_rule_with_it_and_its_case_is_kept()
    {
        _workspace.Write("laws/a.rw", Rules);
        var finished = Run(Dying("double-negation"), "verify", _workspace["laws"], "--matches", "10");

        Assert.Matches(@"a\.rw:2:10: error RW4105: The process that verified 'double-negation' was ended by signal 9, while duckdb was at plan 17 with seed 1\.", finished.Error);
        Assert.Equal("SELECT 42;", Kept(finished));
        Assert.Contains("verified    left-join-to-inner  10 matches", finished.Out, StringComparison.Ordinal);
        Assert.Contains("1 verified, 1 refuted, 1 unverified; seed 1", finished.Out, StringComparison.Ordinal);
        Assert.Equal(3, finished.Code);
    }

    [Fact]
    public void Records_of_the_other_rules_are_written()
    {
        _workspace.Write("laws/a.rw", Rules[..Rules.IndexOf("/// Wrong", StringComparison.Ordinal)]);
        var finished = Run(Dying("another-one"), "lock", _workspace["laws"], "--matches", "10");

        Assert.Contains("was ended by signal 9, before its first case.", finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("is kept", finished.Error, StringComparison.Ordinal);
        Assert.Equal(4, finished.Code);
        Assert.Equal(["left-join-to-inner"], LockFile.Parse(File.ReadAllText(_workspace["laws.lock"]), "laws.lock").Value!.Records.Select(r => r.Rule));

        var next = Run([Program], "lock", _workspace["laws"], "--matches", "10");
        Assert.Equal(0, next.Code);
        Assert.Contains("1 verified, 0 refuted, 0 unverified; seed 1; 1 had a current record", next.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interruption_ends_the_other_process()
    {
        _workspace.Write("laws/a.rw", Rules);
        using var stop = new CancellationTokenSource();
        using var output = new StopAt("double-negation", stop);
        var code = CommandLine.Run(["verify", _workspace["laws"], "--matches", "10"], new Terminal(TextReader.Null, output, TextWriter.Null) { Self = [Program] }, stop.Token);
        Assert.Equal(130, code);
        Assert.Contains("1 verified, 0 refuted, 0 unverified; seed 1", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_tasks_find_the_same_in_another_process()
    {
        _workspace.Write("laws/a.rw", Rules + Aggregates);
        _workspace.Write("examples/a.rw", Examples);
        string[][] all =
        [
            ["verify", _workspace["laws"], "--rule", "drop-any-distinct", "--queries", "2000"], ["verify", _workspace["laws"], "--queries", "20", "--json"],
            ["verify", _workspace["laws"], "--matches", "3"], ["test", _workspace["examples"], "--matches", "3"], Equiv("SELECT id FROM orders WHERE amount >= 1000"),
            Equiv("SELECT id FROM orders WHERE 1000 < amount", "--cases", "20"), Equiv("SELECT id FROM orders WHERE amount"), Equiv("SELECT idd FROM orders"),
        ];
        foreach (var args in all)
        {
            Assert.Equal(Run([], args), Run([Program], args));
        }
    }

    [Fact]
    public void Another_aggregate_is_verified_after_one_that_ends_the_process()
    {
        _workspace.Write("laws/a.rw", Aggregates);
        var finished = Run(Dying("max"), "verify", _workspace["laws"]);

        Assert.Matches(@"a\.rw:2:11: error RW4105: The process that verified the aggregate 'max' was ended by signal 9, while duckdb was at database 17 with seed 1\.", finished.Error);
        Assert.Equal("SELECT 42;", Kept(finished));
        Assert.Matches(@"unverified  aggregate max(.|\n)*verified    aggregate min(.|\n)*aggregates: 1 verified, 0 refuted, 1 unverified", finished.Out);
        Assert.Equal(4, finished.Code);
    }

    [Fact]
    public void Random_queries_go_on_after_one_that_ends_the_process()
    {
        _workspace.Write("laws/a.rw", Rules[..Rules.IndexOf("/// Wrong", StringComparison.Ordinal)]);
        var finished = Run(Dying("0"), "verify", _workspace["laws"], "--queries", "8");

        Assert.Contains("error RW4105: The process that optimized random query 0 was ended by signal 9, while duckdb was at query 17 with seed 1.", finished.Error, StringComparison.Ordinal);
        Assert.Equal("SELECT 42;", Kept(finished));
        Assert.StartsWith("7 random queries, ", finished.Out, StringComparison.Ordinal);
        Assert.Equal(4, finished.Code);
    }

    [Fact]
    public void Random_queries_end_when_the_process_cannot_be_kept_alive()
    {
        _workspace.Write("laws/a.rw", Rules);
        var finished = Run(["false"], "verify", _workspace["laws"], "--queries", "1000");
        Assert.Equal(4, finished.Code);
        Assert.Equal(3, finished.Error.Split("ended with exit code 1, before its first case").Length - 1);
    }

    [Fact]
    public void Other_examples_are_executed_after_one_that_ends_the_process()
    {
        _workspace.Write("laws/a.rw", Examples);
        var finished = Run(Dying("distinct-twice"), "test", _workspace["laws"], "--matches", "3");

        Assert.Contains("The process that executed the examples of 'distinct-twice' was ended by signal 9, while duckdb was at case 17", finished.Error, StringComparison.Ordinal);
        Assert.Equal("SELECT 42;", Kept(finished));
        Assert.Contains("a.rw:16:3: error RW4202: The rule `double-negation` does not apply", finished.Error, StringComparison.Ordinal);
        Assert.Contains("1 wrong; 2 verified", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_whose_process_is_killed_at_work_keeps_a_case_that_runs()
    {
        var finished = Run(Script(KilledAtWork), Equiv("SELECT id FROM orders WHERE 1000 < amount", "--cases", "1000000"));

        Assert.Matches(@"error RW4105: The process that compared the queries was ended by signal 9, while duckdb was at case \d+ with seed 1\.", finished.Error);
        var script = Kept(finished);
        Assert.Contains("-- second\nSELECT id FROM orders WHERE 1000 < amount;", script, StringComparison.Ordinal);
        using var database = Engines.DuckDbEngine.Instance.OpenMemory();
        database.Execute(script);
        Assert.Equal((4, ""), (finished.Code, finished.Out));
    }

    [Fact]
    public void A_process_that_stands_still_is_ended()
    {
        Patience = TimeSpan.FromSeconds(0.5);
        var finished = Run(Script(Hangs), Equiv("SELECT id FROM orders"));

        Assert.Contains("The process that compared the queries was ended after it had not moved for 0.5 s, before its first case.", finished.Error, StringComparison.Ordinal);
        Assert.Equal((4, ""), (finished.Code, finished.Out));
    }

    [Fact]
    public void What_was_tried_before_an_interruption_is_told()
    {
        _workspace.Write("laws/a.rw", Rules);
        using var stop = new CancellationTokenSource();
        using var error = new StopAt("RW4105", stop);
        using var output = new StringWriter();
        var code = CommandLine.Run(["verify", _workspace["laws"], "--queries", "1000000"], new Terminal(TextReader.Null, output, error) { Self = Dying("0") }, stop.Token);
        Assert.Equal(130, code);
        Assert.StartsWith("0 random queries, 0 rewritten", output.ToString(), StringComparison.Ordinal);
    }
}
