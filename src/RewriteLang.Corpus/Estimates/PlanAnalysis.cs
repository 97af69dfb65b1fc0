using System.Data.Common;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Optimizer.Costs;
using RewriteLang.Sql.Printing;

namespace RewriteLang.Corpus.Estimates;

/// <summary>Compares estimates with the truth: the rows of every operator of a plan are counted by running what is below it.</summary>
/// <param name="database">Where the data is.</param>
/// <param name="capabilities">What its engine can do.</param>
/// <param name="limit">How long one operator may take; one that takes longer has no count, nor have those above it.</param>
public sealed class PlanAnalysis(EngineDatabase database, EngineCapabilities capabilities, TimeSpan limit)
{
    private readonly Dialect _dialect = DialectNames.Of(database.Engine.Name);

    /// <summary>The operators of the plan that the optimizer decided on, each before its inputs.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Sequence<OperatorRows> Of(Optimized optimized, CancellationToken token)
    {
        var estimates = PlanEstimates.Of(optimized.Query, optimized.Columns);
        var counts = new Dictionary<Relation, long?>();
        var slow = new HashSet<Relation>();

        // Inputs come after the operators that read them, and are counted before.
        foreach (var estimate in estimates.Reverse())
        {
            counts[estimate.Operator] = Count(estimate.Operator, slow, token);
        }

        return [.. estimates.Select(e => new OperatorRows(OperatorText.Of(e.Operator), e.Depth, e.Rows, counts[e.Operator], e.Operator is Relation.Scan))];
    }

    private long? Count(Relation relation, HashSet<Relation> slow, CancellationToken token)
    {
        if (relation.Children().Any(slow.Contains))
        {
            slow.Add(relation);
            return null;
        }

        if (relation.Columns.IsEmpty || relation.OuterColumns().Count > 0 || HasOpenReferences(relation) || relation.DescendantsAndSelf().Any(r => r.HasVolatileScalars()))
        {
            return null;
        }

        var printed = SqlPrinter.Print(new(relation, [], [.. relation.Columns.Select((c, i) => new OutputColumn($"c{i}", c))]), _dialect, new(capabilities));
        if (!printed.IsSuccess)
        {
            return null;
        }

        try
        {
            return (long)database.Query($"SELECT count(*) FROM (\n{printed.Value.Text}\n) AS counted", limit, token).Rows[0][0]!;
        }
        catch (TimeoutException)
        {
            slow.Add(relation);
            return null;
        }
        catch (DbException)
        {
            return null;
        }
    }

    // A CTE that is defined further above cannot be run alone.
    private static bool HasOpenReferences(Relation relation)
    {
        var all = relation.DescendantsAndSelf().ToList();
        var defined = all.Select(r => r switch { Relation.With with => with.Name, Relation.RecursiveWith with => with.Name, _ => null }).ToHashSet();
        return all.OfType<Relation.WithRef>().Any(r => !defined.Contains(r.Name));
    }
}
