using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>One join of a <see cref="SearchPlan"/>: the rows of a symbol whose class is in a column, or all rows in the first step.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Column">The column of classes to look in.</param>
/// <param name="Parts">What each child position must be, or which column it binds.</param>
/// <param name="TermColumn">The column that takes the terms of the matched nodes, or −1.</param>
internal sealed record SearchStep(int Symbol, int Column, ImmutableArray<ChildPart> Parts, int TermColumn)
{
    /// <summary>The columns that are still needed after this step.</summary>
    public ImmutableArray<int> Output { get; init; } = [];

    /// <summary>Whether this step makes a column.</summary>
    public bool Makes(int column)
    {
        if (column == TermColumn)
        {
            return true;
        }

        foreach (var part in Parts)
        {
            if (part.Kind == PartKind.Binds && part.Index == column)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What a child position has to do with a match.</summary>
internal enum PartKind
{
    /// <summary>Becomes a new column.</summary>
    Binds,

    /// <summary>Must equal a column of an earlier step.</summary>
    Bound,

    /// <summary>Must equal a column that the same row binds.</summary>
    SameRow,

    /// <summary>Must equal the class of a ground pattern.</summary>
    Ground,
}

/// <summary>A child position of a step.</summary>
/// <param name="Kind">What is done with it.</param>
/// <param name="Index">The number of the column, or of the ground pattern.</param>
internal readonly record struct ChildPart(PartKind Kind, int Index);
