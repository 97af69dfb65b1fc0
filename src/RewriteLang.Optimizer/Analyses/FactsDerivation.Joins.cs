using System.Diagnostics;
using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Analyses;

/// <summary>Joins of every kind, and what conditions say of the rows that pass them.</summary>
public sealed partial class FactsDerivation
{
    private static Facts OfBlock(Relation.Block block, ReadOnlySpan<Facts> inputs) => Filtered(Product(inputs), block.Conjuncts);

    private static Facts Product(ReadOnlySpan<Facts> inputs)
    {
        if (inputs.Length == 1)
        {
            return inputs[0];
        }

        var product = new Facts { Columns = ColumnSet.Empty, Keys = [ColumnSet.Empty], MinimumRows = 1, MaximumRows = 1 };
        var dependencies = new List<FunctionalDependency>();
        foreach (var input in inputs)
        {
            product = Paired(product, input);
            dependencies.AddRange(WithKeys(input));
        }

        return product with { Dependencies = [.. dependencies] };
    }

    // What holds of pairs of rows, without dependencies.
    private static Facts Paired(Facts left, Facts right) => new()
    {
        Columns = left.Columns.Union(right.Columns),
        NotNull = left.NotNull.Union(right.NotNull),
        Keys = left.Keys.IsEmpty || right.Keys.IsEmpty ? [] : Facts.Minimal(left.Keys.SelectMany(l => right.Keys.Select(l.Union))),
        Equivalences = left.Equivalences.AddRange(right.Equivalences),
        Constants = left.Constants.AddRange(right.Constants),
        MinimumRows = SaturatingProduct(left.MinimumRows, right.MinimumRows),
        MaximumRows = SaturatingProduct(left.MaximumRows, right.MaximumRows),
    };

    // A key determines all columns of its own relation; beside another relation that has to be said as a dependency.
    private static IEnumerable<FunctionalDependency> WithKeys(Facts facts) =>
        facts.Dependencies.Concat(facts.Keys.Where(k => !k.Equals(facts.Columns)).Select(k => new FunctionalDependency(k, facts.Columns)));

