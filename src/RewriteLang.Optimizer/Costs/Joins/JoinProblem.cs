using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Costs.Joins;

/// <summary>A block as a join order search sees it: inputs are bits, conjuncts know which inputs they need.</summary>
internal sealed class JoinProblem
{
    /// <summary>More inputs than this have no bit.</summary>
    public const int MaximumInputs = 64;

    private const int MaximumDepth = 3;

    /// <summary>Prepares a block.</summary>
    /// <param name="plans">The graph.</param>
    /// <param name="estimator">Row counts and selectivities.</param>
    /// <param name="block">The block.</param>
    /// <param name="inputs">Its inputs, at most <see cref="MaximumInputs"/>.</param>
    public JoinProblem(PlanGraph plans, Estimator estimator, Relation.Block block, EClassId[] inputs)
    {
        var columns = inputs.Select(i => plans.FactsOf(i).Columns).ToArray();
        Links = [.. WithImplied(block.Conjuncts, columns)];
        Inputs = [.. inputs.Select((id, i) => JoinInput.Of(plans, estimator, id, 1UL << i, Links))];
        foreach (var link in Links.Where(l => ulong.PopCount(l.Mask) > 1))
        {
            var rows = Inputs.Where(i => (i.Bit & link.Mask) != 0).Max(i => i.Rows);
            link.Selectivity = estimator.Selectivity([link.Kept], Math.Max(1, rows), block.Conjuncts);

            // Groups that were reduced to the keys of a partner all find one there: the partner's own conditions keep nothing from them.
            foreach (var (input, _) in Inputs.Zip(inputs, (input, id) => (First: input, Second: id)).Where(p => (p.First.Bit & link.Mask) != 0 && IsReducedBy(plans, p.Second, link.Predicate, MaximumDepth)))
            {
                var partners = Inputs.Where(i => i != input && (i.Bit & link.Mask) != 0).Max(i => i.Filtered);
                link.Selectivity = Math.Max(link.Selectivity, 1 / Math.Max(1, partners));
            }
        }
    }

    // Columns that are equal to the same column are equal: an index may be probed by either. Links of one class say one thing.
    private static List<Link> WithImplied(Sequence<Scalar> conjuncts, ColumnSet[] inputs)
    {
        var links = conjuncts.SelectMany(c => Link.WithBranches(c, inputs)).ToList();
        var classes = new List<List<Column>>();
        foreach (var link in links)
        {
            if (link.EqualColumns is var (left, right))
            {
                var joined = classes.FindAll(c => c.Contains(left) || c.Contains(right));
                classes.RemoveAll(joined.Contains);
                classes.Add([.. joined.SelectMany(c => c).Append(left).Append(right).Distinct()]);
            }
        }

        var known = links.Select(l => l.EqualColumns).ToHashSet();
        foreach (var link in links)
        {
            link.Class = link.EqualColumns is var (left, _) ? classes.FindIndex(c => c.Contains(left)) : Link.NoClass;
        }

        for (var i = 0; i < classes.Count; i++)
        {
            var pairs = classes[i].SelectMany((l, j) => classes[i].Skip(j + 1).Select(r => (Left: l, Right: r)));
            links.AddRange(pairs.Where(p => !known.Contains(p) && !known.Contains((p.Right, p.Left)))
                .Select(p => Link.Of(new Scalar.Comparison(ComparisonOperator.Equal, p.Left.Ref(), p.Right.Ref()), inputs))
                .Where(l => ulong.PopCount(l.Mask) > 1)
                .Select(l =>
                {
                    (l.Class, l.IsImplied) = (i, true);
                    return l;
                }));
        }

        return links;
    }

    // Whether an input, or what it groups, is a semi join on the same condition.
    private static bool IsReducedBy(PlanGraph plans, EClassId id, Scalar condition, int depth)
    {
        foreach (var node in plans.Graph.NodesOf(plans.Graph.Find(id)))
        {
            switch (plans.ShellOf(node))
            {
                case Relation.SemiJoin join when join.On.Contains(condition):
                case Relation.Aggregate { Keys.IsEmpty: false } or Relation.Project when depth > 0 && IsReducedBy(plans, plans.Graph.ChildrenOf(node)[0], condition, depth - 1):
                    return true;
            }
        }

        return false;
    }

    /// <summary>The inputs, by position.</summary>
    public JoinInput[] Inputs { get; }

    /// <summary>The conjuncts.</summary>
    public Link[] Links { get; }
}

/// <summary>A conjunct and the inputs that it reads.</summary>
internal sealed class Link
{
    private readonly (Column Column, ulong Needed)[] _equated;
    private Scalar? _kept;

