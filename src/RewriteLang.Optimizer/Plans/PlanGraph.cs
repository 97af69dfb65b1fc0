using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Analyses;

namespace RewriteLang.Optimizer.Plans;

/// <summary>
/// An e-graph of relations. An e-node's symbol is the operator with everything but its inputs (its <em>shell</em>): scalars are
/// terms in normal form inside it, not classes, because what holds of a scalar often holds only in its place (docs/decisions/0004).
/// The inputs of a block form a multiset, its conjuncts a set; so commutativity and associativity are structure, not rules.
/// </summary>
public sealed class PlanGraph
{
    private static readonly Relation Stub = new Relation.Block([], []);

    private readonly ClassData<Facts> _facts;
    private readonly Dictionary<SymbolId, List<PlanNode>> _homes = [];
    private readonly Dictionary<string, EClassId> _definitions = [];
    private readonly Dictionary<Column, int> _given = [];

    /// <summary>An empty graph.</summary>
    /// <param name="columns">Where new columns come from.</param>
    /// <param name="origins">Where columns of base tables come from.</param>
    /// <param name="derivation">How facts are derived.</param>
    public PlanGraph(ColumnFactory columns, IReadOnlyDictionary<Column, TableOrigin> origins, FactsDerivation derivation)
    {
        Columns = columns;
        Origins = origins;
        Derivation = derivation;
        Sources = new(origins);
        Graph = new(new SymbolTable());
        _facts = Graph.Attach(new FactsAnalysis(this));
    }

    /// <summary>The kernel's graph.</summary>
    public EGraph Graph { get; }

    /// <summary>Where new columns come from.</summary>
    public ColumnFactory Columns { get; }

    /// <summary>Where columns of base tables come from.</summary>
    public IReadOnlyDictionary<Column, TableOrigin> Origins { get; }

    /// <summary>How facts are derived.</summary>
    public FactsDerivation Derivation { get; }

    /// <summary>Normal forms of scalars.</summary>
    public ScalarNormalForm Scalars { get; } = new();

    /// <summary>The kind number of a CTE.</summary>
    internal const int WithKind = 17;

    /// <summary>The kind number of an operator, for <see cref="EGraph.NodesOfKind"/>.</summary>
    public static int KindOf(Relation relation) => relation switch
    {
        Relation.Scan => 0,
        Relation.Values => 1,
        Relation.Block => BlockNodes,
        Relation.LeftJoin => 3,
        Relation.FullJoin => 4,
        Relation.SemiJoin => 5,
        Relation.AntiJoin => 6,
        Relation.NullAwareAntiJoin => 7,
        Relation.Apply => ApplyNodes,
        Relation.Project => 9,
        Relation.Aggregate => 10,
        Relation.Distinct => 11,
        Relation.UnionAll => 12,
        Relation.SetOp => 13,
        Relation.Window => 14,
        Relation.TopN => 15,
        Relation.Unnest => 16,
        Relation.With => WithKind,
        Relation.WithRef => 18,
        Relation.RecursiveWith => 19,
        Relation.Opaque => 20,
        _ => throw new UnreachableException(relation.GetType().Name),
    };

    /// <summary>The kind number of <see cref="Relation.Block"/>.</summary>
    internal const int BlockNodes = 2;

    /// <summary>The kind number of <see cref="Relation.Apply"/>.</summary>
    internal const int ApplyNodes = 8;

    /// <summary>One more than the largest kind number.</summary>
    public static int KindCount => 21;

    /// <summary>What is certain of a class.</summary>
    public Facts FactsOf(EClassId id) => _facts[id];

    /// <summary>The base table that a class is, if it is one.</summary>
    public Relation.Scan? ScanOf(EClassId id)
    {
        foreach (var node in Graph.NodesOf(Graph.Find(id)))
        {
            if (ShellOf(node) is Relation.Scan scan)
            {
                return scan;
            }
        }

        return null;
    }

