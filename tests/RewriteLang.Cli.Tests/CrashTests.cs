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

    // Ends with a signal at the first rule, after it has noted a case as the program does; afterwards it is the program.
    private const string DiesOnce = """
        if mkdir "$FOLDER/started" 2> /dev/null; then
          read -r request
          cp "$FOLDER/case" "$3"
          kill -KILL $$
        fi
        exec "$@"
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    private static string Program => Path.Combine(AppContext.BaseDirectory, "rw");

    private static Finished Run(IReadOnlyList<string> self, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, new Terminal(TextReader.Null, output, error) { Self = self }, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    private string[] Dying(string rule)
    {
        var note = Encoding.UTF8.GetBytes($$"""{"Rule":"{{rule}}","Seed":1,"Plan":17,"Judge":"duckdb","Script":"SELECT 42;"}""");
        File.WriteAllBytes(_workspace["case"], [.. BitConverter.GetBytes(note.Length), .. note, .. "left behind"u8]);
        return ["sh", _workspace.Write("dying.sh", DiesOnce.Replace("$FOLDER", _workspace.Folder, StringComparison.Ordinal).ReplaceLineEndings("\n")), Program];
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
        var kept = finished.Error.Split("The case is kept in ")[1].Trim();
        Assert.Equal("SELECT 42;", File.ReadAllText(kept));
        Directory.Delete(Path.GetDirectoryName(kept)!, recursive: true);
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
}
