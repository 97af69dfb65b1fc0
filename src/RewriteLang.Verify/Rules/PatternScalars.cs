using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Rules;

/// <summary>Random scalars for the scalar parts of a pattern.</summary>
internal sealed class PatternScalars(PlanGenerator plans, SeededRandom random)
{
    private static readonly SqlType[] Comparable = [SqlType.Integer, SqlType.Integer, SqlType.Double, SqlType.Varchar, SqlType.Date, SqlType.Decimal(6, 2)];

    private readonly Dictionary<string, Scalar> _bound = [];
    private SqlType? _valueType;

    /// <summary>The type of the pattern's values; chosen at random if it is not set.</summary>
    public SqlType ValueType
    {
        init => _valueType = value;
    }

    /// <summary>Makes what stands for a variable, or for an element of a rest; null for random scalars.</summary>
    public Func<string, SqlType, Scalar>? Leaves { get; init; }

    /// <summary>Columns of copies, by the columns that they are copies of: conditions of self joins pair them.</summary>
    public List<IReadOnlyDictionary<Column, Column>> Twins { get; } = [];

    /// <summary>How often an operand of a sum or a comparison is a number of another type than those beside it.</summary>
    public int MixPercent { get; init; }

    /// <summary>How often a condition of a variable is over no column.</summary>
    public int ConstantPercent { get; init; }

    /// <summary>How often one side of an equality of two inputs is calculated.</summary>
    public int CalculatedPercent { get; init; }

    /// <summary>How often a literal that conditions ask for is NULL.</summary>
    public int NullPercent { get; init; }

    /// <summary>How often a block of several inputs gets a disjunction that says something of more than one of them.</summary>
    public int DisjunctionPercent { get; init; }

    /// <summary>How many operands a rest stands for; none to two at random if it is not set.</summary>
    public int? RestLength { get; init; }

    /// <summary>Variables that should be literals: conditions ask for that.</summary>
    public IReadOnlySet<string> Literals { get; init; } = new HashSet<string>();

    /// <summary>Whether conditions of a rule ask for types.</summary>
    public static bool AsksForTypes(Rule rule) => rule.Conditions.OfType<Term.Operator>().Any(c => c.Name == "exact" || c.Arguments.Any(a => a is Term.Operator { Name: "type" }));

    /// <summary>The variables that conditions of a rule ask to be literals.</summary>
    public static IReadOnlySet<string> LiteralsOf(Rule rule) => rule.Conditions.OfType<Term.Operator>().Where(c => c.Name == "literal")
        .SelectMany(c => c.Arguments).OfType<Term.Variable>().Select(v => v.Name).ToHashSet();

    /// <summary>How often an equality is with a column of a key, where there is one.</summary>
    public int KeyPercent { get; init; } = 50;

    /// <summary>How often a list of calculations keeps to one input.</summary>
    public int SourcePercent { get; init; } = 65;

    /// <summary>Columns that further conditions should use: those that a self join equates.</summary>
    private readonly HashSet<Column> _preferred = [];

    /// <summary>Conjuncts that the next block should have.</summary>
    public Queue<Scalar> Wanted { get; } = new();

    /// <summary>Left columns of the apply whose right side is being made.</summary>
    public IReadOnlyList<Column> Outer { get; set; } = [];

    /// <summary>The columns of one input of a relation, or all of them: what a list of calculations keeps to.</summary>
    public IReadOnlyList<Column> Source(Relation relation)
    {
        Sequence<Relation> inputs = relation switch
        {
            Relation.Block { Inputs.Count: > 1 } block => block.Inputs.Map(OuterSide),
            Relation.Block { Inputs: [Relation.LeftJoin join] } => [join.Left],
            Relation.LeftJoin join => [join.Left],
            Relation.Project { Input: Relation.Block { Inputs.Count: > 1 } inner } => inner.Inputs,
            _ => [],
        };

        // The first input most of the time: rules name first what they keep.
        var one = inputs.Count > 0 && random.Percent(SourcePercent) ? (random.Percent(60) ? inputs[0] : random.Pick(inputs)).Columns : relation.Columns;
        var visible = one.Where(relation.Columns.Contains).ToList();
        return visible.Count > 0 ? visible : [.. relation.Columns];
    }

