using System.Diagnostics;
using System.Runtime.InteropServices;
using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Analyses;

/// <summary>
/// Facts of an operator from the facts of its inputs. The operator's own inputs are never looked at, only <paramref name="minimumTrust"/>
/// constraints of scanned tables are: so the same function serves plans and e-nodes.
/// </summary>
/// <param name="minimumTrust">Constraints below this trust are taken for absent.</param>
public sealed partial class FactsDerivation(Trust minimumTrust = Trust.Validated)
{
    /// <summary>Constraints below this trust are taken for absent.</summary>
    public Trust MinimumTrust => minimumTrust;

    /// <summary>The facts of <paramref name="relation"/>'s rows, given those of its inputs in the order of <see cref="Relations.Children"/>.</summary>
    public Facts Derive(Relation relation, ReadOnlySpan<Facts> inputs)
    {
        var facts = relation switch
        {
            Relation.Scan scan => OfScan(scan),
            Relation.Values values => OfValues(values),
            Relation.WithRef or Relation.Opaque => new Facts { Columns = ColumnSet.Of(relation.Columns) },
            Relation.Block block => OfBlock(block, inputs),
            Relation.LeftJoin join => OfLeftJoin(join.On, join.Padded, inputs[0], inputs[1]),
            Relation.FullJoin join => new Facts { Columns = ColumnSet.Of(join.PaddedLeft.Concat(join.PaddedRight).Select(p => p.Out)) },
            Relation.SemiJoin => Reduced(inputs[0]),
            Relation.AntiJoin => Reduced(inputs[0]),
            Relation.NullAwareAntiJoin => Reduced(inputs[0]),
            Relation.Apply apply => OfApply(apply, inputs[0], inputs[1]),
            Relation.Project project => OfProject(project, inputs[0]),
            Relation.Aggregate aggregate => OfAggregate(aggregate, inputs[0]),
            Relation.Distinct => inputs[0] with
            {
                Keys = Facts.Minimal(inputs[0].Keys.Add(inputs[0].Columns)),
                MinimumRows = Math.Min(1, inputs[0].MinimumRows),
            },
            Relation.UnionAll union => OfUnionAll(union, inputs),
            Relation.SetOp setOp => OfSetOp(setOp, inputs[0], inputs[1]),
            Relation.Window window => inputs[0] with { Columns = inputs[0].Columns.Union(ColumnSet.Of(window.Items.Select(i => i.Column))) },
            Relation.TopN topN => OfTopN(topN, inputs[0]),
            Relation.Unnest unnest => new Facts { Columns = inputs[0].Columns.Union(ColumnSet.Of(unnest.Element)) },
            Relation.With => inputs[1],
            Relation.RecursiveWith => inputs[2],
            _ => throw new UnreachableException(relation.GetType().Name),
        };
        var (outer, isVolatile) = (Outer(relation, inputs), Volatility.IsVolatile(relation, inputs));
        return facts.IsVolatile == isVolatile && facts.Outer.Equals(outer) ? facts : facts with { Outer = outer, IsVolatile = isVolatile };
    }

    /// <summary>The facts of a whole plan.</summary>
    public Facts Derive(Relation relation) => Derive(relation, [.. relation.Children().Select(Derive)]);

    private Facts OfScan(Relation.Scan scan)
    {
        var notNull = ColumnSet.Of(scan.Columns.Where((_, i) => scan.Table.Columns[i].NotNull >= minimumTrust));
        return new()
        {
            Columns = ColumnSet.Of(scan.Columns),
            NotNull = notNull,
            Keys = Facts.Minimal(scan.Table.Keys
                .Where(k => k.Trust >= minimumTrust)
                .Select(k => ColumnSet.Of(k.Columns.Select(c => scan.Columns[scan.Table.IndexOf(c)])))
                .Where(k => k.IsSubsetOf(notNull))),
        };
    }

    private static Facts OfValues(Relation.Values values) => new()
    {
        Columns = ColumnSet.Of(values.Columns),
        NotNull = ColumnSet.Of(values.Columns.Where((_, i) => values.Rows.All(r => r[i] is Scalar.Constant { Value: not null }))),
        Keys = values.Rows.Count <= 1 ? [ColumnSet.Empty] : [],
        MinimumRows = values.Rows.Count,
        MaximumRows = values.Rows.Count,
    };

