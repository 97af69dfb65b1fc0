using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Passes;

/// <summary>A grouping without keys of a table or a join of tables, that looks at no outer row.</summary>
/// <param name="Items">What comes out, over the columns of the calls.</param>
/// <param name="Calls">What is calculated.</param>
/// <param name="Scans">The tables.</param>
/// <param name="Conjuncts">The conditions.</param>
internal sealed record Member(Sequence<ProjectItem> Items, Sequence<AggregateItem> Calls, Sequence<Relation.Scan> Scans, Sequence<Scalar> Conjuncts)
{
    /// <summary>Reads a relation; null if it is anything else.</summary>
    public static Member? Of(Relation relation)
    {
        var project = relation as Relation.Project;
        if ((project?.Input ?? relation) is not Relation.Aggregate { Keys.IsEmpty: true, Sets.IsEmpty: true } aggregate || !aggregate.Aggregates.All(a => Buckets.IsSafe(a.Call))
            || relation.OuterColumns().Count > 0 || relation.HasVolatileScalars())
        {
            return null;
        }

        return TableJoin.Of(aggregate.Input) is { } join
            ? new(project?.Items ?? [.. aggregate.Aggregates.Select(a => new ProjectItem(a.Column, a.Column.Ref()))], aggregate.Aggregates, join.Scans, join.Conjuncts.Map(Conditions.Tidied))
            : null;
    }

    /// <summary>The same where one column is seen under another name; null if that does not come out.</summary>
    public Member? As(ColumnPair output) => Items.FirstOrDefault(i => i.Column == output.In) is { } item ? this with { Items = [new(output.Out, item.Expression)] } : null;

    /// <summary>Whether this reads the tables that another one does, in the same order.</summary>
    public bool ReadsAs(Member other) => TableJoin.AreSame(Scans, other.Scans);

    /// <summary>The conditions as they would be over the tables of another one, beside the member itself.</summary>
    public (Member Member, Sequence<Scalar> Conjuncts) Over(Member other)
    {
        var places = TableJoin.Places(Scans, other.Scans);
        return (this, [.. Conjuncts.Select(c => c.MapColumns(column => places.GetValueOrDefault(column, column)))]);
    }

    /// <summary>The calls as they would be over the tables of another one, beside the columns that they have here.</summary>
    public IEnumerable<(Column Column, AggregateCall Call)> CallsOver(Member other)
    {
        var places = TableJoin.Places(Scans, other.Scans);
        return Calls.Select(c => (c.Column, c.Call.MapScalars(s => s.MapColumns(column => places.GetValueOrDefault(column, column)))));
    }
}
