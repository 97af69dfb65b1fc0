using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Corpus.Reporting;
using RewriteLang.Corpus.Trials;
using RewriteLang.Engines;
using Spectre.Console;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw corpus run</c>: every query of a folder rewritten, compared and timed.</summary>
internal static class CorpusCommand
{
    /// <summary>No query of that name.</summary>
    private const string UnknownQuery = "RW3108";

    /// <summary>A number out of range.</summary>
    internal const string OutOfRange = "RW3109";

    /// <summary>Options that contradict each other.</summary>
    private const string NothingRuns = "RW3118";

    public static Command Create(Attach attach)
    {
        var folder = new Argument<string>("DIR") { Description = "A folder with schema.sql, queries/*.sql, and generate.sql or data/*.parquet." };
        var engine = SharedOptions.Engine();
        var db = new Option<string?>("--db") { Description = "A DuckDB database with the data, opened for reading only.", HelpName = "F" };
        var scale = new Option<double>("--scale") { Description = "The scale of generated data.", HelpName = "N", DefaultValueFactory = _ => 0.1 };
        var measure = new Option<bool>("--measure") { Description = "Keep the original wherever the rewritten query was not measurably faster." };
        var runs = new Option<int>("--runs") { Description = "How often each text is timed; the median counts.", HelpName = "N", DefaultValueFactory = _ => 3 };
        var output = new Option<string?>("--out") { Description = "Write trials.jsonl, sql/*.sql and report.html to this folder.", HelpName = "DIR" };
        var rules = SharedOptions.Rules();
        var limit = new Option<double>("--limit") { Description = "Seconds that a query may take.", HelpName = "seconds", DefaultValueFactory = _ => 60 };
        var ids = new Option<string[]>("--query") { Description = "Run only this query; may be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
        var only = new Option<bool>("--rewrite-only") { Description = "Rewrite the queries, and run none: without data, with the statistics of --stats or none." };
        var analyze = new Option<bool>("--analyze") { Description = "Count the rows of every operator of each plan, and compare them with the estimates." };
        var stats = SharedOptions.Stats();
        var costs = SharedOptions.Costs();
        var enginePlan = SharedOptions.EnginePlan();
        var unverified = SharedOptions.AllowUnverified();
        var json = SharedOptions.Json();
        var run = new Command("run", "Rewrite, compare and time every query of a corpus.") { folder, engine, db, stats, costs, scale, measure, analyze, only, runs, output, rules, limit, ids, enginePlan, unverified, json };
        attach(run, (parsed, terminal, token) =>
        {
            var clock = Stopwatch.StartNew();
            var diagnostics = new DiagnosticText(terminal);
            var library = RuleSource.Load(parsed.GetValue(rules) ?? [], parsed.GetValue(unverified));
            var set = CorpusSet.Load(parsed.GetRequiredValue(folder)).Then(s => Chosen(s, parsed.GetValue(ids) ?? []));
            var file = parsed.GetValue(db);
            var target = SharedOptions.EngineOf(parsed.GetValue(engine)) ?? DuckDbEngine.Instance;
            var paid = CostsSource.Load(parsed.GetValue(costs), target);
            Sequence<Diagnostic> problems =
            [
                .. library.Diagnostics,
                .. set.Diagnostics,
                .. paid.Diagnostics,
                .. Positive("--scale", parsed.GetValue(scale)),
                .. Positive("--limit", parsed.GetValue(limit)),
                .. Positive("--runs", parsed.GetValue(runs)),
                .. parsed.GetValue(only) && (parsed.GetValue(analyze) || parsed.GetValue(measure) || file is not null)
                    ? new[] { Diagnostic.Error(NothingRuns, "--rewrite-only runs nothing: there is nothing to --measure, to --analyze or to read from --db.", hint: "Leave one of them out.") }
                    : [],
                .. file is null || File.Exists(file) ? [] : new[] { Diagnostic.Error(CorpusSet.Missing, $"There is no file '{file}'.") },
            ];
            diagnostics.Write(problems);
            if (!library.IsSuccess || !set.IsSuccess || problems.Any(p => p.Severity == Severity.Error))
            {
                return ExitCodes.WrongInput;
            }

            var loaded = parsed.GetValue(only) ? null : Load(set.Value, target, parsed.GetValue(scale), file, terminal, token);
            var tables = loaded is null ? DdlCatalog.Read(set.Value.SchemaFile, set.Value.Schema) : loaded.Then(d => Result<Catalog>.Success(d.Catalog));
            using var database = loaded?.Value;
            var catalog = parsed.GetValue(stats) is { } counted ? tables.Then(c => SchemaSource.Counted(c, counted)) : tables;
            diagnostics.Write(catalog.Diagnostics);
            if (!catalog.IsSuccess)
            {
                return ExitCodes.WrongInput;
            }

            terminal.Note($"Loaded after {Figures.Time(clock.Elapsed)}; {set.Value.Queries.Count} queries, {library.Value.Rules.Library.Rules.Count} rules.");
            using var results = parsed.GetValue(output) is { } to ? RunFolder.Create(to) : null;
            var runner = new CorpusRunner(database, target, library.Value.Rules, new()
            {
                Measure = parsed.GetValue(measure),
                TimeLimit = TimeSpan.FromSeconds(parsed.GetValue(limit)),
                Runs = parsed.GetValue(runs),
                Catalog = catalog.Value,
                Costs = paid.Value,
                Analyze = parsed.GetValue(analyze),
                KeepSteps = results is not null,
                AskPlan = SharedOptions.AsksPlan(parsed.GetValue(enginePlan), isCheap: true),
                Cancellation = token,
            });
            var asJson = parsed.GetValue(json);
            var table = new CorpusTable(terminal, set.Value.Queries);
            var outcomes = Run(runner, set.Value, target, results, terminal, asJson ? null : table, token);
            var scaled = set.Value.Generator is null || file is not null ? (double?)null : parsed.GetValue(scale);
            var result = new CorpusResult(
                set.Value, target.Description, scaled, [.. outcomes], library.Value.Rules.Omitted, clock.Elapsed, outcomes.Count == set.Value.Queries.Count)
            {
                Runs = parsed.GetValue(only) ? null : parsed.GetValue(runs),
            };
            diagnostics.Write(outcomes.Where(o => o.Rewriting.Status == RewritingStatus.Failed).SelectMany(o => o.Rewriting.Diagnostics));
            if (asJson)
            {
                terminal.Out.WriteLine(JsonText.Of(result));
            }
            else
            {
                table.WriteTotals(result);
            }

            results?.Finish(result, library.Value.Rules.Library);
            if (results is not null)
            {
                terminal.Note($"Written: {results.Page}, {Path.Combine(results.Folder, "trials.jsonl")}, {Path.Combine(results.Folder, "sql")}");
            }

            return result.ExitCode;
        });
        return new Command("corpus", "Work with folders of queries.") { run };
    }

    private static Result<CorpusDatabase> Load(CorpusSet set, Engine engine, double scale, string? file, Terminal terminal, CancellationToken token)
    {
        terminal.Note($"Loading {set.Name} for {engine.Description} …");
        return CorpusDatabase.Load(set, engine, scale, file, token);
    }

    /// <summary>Runs queries until the end or until the token stops it: what is done by then is returned.</summary>
    private static List<QueryOutcome> Run(
        CorpusRunner runner, CorpusSet set, Engine engine, RunFolder? results, Terminal terminal, CorpusTable? table, CancellationToken token)
    {
        var outcomes = new List<QueryOutcome>();
        var round = $"{set.Name}/{engine.Name}";
        if (!terminal.IsInteractive || terminal.IsQuiet)
        {
            table?.WriteHead();
            Each(_ => { }, outcome => table?.Write(outcome));
            return outcomes;
        }

        // A bar while it runs, the table afterwards: the two would tear each other apart.
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(terminal.Error) });
        console.Progress().AutoClear(true).Columns(new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn()).Start(progress =>
        {
            var task = progress.AddTask(set.Name, maxValue: set.Queries.Count);
            Each(query => task.Description = Markup.Escape(query.Id), _ => task.Increment(1));
        });
        table?.WriteHead();
        outcomes.ForEach(outcome => table?.Write(outcome));
        return outcomes;