    private Link(Scalar predicate, ulong mask, (Column, ulong)[] equated)
    {
        Predicate = predicate;
        Mask = mask;
        _equated = equated;
    }

    /// <summary>The conjunct.</summary>
    public Scalar Predicate { get; }

    /// <summary>The inputs that it reads.</summary>
    public ulong Mask { get; }

    /// <summary>What it asks besides the links that stand for a part of it.</summary>
    public Scalar Kept => _kept ?? Predicate;

    /// <summary>How often an index is probed by it: once for each branch of a disjunction that it is taken from.</summary>
    public int Probes { get; private init; } = 1;

    /// <summary>The share of rows that it keeps, for conjuncts over several inputs.</summary>
    public double Selectivity { get; set; } = 1;

    /// <summary>For a conjunct that does not equate two columns.</summary>
    public const int NoClass = -1;

    /// <summary>Columns that are equal to one another form a class: of its links, those to one more input keep rows once, not each.</summary>
    public int Class { get; set; } = NoClass;

    /// <summary>Whether it follows from others, rather than being written.</summary>
    public bool IsImplied { get; set; }

    /// <summary>The columns that it equates, if it equates two.</summary>
    public (Column Left, Column Right)? EqualColumns =>
        Predicate is Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef l, Right: Scalar.ColumnRef r } ? (l.Column, r.Column) : null;

    /// <summary>Whether it is an equality.</summary>
    public bool IsEquality => Predicate is Scalar.Comparison { Operator: ComparisonOperator.Equal };

    /// <summary>
    /// The links of a conjunct: itself, and the equalities over several inputs that every branch of a disjunction has. By these an index can be probed, once for each branch.
    /// </summary>
    public static IEnumerable<Link> WithBranches(Scalar predicate, ColumnSet[] inputs)
    {
        var whole = Of(predicate, inputs);
        if (predicate is not Scalar.Or or || ulong.PopCount(whole.Mask) < 2)
        {
            return [whole];
        }

        var branches = or.Operands.Select(o => o.Conjuncts()).ToList();
        var common = branches.Aggregate((IEnumerable<Scalar>)branches[0], (a, b) => a.Intersect(b))
            .Where(c => c is Scalar.Comparison { Operator: ComparisonOperator.Equal }).Select(c => Of(c, inputs))
            .Where(l => ulong.PopCount(l.Mask) > 1).Select(l => new Link(l.Predicate, l.Mask, l._equated) { Probes = branches.Count }).ToList();
        whole._kept = Scalars.AnyOf(branches.Select(b => Scalars.AllOf(b.Where(c => !common.Exists(l => l.Predicate.Equals(c))))));
        return [whole, .. common];
    }

    /// <summary>Finds the inputs of a conjunct.</summary>
    public static Link Of(Scalar predicate, ColumnSet[] inputs)
    {
        ulong MaskOf(ColumnSet read)
        {
            var mask = 0UL;
            for (var i = 0; i < inputs.Length; i++)
            {
                mask |= inputs[i].Overlaps(read) ? 1UL << i : 0;
            }

            return mask;
        }

        var equated = new List<(Column, ulong)>();
        if (predicate is Scalar.Comparison { Operator: ComparisonOperator.Equal } equality)
        {
            foreach (var (mine, other) in ((Scalar, Scalar)[])[(equality.Left, equality.Right), (equality.Right, equality.Left)])
            {
                if (mine is Scalar.ColumnRef column)
                {
                    equated.Add((column.Column, MaskOf(ColumnSet.ReadBy(other))));
                }
            }
        }

        return new(predicate, MaskOf(ColumnSet.ReadBy(predicate)), [.. equated]);
    }

    /// <summary>The column of an input that the conjunct sets equal to something of other inputs, constants or outer columns, all of it known by then.</summary>
    public Column? ColumnKnownFor(JoinInput input, ulong known)
    {
        foreach (var (column, needed) in _equated)
        {
            if (input.Columns.Contains(column) && (needed & input.Bit) == 0 && (needed & ~known) == 0)
            {
                return column;
            }
        }

        return null;
    }
}

/// <summary>An input of a block.</summary>
internal sealed class JoinInput
{
    /// <summary>Its bit.</summary>
    public required ulong Bit { get; init; }

    /// <summary>Its columns.</summary>
    public required ColumnSet Columns { get; init; }

    /// <summary>The stored table that it is, or that the loop is over where the input is a left join: the other side then comes last. Null for anything computed.</summary>
    public required Relation.Scan? Scan { get; init; }