    /// <summary>The facts of the rows for which every conjunct is TRUE.</summary>
    public static Facts Filtered(Facts facts, IEnumerable<Scalar> conjuncts)
    {
        var notNull = facts.NotNull;
        var equivalences = facts.Equivalences.ToList();
        var constants = facts.Constants.ToList();
        var all = conjuncts as IReadOnlyCollection<Scalar> ?? [.. conjuncts];
        if (all.Count == 0)
        {
            return facts;
        }

        foreach (var conjunct in all)
        {
            foreach (var column in conjunct.ReferencedColumns())
            {
                if (!notNull.Contains(column) && facts.Columns.Contains(column) && NullRejection.RejectsNull(conjunct, ColumnSet.Of(column)))
                {
                    notNull = notNull.Union(ColumnSet.Of(column));
                }
            }

            switch (conjunct)
            {
                case Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef l, Right: Scalar.ColumnRef r }
                    when l.Column.Type == r.Column.Type && facts.Columns.Contains(l.Column) && facts.Columns.Contains(r.Column):
                    equivalences.Add(ColumnSet.Of(l.Column, r.Column));
                    break;
                case Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef c, Right: Scalar.Constant { Value: not null } v }
                    when facts.Columns.Contains(c.Column):
                    constants.Add((c.Column, v));
                    break;
                case Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.Constant { Value: not null } v, Right: Scalar.ColumnRef c }
                    when facts.Columns.Contains(c.Column):
                    constants.Add((c.Column, v));
                    break;
                default:
                    break;
            }
        }

        var never = all.Any(c => c is Scalar.Constant { Value: null or false });
        var filtered = facts with
        {
            NotNull = notNull,
            Equivalences = equivalences.Count == facts.Equivalences.Count ? facts.Equivalences : Facts.MergeEquivalences(equivalences),
            Constants = constants.Count == facts.Constants.Count ? facts.Constants : [.. constants.DistinctBy(c => c.Column)],
            MinimumRows = 0,
            MaximumRows = never ? 0 : facts.MaximumRows,
        };
        var keys = Facts.Minimal(filtered.Keys.Map(k => Shrink(filtered, k)));
        return keys.IsSame(filtered.Keys) ? filtered : filtered with { Keys = keys };
    }

    private static Facts OfLeftJoin(Sequence<Scalar> on, Sequence<ColumnPair> padded, Facts left, Facts right)
    {
        var matched = Filtered(right with { MinimumRows = 0 }, []);
        var equated = ColumnSet.Of(on.SelectMany(c => EquatedWith(c, right.Columns, left.Columns)));
        var atMostOne = matched.IsUnique(equated);
        var outputs = ColumnSet.Of(padded.Select(p => p.Out));
        var dependencies = left.Dependencies.ToList();

        // A padded row is NULL throughout, so a dependency survives only where its left side is not NULL in real rows.
        foreach (var dependency in WithKeys(right))
        {
            if (!dependency.From.IsEmpty && dependency.From.IsSubsetOf(right.NotNull)
                && Renamed(dependency.From, padded) is { } from && RenamedPart(dependency.To, padded) is { IsEmpty: false } to)
            {
                dependencies.Add(new(from, to));
            }
        }

        var keys = atMostOne
            ? left.Keys
            : Facts.Minimal(left.Keys.SelectMany(l => right.Keys
                .Where(r => r.IsSubsetOf(right.NotNull))
                .Select(r => Renamed(r, padded))
                .OfType<ColumnSet>()
                .Select(l.Union)));
        return new()
        {
            Columns = left.Columns.Union(outputs),
            NotNull = left.NotNull,
            Keys = keys,
            Dependencies = [.. dependencies, .. left.Keys.Select(k => new FunctionalDependency(k, left.Columns))],
            Equivalences = left.Equivalences,
            Constants = left.Constants,
            MinimumRows = left.MinimumRows,
            MaximumRows = atMostOne ? left.MaximumRows : SaturatingProduct(left.MaximumRows, Math.Max(1, right.MaximumRows)),
        };
    }

    /// <summary>The columns of <paramref name="side"/> that the conjunct sets equal to something computed from <paramref name="other"/> and outer scopes alone.</summary>
    public static IEnumerable<Column> EquatedWith(Scalar conjunct, ColumnSet side, ColumnSet other)
    {
        if (conjunct is Scalar.Comparison { Operator: ComparisonOperator.Equal } equality)
        {
            if (equality.Left is Scalar.ColumnRef l && side.Contains(l.Column) && !ColumnSet.ReadBy(equality.Right).Overlaps(side))
            {
                yield return l.Column;
            }

            if (equality.Right is Scalar.ColumnRef r && side.Contains(r.Column) && !ColumnSet.ReadBy(equality.Left).Overlaps(side))
            {
                yield return r.Column;
            }
        }
    }

    private static Facts Reduced(Facts input) => input with { MinimumRows = 0 };

    private static Facts OfApply(Relation.Apply apply, Facts left, Facts right) => apply.Kind switch
    {
        ApplyKind.Inner => Filtered(Product([left, right with { Constants = [], Dependencies = [], Keys = right.MaximumRows <= 1 ? [ColumnSet.Empty] : [] }]), apply.On),
        ApplyKind.Left => new Facts
        {
            Columns = left.Columns.Union(ColumnSet.Of(apply.Outputs.Select(o => o.Out))),
            NotNull = left.NotNull,
            Keys = right.MaximumRows <= 1 ? left.Keys : [],
            MinimumRows = left.MinimumRows,
            MaximumRows = right.MaximumRows <= 1 ? left.MaximumRows : long.MaxValue,
        },
        ApplyKind.Semi or ApplyKind.Anti or ApplyKind.NullAwareAnti => Reduced(left),
        ApplyKind.Scalar => left with
        {
            Columns = left.Columns.Union(ColumnSet.Of(apply.Outputs[0].Out)),
            NotNull = right.MinimumRows >= 1 && right.NotNull.Contains(apply.Outputs[0].In)
                ? left.NotNull.Union(ColumnSet.Of(apply.Outputs[0].Out))
                : left.NotNull,
            Dependencies = [.. WithKeys(left)],
        },
        ApplyKind.Mark => left with
        {
            Columns = left.Columns.Union(ColumnSet.Of(apply.Mark!)),
            NotNull = apply.On.IsEmpty ? left.NotNull.Union(ColumnSet.Of(apply.Mark!)) : left.NotNull,
            Dependencies = [.. WithKeys(left)],
        },
        _ => throw new UnreachableException(apply.Kind.ToString()),
    };
}
