using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Plans;

/// <summary>Operators that read their inputs by position.</summary>
public sealed partial class PlanCanonicalizer
{
    // The columns by which an operator reads one input by position.
    private static Sequence<Column> SourceOf(Relation relation, int input) => (relation, input) switch
    {
        (Relation.UnionAll union, _) => union.Sources[input],
        (Relation.SetOp setOp, _) => input == 0 ? setOp.LeftSource : setOp.RightSource,
        (Relation.RecursiveWith with, 0) => with.AnchorSource,
        (Relation.RecursiveWith with, 1) => with.StepSource,
        (Relation.Opaque opaque, _) => [.. opaque.Holes[input].Outputs.Select(o => o.Column)],
        _ => [],
    };

    private static Relation WithSources(Relation relation, List<Sequence<Column>> sources) => relation switch
    {
        Relation.UnionAll union => union with { Sources = [.. sources] },
        Relation.SetOp setOp => setOp with { LeftSource = sources[0], RightSource = sources[1] },
        Relation.RecursiveWith with => with with { AnchorSource = sources[0], StepSource = sources[1] },
        Relation.Opaque opaque => opaque with
        {
            Holes = [.. opaque.Holes.Select((h, i) => h with { Outputs = [.. h.Outputs.Select((o, c) => o with { Column = sources[i][c] })] })],
        },
        _ => relation,
    };
}
