using RewriteLang.Algebra;

namespace RewriteLang.Sql.Printing;

/// <summary>The ways a semi join or anti join is written.</summary>
public enum MembershipForm
{
    /// <summary><c>k IN (SELECT …)</c>: the subquery is evaluated once.</summary>
    In,

    /// <summary><c>k NOT IN (SELECT …)</c>: the subquery is evaluated once; neither side is NULL, or NOT IN's own treatment of NULL is meant.</summary>
    NotIn,

    /// <summary>
    /// <c>k IS NULL OR k NOT IN (SELECT … WHERE … IS NOT NULL)</c>: the subquery is evaluated once, and NULL keys on either side have no partner.
    /// </summary>
    GuardedNotIn,

    /// <summary>
    /// <c>(j, k) IN (SELECT …) IS NOT TRUE</c>: of several keys on SQLite, which goes through all rows of the subquery to tell whether NOT IN is NULL
    /// or FALSE for a row that is not among them, whatever may be NULL. NULL keys on either side have no partner.
    /// </summary>
    InIsNotTrue,

    /// <summary><c>EXISTS (SELECT …)</c>: on SQLite evaluated once for each outer row, unless it reads no outer column.</summary>
    Exists,

    /// <summary><c>NOT EXISTS (SELECT …)</c>: likewise.</summary>
    NotExists,

    /// <summary><c>SEMI JOIN</c> in FROM.</summary>
    SemiJoin,

    /// <summary><c>ANTI JOIN</c> in FROM.</summary>
    AntiJoin,
}

/// <summary>Decides how semi joins and anti joins are written, so that a cost model can know what will run.</summary>
public static class Membership
{
    /// <summary>
    /// The form for <paramref name="kind"/> (Semi, Anti or NullAwareAnti).
    /// </summary>
    /// <param name="kind">Which join it is.</param>
    /// <param name="isApply">Whether the right side reads left columns; then only EXISTS will do, but for an IN whose subquery is correlated.</param>
    /// <param name="left">The columns of the left side.</param>
    /// <param name="right">The columns of the right side.</param>
    /// <param name="on">The condition.</param>
    /// <param name="dialect">The dialect.</param>
    public static MembershipForm Of(
        ApplyKind kind, bool isApply, Sequence<Column> left, Sequence<Column> right, Sequence<Scalar> on, Dialect dialect)
    {
        var split = MembershipCondition.Split(right, on);
        var isKeyed = split.Keys.Count > 0 && split.Rest.Count == 0 && split.LeftOnly.Count == 0;
        var isSqlite = dialect == Dialect.Sqlite;

        // DuckDB 1.5.6 refuses joins in FROM but inner ones whose condition reads a column of an enclosing query ("Non-inner join on correlated columns not supported").
        var isJoinable = !isApply && on.All(c => c.ReferencedColumns().All(r => left.Contains(r) || right.Contains(r)));
        switch (kind)
        {
            case ApplyKind.Semi when split.Keys.Count == 1 && split.Rest.Count == 0:
                return MembershipForm.In;
            case ApplyKind.Semi when split.Keys.Count > 1 && split.Rest.Count == 0 && !isApply && isSqlite:
                return MembershipForm.In;
            case ApplyKind.Semi when split.Keys.Count > 1 && split.Rest.Count == 0 && isJoinable:
                return MembershipForm.SemiJoin;
            case ApplyKind.Semi:
                return MembershipForm.Exists;
            case ApplyKind.Anti when isApply || !isKeyed:
                return MembershipForm.NotExists;
            case ApplyKind.Anti when isSqlite && split.Keys.Count > 1:
                return MembershipForm.InIsNotTrue;
            case ApplyKind.Anti when isSqlite:
                return split.Keys.All(k => IsNotNull(k.Left) && IsNotNull(k.Right)) ? MembershipForm.NotIn : MembershipForm.GuardedNotIn;
            case ApplyKind.Anti:
                return split.Keys.Count > 1 && isJoinable ? MembershipForm.AntiJoin : MembershipForm.NotExists;
            case ApplyKind.NullAwareAnti:
                return isKeyed && split.RightOnly.Count == 0 && (split.Keys.Count == 1 || isSqlite) ? MembershipForm.NotIn : MembershipForm.NotExists;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only Semi, Anti and NullAwareAnti have a form.");
        }
    }

    /// <summary>Whether a key is known not to be NULL: a column declared so, or a literal.</summary>
    internal static bool IsNotNull(Scalar scalar) =>
        scalar is Scalar.ColumnRef { Column.Nullable: false } or Scalar.Constant { Value: not null };
}

/// <summary>A semi join's condition, sorted by what its conjuncts read.</summary>
/// <param name="Keys">Equalities of an expression over the left side with one over the right side.</param>
/// <param name="RightOnly">Conjuncts over the right side alone.</param>
/// <param name="LeftOnly">Conjuncts that read nothing of the right side.</param>
/// <param name="Rest">The others.</param>
internal sealed record MembershipCondition(
    IReadOnlyList<(Scalar Left, Scalar Right)> Keys,
    IReadOnlyList<Scalar> RightOnly,
    IReadOnlyList<Scalar> LeftOnly,
    IReadOnlyList<Scalar> Rest)
{
    /// <summary>Sorts the conjuncts of <paramref name="on"/>; what is not a column of <paramref name="right"/> counts as left.</summary>
    public static MembershipCondition Split(Sequence<Column> right, Sequence<Scalar> on)
    {
        var inner = right.ToHashSet();
        var keys = new List<(Scalar, Scalar)>();
        var rightOnly = new List<Scalar>();
        var leftOnly = new List<Scalar>();
        var rest = new List<Scalar>();
        foreach (var conjunct in on)
        {
            var columns = conjunct.ReferencedColumns().ToList();
            if (columns.TrueForAll(c => !inner.Contains(c)))
            {
                leftOnly.Add(conjunct);
            }
            else if (columns.TrueForAll(inner.Contains) && conjunct is not Scalar.Comparison { Operator: ComparisonOperator.Equal })
            {
                rightOnly.Add(conjunct);
            }
            else if (conjunct is Scalar.Comparison { Operator: ComparisonOperator.Equal } equality && TryKey(equality, inner, out var key))
            {
                keys.Add(key);
            }
            else if (columns.TrueForAll(inner.Contains))
            {
                rightOnly.Add(conjunct);
            }
            else
            {
                rest.Add(conjunct);
            }
        }

        return new(keys, rightOnly, leftOnly, rest);
    }

    private static bool TryKey(Scalar.Comparison equality, HashSet<Column> inner, out (Scalar Left, Scalar Right) key)
    {
        bool ReadsOnlyInner(Scalar s) => s.ReferencedColumns().ToList() is { Count: > 0 } columns && columns.TrueForAll(inner.Contains);
        bool ReadsNoInner(Scalar s) => s.ReferencedColumns().All(c => !inner.Contains(c));
        key = ReadsNoInner(equality.Left) && ReadsOnlyInner(equality.Right) ? (equality.Left, equality.Right)
            : ReadsNoInner(equality.Right) && ReadsOnlyInner(equality.Left) ? (equality.Right, equality.Left)
            : default;
        return key.Left is not null;
    }
}
