using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Passes;

/// <summary>A place of a branch where a constant stands: an item that is one, or a conjunct that compares with one.</summary>
/// <param name="Value">Which of the branch's values; <see cref="Items"/> for its items.</param>
/// <param name="Position">The position of the item or conjunct.</param>
internal readonly record struct Slot(int Value, int Position)
{
    /// <summary>In place of a value.</summary>
    public const int Items = -1;
}

/// <summary>A scalar subquery that aggregates what joins of tables and conditions leave, without a look at the outer row.</summary>
/// <param name="Out">The column of its value, as seen outside.</param>
/// <param name="Call">The aggregate.</param>
/// <param name="Tables">The tables.</param>
/// <param name="Conjuncts">The conditions.</param>
internal sealed record BranchValue(Column Out, AggregateCall Call, Sequence<Relation.Scan> Tables, Sequence<Scalar> Conjuncts);

/// <summary>A query of one row: expressions over the values of scalar subqueries.</summary>
/// <param name="Items">The expressions.</param>
/// <param name="Values">The values that they use.</param>
internal sealed record Branch(Sequence<Scalar> Items, Sequence<BranchValue> Values)
{
    /// <summary>The constant in a place.</summary>
    public Scalar At(Slot slot) => slot.Value == Slot.Items ? Items[slot.Position] : ((Scalar.Comparison)Values[slot.Value].Conjuncts[slot.Position]).Right;

    /// <summary>The branch whose only item is a value.</summary>
    public static Branch Of(BranchValue value) => new([value.Out.Ref()], [value]);

    /// <summary>Reads a query of one row; null if it is anything else.</summary>
    /// <param name="relation">The query.</param>
    /// <param name="outputs">Its columns, in the order in which they are wanted.</param>
    public static Branch? Of(Relation relation, Sequence<Column> outputs)
    {
        if (relation is not Relation.Project project || project.HasVolatileScalars())
        {
            return null;
        }

        var values = new List<BranchValue>();
        var rest = project.Input;
        for (; rest is Relation.Apply { Kind: ApplyKind.Scalar, On.IsEmpty: true } apply; rest = apply.Left)
        {
            if (ValueOf(apply) is not { } value)
            {
                return null;
            }

            values.Add(value);
        }

        var expressions = project.Items.ToDictionary(i => i.Column, i => i.Expression);
        return rest is Relation.Block { Inputs.IsEmpty: true, Conjuncts.IsEmpty: true } && outputs.All(expressions.ContainsKey) ? new([.. outputs.Select(o => expressions[o])], [.. values]) : null;
    }

    private static BranchValue? ValueOf(Relation.Apply apply)
    {
        if (apply is not { Outputs: [var output], Right: Relation.Aggregate { Keys.IsEmpty: true, Sets.IsEmpty: true, Aggregates: [var item] } aggregate }
            || item.Column != output.In || !Parametrization.IsSafe(item.Call) || apply.Right.OuterColumns().Count > 0 || apply.Right.HasVolatileScalars())
        {
            return null;
        }

        return TableJoin.Of(aggregate.Input) is { } join ? new(output.Out, item.Call, join.Scans, join.Conjuncts.Map(Conditions.ConstantLast)) : null;
    }
}

/// <summary>Compares a branch with the first one, whose columns stand for those of the other in the same places.</summary>
/// <param name="first">The first branch.</param>
/// <param name="other">The other.</param>
/// <param name="note">Told of every place where the other has another constant.</param>
internal sealed class Alignment(Branch first, Branch other, Action<Slot, Scalar> note)
{
    private readonly Dictionary<Column, Column> _columns = [];

    /// <summary>Whether the two are the same but for constants.</summary>
    public bool IsAlike() => first.Values.Count == other.Values.Count && first.Items.Count == other.Items.Count
        && Enumerable.Range(0, first.Values.Count).All(AreAlike)
        && Enumerable.Range(0, first.Items.Count).All(i => AreAlike(first.Items[i], other.Items[i], new(Slot.Items, i)));

    private bool AreAlike(int value)
    {
        var (mine, theirs) = (first.Values[value], other.Values[value]);
        if (mine.Conjuncts.Count != theirs.Conjuncts.Count || !TableJoin.AreSame(mine.Tables, theirs.Tables))
        {
            return false;
        }

        foreach (var (a, b) in mine.Tables.Zip(theirs.Tables).SelectMany(t => t.Item1.Columns.Zip(t.Item2.Columns)).Append((mine.Out, theirs.Out)))
        {
            _columns[b] = a;
        }

        return mine.Call.Equals(theirs.Call.MapScalars(Mapped))
            && Enumerable.Range(0, mine.Conjuncts.Count).All(i => AreAlike(mine.Conjuncts[i], theirs.Conjuncts[i], new(value, i)));
    }

    private bool AreAlike(Scalar mine, Scalar theirs, Slot slot)
    {
        if (mine.Equals(Mapped(theirs)))
        {
            return true;
        }

        var (a, b) = (mine, theirs) switch
        {
            (Scalar.Comparison m, Scalar.Comparison t) when slot.Value != Slot.Items && m.Operator == t.Operator && m.Left.Equals(Mapped(t.Left)) => (m.Right, t.Right),
            _ when slot.Value == Slot.Items => (mine, theirs),
            _ => (mine, mine),
        };
        if (a is not Scalar.Constant || b is not Scalar.Constant || a.Type != b.Type)
        {
            return false;
        }

        note(slot, b);
        return true;
    }

    private Scalar Mapped(Scalar scalar) => scalar.MapColumns(c => _columns.GetValueOrDefault(c, c));
}
