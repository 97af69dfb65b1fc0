using RewriteLang.Algebra;

namespace RewriteLang.Sql.Binding;

/// <summary>A subquery waiting for the relation whose rows it is evaluated for.</summary>
/// <param name="Kind">What is made of its rows.</param>
/// <param name="Right">The subquery.</param>
/// <param name="On">The condition between the rows of both.</param>
/// <param name="Outputs">The column of a scalar subquery.</param>
/// <param name="Mark">The Boolean of a mark.</param>
/// <param name="Correlated">The columns of the relation that the subquery itself reads.</param>
internal sealed record Attachment(
    ApplyKind Kind,
    Relation Right,
    Sequence<Scalar> On,
    Sequence<ColumnPair> Outputs,
    Column? Mark,
    IReadOnlySet<Column> Correlated)
{
    /// <summary>The relation with the subquery applied to each row.</summary>
    public Relation ApplyTo(Relation left) => (Kind, Correlated.Count) switch
    {
        (ApplyKind.Semi, 0) => new Relation.SemiJoin(left, Right, On),
        (ApplyKind.Anti, 0) => new Relation.AntiJoin(left, Right, On),
        (ApplyKind.NullAwareAnti, 0) => new Relation.NullAwareAntiJoin(left, Right, On),
        _ => new Relation.Apply(Kind, left, Right, On, Outputs, Mark),
    };
}

/// <summary>A relation with the conditions on it, as FROM, ON and WHERE say them, in source order.</summary>
internal sealed class FilteredInputs
{
    /// <summary>The inputs of the block.</summary>
    public List<Relation> Inputs { get; } = [];

    /// <summary>Conditions without subqueries.</summary>
    public List<Scalar> Conjuncts { get; } = [];

    /// <summary>Subqueries of the other conditions.</summary>
    public List<Attachment> Attachments { get; } = [];

    /// <summary>What those conditions say over the columns that the subqueries gave.</summary>
    public List<Scalar> Rest { get; } = [];

    /// <summary>Adds the inputs and conditions of <paramref name="other"/>, joined by an inner join.</summary>
    public void Add(FilteredInputs other)
    {
        Inputs.AddRange(other.Inputs);
        Conjuncts.AddRange(other.Conjuncts);
        Attachments.AddRange(other.Attachments);
        Rest.AddRange(other.Rest);
    }

    /// <summary>Becomes a single input, without conditions.</summary>
    public void Become(Relation relation)
    {
        Inputs.Clear();
        Conjuncts.Clear();
        Attachments.Clear();
        Rest.Clear();
        Inputs.Add(relation);
    }

    /// <summary>The block, the subqueries stacked on it, and a block of what is left over.</summary>
    public Relation ToRelation() => Filter(Attach(Block([.. Inputs], Conjuncts), Attachments), Rest);

    /// <summary>Each subquery applied, the first one innermost.</summary>
    public static Relation Attach(Relation relation, IEnumerable<Attachment> attachments) =>
        attachments.Aggregate(relation, (left, attachment) => attachment.ApplyTo(left));

    /// <summary>A block over one input; the input itself if there is nothing to filter.</summary>
    public static Relation Filter(Relation relation, IEnumerable<Scalar> conjuncts) => Block([relation], conjuncts);

    private static Relation Block(Sequence<Relation> inputs, IEnumerable<Scalar> conjuncts)
    {
        var all = Scalars.AllOf(conjuncts).Conjuncts();
        return inputs.Count == 1 && all.IsEmpty ? inputs[0] : new Relation.Block(inputs, all);
    }
}
