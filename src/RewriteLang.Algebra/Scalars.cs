using System.Diagnostics;

namespace RewriteLang.Algebra;

/// <summary>Construction and traversal of scalars.</summary>
public static class Scalars
{
    /// <summary>TRUE.</summary>
    public static readonly Scalar True = new Scalar.Constant(true, SqlType.Boolean);

    /// <summary>FALSE.</summary>
    public static readonly Scalar False = new Scalar.Constant(false, SqlType.Boolean);

    /// <summary>NULL of a type.</summary>
    public static Scalar Null(SqlType type) => new Scalar.Constant(null, type);

    /// <summary>A BIGINT literal.</summary>
    public static Scalar Integer(long value) => new Scalar.Constant(value, SqlType.BigInt);

    /// <summary>A VARCHAR literal.</summary>
    public static Scalar Text(string value) => new Scalar.Constant(value, SqlType.Varchar);

    /// <summary>The value of a column.</summary>
    public static Scalar Ref(this Column column) => new Scalar.ColumnRef(column);

    /// <summary><c>left = right</c>.</summary>
    public static Scalar EqualTo(this Scalar left, Scalar right) => new Scalar.Comparison(ComparisonOperator.Equal, left, right);

    /// <summary>
    /// AND in normal form: nested ANDs flat, repeated operands and TRUE dropped, FALSE absorbing, none TRUE, one itself.
    /// </summary>
    public static Scalar AllOf(IEnumerable<Scalar> operands) => Junction(operands, True, False, o => new Scalar.And(o));

    /// <summary>OR in normal form: nested ORs flat, repeated operands and FALSE dropped, TRUE absorbing, none FALSE, one itself.</summary>
    public static Scalar AnyOf(IEnumerable<Scalar> operands) => Junction(operands, False, True, o => new Scalar.Or(o));

    /// <summary>The operands of a normalized AND; a single predicate for itself, none for TRUE.</summary>
    public static Sequence<Scalar> Conjuncts(this Scalar predicate) =>
        predicate is Scalar.And and ? and.Operands : predicate.Equals(True) ? [] : [predicate];

    /// <summary>The operands of a normalized OR; a single predicate for itself, none for FALSE.</summary>
    public static Sequence<Scalar> Disjuncts(this Scalar predicate) =>
        predicate is Scalar.Or or ? or.Operands : predicate.Equals(False) ? [] : [predicate];

    /// <summary>The direct operands, from left to right.</summary>
    public static Sequence<Scalar> Children(this Scalar scalar) => scalar switch
    {
        Scalar.ColumnRef or Scalar.Constant or Scalar.Parameter => [],
        Scalar.Call call => call.Arguments,
        Scalar.And and => and.Operands,
        Scalar.Or or => or.Operands,
        _ => scalar.Memo.Children.IsEmpty ? scalar.Memo.Children = Gathered(scalar) : scalar.Memo.Children,
    };

    private static Sequence<Scalar> Gathered(Scalar scalar) => scalar switch
    {
        Scalar.Comparison comparison => [comparison.Left, comparison.Right],
        Scalar.Not not => [not.Operand],
        Scalar.IsNull isNull => [isNull.Operand],
        Scalar.Case @case => [.. @case.Branches.SelectMany(b => new[] { b.When, b.Then }), @case.Otherwise],
        Scalar.Cast cast => [cast.Operand],
        Scalar.InList inList => [inList.Operand, .. inList.Items],
        _ => throw new UnreachableException(scalar.GetType().Name),
    };

