using System.CommandLine;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Corpus.Reporting;
using RewriteLang.Corpus.Trials;
using RewriteLang.Dsl;
using RewriteLang.Engines;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw explain</c>: what a rule says and what is known of it; and why it did not rewrite a query.</summary>
internal static class ExplainCommand
{
    /// <summary>There is no rule of that name.</summary>
    private const string NoRule = "RW3111";

    /// <summary>Options that belong together and did not come together.</summary>
    private const string Incomplete = "RW3115";

    public static Command Create(Attach attach)
    {
        var rule = new Argument<string?>("RULE") { Description = "The rule to explain.", Arity = ArgumentArity.ZeroOrOne };
        var whyNot = new Option<string?>("--why-not") { Description = "Say what kept this rule from rewriting --query.", HelpName = "RULE" };
        var steps = new Option<bool>("--steps") { Description = "Show how --query is rewritten: the SQL after each step, with the rules that made it." };
        var query = new Option<string?>("--query") { Description = "A file with one SELECT.", HelpName = "FILE" };
        var schema = new Option<string?>("--schema") { Description = "The tables of the query: a file with DDL, a DuckDB or SQLite database, or a folder of Parquet or CSV files.", HelpName = "S" };
        var engine = SharedOptions.Engine();
        var rules = SharedOptions.Rules();
        var command = new Command("explain", "Explain a rule, why it did not rewrite a query, or how a query is rewritten.") { rule, whyNot, steps, query, schema, engine, rules };
        attach(command, (parsed, terminal, token) =>
        {
            if (parsed.GetValue(steps))
            {
                return Steps(parsed.GetValue(query), parsed.GetValue(schema), SharedOptions.EngineOf(parsed.GetValue(engine)), parsed.GetValue(rules) ?? [], terminal, token);
            }

            var named = RulePaths.Of(parsed.GetValue(rules));
            var library = named.Then(p => RuleLoader.LoadFiles(p.Paths));
            var name = parsed.GetValue(whyNot) ?? parsed.GetValue(rule);
            var diagnostics = new List<Diagnostic>(library.Diagnostics);
            if (name is null || (parsed.GetValue(whyNot) is not null && (parsed.GetValue(query) is null || parsed.GetValue(schema) is null)))
            {
                diagnostics.Add(Diagnostic.Error(Incomplete, "Name a rule, or ask --why-not RULE --query FILE --schema S.", hint: "rw explain left-join-to-inner"));
            }

            var all = library.IsSuccess ? library.Value.SelectMany(f => f.Rules).ToList() : [];
            var found = all.Find(r => r.Name == name);
            if (library.IsSuccess && name is not null && found is null)
            {
                diagnostics.Add(Diagnostic.Error(NoRule, $"There is no rule '{name}'.", hint: Nearest(name, all)));
            }

            new DiagnosticText(terminal).Write(diagnostics);
            if (found is null || diagnostics.Exists(d => d.Severity == Severity.Error))
            {
                return ExitCodes.WrongInput;
            }

            var paths = named.Value!.Paths;
            return parsed.GetValue(whyNot) is not null
                ? new WhyNot(found, all, paths, terminal).Explain(parsed.GetValue(query)!, parsed.GetValue(schema)!, SharedOptions.EngineOf(parsed.GetValue(engine)), token)
                : new RuleExplanation(found, library.Value!.First(f => f.Rules.Contains(found)), all, paths, terminal).Write();
        });
        return command;
    }

    private static int Steps(string? query, string? schema, Engine? engine, string[] rules, Terminal terminal, CancellationToken token)
    {
        var text = query is null || schema is null
            ? Result<string>.Failure([Diagnostic.Error(Incomplete, "--steps shows how a query is rewritten: name it, and its tables.", hint: "rw explain --steps --query FILE --schema S")])
            : TextFile.Read(query);
        var tables = schema is null ? null : SchemaSource.Load(schema, null, token);
        var library = RuleSource.Load(rules, false);
        new DiagnosticText(terminal).Write([.. text.Diagnostics, .. tables?.Diagnostics ?? [], .. library.Diagnostics]);
        if (!text.IsSuccess || tables is not { IsSuccess: true } || !library.IsSuccess)
        {
            return ExitCodes.WrongInput;
        }

        var target = engine ?? tables.Value.Engine ?? DuckDbEngine.Instance;
        var rewriter = new Rewriter(tables.Value.Catalog, library.Value.Rules, new(target.Name) { Features = target.Capabilities, KeepSteps = true, Cancellation = token }, PrinterCapabilities.For(target));
        var rewriting = rewriter.RewriteScript(text.Value, query!);
        new DiagnosticText(terminal, new Dictionary<string, string> { [query!] = text.Value }).Write(rewriting.Diagnostics);
        var docs = RuleSummaries.Of(library.Value.Rules.Library);
        foreach (var statement in rewriting.Statements)
        {
            foreach (var line in StepsText.Of(statement, docs, terminal))
            {
                terminal.Out.WriteLine(line);
            }
        }

        return rewriting.Status == RewritingStatus.Failed ? ExitCodes.WrongInput : ExitCodes.Done;
    }

    private static string? Nearest(string name, List<Rule> rules) =>
        rules.Find(r => r.Name.Contains(name, StringComparison.OrdinalIgnoreCase)) is { } near ? $"Did you mean '{near.Name}'?" : null;
}
