using RewriteLang.Algebra;

namespace RewriteLang.Verify.Equality;

/// <summary>What DECIMAL is on an engine.</summary>
public enum NumberModel
{
    /// <summary>Fixed point; sums of it are exact (DuckDB).</summary>
    FixedPoint,

    /// <summary>A float, like everything else that is not an integer (SQLite).</summary>
    Binary,
}

/// <summary>
/// Finds the columns whose value depends on the order in which floats were added: those that an order-dependent aggregate of inexact
/// numbers flowed into. Only these compare within a tolerance.
/// </summary>
public static class FloatProvenance
{
    // AVG of integers is one division of an exact sum, and exact on both engines while the sum stays below 2^53.
    private static readonly HashSet<string> Summing = ["sum", "avg", "mean", "sumkahan", "kahan_sum", "fsum", "favg", "total", "product", "geomean"];

    private static readonly HashSet<string> Statistical =
    [
        "stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "sem", "corr", "covar_pop", "covar_samp", "skewness",
        "kurtosis", "kurtosis_pop", "entropy", "regr_avgx", "regr_avgy", "regr_intercept", "regr_r2", "regr_slope", "regr_sxx", "regr_sxy", "regr_syy",
        "quantile_cont", "median", "percentile_cont",
    ];

    /// <summary>The columns of <paramref name="relation"/> that compare within a tolerance.</summary>
    public static IReadOnlySet<Column> TolerantColumns(Relation relation, NumberModel numbers)
    {
        var tolerant = new HashSet<Column>();
        Visit(relation, tolerant, [], numbers);
        return tolerant;
    }

    // Ids are distinct in a scope only; a column under one id has one definition wherever it is visible, so one set serves the whole tree.
    private static void Visit(Relation relation, HashSet<Column> tolerant, Dictionary<string, Relation> definitions, NumberModel numbers)
    {
        if (relation is Relation.RecursiveWith recursive)
        {
            VisitRecursive(recursive, tolerant, definitions, numbers);
            return;
        }

        if (relation is Relation.With with)
        {
            Visit(with.Definition, tolerant, definitions, numbers);
            definitions[with.Name] = with.Definition;
            Visit(with.Body, tolerant, definitions, numbers);
            return;
        }

        foreach (var child in relation.Children())
        {
            Visit(child, tolerant, definitions, numbers);
        }

        bool Flows(Scalar scalar) => IsInexact(scalar.Type, numbers) && scalar.ReferencedColumns().Any(tolerant.Contains);
        void Pass(IEnumerable<ColumnPair> pairs) => tolerant.UnionWith(pairs.Where(p => tolerant.Contains(p.In)).Select(p => p.Out));
        switch (relation)
        {
            case Relation.WithRef reference:
                Pass(reference.Pairs);
                break;
            case Relation.LeftJoin join:
                Pass(join.Padded);
                break;
            case Relation.FullJoin join:
                Pass(join.PaddedLeft);
                Pass(join.PaddedRight);
                break;
            case Relation.Apply apply:
                Pass(apply.Outputs);
                break;
            case Relation.Project project:
                tolerant.UnionWith(project.Items.Where(i => Flows(i.Expression)).Select(i => i.Column));
                break;
            case Relation.Aggregate aggregate:
                Pass(aggregate.Keys);
                tolerant.UnionWith(aggregate.Aggregates.Where(a => IsTolerant(a.Call.Function, a.Call.Arguments, Flows, numbers)).Select(a => a.Column));
                break;
            case Relation.Window window:
                tolerant.UnionWith(window.Items.Where(w => IsTolerant(w.Call.Function, w.Call.Arguments, Flows, numbers)).Select(w => w.Column));
                break;
            case Relation.UnionAll union:
                foreach (var source in union.Sources)
                {
                    Pass(union.Columns.Zip(source, (o, i) => new ColumnPair(o, i)));
                }

                break;
            case Relation.SetOp setOp:
                Pass(setOp.Columns.Zip(setOp.LeftSource, (o, i) => new ColumnPair(o, i)));
                Pass(setOp.Columns.Zip(setOp.RightSource, (o, i) => new ColumnPair(o, i)));
                break;
        }
    }

    private static void VisitRecursive(
        Relation.RecursiveWith with, HashSet<Column> tolerant, Dictionary<string, Relation> definitions, NumberModel numbers)
    {
        Visit(with.Anchor, tolerant, definitions, numbers);
        var before = -1;
        while (before != tolerant.Count)
        {
            before = tolerant.Count;
            for (var i = 0; i < with.Definition.Count; i++)
            {
                if (tolerant.Contains(with.AnchorSource[i]) || tolerant.Contains(with.StepSource[i]))
                {
                    tolerant.Add(with.Definition[i]);
                }
            }

            Visit(with.Step, tolerant, definitions, numbers);
        }

        Visit(with.Body, tolerant, definitions, numbers);
    }

    private static bool IsTolerant(string function, Sequence<Scalar> arguments, Func<Scalar, bool> flows, NumberModel numbers) =>
        arguments.Any(flows)
        || Statistical.Contains(function)
        || (function is "avg" or "mean" && arguments.Any(a => !a.Type.IsInteger))
        || (Summing.Contains(function) && arguments.Any(a => IsInexact(a.Type, numbers)));

    private static bool IsInexact(SqlType type, NumberModel numbers) =>
        type.IsFloat || type.Kind == TypeKind.Unknown || (numbers == NumberModel.Binary && type.Kind == TypeKind.Decimal);
}
