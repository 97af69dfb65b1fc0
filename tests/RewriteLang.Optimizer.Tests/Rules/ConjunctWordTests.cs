using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Tests.Rules;

/// <summary>A set of conjuncts that a rule takes apart is still all there.</summary>
public sealed class ConjunctWordTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void What_split_leaves_is_the_remainder_also_what_uses_no_columns()
    {
        var file = RuleParser.Parse(
            "language 1\n\n/// A rule.\nrule a-rule\n  join(F, ..rest | ..on) => join(distinct(filter(F, local)), ..rest | ..links)\n  let local = split(on, out(F)), links = remainder(on, out(F))\n",
            "rules.rw");
        Assert.True(file.IsSuccess, string.Join(Environment.NewLine, file.Diagnostics));
        var (t, u) = (_plans.Scan(Plans.T), _plans.Scan(Plans.U));
        Scalar never = new Scalar.Comparison(ComparisonOperator.Equal, Scalars.Integer(0), new Scalar.Parameter("1", SqlType.BigInt));
        var body = new Relation.Block([t, u], [never, Plans.Less(Plans.Col(t, "a"), 3), Plans.Col(u, "t_id").Ref().EqualTo(Plans.Col(t, "id").Ref())]);

        var trial = RuleTrial.Run(Assert.Single(file.Value.Rules), new(body, [], [.. body.Columns.Select(c => new OutputColumn(c.Name, c))]), _plans.Columns, "duckdb");

        Assert.True(trial.Applications > 0);
        Assert.Contains(trial.After.Body.DescendantsAndSelf().OfType<Relation.Block>().SelectMany(b => b.Conjuncts), c => !c.ReferencedColumns().Any());
    }
}
