using RewriteLang.Dsl;
using RewriteLang.Optimizer;

namespace RewriteLang.Corpus.Reporting;

/// <summary>What rules and passes say of themselves, in a sentence or two.</summary>
public static class RuleSummaries
{
    /// <summary>By the name under which they are listed: those of a library, and what is written in C#.</summary>
    public static IReadOnlyDictionary<string, string> Of(RuleLibrary library) => library.Rules.GroupBy(r => r.Name).Select(g => (Name: g.Key, Text: Survivor.SummaryOf(g.First())))
        .Concat(Passes).ToDictionary(r => r.Name, r => r.Text);

    private static readonly (string Name, string Text)[] Passes =
    [
        (PlanOptimizer.FoldingPass, "What is calculated from constants alone is calculated once."),
        (PlanOptimizer.JoinOrderPass, "Tables are joined in the order that is estimated to be the cheapest, and the engine is kept to it."),
        (PlanOptimizer.ParametersPass, "Subqueries that are alike up to constants become one query over a table of these constants."),
        (PlanOptimizer.BucketsPass, "Groupings that keep different values of one column become one, joined with a table of the values."),
        (PlanOptimizer.RanksPass, "Rows that cannot be among the first of their partition are dropped before they are ranked."),
    ];
}
