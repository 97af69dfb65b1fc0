using System.Globalization;
using RewriteLang.EGraphs;

namespace RewriteLang.Benchmarks.Kernel;

/// <summary>
/// How far greedy extraction with shared costs is from the optimum, which branch and bound finds on small random graphs: how often it is the optimum, and how much dearer
/// it is otherwise; beside it, the cheapest trees with what they happen to share paid for once.
/// </summary>
internal static class ExtractionGapBench
{
    private const int Graphs = 500;

    /// <summary>Prints the table to standard output. Graphs follow from seeds 1 to 500.</summary>
    public static int Run()
    {
        Console.WriteLine($"{Graphs} random graphs of each size, seeds 1 to {Graphs}; costs above the optimum, in % of it");
        Console.WriteLine("| terms added | classes united | settled | greedy is optimal | mean above | worst above |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (size, unions) in new[] { (20, 8), (40, 16), (80, 30), (80, 45) })
        {
            var gaps = Enumerable.Range(1, Graphs).Select(seed => Gap(seed, size, unions)).OfType<double>().ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {size} | {unions} | {gaps.Count} | {100.0 * gaps.Count(gap => gap == 0) / gaps.Count:F1} % | {100 * gaps.Average():F2} % | {100 * gaps.Max():F1} % |"));
        }

        return 0;
    }

    // What greedy costs more than the optimum, as a part of it; null if branch and bound did not settle it.
    private static double? Gap(int seed, int size, int unions)
    {
        var (graph, root) = RandomGraph(new Random(seed), size, unions);
        var exact = ExactExtractor.Extract(graph, Cost, [root], maxSteps: 200_000);
        return exact is null ? null : (SharedExtractor.Extract(graph, Cost, [root]).Cost - exact.Cost) / exact.Cost;
    }

    private static double Cost(ENode node) => 1 + (node.Symbol.Value * 7 % 11);

    // Terms over earlier terms, one or two children each; then unions at random, which make cycles too. The leaves stay alone.
    private static (EGraph Graph, EClassId Root) RandomGraph(Random random, int size, int unions)
    {
        var graph = new EGraph(new SymbolTable());
        var ids = new List<EClassId> { graph.Add(graph.Symbols.Intern(0, "x")), graph.Add(graph.Symbols.Intern(0, "y")), graph.Add(graph.Symbols.Intern(0, "z")) };
        for (var i = 0; i < size; i++)
        {
            var symbol = graph.Symbols.Intern(1, $"f{random.Next(12)}");
            ids.Add(graph.Add(symbol, [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => ids[random.Next(ids.Count)])]));
        }

        var root = graph.Add(graph.Symbols.Intern(2, "root"), [.. ids.TakeLast(3)]);
        for (var i = 0; i < unions; i++)
        {
            graph.Union(ids[random.Next(3, ids.Count)], ids[random.Next(3, ids.Count)], Justification.Given);
        }

        graph.Rebuild();
        return (graph, graph.Find(root));
    }
}
