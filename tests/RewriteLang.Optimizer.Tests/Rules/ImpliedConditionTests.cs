using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Tests.Rules;

/// <summary>What a disjunction over a join says of one input is asked of all its rows, also of those that the other conditions would have kept away: so it must not fail.</summary>
public sealed class ImpliedConditionTests
{
    private static readonly Table Texts = new("s", [new("id", SqlType.Integer, Trust.Enforced), new("word", SqlType.Varchar)], [], [], []);

    private readonly Plans _plans = new();

    [Fact]
    public void What_cannot_fail_is_implied()
    {
        var trial = Trial(word => word.Ref());

        Assert.Equal(1, trial.Applications);
        Assert.Equal(4, Assert.IsType<Relation.Block>(trial.After.Body).Conjuncts.Count);
    }

    [Fact]
    public void A_cast_that_may_fail_is_not()
    {
        var trial = Trial(word => new Scalar.Cast(word.Ref(), SqlType.Integer));

        Assert.Equal(0, trial.Applications);
        Assert.Contains("total(new)", Assert.Single(trial.Rejections).Rejection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cast_that_gives_NULL_where_it_fails_is_implied() =>
        Assert.Equal(1, Trial(word => new Scalar.Cast(word.Ref(), SqlType.Integer, Try: true)).Applications);

    // t.id = s.id AND ((t.a < 1 AND f(s.word) IS NULL) OR (t.a < 2 AND f(s.word) IS NOT NULL))
    private RuleTrial Trial(Func<Column, Scalar> function)
    {
        var (t, s) = (_plans.Scan(Plans.T), _plans.Scan(Texts));
        Scalar isNull = new Scalar.IsNull(function(Plans.Col(s, "word")));
        var either = Scalars.AnyOf([
            Scalars.AllOf([Plans.Less(Plans.Col(t, "a"), 1), isNull]),
            Scalars.AllOf([Plans.Less(Plans.Col(t, "a"), 2), new Scalar.Not(isNull)])]);
        var body = new Relation.Block([t, s], [Plans.Col(t, "id").Ref().EqualTo(Plans.Col(s, "id").Ref()), either]);
        var file = RuleParser.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "joins.rw")), "joins.rw");
        Assert.True(file.IsSuccess, string.Join(Environment.NewLine, file.Diagnostics));
        return RuleTrial.Run(file.Value.Rules.Single(r => r.Name == "imply-from-disjunction"), new(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]), _plans.Columns, "duckdb");
    }
}