        void Each(Action<CorpusQuery> begin, Action<QueryOutcome> end)
        {
            try
            {
                foreach (var query in set.Queries)
                {
                    begin(query);
                    var outcome = runner.Run(query, round, token);
                    token.ThrowIfCancellationRequested();
                    outcomes.Add(outcome);
                    results?.Add(outcome);
                    end(outcome);
                }
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                // What is done is kept.
            }
        }
    }

    private static Result<CorpusSet> Chosen(CorpusSet set, string[] ids)
    {
        if (ids.Length == 0)
        {
            return Result<CorpusSet>.Success(set);
        }

        var unknown = ids.Where(id => !set.Queries.Any(q => q.Id == id)).Select(id => Diagnostic.Error(
            UnknownQuery, $"There is no query '{id}' in '{set.Folder}'.", hint: Closest(id, set))).ToList();
        return unknown.Count > 0
            ? Result<CorpusSet>.Failure([.. unknown])
            : Result<CorpusSet>.Success(set with { Queries = [.. set.Queries.Where(q => ids.Contains(q.Id))] });
    }

    private static string? Closest(string id, CorpusSet set)
    {
        var found = set.Queries.FirstOrDefault(q => q.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase))
            ?? set.Queries.FirstOrDefault(q => q.Id.Contains(id, StringComparison.OrdinalIgnoreCase));
        return found is null ? null : $"Did you mean '{found.Id}'?";
    }

    private static IEnumerable<Diagnostic> Positive(string option, double value)
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            yield return Diagnostic.Error(OutOfRange, string.Create(CultureInfo.InvariantCulture, $"{option} must be more than 0, not {value}."));
        }
    }
}
