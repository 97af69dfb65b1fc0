using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Rules;

/// <summary>Random scalars for the scalar parts of a pattern.</summary>
internal sealed partial class PatternScalars(PlanGenerator plans, SeededRandom random)
{
    private static readonly SqlType[] Comparable = [SqlType.Integer, SqlType.Integer, SqlType.Double, SqlType.Varchar, SqlType.Date, SqlType.Decimal(6, 2)];

    private const int IntegerPercent = 60;

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

    /// <summary>How often a group of conjuncts gets a condition that is no equality of two inputs.</summary>
    public int PredicatePercent { get; init; } = 45;

    /// <summary>What conditions ask for; null for nothing.</summary>
    public AskedFor? Asked { get; init; }

    /// <summary>The columns that a variable should read; null if that is not said.</summary>
    public Func<string, IReadOnlyList<Column>?> Home { get; init; } = _ => null;

    /// <summary>How many operands a rest stands for; none to two at random if it is not set.</summary>
    public int? RestLength { get; init; }

    /// <summary>Variables that should be literals: conditions ask for that.</summary>
    public IReadOnlySet<string> Literals { get; init; } = new HashSet<string>();

    /// <summary>Lets a variable of the pattern stand for a column, and others that it is compared with have its type.</summary>
    public void Bind(string name, Column column)
    {
        _bound[name] = column.Ref();
        _valueType = column.Type;
    }

    /// <summary>The same where the column's type says nothing of what else is compared.</summary>
    public void BindAlone(string name, Column column) => _bound[name] = column.Ref();

    /// <summary>The type of what a variable stands for already; null if it stands for nothing.</summary>
    public SqlType? TypeOfBound(Term variable) => variable is Term.Variable { Name: var name } ? _bound.GetValueOrDefault(name)?.Type : null;

    /// <summary>Whether conditions of a rule ask for types.</summary>
    public static bool AsksForTypes(Rule rule) => rule.Conditions.OfType<Term.Operator>().Any(c => c.Name == "exact" || c.Arguments.Any(a => a is Term.Operator { Name: "type" }));

    /// <summary>The variables that conditions of a rule ask to be literals.</summary>
    public static IReadOnlySet<string> LiteralsOf(Rule rule) => rule.Conditions.OfType<Term.Operator>().Where(c => c.Name == "literal")
        .SelectMany(c => c.Arguments).OfType<Term.Variable>().Select(v => v.Name).ToHashSet();

    /// <summary>How often an equality is with a column of a key, where there is one.</summary>
    public int KeyPercent { get; init; } = 50;

    /// <summary>How often a list of calculations keeps to one input.</summary>
    public int SourcePercent { get; init; } = 65;

    /// <summary>Columns that further conditions should use: those that a self join equates, and keys of groups.</summary>
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
            // Beside a float or a decimal a query says 0 as often as 0.0.
            case Term.Literal { Value: long whole } when (type.IsFloat || type.Kind == TypeKind.Decimal) && random.Percent(Math.Max(MixPercent, IntegerPercent)):
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
            case "trim" or "ltrim" or "rtrim" or "upper" or "lower" or "reverse":
                _valueType = SqlType.Varchar;
                return new Scalar.Call(op.Name, [.. Each(SqlType.Varchar)], SqlType.Varchar);
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

        if (Asked is { } asked && (type.Kind == TypeKind.Boolean ? Implied(asked.PremisesOf(name)) : asked.IsBound(name) && random.Percent(70) ? TinyDomains.Literal(type, random) : null) is { } wanted)
        {
            return wanted;
        }

        if (type.Kind == TypeKind.Boolean && !column && random.Percent(ConstantPercent))
        {
            return random.Percent(50) ? plans.Scalars.Predicate([], 1) : random.Percent(50) ? new Scalar.Constant(false, type) : Scalars.Null(type);
        }

        var candidates = columns.Where(c => c.Type == type).ToList();
        var notNull = candidates.Where(c => !c.Nullable).ToList();
        return notNull.Count > 0 && random.Percent(35) ? random.Pick(notNull).Ref()
            : candidates.Count > 0 && (column || random.Percent(65)) ? random.Pick(candidates).Ref()
            : type.Kind == TypeKind.Boolean ? plans.Scalars.Predicate(columns, 1) : plans.Scalars.Value(type, columns, 1);
    }

    // What a comparison that was made may imply: its first operand compared with something else, or the same operands otherwise; null now and then.
    private Scalar? Implied(IReadOnlyList<string> premises)
    {
        var known = premises.Select(_bound.GetValueOrDefault).OfType<Scalar>().ToList();
        if (known.Count == 0 || !random.Percent(85))
        {
            return null;
        }

        var of = ScalarGenerator.Comparisons;
        return random.Below(4) switch
        {
            0 => new Scalar.Not(new Scalar.IsNull(known[0])),
            1 => new Scalar.Comparison(random.Pick(of), known[0], known[^1]),
            _ => new Scalar.Comparison(random.Pick(of), known[0], TinyDomains.Literal(known[0].Type, random)),
        };
    }

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