    private static Relation OuterSide(Relation relation) => relation is Relation.LeftJoin join ? join.Left : relation;

    /// <summary>The conjuncts of a group: one for each pattern, a few for a rest.</summary>
    /// <param name="patterns">The terms of the group.</param>
    /// <param name="sides">The columns of each input.</param>
    /// <param name="outer">Columns of enclosing scopes.</param>
    public IEnumerable<Scalar> Conjuncts(IReadOnlyList<Term> patterns, IReadOnlyList<Sequence<Column>> sides, IReadOnlyList<Column> outer)
    {
        var visible = sides.SelectMany(s => s).ToList();
        foreach (var pattern in patterns)
        {
            if (pattern is Term.Rest or Term.Variable { Sort: Sort.Conjuncts })
            {
                foreach (var conjunct in Several(sides, visible, outer))
                {
                    yield return conjunct;
                }
            }
            else
            {
                yield return pattern is Term.Operator { Name: "=" or "<>" or "<" or "<=" or ">" or ">=" } comparison
                    ? Comparison(comparison, sides, visible, outer)
                    : Make(pattern, Side(sides), SqlType.Boolean);
            }
        }

        if (patterns.Count > 0)
        {
            while (Wanted.TryDequeue(out var wanted))
            {
                yield return wanted;
            }

            if (sides.Count > 1 && DisjunctionPercent > 0 && random.Percent(DisjunctionPercent))
            {
                yield return Disjunction(sides);
            }
        }
    }

    private Scalar Disjunction(IReadOnlyList<Sequence<Column>> sides)
    {
        var said = sides.Where(s => s.Count > 0).ToList();
        return Scalars.AnyOf(Enumerable.Range(0, 2).Select(_ => Scalars.AllOf(
            said.Where(s => random.Percent(80)).DefaultIfEmpty(said[0]).Select(s => plans.Scalars.Predicate(s, 0)))));
    }

    /// <summary>The type that a scalar pattern must have; null if its variables decide.</summary>
    public static SqlType? TypeOf(Term pattern) => pattern switch
    {
        Term.Operator
        {
            Name: "and" or "or" or "not" or "is_null" or "is_not_null" or "is null" or "is not null" or "in_list" or "like" or "not_like"
            or "=" or "<>" or "<" or "<=" or ">" or ">=" or "is_distinct" or "is_not_distinct" or "is distinct from" or "is not distinct from"
        } => SqlType.Boolean,
        Term.Literal { Value: bool } => SqlType.Boolean,
        Term.Operator { Name: "case" or "coalesce" } op when op.Arguments.Any(a => a is Term.Literal { Value: bool }) => SqlType.Boolean,
        _ => null,
    };

    /// <summary>The type that the left side of a scalar rule must have; what holds in filters is a condition.</summary>
    public static SqlType? TypeAt(Rule rule) => rule.Level == SoundnessLevel.InFilter ? SqlType.Boolean : TypeOf(rule.Sites[0].Left);

    /// <summary>A scalar of the pattern's shape over columns.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="columns">What its variables may read.</param>
    /// <param name="type">The type it must have; null for the one that the values of this pattern share.</param>
    public Scalar Make(Term pattern, IReadOnlyList<Column> columns, SqlType? type)
    {
        _valueType ??= random.Pick(Comparable);
        type ??= _valueType;
        switch (pattern)
        {
            case Term.Variable variable:
                return _bound.TryGetValue(variable.Name, out var bound) && (bound.Type == type || (MixPercent > 0 && bound.Type.IsNumeric && type.IsNumeric)) && (Leaves is not null || bound.ReferencedColumns().All(columns.Contains))
                    ? bound
                    : _bound[variable.Name] = Leaf(columns, type, variable.Sort == Sort.Column, variable.Name);
            case Term.Literal { Value: long whole } when type.IsFloat && random.Percent(MixPercent):
                return new Scalar.Constant(whole, SqlType.Integer);
            case Term.Literal literal:
                return new Scalar.Constant(literal.Value is long n && type.Kind == TypeKind.Decimal ? (decimal)n : literal.Value is long m && type.IsFloat ? (double)m : literal.Value, literal.Value is null ? type : literal.Value is bool ? SqlType.Boolean : literal.Value is string ? SqlType.Varchar : type);
            case Term.Operator op:
                return MakeOperator(op, columns, type);
            default:
                return Leaf(columns, type, false);
        }
    }

