using RewriteLang.Dsl;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Rules;

/// <summary>Plans are generated with the conditions of a rule in mind: on how many of them it applies.</summary>
public sealed class MatchRateTests
{
    [Fact]
    public void Rules_of_the_library_apply_to_a_fair_share_of_plans()
    {
        var rules = RuleLoader.Load([Path.Combine(Root(), "rules")]).Value!.Rules;
        using var verifier = new RuleVerifier(new(Seed: 5, Matches: 25, Attempts: 250, DatabasesPerPlan: 1, FurtherFactor: 0), [], (_, _) => null);
        var rates = rules.Select(r => (r.Name, Rate: verifier.Verify(r, TestContext.Current.CancellationToken).MatchRate)).OrderBy(r => r.Rate).ToList();

        var least = string.Join(", ", rates.Take(rates.Count / 8).Select(r => $"{r.Name} {r.Rate:P0}"));
        Assert.True(rates[0].Rate > 0, least);
        Assert.True(rates[rates.Count / 10].Rate >= 0.2, least);
        Assert.True(rates[rates.Count / 2].Rate >= 0.6, $"{rates[rates.Count / 2].Rate:P0} at the median");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RewriteLang.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