    /// <summary>What the query calls it, if it is a stored table.</summary>
    public string? Name => Scan is null ? null : Scan.Alias.Name ?? Scan.Table.Name;

    /// <summary>Its rows, before conjuncts.</summary>
    public required double Rows { get; init; }

    /// <summary>Its rows as an engine without statistics of columns takes them to be.</summary>
    public required double AssumedRows { get; init; }

    /// <summary>Its rows that the conjuncts over it alone keep.</summary>
    public required double Filtered { get; init; }

    /// <summary>How many conjuncts read it alone, and how many of them are equalities.</summary>
    public required (int All, int Equalities) LocalConjuncts { get; init; }

    /// <summary>Conjuncts over it and others.</summary>
    public required Link[] Links { get; init; }

    /// <summary>Its indexes.</summary>
    public required InputIndex[] Indexes { get; init; }

    /// <summary>Describes an input.</summary>
    public static JoinInput Of(PlanGraph plans, Estimator estimator, EClassId id, ulong bit, Link[] links)
    {
        var scan = plans.ScanOf(id) ?? LoopedOver(plans, id);
        var rows = Math.Max(1, estimator.Rows(id));
        var local = links.Where(l => l.Mask == bit).ToArray();
        return new()
        {
            Bit = bit,
            Columns = plans.FactsOf(id).Columns,
            Scan = scan,
            Rows = rows,
            AssumedRows = Math.Max(1, scan is null ? Assumed(plans, estimator, id, 0) : rows),
            Filtered = rows * estimator.Selectivity([.. local.Select(l => l.Predicate)], rows),
            LocalConjuncts = (local.Length, local.Count(l => l.IsEquality)),

            // SQLite probes stored indexes by what follows from equalities; it asks that of no row, and makes no index for it.
            Links = [.. links.Where(l => ((l.Mask & bit) != 0 || l.Mask == 0) && !(l.IsImplied && scan is null))],
            Indexes = scan is null ? [] : [.. scan.Table.Indexes.Select(i => IndexOf(i, scan, estimator, id))],
        };
    }

    private static Relation.Scan? LoopedOver(PlanGraph plans, EClassId id)
    {
        var node = plans.Graph.AnyNodeOf(plans.Graph.Find(id));
        return plans.ShellOf(node) is Relation.LeftJoin ? plans.ScanOf(plans.Graph.ChildrenOf(node)[0]) : null;
    }

    private static InputIndex IndexOf(TableIndex index, Relation.Scan scan, Estimator estimator, EClassId id)
    {
        var columns = index.Columns.Select(c => scan.Columns[scan.Table.IndexOf(c)]).ToArray();

        // A primary key of one integer is the row id, by which SQLite keeps the rows themselves.
        var isRowId = columns is [{ Type.IsInteger: true }] && scan.Table.Keys.Any(k => k.IsPrimary && k.Columns.Equals(index.Columns));
        return new(columns, [.. columns.Select((_, i) => estimator.DistinctValues(id, columns.Take(i + 1)))], index.Unique, isRowId);
    }

    private const double AssumedValues = 2;

    // SQLite takes every grouping to have at most 100 rows, filters on computed rows to keep nearly all, and VALUES after its first row to have one more.
    private static double Assumed(PlanGraph plans, Estimator estimator, EClassId id, int depth)
    {
        var node = plans.Graph.AnyNodeOf(plans.Graph.Find(id));
        var inputs = plans.Graph.ChildrenOf(node).ToArray();
        return depth > 8 ? estimator.Rows(id) : plans.ShellOf(node) switch
        {
            Relation.Aggregate { Keys.IsEmpty: true } => 1,
            Relation.Values => Math.Min(AssumedValues, estimator.Rows(id)),
            Relation.Aggregate or Relation.Distinct => Math.Min(100, Assumed(plans, estimator, inputs[0], depth + 1)),
            Relation.SemiJoin or Relation.AntiJoin or Relation.NullAwareAntiJoin or Relation.Project or Relation.LeftJoin or Relation.Apply =>
                Assumed(plans, estimator, inputs[0], depth + 1),
            _ => estimator.Rows(id),
        };
    }
}

/// <summary>An index of an input.</summary>
/// <param name="Columns">Its columns, as columns of the input.</param>
/// <param name="Distinct">The number of distinct values of each prefix of them.</param>
/// <param name="Unique">Whether it admits each key once.</param>
/// <param name="HoldsRows">Whether the rows themselves are kept in it; otherwise a row that it finds is looked up in the table.</param>
internal sealed record InputIndex(Column[] Columns, double[] Distinct, bool Unique, bool HoldsRows);