    private Scalar MakeOperator(Term.Operator op, IReadOnlyList<Column> columns, SqlType type)
    {
        var arguments = op.Arguments.ToList();
        Scalar Value(int i) => Make(arguments[i], columns, TypeOf(arguments[i]) ?? Mixed(arguments[i], _valueType!));
        Scalar Truth(Term term) => Make(term, columns, SqlType.Boolean);
        IEnumerable<Scalar> Each(SqlType of, bool mixed = false) => arguments.SelectMany(a => a is Term.Rest
            ? Enumerable.Range(0, RestLength ?? random.Between(0, 2)).Select(_ => Leaf(columns, of, false))
            : [Make(a, columns, mixed ? Mixed(a, of) : of)]);
        switch (op.Name)
        {
            case "and":
                return Scalars.AllOf(Each(SqlType.Boolean));
            case "or" when arguments is [Term.Rest]:
                return Scalars.AnyOf(Alternatives(columns));
            case "or":
                return Scalars.AnyOf(Each(SqlType.Boolean));
            case "not":
                return new Scalar.Not(Truth(arguments[0]));
            case "is_null" or "is null":
                return new Scalar.IsNull(Value(0));
            case "is_not_null" or "is not null":
                return new Scalar.Not(new Scalar.IsNull(Value(0)));
            case "=" or "<>" or "<" or "<=" or ">" or ">=" or "is_distinct" or "is_not_distinct" or "is distinct from" or "is not distinct from":
                if (arguments.Exists(a => a is Term.Literal { Value: bool }))
                {
                    // Engines also compare numbers with truth values, which conditions about types forbid.
                    Scalar Side(Term term) => term is Term.Variable && random.Percent(MixPercent) ? Make(term, columns, SqlType.Integer) : Truth(term);
                    return new Scalar.Comparison(Operator(op.Name), Side(arguments[0]), Side(arguments[1]));
                }

                return new Scalar.Comparison(Operator(op.Name), Value(0), Value(1));
            case "in_list":
                return Each(_valueType!).ToList() is [var first, .. var items] && items.Count > 0
                    ? new Scalar.InList(first, [.. items])
                    : new Scalar.InList(Value(0), [Leaf(columns, _valueType!, false)]);
            case "case":
                return new Scalar.Case([new(Truth(arguments[0]), Make(arguments[1], columns, type))], arguments.Count > 2 ? Make(arguments[2], columns, type) : Scalars.Null(type), type);
            case "like" or "not_like" or "||":
                _valueType = SqlType.Varchar;
                return new Scalar.Call(op.Name, [.. Each(SqlType.Varchar)], op.Name == "||" ? SqlType.Varchar : SqlType.Boolean);
            case "+" or "-" or "*" or "/" or "%" or "//":
                _valueType = type = type.Kind is TypeKind.Integer or TypeKind.Double ? type : SqlType.Integer;
                Sequence<Scalar> operands = [.. Each(type, mixed: true)];
                return new Scalar.Call(op.Name, operands, op.Name == "/" ? SqlType.Double : Widest(operands, type));
            case "cast":
                // To text, which never fails, or to the type that it has; the pattern says nothing about TRY.
                return Value(0) is var operand && random.Percent(50) ? new Scalar.Cast(operand, SqlType.Varchar) : new Scalar.Cast(operand, operand.Type);
            default:
                return new Scalar.Call(op.Name, [.. Each(type)], type);
        }
    }

