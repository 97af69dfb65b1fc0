namespace RewriteLang.Benchmarks.Representation;

/// <summary>The operators of the mini algebra. Block and UnionAll have unordered inputs, the others ordered ones.</summary>
internal enum Operator
{
    Scan,
    Block,
    Project,
    Aggregate,
    Window,
    SemiJoin,
    UnionAll,
    Models,
}

/// <summary>What an operator says about columns: a conjunct (<see cref="Defines"/> is 0) or the definition of an output column.</summary>
internal sealed record Item(int Defines, Scalar Body);

/// <summary>
/// A relation as a tree. Column ids are positive, and distinct wherever a binder would make them so: every occurrence has its own.
/// A scan defines its columns by name; a key of an aggregate is a definition whose body is <c>key(x)</c>; a column of UNION ALL is
/// defined by <c>union(a, b, …)</c>, one column of each input. The label is a table's name, or <c>cte</c> on a projection to keep.
/// </summary>
internal sealed record Plan(Operator Operator, string Label, IReadOnlyList<Plan> Inputs, IReadOnlyList<Item> Items)
{
    /// <summary>The columns that this relation shows, in no meaningful order.</summary>
    public IReadOnlyList<int> Columns => Outputs(Operator, [.. Inputs.Select(input => input.Columns)], Items);

    /// <summary>Which columns an operator shows, given those of its inputs: the law that both representations rest on.</summary>
    public static IReadOnlyList<int> Outputs(Operator op, IReadOnlyList<IReadOnlyList<int>> inputs, IEnumerable<Item> items) => op switch
    {
        Operator.Block => [.. inputs.SelectMany(columns => columns)],
        Operator.SemiJoin => inputs[0],
        Operator.Window => [.. inputs[0], .. items.Select(item => item.Defines)],
        Operator.Models => [],
        _ => [.. items.Select(item => item.Defines)],
    };

    /// <summary>True for operators whose outputs are all new columns: nothing of what they read is visible above them.</summary>
    public static bool Hides(Operator op) => op is Operator.Scan or Operator.Project or Operator.Aggregate or Operator.UnionAll;

    /// <summary>True where the order of inputs says nothing.</summary>
    public static bool Unordered(Operator op) => op is Operator.Block or Operator.UnionAll;

    /// <summary>The number of operators in the tree, each occurrence counted.</summary>
    public int Size => 1 + Inputs.Sum(input => input.Size);
}
