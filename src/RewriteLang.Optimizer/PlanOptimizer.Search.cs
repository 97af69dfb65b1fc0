using System.Collections.Immutable;
using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Optimizer.Passes;
using RewriteLang.Optimizer.Plans;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer;

/// <content>One search: a plan's graph saturated, and the cheapest plan taken out of it.</content>
public sealed partial class PlanOptimizer
{
    private enum Stage
    {
        /// <summary>Only rules that every engine applies by itself.</summary>
        Structure,

        /// <summary>All rules.</summary>
        All,

        /// <summary>All rules, over a plan that they have simplified before.</summary>
        Simplified,
    }

    /// <summary>What all searches of one call share.</summary>
    /// <param name="Columns">The factory that the query's columns came from.</param>
    /// <param name="Plan">How the engine would run the query as it stands.</param>
    /// <param name="Scalars">What scalars have been simplified to.</param>
    private sealed record Call(ColumnFactory Columns, Lazy<EnginePlan?>? Plan, SimplifiedScalars Scalars);

    private Saturated Saturate(Query query, Call call, Stage stage, IReadOnlySet<string>? kept) => Saturate(query, call, stage, kept, options.MaxTime);

    private Saturated Saturate(Query query, Call call, Stage stage, IReadOnlySet<string>? kept, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var canonicalizer = new PlanCanonicalizer(call.Columns, kept);
        var canonical = canonicalizer.Canonicalize(query);
        var plans = new PlanGraph(call.Columns, canonicalizer.Origins, new(options.MinimumTrust));
        var root = plans.Add(canonical.Body);
        var structureOnly = stage is Stage.Structure;
        var written = structureOnly ? null : stage is Stage.Simplified ? [] : plans.Graph.Classes.ToArray().SelectMany(c => plans.Graph.NodesOf(c).ToArray()).Select(plans.Graph.SymbolOf).ToHashSet();
        var estimator = new Estimator(plans);
        var evaluator = new Evaluator(plans, estimator, new(options.Engine, options.Features, call.Plan));
        var journal = new Journal(plans);
        var stamps = new MatchStamps(plans);
        var live = new LiveClasses(plans, root);
        var choices = new PlaceChoices();
        var rules = (structureOnly ? _rules.Structure : _rules.Relational)
            .Select(r => (r.Rule.Simplify, Compiled: r.Rule.HasPlaces ? new PlacesRule(r.Rule, plans, evaluator, journal, stamps, live, choices) : (IRule)new RelationRule(r, plans, evaluator, journal, stamps, live))).ToList();
        var relational = rules.Select(r => r.Compiled).OfType<RelationRule>().ToList();
        if (!structureOnly)
        {
            rules.Add((true, new ScalarSimplification(plans, new(_rules.Scalar, evaluator, call.Scalars), journal)));
        }

        // Simplifications come first: what rules make of a part that a simplification is about to merge with others, they make in vain.
        var run = Run(plans, [.. rules.Where(r => r.Simplify).Select(r => r.Compiled)], isSimplification: true, time);
        if (stage is Stage.All && Unions(canonical.Body) is > 0 and var unions && Cheapest(plans, estimator, root, written: null, call.Plan) is var simplified && Unions(simplified.Plan) < unions)
        {
            var rest = Saturate(canonical with { Body = simplified.Plan }, call, Stage.Simplified, kept, Left());
            var derivation = journal.Behind(root, simplified.Operators);
            return rest with
            {
                Canonical = canonical,
                Rules = [.. derivation.Rules, .. rest.Rules],
                Steps = [.. StepsOf(derivation, canonical, simplified.Plan, isOrdered: false), .. rest.Steps],
                Rejections = [.. journal.Rejections.Concat(rest.Rejections).GroupBy(r => r.Item1).Select(g => (g.Key, g.Sum(r => r.Item2)))],
                Untried = [.. journal.Untried.Concat(rest.Untried).Distinct()],
            };
        }

        if (rules.Exists(r => !r.Simplify))
        {
            relational.ForEach(r => r.KeepsOtherForms = true);
            run = Run(plans, [.. rules.Select(r => r.Compiled)], isSimplification: false, Left());
        }

        var (cost, plan, operators, isOrdered, extraction) = Cheapest(plans, estimator, root, written, call.Plan);
        if (structureOnly)
        {
            return new(canonical, canonical with { Body = plan }, cost, [], run, plans.Graph.NodeCount, plans.Graph.ClassCount, [], [])
            {
                Steps = options.KeepSteps ? [new([.. journal.Behind(root, operators).Rules.Distinct()], canonical with { Body = plan }) { IsStructure = true }] : [],
            };
        }

        var behind = journal.Behind(root, operators);
        var result = new Saturated(
            canonical,
            canonical with { Body = plan },
            cost,
            [.. behind.Rules, .. isOrdered ? [JoinOrderPass] : (Sequence<string>)[]],
            run,
            plans.Graph.NodeCount,
            plans.Graph.ClassCount,
            [.. journal.Rejections],
            [.. journal.Untried]);
        return result with
        {
            Steps = StepsOf(behind, canonical, plan, isOrdered),
            Together = [.. SharedPlaces.Plans(plans, choices, extraction, root).Select(p => (p.Plan, Behind: journal.Behind(root, p.Operators))).Select(p => result with
            {
                Query = canonical with { Body = p.Plan },
                Rules = [.. p.Behind.Rules],
                Steps = StepsOf(p.Behind, canonical, p.Plan, isOrdered: false),
            })],
        };

        TimeSpan Left() => time == TimeSpan.MaxValue ? time : time - Stopwatch.GetElapsedTime(started);
    }

