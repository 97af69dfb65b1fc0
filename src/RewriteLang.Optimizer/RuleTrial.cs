using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Optimizer.Plans;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer;

/// <summary>One rule applied to one query wherever it matches, whatever it costs: what verification compares.</summary>
/// <param name="Before">The query under canonical columns, without the rule.</param>
/// <param name="After">The same query with every match replaced; equal to <paramref name="Before"/> if there was none.</param>
/// <param name="Applications">How often the rule was applied.</param>
/// <param name="Rejections">Why the left side matched and the rule was not applied.</param>
public sealed record RuleTrial(Query Before, Query After, int Applications, Sequence<(Rejection Rejection, int Count)> Rejections)
{
    /// <summary>Applies a rule to a query in one round. Gates do not count: they are about profit.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="query">The query.</param>
    /// <param name="columns">The factory that its columns came from.</param>
    /// <param name="engine">The engine that conditions may ask for.</param>
    /// <param name="minimumTrust">Constraints below this trust are ignored.</param>
    public static RuleTrial Run(Rule rule, Query query, ColumnFactory columns, string engine, Trust minimumTrust = Trust.Validated)
    {
        var canonicalizer = new PlanCanonicalizer(columns);
        var canonical = canonicalizer.Canonicalize(query);
        var plans = new PlanGraph(columns, canonicalizer.Origins, new(minimumTrust));
        var root = plans.Add(canonical.Body);
        plans.Graph.Rebuild();
        var before = canonical with { Body = Smallest(plans, root) };
        var journal = new Journal(plans);
        var evaluator = new Evaluator(plans, new Estimator(plans), new(engine, EngineFeatures.All));

        // A rule over scalars is applied once: without its gates it may lead back to where it started.
        // As a simplification the matched operator is hidden, so that only what the rule made of it can be extracted.
        var forced = rule with { Simplify = true, Gates = [] };
        var compiled = PlanOptimizer.IsRelational(rule)
            ? rule.HasPlaces ? new PlacesRule(forced, plans, evaluator, journal, new(plans), new(plans, root), new()) : new RelationRule(RuleShape.Of(forced), plans, evaluator, journal, new(plans), new(plans, root)) as IRule
            : new ScalarSimplification(plans, new(new([forced]), evaluator, new(), maximumSteps: 1), journal);
        Runner.Run(plans.Graph, [compiled], new() { MaxIterations = 1, MaxNodes = 2_000, ApplyChunk = 16 });
        var applications = journal.CountOf(rule.Name);
        return new(before, applications == 0 ? before : canonical with { Body = Smallest(plans, root) }, applications, [.. journal.Rejections]);
    }

    /// <summary>How <see cref="Rejections"/> name a condition that does not hold.</summary>
    public static string RejectionOf(Term condition) => RuleText.FailureOf(condition);

    private static Relation Smallest(PlanGraph plans, EClassId root) => TreeExtractor.Extract(plans.Graph, new Size())
        .Build<Relation>(root, (node, inputs) => plans.ShellOf(node.Symbol).WithChildren([.. inputs]));

    private sealed class Size : ICostFunction<double>
    {
        public double Cost(ENode node, ReadOnlySpan<double> childCosts)
        {
            var sum = 1.0;
            foreach (var cost in childCosts)
            {
                sum += cost;
            }

            return sum;
        }
    }
}
