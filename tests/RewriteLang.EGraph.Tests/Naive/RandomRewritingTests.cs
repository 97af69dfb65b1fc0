using System.Collections.Immutable;
using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests.Naive;

/// <summary>Random rules on random terms give the same matches, nodes and classes as a backtracking matcher on the naive graph.</summary>
public sealed class RandomRewritingTests
{
    private static readonly (string Name, int Arity)[] Operators = [("f", 1), ("g", 2), ("h", 2), ("k", 3)];
    private static readonly string[] Leaves = ["x", "y", "0"];
    private static readonly string[] Variables = ["a", "b", "c"];

    [Theory]
    [InlineData(1, 300)]
    public void Random_rules_agree_with_a_backtracking_matcher(int firstSeed, int count)
    {
        for (var seed = firstSeed; seed < firstSeed + count; seed++)
        {
            var random = new Random(seed);
            var (terms, naive) = (new Terms(), new NaiveEGraph());
            var matcher = new NaiveMatcher(naive, terms.Symbols);
            for (var i = 0; i < 3; i++)
            {
                var term = RandomPattern(random, terms, 3, []);
                Assert.Equal(AddTerm(terms.Graph, term).Value, matcher.Add(term, []));
            }

            var rules = Enumerable.Range(0, 3).Select(i => RandomRule(random, terms, i)).ToImmutableArray();
            Compare(seed, terms, naive, matcher, rules);
        }
    }

    private static void Compare(int seed, Terms terms, NaiveEGraph naive, NaiveMatcher matcher, ImmutableArray<Rewrite> rules)
    {
        for (var iteration = 0; iteration < 4 && naive.Nodes.Count < 60; iteration++)
        {
            var expected = rules.Select(rule => matcher.Search(rule.Left)).ToList();
            var run = Runner.Run(terms.Graph, [.. rules], new RunOptions { MaxIterations = 1 });
            for (var rule = 0; rule < rules.Length; rule++)
            {
                foreach (var (root, bindings) in expected[rule])
                {
                    naive.Unite(root, matcher.Add(rules[rule].Right, bindings));
                }
            }

            naive.Close();
            Assert.True(
                expected.Select(matches => matches.Count).SequenceEqual(run.Iterations[0].Matches),
                $"seed {seed}: matches {string.Join(' ', run.Iterations[0].Matches)} of {string.Join(", ", rules.Select(rule => rule.Left))}");
            var classes = naive.Nodes.Select(node => naive.Find(node.Id)).Distinct().Count();
            Assert.True(
                (naive.Canonical().Count, classes) == (terms.Graph.NodeCount, terms.Graph.ClassCount),
                $"seed {seed}: {(terms.Graph.NodeCount, terms.Graph.ClassCount)}, not {(naive.Canonical().Count, classes)}");
        }
    }

    private static EClassId AddTerm(EGraph graph, Pattern term)
    {
        var apply = (Pattern.Apply)term;
        return graph.Add(apply.Symbol, [.. apply.Children.Select(child => AddTerm(graph, child))]);
    }

    private static Rewrite RandomRule(Random random, Terms terms, int number)
    {
        var left = RandomPattern(random, terms, 2, [.. Variables]);
        var right = RandomPattern(random, terms, 2, left.Variables());
        return new Rewrite(terms.Symbols, $"rule{number}", left, right);
    }

    private static Pattern RandomPattern(Random random, Terms terms, int depth, ImmutableArray<string> variables)
    {
        if (depth == 0 || random.Next(4) == 0)
        {
            return variables.Length > 0 && random.Next(4) > 0
                ? Pattern.Var(variables[random.Next(variables.Length)])
                : Pattern.Of(terms.Symbol(Leaves[random.Next(Leaves.Length)]));
        }

        var (name, arity) = Operators[random.Next(Operators.Length)];
        return Pattern.Of(terms.Symbol(name), [.. Enumerable.Range(0, arity).Select(_ => RandomPattern(random, terms, depth - 1, variables))]);
    }
}
