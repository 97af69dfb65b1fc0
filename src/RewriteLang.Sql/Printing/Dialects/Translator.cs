using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Dialects;

/// <summary>Turns scalars into a dialect's expressions. What is the same in all dialects is here: logic, comparisons, CASE, lists.</summary>
internal abstract partial class Translator(Dialect dialect, EngineCapabilities capabilities)
{
    /// <summary>The dialect.</summary>
    public Dialect Dialect { get; } = dialect;

    /// <summary>What the engine can do.</summary>
    public EngineCapabilities Capabilities { get; } = capabilities;

    /// <summary>What a reader of the text should know, in order, each once.</summary>
    public List<Diagnostic> Notes { get; } = [];

    /// <summary>Notes something about the text.</summary>
    protected void Note(string code, string message)
    {
        if (!Notes.Exists(n => n.Code == code))
        {
            Notes.Add(new Diagnostic(code, Severity.Warning, message));
        }
    }

    /// <summary>The plan with those operators expanded that the dialect lacks.</summary>
    public virtual Query Prepare(Query query) => query;

    /// <summary>A scalar's expression.</summary>
    /// <param name="scalar">The scalar.</param>
    /// <param name="resolve">What a column stands for.</param>
    /// <param name="typed">Whether the type of a literal shows in the result, so that it has to be the scalar's own.</param>
    public Expr Value(Scalar scalar, Func<Column, Expr> resolve, bool typed = false) => scalar switch
    {
        Scalar.ColumnRef reference => resolve(reference.Column),
        Scalar.Constant constant => Constant(constant, typed),
        Scalar.Parameter parameter => Parameter(parameter),
        Scalar.Call call => Call(call, resolve),
        Scalar.Comparison comparison => Comparison(comparison, resolve),
        Scalar.And and => Junction(true, Conjuncts(and.Operands, resolve)),
        Scalar.Or or => Junction(false, [.. or.Operands.Select(o => Value(o, resolve))]),
        Scalar.Not not => Not(not.Operand, resolve),
        Scalar.IsNull isNull => new Expr.Postfix(Value(isNull.Operand, resolve), " IS NULL", Strength.Comparison),
        Scalar.Case @case => Case(@case, resolve, typed),
        Scalar.Cast cast => Cast(cast, resolve),
        Scalar.InList inList => InList(inList, resolve, negated: false),
        _ => throw new UnreachableException(scalar.GetType().Name),
    };

    /// <summary>The conjuncts as expressions; <c>x &gt;= a</c> followed by <c>x &lt;= b</c> becomes BETWEEN.</summary>
    public List<Expr> Conjuncts(IReadOnlyList<Scalar> conjuncts, Func<Column, Expr> resolve)
    {
        var result = new List<Expr>();
        for (var i = 0; i < conjuncts.Count; i++)
        {
            if (i + 1 < conjuncts.Count && Between(conjuncts[i], conjuncts[i + 1], resolve, negated: false) is { } between)
            {
                result.Add(between);
                i++;
            }
            else
            {
                result.Add(Value(conjuncts[i], resolve));
            }
        }

        return result;
    }

    /// <summary>An aggregate call.</summary>
    public abstract Expr Aggregate(AggregateCall call, Func<Column, Expr> resolve);

    /// <summary>A window call.</summary>
    public abstract Expr Window(WindowCall call, Func<Column, Expr> resolve);

    /// <summary>The keys of an order, in the dialect's defaults for NULLs.</summary>
    public List<OrderItem> Order(IEnumerable<SortKey> keys, Func<Column, Expr> resolve) =>
        [.. keys.Select(k => OrderItem(k, OrderKey(k.Expression, resolve)))];

    /// <summary>A key of an order whose expression is given.</summary>
    public abstract OrderItem OrderItem(SortKey key, Expr expression);

    /// <summary>The expression by which values of the scalar sort as DuckDB sorts them.</summary>
    protected virtual Expr OrderKey(Scalar scalar, Func<Column, Expr> resolve) => Value(scalar, resolve);

    /// <summary>A literal.</summary>
    protected abstract Expr Constant(Scalar.Constant constant, bool typed);

    /// <summary>A function or operator.</summary>
    protected abstract Expr Call(Scalar.Call call, Func<Column, Expr> resolve);

    /// <summary>A cast.</summary>
    protected abstract Expr Cast(Scalar.Cast cast, Func<Column, Expr> resolve);

    /// <summary>A comparison.</summary>
    protected virtual Expr Comparison(Scalar.Comparison comparison, Func<Column, Expr> resolve) =>
        new Expr.Infix(Symbol(comparison.Operator), Value(comparison.Left, resolve), Value(comparison.Right, resolve), Strength.Comparison);

