namespace RewriteLang.Algebra;

/// <summary>What an operator of an engine's own plan does, in words that hold for every engine.</summary>
public enum PlanOperatorKind
{
    /// <summary>Something that no gate asks for.</summary>
    Other,

    /// <summary>Reads all rows of a table.</summary>
    FullScan,

    /// <summary>Reads the rows of a table that an index finds.</summary>
    IndexSearch,

    /// <summary>Reads what a CTE or a shared subplan has computed.</summary>
    SharedRead,

    /// <summary>Rows that come from elsewhere: a list of values, a table function, a file.</summary>
    OtherSource,

    /// <summary>A join that looks at all rows of one side for each row of the other.</summary>
    NestedLoop,

    /// <summary>All pairs of rows, without a condition.</summary>
    CrossProduct,

    /// <summary>A join by inequalities over sorted sides.</summary>
    InequalityJoin,

    /// <summary>A correlated subquery, computed once for each distinct outer value and joined back.</summary>
    DelimiterJoin,

    /// <summary>A join by hashing one side.</summary>
    HashJoin,

    /// <summary>Groups by hashing or sorting their keys.</summary>
    GroupBy,

    /// <summary>Sorts all rows, or keeps the first of them.</summary>
    Sort,

    /// <summary>Window functions.</summary>
    Window,

    /// <summary>Computes a relation as a whole before it is read: a CTE, a derived table.</summary>
    Materialization,

    /// <summary>A subquery that runs once for each outer row.</summary>
    CorrelatedSubquery,
}

/// <summary>An operator of an engine's own plan.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Source">What it reads, as the engine names it; null for what reads no table, and where the name is not told.</param>
/// <param name="Rows">The rows that the engine estimates to come out; null if it says nothing.</param>
public sealed record PlanOperator(PlanOperatorKind Kind, string? Source = null, double? Rows = null);

/// <summary>How a loop of a nested-loop join finds its rows.</summary>
public enum PlanLoopKind
{
    /// <summary>It looks at all rows.</summary>
    Scan,

    /// <summary>It looks into a stored index, or into several for the branches of a disjunction.</summary>
    StoredIndex,

    /// <summary>It looks into an index that is made for the query.</summary>
    MadeIndex,
}

/// <summary>A loop of a nested-loop join.</summary>
/// <param name="Source">What it reads, as the query calls it.</param>
/// <param name="Kind">How it finds rows.</param>
public sealed record PlanLoop(string Source, PlanLoopKind Kind);
