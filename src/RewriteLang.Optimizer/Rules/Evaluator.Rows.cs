using RewriteLang.Algebra;
using RewriteLang.Optimizer.Analyses;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Facts of relations: keys, bounds, references; and what the engine can.</summary>
internal sealed partial class Evaluator
{
    private object? RowFact(WordCall call)
    {
        switch (call.Name)
        {
            case "unique":
                return call.Facts(0).IsUnique(call.ColumnsIn(0, 1));
            case "numbered":
                return call.Scalars(1) is [Scalar.ColumnRef number] && IsNumbered(call.View(0), number.Column, call.Columns(2));
            case "has_key":
                return KeysOf(call.View(0)).Any();
            case "fd":
                return call.ColumnsIn(0, 2).IsSubsetOf(call.Facts(0).Closure(call.ColumnsIn(0, 1)));
            case "row_bound":
                return call.Facts(0).MaximumRows == long.MaxValue ? double.NaN : (double)call.Facts(0).MaximumRows;
            case "at_least":
                return (double)call.Facts(0).MinimumRows;
            case "references":
                return References(call.Scalars(0), call.View(1), call.View(2));
            case "grouped":
                return plans.Graph.NodesOf(call.View(0).Class).ToArray().Any(n => plans.ShellOf(n) is Algebra.Relation.Aggregate);
            case "reduced":
                return IsReduced(call.View(0), call.Columns(1));
            case "~":
                return IsSimilar(call.Arguments, call.Bindings);
            case "engine":
                return string.Equals(call.Text(0), target.Engine, StringComparison.OrdinalIgnoreCase);
            case "supports":
                return target.Features.Contains(call.Text(0));
            default:
                return null;
        }
    }

    // The conjuncts are a foreign key of one occurrence in A that refers to all of B's table, column by column.
    private bool References(Sequence<Scalar> conjuncts, RelationView a, RelationView b)
    {
        if (!b.Renaming.IsEmpty || !plans.Graph.NodesOf(b.Class).ToArray().Any(n => plans.ShellOf(n) is Algebra.Relation.Scan))
        {
            return false;
        }

        var pairs = new List<(TableOrigin Here, TableOrigin There)>();
        foreach (var conjunct in conjuncts)
        {
            if (conjunct is not Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef l, Right: Scalar.ColumnRef r })
            {
                return false;
            }

            var (here, there) = Out(b).Contains(r.Column) ? (l.Column, r.Column) : (r.Column, l.Column);
            if (!Out(a).Contains(here) || !Out(b).Contains(there)
                || !plans.Origins.TryGetValue(here, out var from) || !plans.Origins.TryGetValue(there, out var to))
            {
                return false;
            }

            pairs.Add((from, to));
        }

        return pairs.Count > 0
            && pairs.TrueForAll(p => p.Here.Table == pairs[0].Here.Table && p.Here.Occurrence == pairs[0].Here.Occurrence)
            && pairs[0].Here.Table.ForeignKeys.Any(f => f.Trust >= plans.Derivation.MinimumTrust
                && string.Equals(f.ReferencedTable, pairs[0].There.Table.Name, StringComparison.OrdinalIgnoreCase)
                && f.Columns.Count == pairs.Count
                && Enumerable.Range(0, f.Columns.Count).All(i => pairs.Exists(p =>
                    p.Here.Position == p.Here.Table.IndexOf(f.Columns[i]) && p.There.Position == p.There.Table.IndexOf(f.ReferencedColumns[i]))));
    }

    // Whether some member of the class is a semi join on these columns, or groups what is: it has been reduced by them before.
    private bool IsReduced(RelationView view, ColumnSet columns)
    {
        var inside = Inside(view, columns);
        foreach (var node in plans.Graph.NodesOf(view.Class))
        {
            var isReduced = plans.ShellOf(node) switch
            {
                Algebra.Relation.SemiJoin join => ColumnSet.ReadBy(join.On).Overlaps(inside),
                Algebra.Relation.Aggregate aggregate when aggregate.Keys.All(k => k.Out == k.In) => plans.Graph.NodesOf(plans.Graph.Find(plans.Graph.ChildrenOf(node)[0])).ToArray()
                    .Any(input => plans.ShellOf(input) is Algebra.Relation.SemiJoin join && ColumnSet.ReadBy(join.On).Overlaps(inside)),
                _ => false,
            };
            if (isReduced)
            {
                return true;
            }
        }

        return false;
    }

    // A rank in an order without ties, among the rows with exactly these keys.
    private bool IsNumbered(RelationView view, Column number, ColumnSet keys)
    {
        foreach (var node in plans.Graph.NodesOf(plans.Graph.Find(view.Class)))
        {
            if (plans.ShellOf(node) is Algebra.Relation.Window window
                && window.Items.FirstOrDefault(i => view.Seen(i.Column) == number)?.Call is { Function: "row_number" or "rank" or "dense_rank", Filter: null } call
                && call.PartitionBy.All(k => k is Scalar.ColumnRef)
                && Seen(view, ColumnSet.ReadBy(call.PartitionBy)).Equals(keys)
                && Volatility.IsTotal(plans.FactsOf(plans.Graph.ChildrenOf(node)[0]), call.PartitionBy.Concat(call.OrderBy.Select(k => k.Expression))))
            {
                return true;
            }
        }

        return false;
    }
}
