using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Costs;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Estimates, for gates.</summary>
internal sealed partial class Evaluator
{
    private object? EstimateWord(WordCall call)
    {
        switch (call.Name)
        {
            case "rows":
                return estimator.Rows(call.View(0).Class);
            case "distinct_values":
                return estimator.DistinctValues(call.View(0).Class, call.ColumnsIn(0, 1).Ids.Select(id => plans.Columns[id]));
            case "selectivity":
                return estimator.Selectivity(call.Scalars(0), call.Arguments.Count > 1 ? estimator.Rows(call.View(1).Class) : Estimator.UnknownRows);
            case "width":
                return estimator.Width(call.View(0).Class);
            case "indexed":
                return IsIndexed(call.View(0), call.ColumnsIn(0, 1));
            case "explain_rows":
                return target.Plan?.Value?.RowsOf(SignOf(call.Op)) ?? double.NaN;
            case "first_form":
                return IsFirstForm(call.View(0).Class);
            case "serial":
                return (double)plans.Graph.Find(call.View(0).Class).Value;
            case "uses":
                return (double)plans.Graph.ParentsOf(call.View(0).Class).Length;
            default:
                return null;
        }
    }

    // Of several operators that are the same relation, the one over this class has the oldest input.
    private bool IsFirstForm(EClassId input)
    {
        var graph = plans.Graph;
        input = graph.Find(input);
        foreach (var parent in graph.ParentsOf(input))
        {
            foreach (var form in graph.NodesOf(graph.ClassOf(parent)))
            {
                if (graph.ChildrenOf(form) is [var other, ..] && graph.Find(other).Value < input.Value)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static string SignOf(Term.Operator explain) => explain.Groups[0][0] is Term.Literal { Value: string sign } ? sign : "";

    // An index of the one table that the relation reads starts with the columns, in any order: an equality on each can be probed.
    private bool IsIndexed(RelationView view, ColumnSet columns)
    {
        var origins = columns.Ids.Select(id => plans.Origins.GetValueOrDefault(plans.Columns[id])).ToList();
        if (origins is not [{ } first, ..] || origins.Exists(o => o?.Table != first.Table || o.Occurrence != first.Occurrence) || !columns.IsSubsetOf(plans.FactsOf(view.Class).Columns))
        {
            return false;
        }

        var names = origins.Select(o => o!.Column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return first.Table.Indexes.Any(i => i.Columns.Count >= names.Count && i.Columns.Take(names.Count).All(names.Contains));
    }
}