    // The type, or now and then another one that a number may have beside it.
    private SqlType Mixed(Term term, SqlType type) => MixPercent > 0 && term is Term.Variable && type.IsNumeric && type.Kind != TypeKind.Decimal && random.Percent(MixPercent)
        ? random.Pick([SqlType.Integer, SqlType.BigInt, SqlType.Double])
        : type;

    // What arithmetic on both engines gives.
    private static SqlType Widest(Sequence<Scalar> operands, SqlType type) => operands.Any(o => o.Type.IsFloat) ? SqlType.Double
        : operands.All(o => o.Type.IsInteger) ? operands.Any(o => o.Type == SqlType.BigInt) ? SqlType.BigInt : SqlType.Integer
        : type;

    // Two or three conjunctions, which now and then have a conjunct in common: conditions about disjunctions ask for that.
    private List<Scalar> Alternatives(IReadOnlyList<Column> columns)
    {
        var common = random.Percent(60) ? Leaf(columns, SqlType.Boolean, false) : null;
        var own = Enumerable.Range(0, random.Between(2, 3)).Select(_ => Leaf(columns, SqlType.Boolean, false));
        return [.. own.Select(o => common is null ? o : Scalars.AllOf([common, o]))];
    }

    private Scalar Leaf(IReadOnlyList<Column> columns, SqlType type, bool column, string name = "v")
    {
        if (Literals.Contains(name) && (Leaves is not null || random.Percent(85)))
        {
            return random.Percent(NullPercent) ? Scalars.Null(type) : TinyDomains.Literal(type, random);
        }

        if (Leaves is { } leaves)
        {
            return leaves(name, type);
        }

        var candidates = columns.Where(c => c.Type == type).ToList();
        var notNull = candidates.Where(c => !c.Nullable).ToList();
        return notNull.Count > 0 && random.Percent(35) ? random.Pick(notNull).Ref()
            : candidates.Count > 0 && (column || random.Percent(65)) ? random.Pick(candidates).Ref()
            : type.Kind == TypeKind.Boolean ? plans.Scalars.Predicate(random.Percent(ConstantPercent) ? [] : columns, 1) : plans.Scalars.Value(type, columns, 1);
    }

    // Between two sides where there are two, with inner columns on the pattern's one side and outer ones on the other.
    private Scalar Comparison(Term.Operator op, IReadOnlyList<Sequence<Column>> sides, List<Column> visible, IReadOnlyList<Column> outer)
    {
        var twin = TwinOf(visible, outer);
        if (twin is not null && random.Percent(90))
        {
            // Most of the time a column and its copy, at times another one of the same type.
            var known = twin.Where(p => !p.Key.Nullable).ToList();
            var (a, b) = random.Pick(NullPercent > 0 && known.Count > 0 && random.Percent(75) ? known : twin);
            b = random.Percent(90) ? b : random.Pick(twin.Where(p => p.Value.Type == a.Type).Select(p => p.Value).ToList());
            (a, b) = op.Name != "=" && random.Percent(50) ? (b, a) : (a, b);
            if (op.Name == "=")
            {
                _preferred.UnionWith([a, b]);
            }

            return a.Type == SqlType.Integer && random.Percent(CalculatedPercent)
                ? new Scalar.Comparison(Operator(op.Name), Parity(a), Parity(b))
                : new Scalar.Comparison(Operator(op.Name), a.Ref(), b.Ref());
        }

        if (op.Name == "=" && sides.Count > 1 && random.Percent(85))
        {
            var i = random.Below(sides.Count);
            var j = (i + 1 + random.Below(sides.Count - 1)) % sides.Count;
            if (Equality(sides[i], sides[j]) is { } equality)
            {
                return equality;
            }
        }

        return Make(op, outer.Count > 0 && random.Percent(50) ? [.. visible, .. outer] : Side(sides), SqlType.Boolean);
    }

