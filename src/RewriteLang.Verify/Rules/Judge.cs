using System.Data.Common;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Rules;

/// <summary>What one judge says of a query and its rewrite on one database; null where the original fails or is not defined.</summary>
/// <param name="Verdict">Whether the results are equal.</param>
/// <param name="Before">The original's result.</param>
/// <param name="Rewritten">The rewritten query's result; null if it failed.</param>
/// <param name="After">The same, or the failure, as text.</param>
internal sealed record Judgement(Verdict Verdict, ResultTable Before, ResultTable? Rewritten, string After);

/// <summary>Runs a query and its rewrite, and compares.</summary>
internal abstract class Judge
{
    /// <summary>Its name in reports.</summary>
    public abstract string Name { get; }

    /// <summary>What DECIMAL is to it.</summary>
    public abstract NumberModel Numbers { get; }

    /// <summary>Whether it can run the queries at all; asked once a plan, before the rest.</summary>
    public abstract bool Prepare(Query before, Query after);

    /// <summary>What the last case used too much of, so that nothing can be said of it; null where it did not.</summary>
    public string? Exhausted { get; protected set; }

    /// <summary>
    /// Set if the last case is one that the judge got wrong: the reference evaluator finds both queries equal, and has the judge's result of the rewritten one, but another
    /// of the original. Engines have such defects, too; nothing is said of the rewrite then.
    /// </summary>
    public string? Disagreement { get; protected set; }

    /// <summary>The prepared queries as a script on a database, for a case that is kept.</summary>
    public virtual string? Script(Query before, TinyDatabase database, string outcome) => null;

    /// <summary>Judges the prepared queries on one of the databases, or, with number -1, on <paramref name="database"/> loaded for it alone.</summary>
    public virtual Judgement? On(TinyDatabase database, int number, ComparisonSpec spec)
    {
        Exhausted = null;
        if (Run(database, number, before: true) is not ResultTable original)
        {
            return null;
        }

        var after = Run(database, number, before: false);
        return after switch
        {
            ResultTable rewritten => new(ResultComparer.Compare(original, rewritten, spec), original, rewritten, SqlScript.Text(rewritten)),
            string error => new(new Verdict.Differs(new($"The rewritten query fails: {error}")), original, null, $"fails: {error}"),
            _ => null,
        };
    }

    // The result, the message of a failure, or null where nothing can be said.
    protected abstract object? Run(TinyDatabase database, int number, bool before);

    /// <summary>The reference evaluator.</summary>
    internal sealed class Reference : Judge
    {
        private Query? _before;
        private Query? _after;

        public override string Name => "reference";

        public override NumberModel Numbers => NumberModel.FixedPoint;

        public override bool Prepare(Query before, Query after)
        {
            (_before, _after) = (before, after);
            return true;
        }

        protected override object? Run(TinyDatabase database, int number, bool before)
        {
            try
            {
                return ReferenceEvaluator.Evaluate((before ? _before : _after)!, database);
            }
            catch (EvaluationException failure)
            {
                return failure.Message;
            }
            catch (NotDefinedException)
            {
                return null;
            }
        }
    }

    /// <summary>A database engine.</summary>
    internal sealed class OfEngine(EngineSession session, PrintQuery print) : Judge
    {
        private readonly Reference _reference = new();

        public override string Name => session.Engine.Name;

        public override NumberModel Numbers => session.Engine.Name == "sqlite" ? NumberModel.Binary : NumberModel.FixedPoint;

        /// <summary>The prepared texts.</summary>
        public (string Before, string After) Texts { get; private set; }

        public override bool Prepare(Query before, Query after)
        {
            if (print(before, Name) is not { } first || print(after, Name) is not { } second)
            {
                return false;
            }

            Texts = (first, second);
            return _reference.Prepare(before, after);
        }

        public override Judgement? On(TinyDatabase database, int number, ComparisonSpec spec)
        {
            Disagreement = null;
            var judgement = base.On(database, number, spec);
            if (judgement is not { Verdict: Verdict.Differs differs, Rewritten: { } rewritten } || _reference.On(database, number, spec) is not { Verdict: Verdict.Equal, Before: var right }
                || ResultComparer.Compare(right, judgement.Before, spec) is not Verdict.Differs || ResultComparer.Compare(right, rewritten, spec) is not Verdict.Equal)
            {
                return judgement;
            }

            Disagreement = $"{Name} and the reference evaluator have different results of the original. {differs.Difference}";
            return judgement with { Verdict = new Verdict.Undetermined(Disagreement) };
        }

        public override string Script(Query before, TinyDatabase database, string outcome) => SqlScript.Of(database, before, Texts.Before, Texts.After, null, outcome, Name);

        protected override object? Run(TinyDatabase database, int number, bool before)
        {
            var sql = before ? Texts.Before : Texts.After;
            try
            {
                return number < 0 ? session.RunAlone(database, sql) : session.Run(number, sql);
            }
            catch (DbException fault)
            {
                return fault.Message.Split('\n')[0];
            }
            catch (ResourceLimitException fault)
            {
                Exhausted = $"{(before ? "the original" : "the rewritten query")}: {fault.Message}";
                return null;
            }
        }
    }
}
