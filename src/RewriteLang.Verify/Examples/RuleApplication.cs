using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer;

namespace RewriteLang.Verify.Examples;

/// <summary>One rule applied to one query, with the rules that bring plans into shape, whatever it costs.</summary>
/// <param name="Query">The query with the rule applied; as it was, brought into shape, if it does not apply.</param>
/// <param name="Fires">Whether it applies and changes something.</param>
/// <param name="Rejections">Why its left side matched and it did not apply, most frequent first.</param>
public sealed record RuleApplication(Query Query, bool Fires, Sequence<string> Rejections)
{
    /// <summary>Applies a rule. Its gates do not count: an example has no data to estimate from.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="query">A bound query.</param>
    /// <param name="columns">The factory that its columns came from.</param>
    /// <param name="structure">Rules that bring plans into shape, as every engine does by itself.</param>
    public static RuleApplication Of(Rule rule, Query query, ColumnFactory columns, IReadOnlyList<Rule> structure)
    {
        var alone = RuleTrial.Run(rule, query, columns, "duckdb", Trust.Enforced);
        if (alone.Applications > 0 && !alone.After.Body.Equals(alone.Before.Body))
        {
            return new(alone.After, true, []);
        }

        // What it matches may only be there once blocks and projections are merged. As a simplification it hides what it matched.
        var forced = rule with { Simplify = true, Gates = [], Tags = [] };
        var shaped = InShape(query, columns, structure);
        var rest = structure.Where(r => r.Name != rule.Name).ToList();
        var optimized = Any([.. rest, forced], query, columns);

        // Other rules bring both into shape; what differs is this one's doing. It may only have uncovered an operator that was there before.
        var fires = optimized.IsRewritten && (optimized.Rules.Contains(rule.Name) || RelationText.Render(optimized.Query) != RelationText.Render(Any(rest, query, columns).Query));
        return new(
            fires ? optimized.Query : shaped,
            fires,
            [.. optimized.Rejections.Concat(alone.Rejections).Where(r => r.Rejection.Rule == rule.Name).OrderByDescending(r => r.Count).Select(r => r.Rejection.Reason).Distinct()]);
    }

    // The cheapest plan with all of the rules, whether it pays or not.
    private static Optimized Any(IReadOnlyList<Rule> rules, Query query, ColumnFactory columns) => new PlanOptimizer(new([.. rules]), new("duckdb")
    {
        Features = EngineFeatures.All,
        MinimumTrust = Trust.Enforced,
        Margin = 1e9,
    }).Optimize(query, columns);

    /// <summary>A query with the rules that bring plans into shape, and no other.</summary>
    public static Query InShape(Query query, ColumnFactory columns, IReadOnlyList<Rule> structure) =>
        new PlanOptimizer(new([.. structure]), new("duckdb") { MinimumTrust = Trust.Enforced }).Optimize(query, columns).Query;

    /// <summary>
    /// What a plan is made of, in no order: its tables, and its operators but for projections and blocks, which others absorb. Two plans that are the same
    /// up to names have the same.
    /// </summary>
    public static string Ingredients(Query query) => string.Join(' ', query.Body.DescendantsAndSelf()
        .Where(r => r is not (Relation.Project or Relation.Block))
        .Select(r => r is Relation.Scan scan ? scan.Table.Name : r.GetType().Name)
        .GroupBy(n => n).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Count() == 1 ? g.Key : $"{g.Count()}x{g.Key}"));
}