    // A key keeps only columns that its others do not determine; what is dropped last was named first.
    private static ColumnSet Shrink(Facts facts, ColumnSet key)
    {
        if (facts.Dependencies.IsEmpty && facts.Equivalences.IsEmpty && facts.Constants.IsEmpty)
        {
            return key;
        }

        foreach (var column in key.Ids.Reverse())
        {
            var one = ColumnSet.Of(column);
            var rest = key.Except(one);

            // The keys of the product are what is being shrunk: only what holds without them may drop a column.
            if (one.IsSubsetOf(facts.Closure(rest, byKeys: false)))
            {
                key = rest;
            }
        }

        return key;
    }

    private static ColumnSet? Renamed(ColumnSet columns, Sequence<ColumnPair> pairs)
    {
        if (columns.IsEmpty)
        {
            return columns;
        }

        var (from, to) = (new List<Column>(), new List<Column>());
        foreach (var pair in pairs)
        {
            if (columns.Contains(pair.In))
            {
                from.Add(pair.In);
                to.Add(pair.Out);
            }
        }

        return SetOf(from).Count == columns.Count ? SetOf(to) : null;
    }

    private static ColumnSet RenamedPart(ColumnSet columns, Sequence<ColumnPair> pairs) =>
        ColumnSet.Of(pairs.Where(p => columns.Contains(p.In)).Select(p => p.Out));

    private static Facts OfProject(Relation.Project project, Facts input)
    {
        var (notNull, kept, constants) = (new List<Column>(project.Items.Count), new List<Column>(), new List<(Column, Scalar.Constant)>());
        var pairs = new List<ColumnPair>(project.Items.Count);
        foreach (var item in project.Items)
        {
            if (item.Expression is Scalar.ColumnRef reference)
            {
                pairs.Add(new(item.Column, reference.Column));
                if (reference.Column == item.Column)
                {
                    kept.Add(item.Column);
                }
            }
            else if (item.Expression is Scalar.Constant { Value: not null } constant)
            {
                constants.Add((item.Column, constant));
            }

            if (Nullability.IsNotNull(item.Expression, input.NotNull))
            {
                notNull.Add(item.Column);
            }
        }

        var (passed, same) = (pairs.ToSequence(), SetOf(kept));
        foreach (var (column, value) in input.Constants)
        {
            constants.AddRange(passed.Where(p => p.In == column).Select(p => (p.Out, value)));
        }

        return new()
        {
            Columns = ColumnSet.Of(project.Columns.AsSpan()),
            NotNull = SetOf(notNull),
            Keys = input.Keys.IsEmpty ? [] : Facts.Minimal(Keys().ToSequence()),
            Dependencies = input.Dependencies.IsEmpty || same.IsEmpty ? [] : [.. input.Dependencies
                .Where(d => d.From.IsSubsetOf(same))
                .Select(d => new FunctionalDependency(d.From, d.To.Intersect(same)))
                .Where(d => !d.To.IsSubsetOf(d.From))],
            Equivalences = input.Equivalences.IsEmpty || same.IsEmpty ? [] : [.. input.Equivalences.Select(e => e.Intersect(same)).Where(e => e.Count > 1)],
            Constants = constants.ToSequence(),
            MinimumRows = input.MinimumRows,
            MaximumRows = input.MaximumRows,
        };

        IEnumerable<ColumnSet> Keys()
        {
            var known = ColumnSet.ReadBy(project.Items.Select(i => i.Expression).OfType<Scalar.ColumnRef>());
            return input.Keys.Select(k => Renamed(KeyWithin(input, k, known), passed)).OfType<ColumnSet>();
        }
    }

    private static ColumnSet SetOf(List<Column> columns) => ColumnSet.Of(CollectionsMarshal.AsSpan(columns));

