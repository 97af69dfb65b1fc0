using System.Text.Json.Serialization;
using RewriteLang.Cli.Commands;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Verify.Aggregates;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Examples;
using RewriteLang.Verify.Queries;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli.Isolation;

/// <summary>Work of one kind in which an engine may end the process, as text that another process understands. It is asked for item by item.</summary>
[JsonDerivedType(typeof(OfRules), "rules")]
[JsonDerivedType(typeof(OfAggregates), "aggregates")]
[JsonDerivedType(typeof(OfOptimizer), "optimizer")]
[JsonDerivedType(typeof(OfExamples), "examples")]
[JsonDerivedType(typeof(OfQueries), "queries")]
internal abstract record VerificationTask
{
    private VerificationTask()
    {
    }

    /// <summary>What a process did that ended, as in <c>The process that … was ended</c>.</summary>
    public abstract string Describe(string item);

    /// <summary>What the number of a noted case counts.</summary>
    [JsonIgnore]
    public virtual string Unit => "case";

    /// <summary>Makes ready.</summary>
    /// <param name="note">Is told of each case before it is tried.</param>
    public abstract VerificationWork Start(Action<PendingCase> note);

    /// <summary>Rules by name, each with its mutants if they are asked for; answers are <see cref="Verification"/>s.</summary>
    internal sealed record OfRules(IReadOnlyList<string> Paths, ulong Seed, int Matches, bool WithMutants) : VerificationTask
    {
        public override string Unit => "plan";

        public override string Describe(string item) => $"verified '{item}'";

        public override VerificationWork Start(Action<PendingCase> note)
        {
            var rules = Loaded(Paths).Rules.ToDictionary(r => r.Name);
            var verifier = Verification.Verifier(new(Seed, Matches, Pending: note));
            return new((item, token) => Verification.Verify(verifier, rules[item], WithMutants, token), verifier);
        }
    }

    /// <summary>What is said of aggregates, by name; answers are <see cref="AggregateReport"/>s.</summary>
    internal sealed record OfAggregates(IReadOnlyList<string> Paths, ulong Seed) : VerificationTask
    {
        public override string Unit => "database";

        public override string Describe(string item) => $"verified the aggregate '{item}'";

        public override VerificationWork Start(Action<PendingCase> note)
        {
            var laws = Loaded(Paths).Aggregates.ToDictionary(l => l.Name);
            var verifier = new AggregateVerifier(Seed, Engine.All, Verification.Print, pending: note);
            return new((item, token) => verifier.Verify(laws[item], token), verifier);
        }
    }

    /// <summary>Random queries through the whole optimizer with some rules, by number; answers are reports of one query.</summary>
    internal sealed record OfOptimizer(IReadOnlyList<string> Paths, IReadOnlyList<string> Rules, ulong Seed) : VerificationTask
    {
        public override string Unit => "query";

        public override string Describe(string item) => $"optimized random query {item}";

        public override VerificationWork Start(Action<PendingCase> note)
        {
            var names = Rules.ToHashSet();
            var check = Verification.OptimizerCheck(Seed, new([.. Loaded(Paths).Rules.Where(r => names.Contains(r.Name))]), note);
            return new((item, token) => check.Try(int.Parse(item, System.Globalization.CultureInfo.InvariantCulture), token), check);
        }
    }

    /// <summary>The examples of rules, by the rule's name; answers are diagnostics.</summary>
    internal sealed record OfExamples(IReadOnlyList<string> Paths) : VerificationTask
    {
        public override string Describe(string item) => $"executed the examples of '{item}'";

        public override VerificationWork Start(Action<PendingCase> note)
        {
            var all = (RuleLoader.LoadFiles(Paths).Value ?? []).SelectMany(f => f.Rules.Select(r => (f.Schema, Rule: r))).ToDictionary(r => r.Rule.Name);
            var options = new EquivalenceOptions(Cases: 15, Attempts: 300, Comparison: new ComparisonOptions(Names: false, Types: false));
            var checker = new ExampleChecker(TestCommand.Structure(all.Values.Select(r => r.Rule)), options, note);
            return new((item, token) => checker.Check(all[item].Rule, all[item].Schema, token));
        }
    }

    /// <summary>Two queries of files; the only item is <see cref="Only"/>, the answer a <see cref="ComparedFiles"/>.</summary>
    internal sealed record OfQueries(string First, string Second, string Schema, string? Engine, EquivalenceOptions Options) : VerificationTask
    {
        public const string Only = "";

        public override string Describe(string item) => "compared the queries";

        public override VerificationWork Start(Action<PendingCase> note) => new((_, token) => ComparedFiles.Compare(this, note, token));
    }

    // The files were read a moment ago, without an error.
    private static RuleLibrary Loaded(IReadOnlyList<string> paths) => RuleLoader.Load(paths).Value ?? throw new IOException("The rule files have changed and are wrong now.");
}

/// <summary>A task that was made ready.</summary>
/// <param name="Do">Does one item.</param>
/// <param name="Owner">What is to be disposed of; null for nothing.</param>
internal sealed record VerificationWork(Func<string, CancellationToken, object> Do, IDisposable? Owner = null) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Owner?.Dispose();
}
