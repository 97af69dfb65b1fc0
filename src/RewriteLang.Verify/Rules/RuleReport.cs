using RewriteLang.Algebra;
using RewriteLang.Engines;

namespace RewriteLang.Verify.Rules;

/// <summary>What verification may do.</summary>
/// <param name="Seed">Decides every case.</param>
/// <param name="Matches">Plans on which the rule is to be applied.</param>
/// <param name="Attempts">Most plans that are generated for that.</param>
/// <param name="DatabasesPerPlan">Databases on which each plan is judged.</param>
/// <param name="Databases">Databases in all.</param>
/// <param name="MinimumMatches">With fewer plans than these a rule is unverified: one lucky plan vouches for nothing.</param>
/// <param name="MutantAttempts">Most plans that are generated for each mutant.</param>
/// <param name="FurtherFactor">How many times as many plans the reference evaluator judges alone afterwards.</param>
/// <param name="Limits">What a query may use; <see cref="RunLimits.OfCases"/> if it is not said.</param>
/// <param name="Pending">Is told of each case before it is tried.</param>
public sealed record VerifyOptions(
    ulong Seed = 1,
    int Matches = 60,
    int Attempts = 1500,
    int DatabasesPerPlan = 6,
    int Databases = 24,
    int MinimumMatches = 10,
    int MutantAttempts = 400,
    int FurtherFactor = 4,
    RunLimits? Limits = null,
    Action<PendingCase>? Pending = null);

/// <summary>What is tried next. Should the process not survive it, this is the last that is known of it.</summary>
/// <param name="Subject">What it is a case of: the name of a rule or an aggregate, the number of a query.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Number">The number of the plan, query or database, which makes it again with subject and seed; -1 for plans of all values.</param>
/// <param name="Judge">Who judges; <c>optimizer</c> while rules are applied.</param>
/// <param name="Script">The case as SQL that runs as it stands; null where no engine runs it.</param>
public sealed record PendingCase(string Subject, ulong Seed, int Number, string Judge, string? Script);

/// <summary>What became of a rule.</summary>
public enum RuleStatus
{
    /// <summary>It was applied and judged, and no difference was found.</summary>
    Verified,

    /// <summary>A difference was found.</summary>
    Refuted,

    /// <summary>It was applied too rarely, or no application could be judged.</summary>
    Unverified,
}

/// <summary>What one judge saw: an engine, or the reference evaluator.</summary>
/// <param name="Judge">Its name.</param>
/// <param name="Cases">Plans on databases that were judged.</param>
/// <param name="NonEmpty">Those where the original had rows.</param>
/// <param name="Undetermined">Those from which nothing follows.</param>
/// <param name="Failed">Those where the original itself fails.</param>
/// <param name="NotPrinted">Plans that the dialect cannot say.</param>
public sealed record JudgeTally(string Judge, int Cases = 0, int NonEmpty = 0, int Undetermined = 0, int Failed = 0, int NotPrinted = 0)
{
    /// <summary>What the same judge saw here and elsewhere.</summary>
    public JudgeTally And(JudgeTally other) =>
        new(Judge, Cases + other.Cases, NonEmpty + other.NonEmpty, Undetermined + other.Undetermined, Failed + other.Failed, NotPrinted + other.NotPrinted);
}

/// <summary>A difference, as small as it could be made.</summary>
/// <param name="Judge">Who showed it.</param>
/// <param name="Difference">What differs.</param>
/// <param name="Script">SQL that shows it; for the reference evaluator, in DuckDB's dialect.</param>
/// <param name="Rows">Rows in all tables of the script.</param>
/// <param name="Attempt">The number of the plan; with the seed it makes the case again.</param>
public sealed record Refutation(string Judge, string Difference, string Script, int Rows, int Attempt);

/// <summary>The outcome of a verification.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Status">The outcome.</param>
/// <param name="Attempts">Plans generated.</param>
/// <param name="Matches">Plans on which the rule was applied and changed something.</param>
/// <param name="Judges">What each judge saw.</param>
/// <param name="Refutation">The difference, if there was one.</param>
/// <param name="Faults">Exceptions of the optimizer, and disagreements of an engine with the reference on an original, each once; neither speaks about the rule.</param>
/// <param name="Rejections">Why the left side matched and the rule did not apply, most frequent first: for whoever steers.</param>
/// <param name="ExhaustedRows">Of a scalar rule: the rows of values, all combinations of small domains, on which it was tried by each judge besides.</param>
public sealed record RuleReport(
    string Rule,
    ulong Seed,
    RuleStatus Status,
    int Attempts,
    int Matches,
    Sequence<JudgeTally> Judges,
    Refutation? Refutation,
    Sequence<string> Faults,
    Sequence<string> Rejections,
    long ExhaustedRows)
{
    /// <summary>Plans besides on which the rule was applied, judged by the reference evaluator alone.</summary>
    public int Further { get; init; }

    /// <summary>Relation variables of the left side that stood for a base table in every plan on which the rule was applied: of anything else nothing was tried.</summary>
    public Sequence<string> OnlyTables { get; init; }

    /// <summary>Conditions, as written, that stopped the rule on no plan: whether they are needed was not seen.</summary>
    public Sequence<string> NeverFalse { get; init; }

    /// <summary>Judged cases of all judges.</summary>
    public int Cases => Judges.Sum(j => j.Cases);

    /// <summary>The share of generated plans on which the rule applied.</summary>
    public double MatchRate => Attempts == 0 ? 0 : (double)Matches / Attempts;
}

/// <summary>A rule with one thing made wrong, and whether that was noticed.</summary>
/// <param name="Description">What was changed.</param>
/// <param name="Killed">Whether it was refuted, or made a plan that cannot be run.</param>
/// <param name="NeverFalse">A condition that was dropped and had held in every plan, so that nothing was tried.</param>
/// <param name="EqualRows">
/// Of a scalar rule: the rows of values, all combinations of small domains, on which the mutant was found right although the rule itself says nothing of them.
/// More than none prove, within these domains, that the mutant is a rule, too.
/// </param>
/// <param name="Refused">Matches on which a dropped condition was false and the mutant was applied to none: the optimizer does not build what it asks for.</param>
public sealed record MutantOutcome(string Description, bool Killed, bool NeverFalse, long EqualRows = 0, int Refused = 0);

/// <summary>Prints a query for an engine; null where its dialect cannot say it.</summary>
public delegate string? PrintQuery(Query query, string engine);