    // A key whose columns are not all passed on may survive through equal columns that are.
    private static ColumnSet KeyWithin(Facts input, ColumnSet key, ColumnSet passed)
    {
        if (key.IsSubsetOf(passed))
        {
            return key;
        }

        var constants = ColumnSet.Of(input.Constants.Select(c => c.Column));
        foreach (var missing in key.Except(passed).Ids.ToList())
        {
            var one = ColumnSet.Of(missing);
            var equal = input.Equivalences.FirstOrDefault(e => one.IsSubsetOf(e))?.Intersect(passed);
            if (one.IsSubsetOf(constants))
            {
                key = key.Except(one);
            }
            else if (equal is { IsEmpty: false })
            {
                key = key.Except(one).Union(ColumnSet.Of(equal.Ids.First()));
            }
        }

        return key;
    }

    private static Facts OfAggregate(Relation.Aggregate aggregate, Facts input)
    {
        var results = ColumnSet.Of(aggregate.Aggregates.Select(a => a.Column));
        if (!aggregate.Sets.IsEmpty)
        {
            return new() { Columns = results.Union(ColumnSet.Of(aggregate.Keys.Select(k => k.Out))) };
        }

        var keys = ColumnSet.Of(aggregate.Keys.Select(k => k.Out));
        var kept = ColumnSet.Of(aggregate.Keys.Where(k => k.Out == k.In).Select(k => k.Out));
        var single = aggregate.Keys.IsEmpty;
        return new()
        {
            Columns = keys.Union(results),
            NotNull = Renamed(input.NotNull.Intersect(ColumnSet.Of(aggregate.Keys.Select(k => k.In))), [.. aggregate.Keys])!
                .Union(ColumnSet.Of(aggregate.Aggregates.Where(a => IsNotNull(a.Call, input, single)).Select(a => a.Column))),
            Keys = Facts.Minimal([Shrink(input, kept).Union(keys.Except(kept)), .. input.Keys.Where(k => k.IsSubsetOf(kept))]),
            Dependencies = [.. input.Dependencies
                .Where(d => d.From.IsSubsetOf(kept) && d.To.Overlaps(kept))
                .Select(d => new FunctionalDependency(d.From, d.To.Intersect(kept)))],
            Equivalences = [.. input.Equivalences.Select(e => e.Intersect(kept)).Where(e => e.Count > 1)],
            Constants = [.. input.Constants.Where(c => kept.Contains(c.Column))],
            MinimumRows = single ? 1 : Math.Min(1, input.MinimumRows),
            MaximumRows = single ? 1 : input.MaximumRows,
        };
    }

    // Counts are never NULL; the others are NULL on a group without values, which a keyed group of not-null arguments cannot be.
    private static bool IsNotNull(AggregateCall call, Facts input, bool single) =>
        call.Function is "count" or "count_star"
        || (call.Function is "sum" or "min" or "max" or "avg" && !single && call.Filter is null
            && call.Arguments.All(a => Nullability.IsNotNull(a, input.NotNull)));

    private static Facts OfTopN(Relation.TopN topN, Facts input)
    {
        var limit = topN.Limit is Scalar.Constant { Value: long n } ? n : long.MaxValue;
        var offset = topN.Offset is null ? 0 : topN.Offset is Scalar.Constant { Value: long o } ? o : long.MaxValue;
        var maximum = Math.Min(limit, input.MaximumRows);
        return input with
        {
            MinimumRows = offset == 0 && topN.Limit is null or Scalar.Constant { Value: long } ? Math.Min(offset == 0 ? input.MinimumRows : 0, limit) : 0,
            MaximumRows = maximum,
            Keys = maximum <= 1 ? [ColumnSet.Empty] : input.Keys,
        };
    }

    private static ColumnSet Outer(Relation relation, ReadOnlySpan<Facts> inputs)
    {
        var visible = ColumnSet.Empty;
        var outer = ColumnSet.Empty;
        foreach (var input in inputs)
        {
            visible = visible.Union(input.Columns);
            outer = outer.Union(input.Outer);
        }

        if (relation is Relation.Apply)
        {
            outer = inputs[0].Outer.Union(inputs[1].Outer.Except(inputs[0].Columns));
        }

        return relation is Relation.Scan or Relation.Values ? relation.OwnReads() : outer.Union(relation.OwnReads().Except(visible));
    }

    private static long SaturatingProduct(long left, long right) =>
        left == 0 || right == 0 ? 0 : left > long.MaxValue / right ? long.MaxValue : left * right;
}
