using System.CommandLine;
using RewriteLang.Engines;

namespace RewriteLang.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<string?> Engine()
    {
        var option = new Option<string?>("--engine") { Description = "The engine that will run the queries: duckdb or sqlite.", HelpName = "duckdb|sqlite" };
        option.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. RewriteLang.Engines.Engine.All.Select(e => e.Name)]);
        return option;
    }

    public static Option<string?> Dialect()
    {
        var option = new Option<string?>("--dialect") { Description = "The dialect of the text, and of a schema in DDL: duckdb (the default) or sqlite.", HelpName = "duckdb|sqlite" };
        option.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. RewriteLang.Engines.Engine.All.Select(e => e.Name)]);
        return option;
    }

    public static Option<string[]> Rules() => new("--rules")
    {
        Description = "A folder of rules, or a rule file; may be repeated. By default the folder rules/ here or above.",
        HelpName = "DIR",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> AllowUnverified() => new("--allow-unverified")
    {
        Description = "Use rules too that have no current record in rules.lock.",
    };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON for programs; its shape has a version." };

    public static Option<ulong> Seed() => new("--seed") { Description = "Decides every random case.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Option<int> Matches() => new("--matches") { Description = "Plans on which a rule is to be applied.", HelpName = "N", DefaultValueFactory = _ => 60 };

    public static Option<string?> Stats() => new("--stats")
    {
        Description = "Statistics from this file, which rw stats wrote, instead of those of the data at hand.",
        HelpName = "FILE",
    };

    public static Option<string?> Costs() => new("--costs")
    {
        Description = "What the engine pays for its work from this file, which rw calibrate wrote, instead of the shipped costs.",
        HelpName = "FILE",
    };

    public static Option<string> EnginePlan()
    {
        var option = new Option<string>("--engine-plan")
        {
            Description = "Whether to ask the engine for its plan of each query, which spares rules that it leaves nothing to mend: always, never, or auto: where that takes little time.",
            HelpName = "auto|always|never",
            DefaultValueFactory = _ => "auto",
        };
        option.AcceptOnlyFromAmong("auto", "always", "never");
        return option;
    }

    public static bool AsksPlan(string? choice, bool isCheap) => choice == "always" || (choice != "never" && isCheap);

    public static Engine? EngineOf(string? name) => name is null ? null : RewriteLang.Engines.Engine.Find(name);
}
