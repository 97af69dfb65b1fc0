using System.CommandLine;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Calibrating;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;
using RewriteLang.Optimizer.Costs;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw calibrate</c>: what the engine at hand pays on this machine, as a file that <c>--costs</c> takes.</summary>
internal static class CalibrateCommand
{
    private const long LeastRows = 2_000;
    private const long MostRows = 1_000_000;

    public static Command Create(Attach attach)
    {
        var engine = SharedOptions.Engine();
        var output = new Option<string?>("--out") { Description = "Write to this file instead of standard output.", HelpName = "FILE" };
        var rows = new Option<long?>("--rows") { Description = "The rows of the largest generated table, 2,000 to 1,000,000; by default 1,000,000 on DuckDB and 200,000 on SQLite.", HelpName = "N" };
        var runs = new Option<int>("--runs") { Description = "How often each statement is timed; the median counts.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var seed = new Option<uint>("--seed") { Description = "Decides the data.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("calibrate", "Time generated statements on an engine and fit the costs of the model to them. rw optimize and rw corpus run take the file with --costs.") { engine, output, rows, runs, seed };
        attach(command, (parsed, terminal, token) =>
        {
            var target = SharedOptions.EngineOf(parsed.GetValue(engine)) ?? DuckDbEngine.Instance;
            var count = parsed.GetValue(rows) ?? (target == SqliteEngine.Instance ? 200_000 : MostRows);
            if (count is < LeastRows or > MostRows || parsed.GetValue(runs) < 1)
            {
                new DiagnosticText(terminal).Write([Diagnostic.Error(
                    CorpusCommand.OutOfRange, $"--rows must be {LeastRows} to {MostRows}, not {count}, and --runs more than 0, not {parsed.GetValue(runs)}.")]);
                return ExitCodes.WrongInput;
            }

            var calibrator = new Calibrator(target, EngineCosts.Of(target.Name));
            var found = calibrator.Run(count, parsed.GetValue(runs), parsed.GetValue(seed), terminal.Note, token);
            var text = CostsText.Write(new(target.Name, found.Costs), Remarks(found, calibrator, target, count, parsed.GetValue(runs), parsed.GetValue(seed)));
            if (parsed.GetValue(output) is { } file)
            {
                TextFile.WriteWhole(file, text);
            }
            else
            {
                terminal.Out.Write(text);
            }

            terminal.Note(Quality(found));
            return ExitCodes.Done;
        });
        return command;
    }

    private static IEnumerable<string> Remarks(Calibration found, Calibrator calibrator, Engine engine, long rows, int runs, uint seed) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{engine.Description}, {Environment.ProcessorCount} processors; {found.Timings.Count} statements over {rows:N0} rows, medians of {runs} runs, seed {seed}"),
        Quality(found),
        $"not fitted, but shipped: {string.Join(", ", CostParameters.All.Select(p => p.Name).Except(calibrator.Fitted))}",
        "nanoseconds; only ratios matter",
    ];

    private static string Quality(Calibration found) => string.Create(
        CultureInfo.InvariantCulture,
        $"estimates of the statements are off by {found.Median:0.00}x (median), {found.Worst:0.0}x at most; with the shipped costs by {found.ShippedMedian:0.00}x and {found.ShippedWorst:0.0}x");
}
