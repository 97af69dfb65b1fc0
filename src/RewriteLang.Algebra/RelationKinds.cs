namespace RewriteLang.Algebra;

/// <summary>The kinds of <see cref="Relation.Apply"/>.</summary>
public enum ApplyKind
{
    /// <summary>Lateral inner join: left and right columns.</summary>
    Inner,

    /// <summary>Lateral left join: the right columns come out padded, through <see cref="Relation.Apply.Outputs"/>.</summary>
    Left,

    /// <summary>Left rows for which some right row makes the condition TRUE (EXISTS, IN).</summary>
    Semi,

    /// <summary>Left rows for which no right row makes the condition TRUE (NOT EXISTS).</summary>
    Anti,

    /// <summary>Left rows for which every right row makes the condition FALSE (NOT IN).</summary>
    NullAwareAnti,

    /// <summary>
    /// Every left row with one more column: the single column of the right side's row, NULL when there is none. Several rows are an
    /// error on DuckDB and the first of them on SQLite.
    /// </summary>
    Scalar,

    /// <summary>
    /// Every left row with one more Boolean column: TRUE if some right row makes the condition TRUE, else UNKNOWN if some makes it
    /// UNKNOWN, else FALSE (EXISTS and IN as values).
    /// </summary>
    Mark,
}

/// <summary>INTERSECT or EXCEPT.</summary>
public enum SetOperator
{
    /// <summary>Rows of both sides.</summary>
    Intersect,

    /// <summary>Rows of the left side only.</summary>
    Except,
}

/// <summary>Whether a CTE was asked to be computed once.</summary>
public enum Materialization
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>AS MATERIALIZED.</summary>
    Always,

    /// <summary>AS NOT MATERIALIZED.</summary>
    Never,
}