    // Columns with their copies, both in sight; those of an outer query are, too.
    private List<KeyValuePair<Column, Column>>? TwinOf(List<Column> visible, IReadOnlyList<Column> outer)
    {
        bool InSight(Column column) => visible.Contains(column) || outer.Contains(column);
        return Twins.Select(t => t.Where(p => InSight(p.Key) && InSight(p.Value)).ToList()).FirstOrDefault(t => t.Count > 0);
    }

    // The columns of a key are preferred: conditions about uniqueness ask for them.
    private Scalar? Equality(Sequence<Column> left, Sequence<Column> right)
    {
        var mixed = random.Percent(MixPercent);
        var pairs = left.SelectMany(_ => right, (l, r) => (L: l, R: r)).Where(p => mixed ? p.L.Type.IsNumeric && p.R.Type.IsNumeric && (p.L.Type != p.R.Type || p.L.Type.IsFloat)
            : p.L.Type == p.R.Type && !p.L.Type.IsFloat && p.L.Type.Kind != TypeKind.Boolean).ToList();
        var keyed = pairs.Where(p => p.R.Name is "id" or "k1").ToList();
        var preferred = pairs.Where(p => _preferred.Contains(p.L) || _preferred.Contains(p.R)).ToList();
        return pairs.Count == 0 ? null
            : (preferred.Count > 0 && random.Percent(75) ? random.Pick(preferred) : keyed.Count > 0 && random.Percent(KeyPercent) ? random.Pick(keyed) : random.Pick(pairs)) is var (l, r) ? Calculated(l).EqualTo(Calculated(r)) : null;
    }

    private static Scalar.Call Parity(Column column) => new("%", [column.Ref(), new Scalar.Constant(2L, column.Type)], column.Type);

    private Scalar Calculated(Column column) => CalculatedPercent == 0 || !random.Percent(CalculatedPercent) ? column.Ref()
        : column.Type.Kind == TypeKind.Integer ? new Scalar.Call("+", [column.Ref(), TinyDomains.Literal(column.Type, random)], column.Type)
        : TinyDomains.Has(column.Type) ? new Scalar.Call("coalesce", [column.Ref(), TinyDomains.Literal(column.Type, random)], column.Type)
        : column.Ref();

    private IEnumerable<Scalar> Several(IReadOnlyList<Sequence<Column>> sides, List<Column> visible, IReadOnlyList<Column> outer)
    {
        for (var i = 1; i < sides.Count; i++)
        {
            // What is wanted already joins them, and so does the condition of a self join.
            if (random.Percent(Wanted.Count > 0 || _preferred.Any(visible.Contains) && sides.Count == 2 && Twins.Any(t => t.Keys.Any(visible.Contains) && t.Values.Any(visible.Contains)) ? 12 : 75)
                && Equality(sides[i - 1], sides[i]) is { } equality)
            {
                yield return equality;
            }
        }

        var copied = sides.Count == 1 && outer.Count > 0 ? TwinOf(visible, outer) : null;
        if (copied is not null && random.Percent(75))
        {
            // A copy of an outer relation is correlated by a condition of the pattern; by equal columns besides, at times.
            if (random.Percent(40))
            {
                var (a, b) = random.Pick(copied);
                yield return b.Ref().EqualTo(a.Ref());
            }
        }
        else if (outer.Count > 0 && random.Percent(80) && plans.Scalars.JoinCondition(outer, visible) is { } correlation)
        {
            yield return correlation;
        }

        if (random.Percent(45))
        {
            yield return plans.Scalars.Predicate(random.Percent(75) ? Side(sides) : visible, 1);
        }
    }

    private IReadOnlyList<Column> Side(IReadOnlyList<Sequence<Column>> sides) => sides.Count == 0 ? [] : [.. random.Pick(sides)];

    private static ComparisonOperator Operator(string name) => name switch
    {
        "=" => ComparisonOperator.Equal,
        "<>" => ComparisonOperator.NotEqual,
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">" => ComparisonOperator.Greater,
        ">=" => ComparisonOperator.GreaterOrEqual,
        "is_distinct" or "is distinct from" => ComparisonOperator.IsDistinct,
        _ => ComparisonOperator.IsNotDistinct,
    };
}
