using System.CommandLine;
using RewriteLang.Algebra;
using RewriteLang.Dsl;

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
        var query = new Option<string?>("--query") { Description = "A file with one SELECT.", HelpName = "FILE" };
        var schema = new Option<string?>("--schema") { Description = "The tables of the query: a file with DDL, a DuckDB or SQLite database, or a folder of Parquet or CSV files.", HelpName = "S" };
        var engine = SharedOptions.Engine();
        var rules = SharedOptions.Rules();
        var command = new Command("explain", "Explain a rule, or why it did not rewrite a query.") { rule, whyNot, query, schema, engine, rules };
        attach(command, (parsed, terminal, token) =>
        {
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

    private static string? Nearest(string name, List<Rule> rules) =>
        rules.Find(r => r.Name.Contains(name, StringComparison.OrdinalIgnoreCase)) is { } near ? $"Did you mean '{near.Name}'?" : null;
}
