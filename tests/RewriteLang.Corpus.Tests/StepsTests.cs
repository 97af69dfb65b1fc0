using RewriteLang.Corpus.Loading;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Verify.Equality;

namespace RewriteLang.Corpus.Tests;

/// <summary>How queries are rewritten, step by step, over a set of the repository.</summary>
public sealed class StepsTests
{
    [Fact]
    public void Every_step_has_the_rows_of_the_query()
    {
        var root = CorpusSet.Root();
        var set = Loading.CorpusSet.Load(Path.Combine(root, "corpus", "retail")).Value!;
        using var data = CorpusDatabase.Load(set, DuckDbEngine.Instance, 0.01, null, CancellationToken.None).Value!;
        var library = RuleLoader.Load([Path.Combine(root, "rules")]).Value!;
        var rewriter = new Rewriter(data.Catalog, VerifiedRules.Unchecked(library), new("duckdb") { KeepSteps = true, Features = DuckDbEngine.Instance.Capabilities });
        var (steps, changed) = (0, 0);
        foreach (var query in set.Queries)
        {
            var rewriting = rewriter.Rewrite(query.Text, query.File);
            if (rewriting.Status != RewritingStatus.Rewritten)
            {
                Assert.Empty(rewriting.Steps);
                continue;
            }

            changed++;
            steps += rewriting.Steps.Count;
            Assert.Equal(rewriting.Text, rewriting.Steps[^1].Text);
            Assert.Empty(rewriting.Optimized!.Rules.Except(rewriting.Steps.SelectMany(s => s.Rules)));
            var expected = data.Target.Query(rewriting.OriginalQuery!, TimeSpan.FromSeconds(60), CancellationToken.None);
            foreach (var step in rewriting.Steps)
            {
                var verdict = ResultComparer.Compare(expected, data.Target.Query(step.Text, TimeSpan.FromSeconds(60), CancellationToken.None), ComparisonSpec.For(rewriting.Query!, NumberModel.FixedPoint), ComparisonOptions.Strict);
                Assert.True(verdict is Verdict.Equal or Verdict.Undetermined, $"{query.Id}, {string.Join(", ", step.Rules)}: {verdict}\n{step.Text}");
            }
        }

        // More than what every engine does by itself, and the end.
        Assert.True(steps > 3 * changed, $"{steps} steps of {changed} queries");
    }
}
