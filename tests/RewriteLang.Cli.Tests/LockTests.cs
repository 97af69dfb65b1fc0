using System.Text.Json.Nodes;
using RewriteLang.Dsl;

namespace RewriteLang.Cli.Tests;

public sealed class LockTests : IDisposable
{
    private const string Sound = """
        language 1

        /// Two negations cancel.
        simplify double-negation
          not (not p) => p

        /// A filter that rejects the padded rows makes a left join inner.
        simplify left-join-to-inner
          join(left_join(L, R | ..on), ..rest | p & ..ps) => join(L, R, ..rest | ..on & p & ..ps)
          when rejects_null(p, out(R))

        """;

    private const string Unsound = """
        language 1

        /// Wrong: duplicates come back.
        simplify drop-any-distinct
          distinct(R) => R

        """;

    private const string Idle = """
        language 1

        /// Never applies.
        simplify never
          distinct(R) => R
          when row_bound(R) = 12345

        """;

    private readonly Workspace _workspace = new();

    private string Rules => _workspace["laws"];

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Verifies_rules_and_says_how_often_they_matched_and_with_which_seed()
    {
        _workspace.Write("laws/a.rw", Sound);
        var finished = Workspace.Run("verify", Rules, "--matches", "10", "--seed", "7");
        Assert.Equal((0, ""), (finished.Code, finished.Error));
        Assert.Matches(@"verified    left-join-to-inner  10 matches in \d+ plans \(\d+ %\); cases: reference [1-9]\d*, duckdb [1-9]\d*, sqlite [1-9]", finished.Out);
        Assert.Contains("2 verified, 0 refuted, 0 unverified; seed 7", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Refutes_a_wrong_rule_with_a_script()
    {
        _workspace.Write("laws/a.rw", Unsound);
        var finished = Workspace.Run("verify", Rules, "--matches", "10");
        Assert.Equal(3, finished.Code);
        Assert.Contains("refuted     drop-any-distinct", finished.Out, StringComparison.Ordinal);
        Assert.Matches(@"CREATE TABLE \w+ (.|\n)*INSERT INTO (.|\n)*-- original\nSELECT DISTINCT(.|\n)*-- rewritten\nSELECT ", finished.Out);
    }

    [Fact]
    public void A_rule_that_never_matched_is_undetermined()
    {
        _workspace.Write("laws/a.rw", Idle);
        var finished = Workspace.Run("verify", Rules, "--matches", "5");
        Assert.Equal(4, finished.Code);
        Assert.Contains("unverified  never  0 matches", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Verifies_one_rule_by_name_and_writes_json()
    {
        _workspace.Write("laws/a.rw", Sound);
        var finished = Workspace.Run("verify", Rules, "--rule", "double-negation", "--matches", "10", "--json");
        var rule = Assert.Single(JsonNode.Parse(finished.Out)!["rules"]!.AsArray())!;
        Assert.Equal(("double-negation", "verified", 10), ((string)rule["rule"]!, (string)rule["status"]!, (int)rule["matches"]!));
        var unknown = Workspace.Run("verify", Rules, "--rule", "duble-negation");
        Assert.Equal(1, unknown.Code);
        Assert.Contains("RW3111", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_what_rule_files_say_of_aggregates()
    {
        _workspace.Write("laws/a.rw", "/// The least.\naggregate min(x)\n  let parts = [p := min(x)], whole = [s := min(p)], value = s\n  let empty = null\n");
        var finished = Workspace.Run("verify", Rules, "--matches", "10", "--json");
        Assert.Equal((0, ""), (finished.Code, finished.Error));
        var aggregate = Assert.Single(JsonNode.Parse(finished.Out)!["aggregates"]!.AsArray())!;
        Assert.Equal(("min", "verified"), ((string)aggregate["aggregate"]!, (string)aggregate["status"]!));
        Assert.NotEmpty(aggregate["laws"]!.AsObject());
    }

    [Fact]
    public void Locks_rules_and_stays_current_until_a_rule_says_something_else()
    {
        var file = _workspace.Write("laws/a.rw", Sound);
        Assert.Equal(3, Workspace.Run("lock", Rules, "--check").Code);
        Assert.Equal(0, Workspace.Run("lock", Rules, "--matches", "10").Code);
        var records = File.ReadAllText(_workspace["laws.lock"]);
        Assert.Equal(["double-negation", "left-join-to-inner"], LockFile.Parse(records, "laws.lock").Value!.Records.Select(r => r.Rule));
        Assert.Equal(0, Workspace.Run("lock", Rules, "--check").Code);

        // Comments, layout and gates are about something else.
        File.WriteAllText(file, Sound.Replace("Two negations", "Both negations", StringComparison.Ordinal)
            .Replace("  not (not p) => p", "  // the same\n  not (not p)\n    => p\n  gate engine('sqlite')", StringComparison.Ordinal));
        Assert.Equal(0, Workspace.Run("lock", Rules, "--check").Code);

        File.WriteAllText(file, Sound.Replace("not (not p) => p", "not (not (not p)) => not p", StringComparison.Ordinal));
        var stale = Workspace.Run("lock", Rules, "--check");
        Assert.Equal(3, stale.Code);
        Assert.Contains($"{file}:4:10: error RW3112: 'double-negation' has no current record: the rule has changed", stale.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("left-join-to-inner", stale.Error, StringComparison.Ordinal);
        Assert.Equal(records, File.ReadAllText(_workspace["laws.lock"]));
    }

    [Fact]
    public void Locking_again_verifies_only_what_is_new_and_forgets_what_is_gone()
    {
        _workspace.Write("laws/a.rw", Sound);
        _workspace.Write("laws/b.rw", Idle);
        Assert.Equal(4, Workspace.Run("lock", Rules, "--matches", "10").Code);
        _workspace.Write("laws/b.rw", "language 1\n\n/// The opposite.\nsimplify not-less\n  not (x < y) => x >= y\n");
        var again = Workspace.Run("lock", Rules, "--matches", "10");
        Assert.Equal(0, again.Code);
        Assert.DoesNotContain("double-negation", again.Out, StringComparison.Ordinal);
        Assert.Contains("1 verified, 0 refuted, 0 unverified; seed 1; 2 had a current record", again.Out, StringComparison.Ordinal);
        File.Delete(_workspace["laws/a.rw"]);
        var gone = Workspace.Run("lock", Rules, "--check");
        Assert.Equal(3, gone.Code);
        Assert.Contains("There is a record of 'double-negation', but no such rule", gone.Error, StringComparison.Ordinal);
        Assert.Equal(0, Workspace.Run("lock", Rules).Code);
        Assert.Equal(["not-less"], LockFile.Parse(File.ReadAllText(_workspace["laws.lock"]), "x").Value!.Records.Select(r => r.Rule));
    }

    [Fact]
    public void A_mutant_that_survives_has_to_be_explained()
    {
        const string Mutant = "without disjoint(out(R), out(L))";
        const string Text = """
            language 1

            /// Only the condition sees the inner side.
            simplify drop-projection
              apply_semi(L, project(R, _xs) | ) => apply_semi(L, R | )
              when disjoint(out(R), out(L))

            """;
        var file = _workspace.Write("laws/a.rw", Text);
        var locked = Workspace.Run("lock", Rules, "--matches", "20");
        Assert.Contains($"warning RW3116: 'drop-projection' {Mutant} was not refuted", locked.Error, StringComparison.Ordinal);
        var check = Workspace.Run("lock", Rules, "--check");
        Assert.Equal(3, check.Code);
        Assert.Contains($"{file}:4:10: error RW3116: 'drop-projection' {Mutant} was not refuted, and nothing says why.", check.Error, StringComparison.Ordinal);
        Assert.Equal(1, Workspace.Run("test", Rules).Code);

        File.WriteAllText(file, Text.Replace("inner side.", $"inner side.\n/// Survives `{Mutant}`: no two occurrences share columns.", StringComparison.Ordinal));
        Assert.Equal(0, Workspace.Run("lock", Rules, "--check").Code);
        var explained = Workspace.Run("explain", "drop-projection", "--rules", Rules).Out;
        Assert.Contains($"{Mutant}: not refuted; no two occurrences share columns.", explained, StringComparison.Ordinal);
        Assert.Contains("\nOnly the condition sees the inner side.\n\n", explained, StringComparison.Ordinal);
        Assert.DoesNotContain("Survives", explained, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refuted_rule_gets_no_record()
    {
        _workspace.Write("laws/a.rw", Unsound);
        _workspace.Write("laws/b.rw", Sound);
        Assert.Equal(3, Workspace.Run("lock", Rules, "--matches", "10").Code);
        Assert.DoesNotContain("drop-any-distinct", File.ReadAllText(_workspace["laws.lock"]), StringComparison.Ordinal);
        Assert.Equal(3, Workspace.Run("lock", Rules, "--check").Code);
    }

    [Fact]
    public void Only_rules_with_a_current_record_rewrite()
    {
        _workspace.Write("laws/a.rw", Sound);
        string[] optimize = ["optimize", _workspace.Write("q.sql", Workspace.Rewritable), "--schema", _workspace["schema.sql"], "--rules", Rules];
        var without = Workspace.Run(optimize);
        Assert.Equal((0, Workspace.Rewritable), (without.Code, without.Out));
        Assert.Contains("warning RW3105", without.Error, StringComparison.Ordinal);
        var trusting = Workspace.Run([.. optimize, "--allow-unverified"]);
        Assert.DoesNotContain("LEFT JOIN", trusting.Out, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", trusting.Error);

        Assert.Equal(0, Workspace.Run("lock", Rules, "--matches", "10").Code);
        var verified = Workspace.Run(optimize);
        Assert.DoesNotContain("LEFT JOIN", verified.Out, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", verified.Error);

        _workspace.Write("laws/a.rw", Sound.Replace("rejects_null(p, out(R))", "rejects_null(p, out(R)), not empty(on)", StringComparison.Ordinal));
        var stale = Workspace.Run(optimize);
        Assert.Equal(Workspace.Rewritable, stale.Out);
        Assert.Contains("warning RW3106: Left out, having no current record in", stale.Error, StringComparison.Ordinal);
        Assert.Contains(": left-join-to-inner.", stale.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_corpus_run_says_which_rules_it_left_out()
    {
        _workspace.Write("laws/a.rw", Sound);
        var finished = Workspace.Run("corpus", "run", _workspace.Folder, "--scale", "1", "--runs", "1", "--rules", Rules, "--json");
        Assert.Equal(["double-negation", "left-join-to-inner"], JsonNode.Parse(finished.Out)!["omitted_rules"]!.AsArray().Select(r => (string)r!));
    }

    [Fact]
    public void A_lock_file_with_merge_conflicts_is_wrong_input()
    {
        _workspace.Write("laws/a.rw", Sound);
        var locked = _workspace.Write("laws.lock", "rewritelang rules.lock version 1\n<<<<<<< ours\n");
        var finished = Workspace.Run("lock", Rules);
        Assert.Equal(1, finished.Code);
        Assert.Contains($"{locked}:2:1: error RW2654", finished.Error, StringComparison.Ordinal);
        Assert.Contains("<<<<<<<", File.ReadAllText(locked), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_is_of_a_folder()
    {
        var finished = Workspace.Run("lock", _workspace.Write("laws/a.rw", Sound));
        Assert.Equal(1, finished.Code);
        Assert.Contains("RW3113", finished.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_workspace["laws.lock"]));
    }

    [Fact]
    public void What_is_verified_when_it_is_interrupted_is_kept()
    {
        _workspace.Write("laws/a.rw", Sound);
        using var stop = new CancellationTokenSource();
        using var output = new StopAfterFirstLine(stop);
        var code = CommandLine.Run(["lock", Rules, "--matches", "10"], new Terminal(TextReader.Null, output, TextWriter.Null), stop.Token);
        Assert.Equal(130, code);
        Assert.Equal(["double-negation"], LockFile.Parse(File.ReadAllText(_workspace["laws.lock"]), "x").Value!.Records.Select(r => r.Rule));
    }

    private sealed class StopAfterFirstLine(CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            stop.Cancel();
        }
    }
}
