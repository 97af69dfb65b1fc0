using RewriteLang.Algebra;

namespace RewriteLang.Verify.Equality;

/// <summary>
/// Functional dependencies of a plan, as far as totality of an order needs them. It is kept apart from the optimizer's own analysis on purpose: what
/// judges rewrites must not share their mistakes.
/// </summary>
public static class Dependencies
{
    /// <summary>
    /// Whether <paramref name="order"/> leaves no ties between rows of <paramref name="input"/> that differ in <paramref name="needed"/>.
    /// Ties between rows that are the same in every needed column are invisible.
    /// </summary>
    public static bool IsTotal(Sequence<SortKey> order, Relation input, IEnumerable<Column> needed)
    {
        var known = order.Select(k => k.Expression).OfType<Scalar.ColumnRef>().Select(r => r.Column);
        return Closure(input, known).IsSupersetOf(needed);
    }

    /// <summary>The columns determined by <paramref name="known"/>: rows that agree on these agree on those. NULLs agree.</summary>
    public static HashSet<Column> Closure(Relation relation, IEnumerable<Column> known)
    {
        var closure = known.ToHashSet();
        Extend(relation, closure, []);
        return closure;
    }

    private static void Extend(Relation relation, HashSet<Column> known, Dictionary<string, Relation> definitions)
    {
        int before;
        do
        {
            before = known.Count;
            Step(relation, known, definitions);
        }
        while (known.Count > before);
    }

    private static void Step(Relation relation, HashSet<Column> known, Dictionary<string, Relation> definitions)
    {
        switch (relation)
        {
            case Relation.Scan scan when scan.Table.Keys.Any(k => Holds(scan, k, known)):
            case Relation.Values { Rows.Count: <= 1 }:
            case Relation.Aggregate { Keys.IsEmpty: true, Sets.IsEmpty: true }:
            case Relation.TopN { Limit: Scalar.Constant { Value: 0L or 1L } }:
                known.UnionWith(relation.Columns);
                break;
            case Relation.Block block:
                Equate(block.Conjuncts, known);
                foreach (var input in block.Inputs)
                {
                    Extend(input, known, definitions);
                }

                break;
            case Relation.LeftJoin join:
                Extend(join.Left, known, definitions);
                if (known.IsSupersetOf(join.Left.Columns))
                {
                    var partner = join.Left.Columns.ToHashSet();
                    Equate(join.On, partner);
                    Extend(join.Right, partner, definitions);
                    if (partner.IsSupersetOf(join.Right.Columns))
                    {
                        known.UnionWith(join.Columns);
                    }
                }

                break;
            case Relation.SemiJoin or Relation.AntiJoin or Relation.NullAwareAntiJoin:
                Extend(relation.Children()[0], known, definitions);
                break;
            case Relation.Apply apply:
                Extend(apply.Left, known, definitions);
                if (apply.Kind is ApplyKind.Scalar or ApplyKind.Mark && known.IsSupersetOf(apply.Left.Columns) && !apply.Right.HasVolatileScalars())
                {
                    known.UnionWith(apply.Columns);
                }

                break;
            case Relation.Project project:
                Extend(project.Input, known, definitions);
                known.UnionWith(project.Items.Where(i => i.Expression.IsDeterministic() && i.Expression.Uses(known)).Select(i => i.Column));
                known.UnionWith(project.Items.Where(i => known.Contains(i.Column)).Select(i => i.Expression).OfType<Scalar.ColumnRef>().Select(r => r.Column));
                break;
            case Relation.Aggregate { Sets.IsEmpty: true } aggregate:
                var keys = aggregate.Keys.Select(k => k.In).ToHashSet();
                var below = known.Where(keys.Contains).ToHashSet();
                Extend(aggregate.Input, below, definitions);
                known.UnionWith(below.Where(keys.Contains));
                if (known.IsSupersetOf(keys))
                {
                    known.UnionWith(aggregate.Columns);
                }

                break;
            case Relation.Distinct or Relation.TopN:
                Extend(relation.Children()[0], known, definitions);
                break;
            case Relation.Window window:
                Extend(window.Input, known, definitions);
                known.UnionWith(window.Items.Where(i => IsOfPeers(i.Call, window.Input) && Keys(i.Call).All(k => k.IsDeterministic() && k.Uses(known))).Select(i => i.Column));
                break;
            case Relation.With with:
                definitions[with.Name] = with.Definition;
                Extend(with.Body, known, definitions);
                break;
            case Relation.WithRef reference when definitions.TryGetValue(reference.Name, out var definition):
                var inside = reference.Pairs.Where(p => known.Contains(p.Out)).Select(p => p.In).ToHashSet();
                Extend(definition, inside, definitions);
                known.UnionWith(reference.Pairs.Where(p => inside.Contains(p.In)).Select(p => p.Out));
                break;
        }
    }

    // Rows of one partition that tie in the order have the same value, because the call looks at them together, or because no two rows tie.
    private static bool IsOfPeers(WindowCall call, Relation input) =>
        !Uncertainty.IsOrdered(call, input) && call.Frame is null or { Exclusion: FrameExclusion.NoOthers };

    private static IEnumerable<Scalar> Keys(WindowCall call) => call.PartitionBy.Concat(call.OrderBy.Select(k => k.Expression));

    // Rows with a NULL in a key may repeat, so every column of it must be NOT NULL.
    private static bool Holds(Relation.Scan scan, TableKey key, HashSet<Column> known) =>
        key.Trust != Trust.Declared && key.Columns.All(name => scan.Table.IndexOf(name) is >= 0 and var i
            && scan.Table.Columns[i].NotNull is Trust.Enforced or Trust.Validated && known.Contains(scan.Columns[i]));

    private static void Equate(Sequence<Scalar> conjuncts, HashSet<Column> known)
    {
        foreach (var conjunct in conjuncts)
        {
            if (conjunct is Scalar.Comparison { Operator: ComparisonOperator.Equal } c)
            {
                if (c.Left is Scalar.ColumnRef left && IsExact(left) && c.Right.IsDeterministic() && c.Right.Uses(known))
                {
                    known.Add(left.Column);
                }

                if (c.Right is Scalar.ColumnRef right && IsExact(right) && c.Left.IsDeterministic() && c.Left.Uses(known))
                {
                    known.Add(right.Column);
                }
            }
        }
    }

    // Values of other types may be equal and yet not the same: 0.0 and -0.0.
    private static bool IsExact(Scalar.ColumnRef column) => column.Type.IsExact;
}
