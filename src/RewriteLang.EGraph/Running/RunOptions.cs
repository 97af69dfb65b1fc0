namespace RewriteLang.EGraphs;

/// <summary>Budgets of a run. Nodes and iterations make results reproducible; time and memory are a safety net.</summary>
public sealed record RunOptions
{
    /// <summary>Most iterations of search, apply, rebuild.</summary>
    public int MaxIterations { get; init; } = 30;

    /// <summary>Most node records (<see cref="EGraph.Size"/>); checked every <see cref="ApplyChunk"/> matches, so it is overrun by little.</summary>
    public int MaxNodes { get; init; } = 100_000;

    /// <summary>Safety net: results of runs that it ends differ between machines.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.MaxValue;

    /// <summary>Safety net: most bytes held by the graph's nodes (<see cref="EGraph.Bytes"/>).</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Matches applied between two checks of the budgets.</summary>
    public int ApplyChunk { get; init; } = 4096;

    /// <summary>
    /// Apply what a rule finds before the next one searches, so that it builds on it in the same iteration: fewer iterations where rules follow from each other, and
    /// more rebuilds. By default all rules search the same graph, and in whatever order they stand the result of an iteration is the same.
    /// </summary>
    public bool RuleByRule { get; init; }

    /// <summary>Makes the scheduler of one run; every rule in every iteration when absent.</summary>
    public Func<IScheduler> Scheduler { get; init; } = static () => new SimpleScheduler();

    /// <summary>Asked after every rebuild; true ends the run.</summary>
    public Func<EGraph, bool>? Goal { get; init; }

    /// <summary>Ends the run between steps; the graph is left rebuilt.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>No rule can change anything any more.</summary>
    Saturated,

    /// <summary><see cref="RunOptions.Goal"/> was reached.</summary>
    GoalReached,

    /// <summary><see cref="RunOptions.MaxIterations"/>.</summary>
    IterationLimit,

    /// <summary><see cref="RunOptions.MaxNodes"/>.</summary>
    NodeLimit,

    /// <summary><see cref="RunOptions.MaxTime"/>.</summary>
    TimeLimit,

    /// <summary><see cref="RunOptions.MaxBytes"/>.</summary>
    MemoryLimit,

    /// <summary><see cref="RunOptions.Cancellation"/>.</summary>
    Cancelled,
}
