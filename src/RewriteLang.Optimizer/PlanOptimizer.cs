using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer.Passes;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer;

/// <summary>
/// The optimizer: canonical ids, saturation with what every engine does by itself (the baseline), saturation with all rules, extraction.
/// </summary>
/// <param name="library">The rules.</param>
/// <param name="options">What it may do.</param>
public sealed partial class PlanOptimizer(RuleLibrary library, OptimizerOptions options)
{
    /// <summary>The tag of rules that every engine applies by itself: they cost nothing and gain nothing.</summary>
    public const string StructureTag = "structure";

    /// <summary>
    /// The pass that imposes a join order on an engine which joins by nested loops; listed among the rules that led to a plan. It changes how a block
    /// is computed, not what it is.
    /// </summary>
    public const string JoinOrderPass = "pass impose-join-order";

    /// <summary>The pass that joins a table of parameters with what subqueries read which are alike up to constants; listed like a rule.</summary>
    public const string ParametersPass = "pass parametrize-subqueries";

    /// <summary>The pass that joins a table of values with what groupings read which keep different values of one column; listed like a rule.</summary>
    public const string BucketsPass = "pass bucket-scans";

    /// <summary>The pass that drops rows which cannot be among the first of their partition before they are ranked; listed like a rule.</summary>
    public const string RanksPass = "pass drop-before-rank";

    /// <summary>What calculates constants; listed like a rule.</summary>
    public const string FoldingPass = ConstantFolding.Name;

    private readonly CompiledRules _rules = CompiledRules.Of(library);

    // What one thread of DuckDB scans at a time (https://duckdb.org/docs/stable/guides/performance/how_to_tune_workloads).
    private const long DuckDbRowGroup = 122_880;

    // A larger query that the pass makes small is not searched as it stands: its subqueries could only be rewritten one by one.
    private const int MostOperatorsBesideParameters = 200;

    // The share of a query's cost from which on what a pass has made of it is enough.
    private const double EnoughOfAPass = 0.2;

    /// <summary>The cheapest equivalent of a query.</summary>
    /// <param name="query">A bound query.</param>
    /// <param name="columns">The factory that its columns came from.</param>
    /// <param name="plan">How the engine would run the query as it stands, for gates that look at it; asked when the first one does. Null: they let rules through.</param>
    public Optimized Optimize(Query query, ColumnFactory columns, Lazy<EnginePlan?>? plan = null)
    {
        // A CTE that is used more than once is inlined, so that each use is rewritten with what it is used for; and kept, as engines compute it once:
        // what they gain by that a rewrite has to gain, too.
        var call = new Call(columns, plan, new());
        var parametrized = Parametrization.Of(query, columns);
        var isParametrized = !ReferenceEquals(parametrized, query);
        var isSearched = !isParametrized || query.Body.DescendantsAndSelf().Count() <= MostOperatorsBesideParameters;
        var plain = Saturate(query, call, Stage.Structure, kept: null);
        List<(Saturated Plain, Saturated Full)> ways = [];
        foreach (var (name, pass) in isSearched ? Passes(columns) : [])
        {
            if (pass(plain.Query) is var replaced && !ReferenceEquals(replaced, plain.Query))
            {
                ways.Add((plain, Saturate(replaced, call, Stage.All, kept: null).After(name, replaced, plain)));
            }
        }

        if (isParametrized)
        {
            ways.Add((plain, Ways(parametrized, call, kept: null).Full.After(ParametersPass, parametrized, before: null)));
        }

        // What a pass has made much cheaper was searched with all rules, too: they would find the rest of it once more.
        if (isSearched && !ways.Exists(w => w.Full.Cost <= plain.Cost * EnoughOfAPass))
        {
            ways.Insert(0, (plain, Searched(plain, call, kept: null)));
        }

        if (SharedCtes(query) is { Count: > 0 } shared)
        {
            ways.Add(Ways(query, call, shared));
        }

        // What rules of several places made pays only where it is taken at all of them.
        ways.AddRange(ways.SelectMany(w => w.Full.Together.Select(t => (w.Plain, Full: t))).ToList().Select(w => (w.Plain, Together(w.Full, call))));
        var full = ways.Select(w => w.Full).MinBy(f => f.Cost)!;
        var before = ways.Min(w => w.Plain.Cost);
        var gains = options.TakeAnyChange
            ? full.Rules.Count > 0 && !full.Query.Body.Equals(full.Canonical.Body)
            : full.Cost <= before * (full.Rules.All(r => r == JoinOrderPass) ? options.OrderMargin : options.Margin);
        return new(
            gains ? full.Query : plain.Query,
            gains,
            gains ? full.Rules : [],
            before,
            full.Cost,
            full.Run,
            full.Nodes,
            full.Classes,
            full.Rejections)
        {
            Columns = columns,
            Untried = full.Untried,
            Steps = gains ? full.Steps : [],
        };
    }

    // Passes over what the engine's own simplifications leave of a query; each makes one more query to search from.
    private IEnumerable<(string Name, Func<Query, Query> Pass)> Passes(ColumnFactory columns)
    {
        var isDuckDb = options.Engine == "duckdb";
        yield return (BucketsPass, new Buckets(columns, listsDays: isDuckDb, parallelRows: isDuckDb ? 2 * DuckDbRowGroup : 0).Of);
        if (isDuckDb)
        {
            yield return (RanksPass, new RankThreshold(columns, options.MinimumTrust).Of);
        }
    }

    // What every engine does by itself comes first: it makes the plan small and alike, so that canonical ids find more that is equal.
    private (Saturated Plain, Saturated Full) Ways(Query query, Call call, IReadOnlySet<string>? kept)
    {
        var plain = Saturate(query, call, Stage.Structure, kept);
        return (plain, Searched(plain, call, kept));
    }

    private Saturated Searched(Saturated plain, Call call, IReadOnlySet<string>? kept)
    {
        var full = Saturate(plain.Query, call, Stage.All, kept);
        return full with { Steps = [.. plain.Steps, .. full.Steps] };
    }

    // The same plan, costed as it stands.
    private Saturated Together(Saturated taken, Call call)
    {
        var shared = SharedCtes(taken.Query);
        var costed = Saturate(taken.Query, call, Stage.Structure, shared);
        return taken with { Query = costed.Query, Cost = costed.Cost, Steps = [.. taken.Steps, .. costed.Steps] };
    }

    private static HashSet<string> SharedCtes(Query query)
    {
        var relations = query.Body.DescendantsAndSelf().ToList();
        return relations.OfType<Relation.With>().Where(w => w.Materialization != Materialization.Never).Select(w => w.Name)
            .Where(name => relations.OfType<Relation.WithRef>().Count(r => r.Name == name) > 1).ToHashSet();
    }

    /// <summary>Whether a rule's sides are relations; otherwise they are scalars.</summary>
    public static bool IsRelational(Rule rule) => rule.Sites[0].Left.Sort == Sort.Relation;
}
