using System.CommandLine;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Estimates;
using RewriteLang.Corpus.Loading;
using RewriteLang.Corpus.Reporting;
using RewriteLang.Corpus.Trials;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw optimize</c>: a file of statements in, the file with its queries rewritten out.</summary>
internal static class OptimizeCommand
{
    private const string StandardInput = "<stdin>";

    /// <summary>There is nothing to count in.</summary>
    private const string NoDatabase = "RW3117";

    public static Command Create(Attach attach)
    {
        var file = new Argument<string>("FILE") { Description = "A file of statements; - for standard input. Queries are rewritten, also inside INSERT, CREATE TABLE or VIEW … AS and COPY … TO; all else stays." };
        var schema = new Option<string>("--schema") { Description = "The tables: a file with DDL, a DuckDB or SQLite database, or a folder of Parquet or CSV files.", HelpName = "S", Required = true };
        var engine = SharedOptions.Engine();
        var dialect = SharedOptions.Dialect();
        var rules = SharedOptions.Rules();
        var explain = new Option<bool>("--explain") { Description = "Say on standard error which rules led to the result, and which did not fire and why." };
        var steps = new Option<bool>("--steps") { Description = "With --explain: also the SQL after each step that led to the result." };
        var analyze = new Option<bool>("--analyze") { Description = "With --explain: count the rows of every operator of the plan in the database that --schema names, and compare them with the estimates." };
        var limit = new Option<double>("--limit") { Description = "Seconds that one count of --analyze may take.", HelpName = "seconds", DefaultValueFactory = _ => 10 };
        var stats = SharedOptions.Stats();
        var costs = SharedOptions.Costs();
        var enginePlan = SharedOptions.EnginePlan();
        var unverified = SharedOptions.AllowUnverified();
        var json = SharedOptions.Json();
        var command = new Command("optimize", "Rewrite the queries of a file; the new text goes to standard output.") { file, schema, stats, costs, engine, dialect, rules, explain, steps, analyze, limit, enginePlan, unverified, json };
        attach(command, (parsed, terminal, token) =>
        {
            var path = parsed.GetRequiredValue(file);
            var text = path == "-" ? Result<string>.Success(terminal.In.ReadToEnd()) : TextFile.Read(path);
            var name = path == "-" ? StandardInput : path;
            var diagnostics = new DiagnosticText(terminal, text.IsSuccess ? new Dictionary<string, string> { [name] = text.Value } : null);
            var tables = SchemaSource.Load(parsed.GetRequiredValue(schema), SharedOptions.EngineOf(parsed.GetValue(dialect)), token)
                .Then(source => source.With(parsed.GetValue(stats)));
            var library = RuleSource.Load(parsed.GetValue(rules) ?? [], parsed.GetValue(unverified));
            Sequence<Diagnostic> all = [.. text.Diagnostics, .. tables.Diagnostics, .. library.Diagnostics];
            if (!text.IsSuccess || !tables.IsSuccess || !library.IsSuccess)
            {
                diagnostics.Write(all);
                return ExitCodes.WrongInput;
            }

            var target = SharedOptions.EngineOf(parsed.GetValue(engine)) ?? tables.Value.Engine ?? SharedOptions.EngineOf(parsed.GetValue(dialect)) ?? DuckDbEngine.Instance;
            var paid = CostsSource.Load(parsed.GetValue(costs), target);
            all = [.. all, .. paid.Diagnostics];
            if (!paid.IsSuccess)
            {
                diagnostics.Write(all);
                return ExitCodes.WrongInput;
            }

            if (parsed.GetValue(steps) && !parsed.GetValue(explain))
            {
                diagnostics.Write([.. all, Diagnostic.Error(NoDatabase, "--steps belongs to --explain.", hint: "Say both.")]);
                return ExitCodes.WrongInput;
            }

            if (parsed.GetValue(analyze) && Unanalyzable(tables.Value, target, parsed.GetValue(explain), parsed.GetValue(limit)) is { } reason)
            {
                diagnostics.Write([.. all, reason]);
                return ExitCodes.WrongInput;
            }

            using var plans = !SharedOptions.AsksPlan(parsed.GetValue(enginePlan), target.ExplainsCheaply) ? null : EnginePlanSource.Of(parsed.GetRequiredValue(schema), tables.Value, target, token);
            var rewriter = new Rewriter(tables.Value.Catalog, library.Value.Rules, new(target.Name) { Features = target.Capabilities, Costs = paid.Value, KeepSteps = parsed.GetValue(steps), Cancellation = token }, PrinterCapabilities.For(target), DialectNames.Of(parsed.GetValue(dialect)))
            {
                EnginePlanOf = plans is null ? null : plans.PlanOf,
            };
            var rewriting = rewriter.RewriteScript(text.Value, name);
            token.ThrowIfCancellationRequested();
            all = [.. all, .. rewriting.Diagnostics];
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(JsonText.Of(rewriting, target, all));
            }
            else
            {
                diagnostics.Write(all);
                WriteText(rewriting, terminal);
            }

            if (parsed.GetValue(explain))
            {
                using var database = parsed.GetValue(analyze) ? SchemaSource.Open(parsed.GetRequiredValue(schema), target, token) : null;
                var analysis = database is null ? null : new PlanAnalysis(database, PrinterCapabilities.For(target), TimeSpan.FromSeconds(parsed.GetValue(limit)));
                foreach (var statement in rewriting.Statements)
                {
                    Explain(statement, library.Value, terminal, rewriting.Statements.Count > 1);
                    if (analysis is not null && statement.Optimized is { } optimized)
                    {
                        WriteRows(analysis.Of(optimized, token), terminal);
                    }
                }
            }

            return rewriting.Status == RewritingStatus.Failed ? ExitCodes.WrongInput : ExitCodes.Done;
        });
        return command;
    }

    // What was not rewritten goes out as it came in, byte for byte; queries in another dialect go out translated, all of them or none.
    private static void WriteText(ScriptRewriting rewriting, Terminal terminal)
    {
        if (rewriting.Status == RewritingStatus.Failed)
        {
            return;
        }

        var text = rewriting.FileText;
        terminal.Out.Write(text != rewriting.Original && !text.EndsWith('\n') ? text + "\n" : text);
    }

    private static Diagnostic? Unanalyzable(SchemaSource tables, Engine target, bool isExplained, double limit) =>
        !isExplained ? Diagnostic.Error(NoDatabase, "--analyze belongs to --explain.", hint: "Say both.")
        : tables.Engine is null ? Diagnostic.Error(NoDatabase, "--analyze counts rows, and --schema names no data.", hint: "Name a database, or a folder of Parquet or CSV files, with --schema.")
        : tables.Engine != target ? Diagnostic.Error(NoDatabase, $"--analyze counts rows with {target.Name}, and --schema names data of {tables.Engine.Name}.", hint: "Leave --engine out.")
        : limit is > 0 and < 1e6 ? null
        : Diagnostic.Error(CorpusCommand.OutOfRange, $"--limit must be more than 0, not {limit}.");

    private static void WriteRows(Sequence<OperatorRows> operators, Terminal terminal)
    {
        terminal.Error.WriteLine("Rows of the plan:");
        foreach (var line in EstimateText.Of(operators))
        {
            terminal.Error.WriteLine($"  {line}");
        }

        if (QErrors.Of(operators) is { } errors)
        {
            terminal.Error.WriteLine($"  {EstimateText.Of(errors)}");
        }
    }

    // What does not fit on a line begins on the next one.
    private static void WritePlan(string name, string plan, Terminal terminal)
    {
        const int Width = 120;
        var lines = RelationLayout.Lines(plan, Width - 4).ToList();
        terminal.Error.WriteLine(lines is [var only] ? $"  {name}: {only}" : $"  {name}:");
        foreach (var line in lines.Count > 1 ? lines : [])
        {
            terminal.Error.WriteLine($"    {line}");
        }
    }

    private static void Explain(Rewriting rewriting, RuleSource rules, Terminal terminal, bool isOneOfSeveral)
    {
        if (isOneOfSeveral)
        {
            terminal.Error.WriteLine($"Line {rewriting.Statement?.Span.Line}:");
        }

        if (rewriting.Optimized is not { } optimized)
        {
            terminal.Error.WriteLine("The query did not reach the optimizer.");
            return;
        }

        var docs = RuleSummaries.Of(rules.Rules.Library);
        terminal.Error.WriteLine($"{rewriting.Status}: estimated cost {Figures.Cost(optimized.CostBefore)} → {Figures.Cost(optimized.CostAfter)}, in {Figures.Time(rewriting.Elapsed)}.");
        WritePlan("as read", RelationText.Render(rewriting.Query!), terminal);
        WritePlan("chosen", RelationText.Render(optimized.Query), terminal);
        terminal.Error.WriteLine($"The search {optimized.Saturation.Summary}.");
        if (rewriting.Steps.IsEmpty)
        {
            foreach (var rule in optimized.Rules.Distinct())
            {
                terminal.Error.WriteLine($"  {terminal.Paint(rule, 32)}  {docs.GetValueOrDefault(rule, "")}");
            }
        }
        else
        {
            terminal.Error.WriteLine();
            foreach (var line in StepsText.Of(rewriting, docs, terminal))
            {
                terminal.Error.WriteLine(line);
            }
        }

        foreach (var (rule, reason) in optimized.Untried)
        {
            terminal.Error.WriteLine($"  {rule} was not tried: in the engine's plan of the query, {reason}");
        }

        foreach (var ((rule, reason), count) in optimized.Rejections)
        {
            terminal.Error.WriteLine($"  {rule} did not fire: {reason}{(count > 1 ? $" ({count} times)" : "")}");
        }
    }
}
