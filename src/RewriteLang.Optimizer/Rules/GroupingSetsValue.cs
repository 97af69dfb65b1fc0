using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Rules;

/// <summary>What a name for grouping sets stands for.</summary>
/// <param name="Keys">The columns that are grouped by, each with the new column under which it comes out.</param>
/// <param name="Sets">The sets, as positions among the keys.</param>
internal sealed record GroupingSetsValue(Sequence<ColumnPair> Keys, Sequence<Sequence<int>> Sets)
{
    /// <summary>The columns of the input that are grouped by.</summary>
    public ColumnSet Columns => ColumnSet.Of(Keys.Select(k => k.In));
}