    /// <summary>How many stored rows a class reads, all tables of its first plan together.</summary>
    internal double StoredRows(EClassId id, Costs.Estimator estimator)
    {
        var total = 0.0;
        var seen = new HashSet<EClassId>();
        var pending = new Stack<EClassId>([id]);
        while (pending.TryPop(out var next))
        {
            next = Graph.Find(next);
            if (seen.Add(next))
            {
                total += ScanOf(next) is null ? 0 : estimator.Rows(next);
                foreach (var child in Graph.ChildrenOf(Graph.AnyNodeOf(next)))
                {
                    pending.Push(child);
                }
            }
        }

        return total;
    }

    /// <summary>How many different values a column has whose rows the query itself gives; null for other columns.</summary>
    internal int? GivenValues(Column column) => _given.TryGetValue(column, out var count) ? count : null;

    /// <summary>Where the values of columns come from, for estimates.</summary>
    internal ColumnSources Sources { get; }

    /// <summary>The columns of several classes.</summary>
    public ColumnSet AllColumns(IEnumerable<EClassId> ids) => ids.Aggregate(ColumnSet.Empty, (all, id) => all.Union(FactsOf(id).Columns));

    /// <summary>The operator of a node, its inputs replaced by stubs.</summary>
    public Relation ShellOf(ENodeId node) => (Relation)Graph.Symbols.PayloadOf(Graph.SymbolOf(node))!;

    /// <summary>The operator of a symbol, its inputs replaced by stubs.</summary>
    public Relation ShellOf(SymbolId symbol) => (Relation)Graph.Symbols.PayloadOf(symbol)!;

    /// <summary>Adds a whole plan.</summary>
    public EClassId Add(Relation plan) => Add(plan, [.. plan.Children().Select(Add)]);

    /// <summary>Adds an operator over classes. What is no operation (a block of one input without conjuncts) is its input.</summary>
    /// <param name="relation">The operator; its own inputs are not looked at.</param>
    /// <param name="inputs">Its inputs, in the order of <see cref="Relations.Children"/>.</param>
    public EClassId Add(Relation relation, ReadOnlySpan<EClassId> inputs)
    {
        var shell = Shell(relation, inputs.Length);
        if (shell is Relation.Block { Conjuncts.IsEmpty: true } && inputs.Length == 1)
        {
            return inputs[0];
        }

        if (shell is Relation.With with)
        {
            _definitions[with.Name] = inputs[0];
        }

        if (shell is Relation.Values values)
        {
            for (var i = 0; i < values.Columns.Count; i++)
            {
                _given[values.Columns[i]] = values.Rows.Select(r => r[i]).Distinct().Count();
            }
        }

        Sources.Add(shell);

        var symbol = SymbolOf(shell);
        var classes = Graph.ClassIdCount;
        var id = Graph.Add(symbol, inputs);
        if (Graph.ClassIdCount > classes)
        {
            if (!_homes.TryGetValue(symbol, out var homes))
            {
                _homes.Add(symbol, homes = []);
            }

            homes.Add(new(id, symbol, [.. inputs]));
        }

        return id;
    }

    /// <summary>The class of what a CTE stands for; null for the rows so far of a recursive one.</summary>
    internal EClassId? DefinitionOf(string name) => _definitions.TryGetValue(name, out var id) ? id : null;

    /// <summary>The class ids that were new when an operator was added over these inputs, oldest first.</summary>
    internal IEnumerable<EClassId> HomesOf(PlanNode node)
    {
        var inputs = node.Inputs.Select(Graph.Find).Order().ToSequence();
        return (_homes.GetValueOrDefault(node.Symbol) ?? [])
            .Where(h => h.Inputs.Select(Graph.Find).Order().ToSequence() == inputs)
            .Select(h => h.Class);
    }

    /// <summary>The operators that were new when they got one of these class ids, as they were added: also those that a simplification has hidden since.</summary>
    internal IEnumerable<PlanNode> HomesBetween(int first, int end) =>
        _homes.Values.SelectMany(h => h).Where(h => first <= h.Class.Value && h.Class.Value < end).OrderBy(h => h.Class.Value);

