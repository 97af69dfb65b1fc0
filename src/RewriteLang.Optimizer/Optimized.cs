using System.Collections.Frozen;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer;

/// <summary>What the optimizer may do.</summary>
/// <param name="Engine">The engine that will run the query: <c>duckdb</c> or <c>sqlite</c>.</param>
public sealed record OptimizerOptions(string Engine)
{
    /// <summary>What the engine can do, by the names of <see cref="EngineFeatures"/>; what is not named is not relied on.</summary>
    public IReadOnlySet<string> Features { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Constraints below this trust are ignored.</summary>
    public Trust MinimumTrust { get; init; } = Trust.Validated;

    /// <summary>What the engine pays; null for the shipped costs.</summary>
    public EngineCosts? Costs { get; init; }

    /// <summary>Most e-nodes.</summary>
    public int MaxNodes { get; init; } = 5_000;

    /// <summary>Most iterations.</summary>
    public int MaxIterations { get; init; } = 24;

    /// <summary>A safety net for queries of hundreds of parts; the best plan so far is the answer.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A rewrite is taken only if its estimated cost is at most this share of the original's: the model's own error.</summary>
    public double Margin { get; init; } = 0.9;

    /// <summary>The same where only the join order would change: how well the engine chooses by itself is hard to tell.</summary>
    public double OrderMargin { get; init; } = 0.7;

    /// <summary>Takes the cheapest plan whatever its gain; for tests of rules.</summary>
    public bool TakeAnyChange { get; init; }

    /// <summary>
    /// Multiplies the cost of every operator by a factor between 1 and 20 that this number decides, so that plans are chosen that never would be; for
    /// tests. Null: costs are what they are.
    /// </summary>
    public ulong? Disturbance { get; init; }

    /// <summary>Keeps the plan after each step that led to the chosen one, in <see cref="Optimized.Steps"/>: for people, it takes time.</summary>
    public bool KeepSteps { get; init; }

    /// <summary>Ends the search early, with the best plan so far.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>The outcome of an optimization.</summary>
/// <param name="Query">The chosen query.</param>
/// <param name="IsRewritten">Whether it is another plan than the original; otherwise the original text is the answer.</param>
/// <param name="Rules">The rules that led to it, in order of application; empty if it is not rewritten.</param>
/// <param name="CostBefore">The estimated cost of the original, after what every engine does by itself.</param>
/// <param name="CostAfter">The estimated cost of the cheapest plan found.</param>
/// <param name="Saturation">How the search went.</param>
/// <param name="Nodes">E-nodes at the end.</param>
/// <param name="Classes">E-classes at the end.</param>
/// <param name="Rejections">Why rules whose left side matched did not fire, with how often.</param>
public sealed record Optimized(
    Query Query,
    bool IsRewritten,
    Sequence<string> Rules,
    double CostBefore,
    double CostAfter,
    RunResult Saturation,
    int Nodes,
    int Classes,
    Sequence<(Rejection Rejection, int Count)> Rejections)
{
    /// <summary>The factory of the columns of <see cref="Query"/>.</summary>
    public required ColumnFactory Columns { get; init; }

    /// <summary>Rules that were not tried because the engine's plan of the query shows nothing that they mend, each with its gate.</summary>
    public Sequence<Rejection> Untried { get; init; } = [];

    /// <summary>How the chosen query came about, a step after the other; empty if it is not rewritten, or steps were not kept.</summary>
    public Sequence<PlanStep> Steps { get; init; } = [];
}

/// <summary>A step from a query to the one that was chosen.</summary>
/// <param name="Rules">The rules that were applied, several where none shows without the others.</param>
/// <param name="Query">The query after them, equal to the original like every other one.</param>
public sealed record PlanStep(Sequence<string> Rules, Query Query)
{
    /// <summary>Whether the step is what every engine does by itself: the form from which all else starts.</summary>
    public bool IsStructure { get; init; }
}
