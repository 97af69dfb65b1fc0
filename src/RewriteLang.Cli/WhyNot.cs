using RewriteLang.Algebra;
using RewriteLang.Cli.Commands;
using RewriteLang.Corpus.Loading;
using RewriteLang.Corpus.Reporting;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Optimizer.Rules;
using RewriteLang.Sql;
using RewriteLang.Verify.Examples;

namespace RewriteLang.Cli;

/// <summary>What kept a rule from rewriting a query: no record, no match, a condition, a gate, the budget or the cost.</summary>
/// <param name="rule">The rule.</param>
/// <param name="library">All rules.</param>
/// <param name="paths">Where they come from.</param>
/// <param name="terminal">Where to write.</param>
internal sealed class WhyNot(Rule rule, IReadOnlyList<Rule> library, IReadOnlyList<string> paths, Terminal terminal)
{
    public int Explain(string file, string schema, Engine? engine, CancellationToken token)
    {
        var text = TextFile.Read(file);
        var tables = SchemaSource.Load(schema, null, token);
        var columns = new ColumnFactory();
        var bound = text.IsSuccess && tables.IsSuccess ? SqlBinder.Bind(text.Value, tables.Value.Catalog, columns, file) : null;
        new DiagnosticText(terminal).Write([.. text.Diagnostics, .. tables.Diagnostics, .. bound?.Diagnostics ?? []]);
        if (bound is not { IsSuccess: true })
        {
            return ExitCodes.WrongInput;
        }

        var target = engine ?? tables.Value!.Engine ?? DuckDbEngine.Instance;
        var options = new OptimizerOptions(target.Name) { Features = target.Capabilities, Cancellation = token };
        using var plans = EnginePlanSource.Of(schema, tables.Value!, target, token);
        var optimized = new PlanOptimizer(new([.. library]), options).Optimize(
            bound.Value.Query, columns, plans is null ? null : new Lazy<EnginePlan?>(() => plans.PlanOf(text.Value!)));
        Say(Reasons(bound.Value.Query, columns, optimized, options));
        return ExitCodes.Done;
    }

    private IEnumerable<string> Reasons(Query query, ColumnFactory columns, Optimized optimized, OptimizerOptions options)
    {
        if (paths.Select(RuleLocks.Read).FirstOrDefault(r => r.IsSuccess && r.Value.Records.Any(x => x.Rule == rule.Name)) is var records
            && (records is null || RuleLocks.StatusOf(rule, records.Value!) != LockStatus.Current))
        {
            yield return "It has no current record in its lock file, so it is not used unless --allow-unverified is given.";
        }

        if (optimized.Rules.Contains(rule.Name))
        {
            yield return "Nothing: it is one of the rules that led to the chosen plan.";
            yield break;
        }

        foreach (var (_, reason) in optimized.Untried.Where(r => r.Rule == rule.Name))
        {
            yield return $"A gate kept it from being tried: in the engine's plan of the query, {reason}.";
        }

        var rejections = optimized.Rejections.Where(r => r.Rejection.Rule == rule.Name).OrderByDescending(r => r.Count).ToList();
        foreach (var ((_, reason), count) in rejections)
        {
            yield return $"{(IsGate(reason) ? "A gate" : "A condition")} stopped it {(count == 1 ? "once" : $"{count} times")}: {reason}.";
        }

        if (!(optimized.Saturation.Stop == StopReason.Saturated))
        {
            yield return $"The search ended before all was tried: it {optimized.Saturation.Summary}.";
        }

        var forced = RuleApplication.Of(rule, query, columns, TestCommand.Structure(library));
        if (forced.Fires)
        {
            yield return $"Applied whatever it costs, it makes: {RelationText.Render(forced.Query)}";
            foreach (var line in Costs(forced.Query, columns, optimized, options, rejections.Count))
            {
                yield return line;
            }
        }
        else if (rejections.Count == 0)
        {
            yield return Nearest(RuleApplication.InShape(query, columns, TestCommand.Structure(library)).Body);
        }
    }

    private static IEnumerable<string> Costs(Query forced, ColumnFactory columns, Optimized optimized, OptimizerOptions options, int rejections)
    {
        var cost = new PlanOptimizer(new([]), options).Optimize(forced, columns).CostBefore;
        if (rejections == 0)
        {
            yield return optimized.IsRewritten
                ? $"Its plan is estimated at {Figures.Cost(cost)}; the one chosen at {Figures.Cost(optimized.CostAfter)}."
                : $"Its plan is estimated at {Figures.Cost(cost)}, the query as it is at {Figures.Cost(optimized.CostBefore)}: a rewrite must come below {options.Margin:P0} of that.";
        }
    }

    private bool IsGate(string reason) => rule.Gates.Any(g => reason.Contains(RuleText.Of(g), StringComparison.Ordinal));

    private string Nearest(Relation plan) => NearestMatch.In(plan, rule) switch
    {
        null => "No expression of the query has the form of its left side.",
        { Matched: 0 } none => $"Its left side starts with {none.Missing}, which the query does not have.",
        { Missing: { } missing } near =>
            $"Its left side matches {near.Matched} of {near.Wanted} operators at {RelationText.Render(near.Node)}: it asks for {missing} where there is {RelationText.Render(near.Found!)}.",
        var near => $"Its operators are there, at {RelationText.Render(near.Node)}, but not what it asks of their conjuncts, columns or calls.",
    };

    private void Say(IEnumerable<string> lines)
    {
        terminal.Out.WriteLine($"What kept {rule.Name} from rewriting the query:");
        foreach (var line in lines)
        {
            terminal.Out.WriteLine($"  - {line}");
        }
    }
}
