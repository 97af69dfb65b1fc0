using RewriteLang.Benchmarks.Gold;
using RewriteLang.Benchmarks.Kernel;
using RewriteLang.Benchmarks.Relational;
using RewriteLang.Benchmarks.Representation;
using RewriteLang.Benchmarks.Rewriting;
using RewriteLang.Benchmarks.RuleFiles;
using RewriteLang.Benchmarks.SqlText;
using RewriteLang.Benchmarks.Verification;

// Each table of figures has a name; `dotnet run -c Release --project tests/RewriteLang.Benchmarks -- NAME` prints it.
var tables = new SortedDictionary<string, Func<string[], int>>(StringComparer.Ordinal)
{
    ["gold"] = GoldBench.Run,
    ["growth"] = RuleGrowthBench.Run,
    ["kernel"] = KernelBench.Run,
    ["pruning"] = PruningBench.Run,
    ["relational"] = RelationalBench.Run,
    ["representation"] = RepresentationBenchmark.Run,
    ["rewriting"] = RewritingBench.Run,
    ["verification"] = VerificationBench.Run,
    ["rules"] = RuleFileBench.Run,
    ["sql"] = SqlBench.Run,
};

if (args is [var name, .. var rest] && tables.TryGetValue(name, out var print))
    return print(rest);

Console.Error.WriteLine("usage: -- NAME, one of: " + string.Join(", ", tables.Keys));
return 1;
