using RewriteLang.Algebra;

namespace RewriteLang.Verify.Generation;

/// <summary>Random scalars over given columns: of every type of <see cref="TinyDomains"/>, yielding NULL, dividing, comparing across types.</summary>
public sealed class ScalarGenerator(SeededRandom random)
{
    /// <summary>Comparisons that NULL makes unknown, equality more often than the others.</summary>
    public static readonly Sequence<ComparisonOperator> Comparisons =
    [
        ComparisonOperator.Equal, ComparisonOperator.Equal, ComparisonOperator.Equal, ComparisonOperator.NotEqual, ComparisonOperator.Less,
        ComparisonOperator.LessOrEqual, ComparisonOperator.Greater, ComparisonOperator.GreaterOrEqual,
    ];

    /// <summary>A predicate: TRUE, FALSE or UNKNOWN on every row.</summary>
    /// <param name="columns">What it may read; none makes it constant.</param>
    /// <param name="depth">How deep it may nest.</param>
    public Scalar Predicate(IReadOnlyList<Column> columns, int depth = 2)
    {
        if (depth <= 0)
        {
            return Simple(columns);
        }

        return random.Below(12) switch
        {
            0 => Scalars.AllOf([Predicate(columns, depth - 1), Predicate(columns, depth - 1)]),
            1 or 2 => Scalars.AnyOf([Predicate(columns, depth - 1), Predicate(columns, depth - 1)]),
            3 => new Scalar.Not(Predicate(columns, depth - 1)),
            4 => InList(columns),
            5 => new Scalar.Comparison(
                random.Pick(Comparisons), Value(SqlType.Integer, columns, depth - 1), Value(SqlType.Integer, columns, depth - 1)),
            6 => new Scalar.Comparison(
                random.Percent(50) ? ComparisonOperator.IsDistinct : ComparisonOperator.IsNotDistinct, AnyColumn(columns, out var type), Value(type, columns, 0)),
            _ => Simple(columns),
        };
    }

    /// <summary>A value of a type.</summary>
    public Scalar Value(SqlType type, IReadOnlyList<Column> columns, int depth)
    {
        var candidates = columns.Where(c => c.Type == type).ToList();
        if (depth <= 0 || random.Percent(45))
        {
            return candidates.Count > 0 && random.Percent(80) ? random.Pick(candidates).Ref()
                : random.Percent(8) ? Scalars.Null(type) : TinyDomains.Literal(type, random);
        }

        Scalar Again() => Value(type, columns, depth - 1);
        switch (random.Below(6))
        {
            case 0:
                return new Scalar.Case([new(Predicate(columns, depth - 1), Again())], random.Percent(40) ? Scalars.Null(type) : Again(), type);
            case 1:
                return new Scalar.Call("coalesce", [Again(), Again()], type);
            case 2 when type.Kind is TypeKind.Integer or TypeKind.Double:
                return new Scalar.Call(random.Pick(["+", "-", "*"]), [Again(), Again()], type);
            case 3 when type.Kind == TypeKind.Integer:
                return new Scalar.Call("%", [Again(), TinyDomains.Literal(type, random)], type);
            case 3 when type.Kind == TypeKind.Double && columns.Any(c => c.Type == SqlType.Integer):
                return new Scalar.Call("/", [Value(SqlType.Integer, columns, 0), TinyDomains.Literal(SqlType.Integer, random)], type);
            case 4 when type.Kind == TypeKind.Varchar:
                return new Scalar.Call("||", [Known(Again()), Known(Again())], type);
            case 5 when type.Kind == TypeKind.Boolean:
                return Predicate(columns, depth - 1);
            default:
                return Again();
        }
    }

    // DuckDB gives `||` with a NULL that it sees the type INTEGER, whatever the NULL is cast to.
    private static Scalar Known(Scalar text) => text is Scalar.Constant { Value: null } ? Scalars.Text("") : text;

    /// <summary>A column of some type that has a domain, or a literal when there is none.</summary>
    public Scalar AnyColumn(IReadOnlyList<Column> columns, out SqlType type)
    {
        var candidates = columns.Where(c => TinyDomains.Has(c.Type)).ToList();
        if (candidates.Count == 0)
        {
            type = SqlType.Integer;
            return TinyDomains.Literal(type, random);
        }

        var column = random.Pick(candidates);
        type = column.Type;
        return column.Ref();
    }

    /// <summary>An equality between a column of each side, of one type where there is one; null if the sides have nothing to compare.</summary>
    public Scalar? JoinCondition(IReadOnlyList<Column> left, IReadOnlyList<Column> right)
    {
        var pairs = left.SelectMany(_ => right, (l, r) => (l, r)).Where(p => p.l.Type == p.r.Type && !p.l.Type.IsFloat && p.l.Type.Kind != TypeKind.Boolean).ToList();
        var integers = pairs.Where(p => p.l.Type.IsInteger).ToList();
        if (pairs.Count == 0)
        {
            return null;
        }

        var (a, b) = random.Pick(integers.Count > 0 && random.Percent(85) ? integers : pairs);
        var @operator = random.Percent(92) ? ComparisonOperator.Equal : random.Pick(Comparisons);
        return random.Percent(50) ? new Scalar.Comparison(@operator, a.Ref(), b.Ref()) : new Scalar.Comparison(@operator, b.Ref(), a.Ref());
    }

    private Scalar Simple(IReadOnlyList<Column> columns)
    {
        var left = AnyColumn(columns, out var type);
        switch (random.Below(8))
        {
            case 0:
                return new Scalar.IsNull(left);
            case 1:
                return new Scalar.Not(new Scalar.IsNull(left));
            case 2 when type.Kind == TypeKind.Varchar:
                return new Scalar.Call("like", [left, Scalars.Text(random.Pick(["a%", "%b", "_", "%"]))], SqlType.Boolean);
            case 3 when type.Kind == TypeKind.Boolean:
                return left;
            case 4 when type.IsInteger && columns.Any(c => c.Type.IsFloat || c.Type.Kind == TypeKind.Decimal):
                return new Scalar.Comparison(
                    random.Pick(Comparisons), left, random.Pick(columns.Where(c => c.Type.IsFloat || c.Type.Kind == TypeKind.Decimal).ToList()).Ref());
            default:
                return new Scalar.Comparison(random.Pick(Comparisons), left, Value(type, columns, 0));
        }
    }

    private Scalar.InList InList(IReadOnlyList<Column> columns)
    {
        var operand = AnyColumn(columns, out var type);
        var items = Enumerable.Range(0, random.Between(1, 3)).Select(_ => random.Percent(12) ? Scalars.Null(type) : TinyDomains.Literal(type, random));
        return new(operand, [.. items]);
    }
}