    // The plan after each application, the last one being the plan itself; then its joins in another order.
    private Sequence<PlanStep> StepsOf(Derivation derivation, Query query, Relation plan, bool isOrdered)
    {
        if (!options.KeepSteps)
        {
            return [];
        }

        var steps = derivation.Steps().ToList();
        if (steps.Count > 0 && (!isOrdered || steps[^1].Plan is null))
        {
            steps[^1] = steps[^1] with { Plan = plan };
        }

        return [.. steps.Select(s => new PlanStep(s.Rules, query with { Body = s.Plan! })), .. isOrdered ? [new PlanStep([JoinOrderPass], query with { Body = plan })] : (Sequence<PlanStep>)[]];
    }

    // The branches of a union do not see each other, and share ids. Where simplifications drop a union, what stood in its branches can meet, and has to be told apart first.
    private static int Unions(Relation plan) => plan.DescendantsAndSelf().Count(r => r is Relation.UnionAll);

    private sealed record Saturated(
        Query Canonical,
        Query Query,
        double Cost,
        Sequence<string> Rules,
        RunResult Run,
        int Nodes,
        int Classes,
        Sequence<(Rejection, int)> Rejections,
        Sequence<Rejection> Untried)
    {
        /// <summary>The same with what rules of several places made taken as a whole; their costs are not known yet.</summary>
        public IReadOnlyList<Saturated> Together { get; init; } = [];

        /// <summary>The plan after each step, if they are kept.</summary>
        public Sequence<PlanStep> Steps { get; init; } = [];

        /// <summary>The same with a pass that came first.</summary>
        public Saturated After(string pass, Query query, Saturated? before) => this with
        {
            Rules = [pass, .. Rules],
            Steps = Steps.IsEmpty ? [] : [.. before?.Steps ?? [], new([pass], query), .. Steps],
        };
    }

    // One simplification makes way for the next, in the same iteration: there are half as many as where they all look at the same graph.
    private RunResult Run(PlanGraph plans, ImmutableArray<IRule> rules, bool isSimplification, TimeSpan time) => Runner.Run(plans.Graph, rules, new()
    {
        MaxIterations = options.MaxIterations,
        MaxNodes = options.MaxNodes,
        MaxTime = time,
        ApplyChunk = 16,
        RuleByRule = isSimplification,
        Cancellation = options.Cancellation,
    });

    private (double Cost, Relation Plan, List<PlanNode> Operators, bool IsOrdered, Extraction<double> Extraction) Cheapest(
        PlanGraph plans, Estimator estimator, EClassId root, HashSet<SymbolId>? written, Lazy<EnginePlan?>? enginePlan)
    {
        var model = new CostModel(plans, estimator, options.Costs ?? EngineCosts.Of(options.Engine), written, enginePlan);
        var extraction = TreeExtractor.Extract(plans.Graph, options.Disturbance is { } seed ? new DisturbedCosts(model, seed) : (ICostFunction<double>)model);
        var operators = new List<PlanNode>();
        var isOrdered = false;
        var plan = extraction.Build<Relation>(root, (node, inputs) =>
        {
            var shell = plans.ShellOf(node.Symbol);
            if (shell is Relation.Block block && model.OrderOf(node) is { } order)
            {
                isOrdered = true;
                var parts = inputs.ToArray();
                return block with { Inputs = [.. order.Select(i => parts[i])], JoinsInOrder = true };
            }

            return shell.WithChildren([.. inputs]);
        });
        var pending = new Stack<EClassId>([root]);
        var seen = new HashSet<EClassId>();
        while (pending.TryPop(out var id))
        {
            if (seen.Add(plans.Graph.Find(id)))
            {
                var choice = extraction.Choice(id);
                operators.Add(plans.Remember(choice));
                foreach (var child in plans.Graph.ChildrenOf(choice))
                {
                    pending.Push(child);
                }
            }
        }

        return (extraction.Cost(root), plan, operators, isOrdered, extraction);
    }
}
