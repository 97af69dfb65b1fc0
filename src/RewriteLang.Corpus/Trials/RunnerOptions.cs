using RewriteLang.Algebra;
using RewriteLang.Optimizer.Costs;

namespace RewriteLang.Corpus.Trials;

/// <summary>How a corpus is run.</summary>
public sealed record RunnerOptions
{
    /// <summary>Keeps the original wherever the rewritten text was not measurably faster.</summary>
    public bool Measure { get; init; }

    /// <summary>How long a query may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Timed runs of each text, in alternation; their median counts.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>The tables with other statistics than those of the data; null for the latter.</summary>
    public Catalog? Catalog { get; init; }

    /// <summary>Counts the rows of every operator of each plan, to compare them with the estimates.</summary>
    public bool Analyze { get; init; }

    /// <summary>Keeps the text after each step of a rewrite, for the report; rewriting is timed without.</summary>
    public bool KeepSteps { get; init; }

    /// <summary>What the engine pays; null for the shipped costs.</summary>
    public EngineCosts? Costs { get; init; }

    /// <summary>Asks the engine for its plan of each query, for gates of rules that look at it.</summary>
    public bool AskPlan { get; init; } = true;

    /// <summary>Ends a search for rewrites early; the query that it was for is not reported.</summary>
    public CancellationToken Cancellation { get; init; }
}