    /// <summary>The scalar with other direct operands, in the order of <see cref="Children"/>; the same object when they are the same.</summary>
    public static Scalar WithChildren(this Scalar scalar, Sequence<Scalar> children)
    {
        var old = scalar.Children();
        var same = old.Count == children.Count;
        for (var i = 0; same && i < old.Count; i++)
        {
            same = ReferenceEquals(old[i], children[i]);
        }

        return same ? scalar : scalar switch
        {
            Scalar.Call call => call with { Arguments = children },
            Scalar.Comparison comparison => comparison with { Left = children[0], Right = children[1] },
            Scalar.And => AllOf(children),
            Scalar.Or => AnyOf(children),
            Scalar.Not => new Scalar.Not(children[0]),
            Scalar.IsNull => new Scalar.IsNull(children[0]),
            Scalar.Case @case => @case with
            {
                Branches = [.. Enumerable.Range(0, @case.Branches.Count).Select(i => new CaseBranch(children[2 * i], children[(2 * i) + 1]))],
                Otherwise = children[^1],
            },
            Scalar.Cast cast => cast with { Operand = children[0] },
            Scalar.InList => new Scalar.InList(children[0], [.. children.Skip(1)]),
            _ => throw new UnreachableException(scalar.GetType().Name),
        };
    }

    /// <summary>Rewrites bottom-up; the same object when nothing changed.</summary>
    public static Scalar Transform(this Scalar scalar, Func<Scalar, Scalar> function)
    {
        var children = scalar.Children();
        Scalar[]? changed = null;
        for (var i = 0; i < children.Count; i++)
        {
            var child = children[i].Transform(function);
            if (changed is null && !ReferenceEquals(child, children[i]))
            {
                changed = children.AsSpan().ToArray();
            }

            if (changed is not null)
            {
                changed[i] = child;
            }
        }

        return function(changed is null ? scalar : scalar.WithChildren(changed.ToSequence()));
    }

    /// <summary>The scalar and everything below it, parents first.</summary>
    public static IEnumerable<Scalar> DescendantsAndSelf(this Scalar scalar)
    {
        var stack = new Stack<Scalar>();
        stack.Push(scalar);
        while (stack.TryPop(out var next))
        {
            yield return next;
            var children = next.Children();
            for (var i = children.Count - 1; i >= 0; i--)
            {
                stack.Push(children[i]);
            }
        }
    }

    /// <summary>The columns read, in order of first use.</summary>
    public static IReadOnlyList<Column> ReferencedColumns(this Scalar scalar) => scalar.Memo.Columns ??= scalar switch
    {
        Scalar.ColumnRef r => [r.Column],
        Scalar.Constant or Scalar.Parameter => [],
        _ => Merged(scalar.Children()),
    };

    private static Column[] Merged(Sequence<Scalar> scalars)
    {
        var merged = new List<Column>();
        foreach (var scalar in scalars)
        {
            foreach (var column in scalar.ReferencedColumns())
            {
                if (!merged.Contains(column))
                {
                    merged.Add(column);
                }
            }
        }

        return [.. merged];
    }

    /// <summary>Whether every column read is among <paramref name="columns"/>.</summary>
    public static bool Uses(this Scalar scalar, IReadOnlySet<Column> columns) => scalar.ReferencedColumns().All(columns.Contains);

    /// <summary>Columns replaced by scalars; columns that are not keys stay.</summary>
    public static Scalar Substitute(this Scalar scalar, IReadOnlyDictionary<Column, Scalar> replacements) =>
        replacements.Count == 0 || !scalar.ReferencedColumns().Any(replacements.ContainsKey)
            ? scalar
            : scalar.Transform(s => s is Scalar.ColumnRef r && replacements.TryGetValue(r.Column, out var other) ? other : s);

    /// <summary>Whether the value depends on nothing but its columns: no volatile or unknown function below.</summary>
    public static bool IsDeterministic(this Scalar scalar) => scalar.Memo.IsDeterministic ??=
        scalar.DescendantsAndSelf().All(s => s is not Scalar.Call call || Functions.Of(call.Function).Deterministic);

    /// <summary>Whether it can be evaluated on any row without failing (overflow aside): no partial or unknown function, no failing cast below.</summary>
    public static bool IsTotal(this Scalar scalar) => scalar.Memo.IsTotal ??= scalar.DescendantsAndSelf().All(s => s switch
    {
        Scalar.Call call => Functions.Of(call.Function).Total,
        Scalar.Cast cast => cast.Try || IsTotalCast(cast.Operand.Type, cast.Type) || IsFoldableCast(cast),
        _ => true,
    });