    /// <summary>A node as something to remember: it stays valid when the graph is rebuilt.</summary>
    internal PlanNode Remember(ENodeId node) => new(Graph.ClassOf(node), Graph.SymbolOf(node), [.. Graph.ChildrenOf(node)]);

    /// <summary>The symbol of an operator in normal form.</summary>
    public SymbolId SymbolOf(Relation shell) => Graph.Symbols.Intern(KindOf(shell), shell, shell is Relation.Block ? NodeShape.Bag : NodeShape.List);

    /// <summary>The operator in normal form over stubs.</summary>
    public Relation Shell(Relation relation, int inputs)
    {
        var stubs = Enumerable.Repeat(Stub, inputs).ToSequence();
        var shell = relation.WithChildren(stubs).MapScalars(Scalars.Of);
        return shell switch
        {
            Relation.Block block => block with { Inputs = stubs, Conjuncts = Scalars.Conjuncts(block.Conjuncts) },
            Relation.LeftJoin join => join with { On = Scalars.Conjuncts(join.On) },
            Relation.FullJoin join => join with { On = Scalars.Conjuncts(join.On) },
            Relation.SemiJoin join => join with { On = Scalars.Conjuncts(join.On) },
            Relation.AntiJoin join => join with { On = Scalars.Conjuncts(join.On) },
            Relation.NullAwareAntiJoin join => join with { On = Scalars.Conjuncts(join.On) },
            Relation.Apply apply => apply with { On = Scalars.Conjuncts(apply.On) },
            Relation.Project project => project with { Items = [.. project.Items.OrderBy(i => i.Column.Id.Value)] },
            Relation.Aggregate { Sets.IsEmpty: true } aggregate => aggregate with
            {
                Keys = [.. aggregate.Keys.OrderBy(k => k.Out.Id.Value)],
                Aggregates = [.. aggregate.Aggregates.OrderBy(a => a.Column.Id.Value)],
            },
            _ => shell,
        };
    }

    /// <summary>Whether an operator could be built over these inputs: the columns that its scope shows are distinct.</summary>
    public bool AreDistinct(IEnumerable<EClassId> inputs)
    {
        var seen = ColumnSet.Empty;
        foreach (var input in inputs)
        {
            var columns = FactsOf(input).Columns;
            if (columns.Overlaps(seen))
            {
                return false;
            }

            seen = seen.Union(columns);
        }

        return true;
    }

    /// <summary>
    /// Declares two classes to be the same relation.
    /// </summary>
    /// <exception cref="UnreachableException">Their columns differ: a rule's right side does not deliver what its left side does.</exception>
    public bool Union(EClassId left, EClassId right, Justification why)
    {
        if (!FactsOf(left).Columns.Equals(FactsOf(right).Columns))
        {
            throw new UnreachableException($"{why.Rule}: columns {FactsOf(left).Columns} and {FactsOf(right).Columns} differ");
        }

        return Graph.Union(left, right, why);
    }

    private sealed class FactsAnalysis(PlanGraph owner) : IAnalysis<Facts>
    {
        public Facts Make(ENode node, ClassData<Facts> data)
        {
            var inputs = new Facts[node.Children.Length];
            for (var i = 0; i < inputs.Length; i++)
            {
                inputs[i] = data[node.Children[i]];
            }

            return owner.Derivation.Derive(owner.ShellOf(node.Symbol), inputs);
        }

        public Merged<Facts> Merge(Facts a, Facts b)
        {
            if (ReferenceEquals(a, b) || a.Equals(b))
            {
                return new(a, false, false);
            }

            var both = Facts.Both(a, b);
            return new(both, !both.Equals(a), !both.Equals(b));
        }

        public void Modify(EGraph graph, EClassId id)
        {
        }
    }
}

/// <summary>An operator over classes, and the class that it is in.</summary>
internal sealed record PlanNode(EClassId Class, SymbolId Symbol, Sequence<EClassId> Inputs);
