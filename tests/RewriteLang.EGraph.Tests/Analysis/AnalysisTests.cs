using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

public sealed class AnalysisTests
{
    private readonly Terms terms = new();

    /// <summary>Constant value of numerals and sums; folds into the numeral.</summary>
    private sealed class Constant(Terms terms) : IAnalysis<int?>
    {
        public int? Make(ENode node, ClassData<int?> data)
        {
            var name = (string)terms.Symbols.PayloadOf(node.Symbol)!;
            return name == "+" ? data[node.Children[0]] + data[node.Children[1]] : int.TryParse(name, out var value) ? value : null;
        }

        public Merged<int?> Merge(int? a, int? b)
        {
            Assert.True(a is null || b is null || a == b, $"{a} and {b} were united");
            return new Merged<int?>(a ?? b, a is null && b is not null, b is null && a is not null);
        }

        public void Modify(EGraph graph, EClassId id)
        {
            if (constants[id] is { } value)
            {
                graph.Union(id, terms.Add(value.ToString(System.Globalization.CultureInfo.InvariantCulture)), Justification.Given);
                graph.KeepLeavesOnly(id);
            }
        }

        private ClassData<int?> constants = null!;

        public static ClassData<int?> On(Terms terms)
        {
            var analysis = new Constant(terms);
            return analysis.constants = terms.Graph.Attach(analysis);
        }
    }

    [Fact]
    public void Folds_when_a_variable_gets_a_value()
    {
        var constants = Constant.On(terms);
        var (x, one, two) = (terms.Add("x"), terms.Add("1"), terms.Add("2"));
        var sum = terms.Add("+", terms.Add("+", x, one), two);
        terms.Graph.Rebuild();
        Assert.Null(constants[sum]);
        terms.Unite(x, two);
        terms.Graph.Rebuild();
        Assert.Equal(5, constants[sum]);
        Assert.True(terms.Graph.AreEqual(sum, terms.Add("5")));
        Assert.Equal(["5"], [.. terms.Graph.NodesOf(sum).ToArray().Select(terms.Show)]);
    }

    [Fact]
    public void Attaching_late_gives_the_same_values()
    {
        var (x, two) = (terms.Add("x"), terms.Add("2"));
        var sum = terms.Add("+", x, x);
        terms.Unite(x, two);
        terms.Graph.Rebuild();
        var constants = Constant.On(terms);
        terms.Graph.Rebuild();
        Assert.Equal(4, constants[sum]);
    }

    [Fact]
    public void Climbs_a_deep_chain_that_was_built_before_the_value_was_known()
    {
        var constants = Constant.On(terms);
        var (x, one) = (terms.Add("x"), terms.Add("1"));
        var sum = x;
        for (var i = 0; i < 1000; i++)
        {
            sum = terms.Add("+", sum, one);
        }

        terms.Graph.Rebuild();
        terms.Unite(x, one);
        terms.Graph.Rebuild();
        Assert.Equal(1001, constants[sum]);
    }

    /// <summary>Whether a chain of f ends in the leaf called end.</summary>
    private sealed class Ends(Terms terms) : IAnalysis<bool>
    {
        public int Calls { get; private set; }

        public bool Make(ENode node, ClassData<bool> data)
        {
            Calls++;
            return node.Children.Length == 0 ? (string)terms.Symbols.PayloadOf(node.Symbol)! == "end" : data[node.Children[0]];
        }

        public Merged<bool> Merge(bool a, bool b) => new(a || b, b && !a, a && !b);
    }

    [Fact]
    public void A_chain_whose_nodes_lie_against_the_flow_of_values_takes_linear_time()
    {
        const int depth = 100_000;
        var ends = new Ends(terms);
        var data = terms.Graph.Attach(ends);
        var ids = Enumerable.Range(0, depth + 1).Select(i => terms.Add($"x{i}")).ToArray();
        for (var i = 0; i < depth; i++)
        {
            terms.Unite(ids[i], terms.Add("f", ids[i + 1]));
        }

        terms.Graph.Rebuild();
        terms.Unite(ids[depth], terms.Add("end"));
        var before = ends.Calls;
        terms.Graph.Rebuild();
        Assert.True(data[ids[0]]);
        Assert.InRange(ends.Calls - before, depth, 2 * depth);
    }

    /// <summary>The size of the largest term, which in a cycle has no bound.</summary>
    private sealed class LargestSize : IAnalysis<int>
    {
        public int Make(ENode node, ClassData<int> data)
        {
            var size = 1;
            foreach (var child in node.Children)
            {
                size += data[child];
            }

            return size;
        }

        public Merged<int> Merge(int a, int b) => new(Math.Max(a, b), b > a, a > b);
    }

    [Fact]
    public void An_analysis_that_never_settles_is_named()
    {
        var sizes = terms.Graph.Attach(new LargestSize());
        var x = terms.Add("x");
        var f = terms.Add("f", x);
        terms.Graph.Rebuild();
        Assert.Equal(2, sizes[f]);
        terms.Unite(x, f);
        var error = Assert.Throws<AnalysisDivergedException>(terms.Graph.Rebuild);
        Assert.StartsWith("LargestSize does not settle: more than 1200 steps in one rebuild, the last at class c0;", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Adds a larger term for every term.</summary>
    private sealed class Breeder(Terms terms) : IAnalysis<int>
    {
        public int Make(ENode node, ClassData<int> data) => 0;

        public Merged<int> Merge(int a, int b) => new(0, false, false);

        public void Modify(EGraph graph, EClassId id) => terms.Add("f", id);
    }

    [Fact]
    public void A_modification_that_adds_without_end_is_named()
    {
        terms.Graph.MaxAnalysisStepsPerClass = 0;
        terms.Graph.Attach(new Breeder(terms));
        terms.Add("x");
        var error = Assert.Throws<AnalysisDivergedException>(terms.Graph.Rebuild);
        Assert.StartsWith("Breeder does not settle", error.Message, StringComparison.Ordinal);
    }
}