    /// <summary>The comparison with its sides swapped: <c>a &lt; b</c> becomes <c>b &gt; a</c>.</summary>
    public static ComparisonOperator Mirror(this ComparisonOperator @operator) => @operator switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => @operator,
    };

    /// <summary>The comparison that is TRUE where this one is FALSE, and UNKNOWN where it is UNKNOWN.</summary>
    public static ComparisonOperator Negate(this ComparisonOperator @operator) => @operator switch
    {
        ComparisonOperator.Equal => ComparisonOperator.NotEqual,
        ComparisonOperator.NotEqual => ComparisonOperator.Equal,
        ComparisonOperator.Less => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.LessOrEqual => ComparisonOperator.Greater,
        ComparisonOperator.Greater => ComparisonOperator.LessOrEqual,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.Less,
        ComparisonOperator.IsDistinct => ComparisonOperator.IsNotDistinct,
        ComparisonOperator.IsNotDistinct => ComparisonOperator.IsDistinct,
        _ => throw new UnreachableException(@operator.ToString()),
    };

    private static Scalar Junction(IEnumerable<Scalar> operands, Scalar neutral, Scalar absorbing, Func<Sequence<Scalar>, Scalar> make)
    {
        var flat = new List<Scalar>();
        foreach (var operand in operands)
        {
            Sequence<Scalar> parts = (operand, ReferenceEquals(neutral, True)) switch
            {
                (Scalar.And and, true) => and.Operands,
                (Scalar.Or or, false) => or.Operands,
                _ => [operand],
            };
            foreach (var part in parts)
            {
                // A volatile operand is its own occurrence, however alike it looks.
                if (!part.Equals(neutral) && (!flat.Contains(part) || !part.IsDeterministic()))
                {
                    flat.Add(part);
                }
            }
        }

        return flat.Count == 0 ? neutral
            : flat.Contains(absorbing) && flat.TrueForAll(f => f.IsDeterministic() && f.IsTotal()) ? absorbing
            : flat.Count == 1 ? flat[0]
            : make([.. flat]);
    }

    private static bool IsTotalCast(SqlType from, SqlType to) =>
        from == to
        || from.Kind == TypeKind.Null
        || to.Kind == TypeKind.Varchar
        || (from.Kind == TypeKind.Date && to.Kind is TypeKind.Timestamp)
        || (from.IsInteger && to.IsFloat)
        || (from.Kind == TypeKind.Boolean && to.IsInteger)
        || (from.Kind == TypeKind.Decimal && to.IsFloat)
        || (from.IsInteger && to.IsInteger && Width(to) >= Width(from) && IsSigned(from) == IsSigned(to))
        || (from.IsInteger && to.Kind == TypeKind.Decimal && to.Precision - to.Scale >= Digits(from))
        || (from.Kind == TypeKind.Decimal && to.Kind == TypeKind.Decimal && to.Scale >= from.Scale && to.Precision - to.Scale >= from.Precision - from.Scale)
        || (from.Kind == TypeKind.Timestamp && to.Kind is TypeKind.Date or TypeKind.Time);

    // A literal's cast fails on every run or on none; a query whose text was accepted by its engine is not made to fail elsewhere by it.
    private static bool IsFoldableCast(Scalar.Cast cast) =>
        cast.Operand is Scalar.Constant { Value: string text } && cast.Type.Kind switch
        {
            TypeKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
            _ => false,
        };

    private static bool IsSigned(SqlType type) => type.Kind is >= TypeKind.TinyInt and <= TypeKind.HugeInt;

    private static int Width(SqlType type) => ((type.Kind - TypeKind.TinyInt) % 5) switch { 0 => 8, 1 => 16, 2 => 32, 3 => 64, _ => 128 };

    private static int Digits(SqlType type) => Width(type) switch { 8 => 3, 16 => 5, 32 => 10, 64 => 20, _ => 39 };
}