    /// <summary>The dialect's sign of a comparison.</summary>
    public static string Symbol(ComparisonOperator @operator) => @operator switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "<>",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        ComparisonOperator.IsDistinct => "IS DISTINCT FROM",
        ComparisonOperator.IsNotDistinct => "IS NOT DISTINCT FROM",
        _ => throw new UnreachableException(@operator.ToString()),
    };

    /// <summary>A parameter: a bare question mark for one named by a number that came from <c>?</c> is not known apart, so numbers are written.</summary>
    protected virtual Expr Parameter(Scalar.Parameter parameter) => new Expr.Text($"${parameter.Name}", IsConstant: false);

    /// <summary>The expression of IN over a list.</summary>
    protected virtual Expr InList(Scalar.InList inList, Func<Column, Expr> resolve, bool negated) =>
        new Expr.InList(Value(inList.Operand, resolve), [.. inList.Items.Select(i => Value(i, resolve))], negated);

    private Expr Not(Scalar operand, Func<Column, Expr> resolve)
    {
        switch (operand)
        {
            case Scalar.IsNull isNull:
                return new Expr.Postfix(Value(isNull.Operand, resolve), " IS NOT NULL", Strength.Comparison);
            case Scalar.InList inList:
                return InList(inList, resolve, negated: true);
            case Scalar.And { Operands: [var low, var high] } when Between(low, high, resolve, negated: true) is { } between:
                return between;
            case Scalar.Call call when NegatedCall(call, resolve) is { } negated:
                return negated;
        }

        return Value(operand, resolve) switch
        {
            Expr.Exists exists => exists with { Negated = !exists.Negated },
            Expr.InQuery inQuery => inQuery with { Negated = !inQuery.Negated },
            var other => new Expr.Prefix("NOT ", other, Strength.Not),
        };
    }

    /// <summary>The negation of a call that has an operator of its own, such as NOT LIKE; null if it has none.</summary>
    protected virtual Expr? NegatedCall(Scalar.Call call, Func<Column, Expr> resolve) => null;

    private Expr.Between? Between(Scalar low, Scalar high, Func<Column, Expr> resolve, bool negated)
    {
        if (low is Scalar.Comparison { Operator: ComparisonOperator.GreaterOrEqual } l
            && high is Scalar.Comparison { Operator: ComparisonOperator.LessOrEqual } h
            && l.Left is not Scalar.Constant
            && l.Left.Equals(h.Left)
            && l.Left.IsDeterministic()
            && CanCompareDirectly(l) && CanCompareDirectly(h))
        {
            var operand = Value(l.Left, resolve);
            return operand.HasQuery() ? null : new Expr.Between(operand, Value(l.Right, resolve), Value(h.Right, resolve), negated);
        }

        return null;
    }

    /// <summary>Whether the comparison is printed with its operands as they are.</summary>
    protected virtual bool CanCompareDirectly(Scalar.Comparison comparison) => true;

    private Expr.Case Case(Scalar.Case @case, Func<Column, Expr> resolve, bool typed)
    {
        // One branch of the whole type settles it for the literals in the others.
        var isSettled = @case.Branches.Select(b => b.Then).Append(@case.Otherwise).Any(s => s.Type == @case.Type && s is not Scalar.Constant);
        typed = !isSettled;

        // If there are only NULLs, the first one has to say of which type.
        var isOnlyNull = @case.Branches.Select(b => b.Then).Append(@case.Otherwise).All(s => s is Scalar.Constant { Value: null });
        var branches = @case.Branches
            .Select((b, i) => (Value(b.When, resolve), Value(b.Then, resolve, typed && (b.Then is not Scalar.Constant { Value: null } || (isOnlyNull && i == 0))))).ToList();
        var isNull = @case.Otherwise is Scalar.Constant { Value: null };
        return new Expr.Case(branches, isNull ? null : Value(@case.Otherwise, resolve, typed));
    }

    /// <summary>AND or OR of expressions; a single one for itself.</summary>
    public static Expr Junction(bool isAnd, List<Expr> operands) => operands.Count == 1 ? operands[0] : new Expr.Junction(isAnd, operands);

    /// <summary>A call of a function by its name in the dialect.</summary>
    protected static Expr Function(string name, params IReadOnlyList<Expr> arguments) => new Expr.Call(name, arguments);

    /// <summary>An OVER clause.</summary>
    protected OverClause Over(WindowCall call, Func<Column, Expr> resolve) => new(
        [.. call.PartitionBy.Select(p => Value(p, resolve))],
        Order(call.OrderBy.Where(k => k.Expression is not Scalar.Constant), resolve),
        call.Frame is null ? null : Frame(call.Frame, resolve));

    private FrameClause Frame(WindowFrame frame, Func<Column, Expr> resolve)
    {
        static string Name(FrameBound bound) => bound.Kind switch
        {
            FrameBoundKind.UnboundedPreceding => "UNBOUNDED PRECEDING",
            FrameBoundKind.Preceding => "PRECEDING",
            FrameBoundKind.CurrentRow => "CURRENT ROW",
            FrameBoundKind.Following => "FOLLOWING",
            FrameBoundKind.UnboundedFollowing => "UNBOUNDED FOLLOWING",
            _ => throw new UnreachableException(bound.Kind.ToString()),
        };
        return new(
            frame.Unit.ToString().ToUpperInvariant(),
            Name(frame.Start),
            frame.Start.Offset is null ? null : Value(frame.Start.Offset, resolve),
            Name(frame.End),
            frame.End.Offset is null ? null : Value(frame.End.Offset, resolve),
            frame.Exclusion switch
            {
                FrameExclusion.NoOthers => "",
                FrameExclusion.CurrentRow => " EXCLUDE CURRENT ROW",
                FrameExclusion.Group => " EXCLUDE GROUP",
                FrameExclusion.Ties => " EXCLUDE TIES",
                _ => throw new UnreachableException(frame.Exclusion.ToString()),
            });
    }
}
