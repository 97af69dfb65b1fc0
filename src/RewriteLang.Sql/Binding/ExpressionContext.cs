using RewriteLang.Algebra;

namespace RewriteLang.Sql.Binding;

/// <summary>Where an expression stands, and what it may hold there.</summary>
internal sealed class ExpressionContext
{
    /// <summary>The names it can use.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The clause, as messages call it.</summary>
    public required string Clause { get; init; }

    /// <summary>Where its subqueries go; null where none is supported.</summary>
    public List<Attachment>? Attachments { get; init; }

    /// <summary>Where its aggregates go; null where none is allowed.</summary>
    public AggregateCollector? Aggregates { get; init; }

    /// <summary>Where its window functions go; null where none is allowed.</summary>
    public WindowCollector? Windows { get; init; }

    /// <summary>The value of an alias of the SELECT list, for names that are no column; null where aliases are not in sight.</summary>
    public Func<string, Scalar?>? Alias { get; init; }

    /// <summary>The name that the column of a call directly at the top of the expression gets; null if it has none.</summary>
    public string? NameHint { get; init; }

    /// <summary>The same place inside an operand: the name no longer applies.</summary>
    public ExpressionContext Inside => NameHint is null ? this : Copy(Scope, Attachments, null);

    /// <summary>The same place with another destination for subqueries and another name.</summary>
    public ExpressionContext With(List<Attachment>? attachments, string? nameHint = null) => Copy(Scope, attachments, nameHint);

    private ExpressionContext Copy(Scope scope, List<Attachment>? attachments, string? nameHint) => new()
    {
        Scope = scope,
        Clause = Clause,
        Attachments = attachments,
        Aggregates = Aggregates,
        Windows = Windows,
        Alias = Alias,
        NameHint = nameHint,
    };
}

/// <summary>The aggregate calls of one SELECT; equal deterministic calls share a column.</summary>
internal sealed class AggregateCollector
{
    private readonly Dictionary<AggregateCall, Column> _byCall = [];

    /// <summary>The place of their arguments: the rows before grouping.</summary>
    public required ExpressionContext Arguments { get; init; }

    /// <summary>The calls in order of first use.</summary>
    public List<AggregateItem> Items { get; } = [];

    /// <summary>The column of a call.</summary>
    public Column Add(AggregateCall call, string name, bool nullable, ColumnFactory columns)
    {
        var isShared = call.Arguments.All(a => a.IsDeterministic()) && (call.Filter?.IsDeterministic() ?? true);
        if (isShared && _byCall.TryGetValue(call, out var known))
        {
            return known;
        }

        var column = columns.Fresh(name, call.Type, nullable);
        Items.Add(new(column, call));
        if (isShared)
        {
            _byCall.Add(call, column);
        }

        return column;
    }
}

/// <summary>The window calls of one SELECT; equal calls share a column.</summary>
internal sealed class WindowCollector
{
    /// <summary>The calls in order of first use.</summary>
    public List<WindowItem> Items { get; } = [];

    /// <summary>The place of their arguments.</summary>
    public required Func<ExpressionContext> Arguments { get; init; }

    /// <summary>The column of a call.</summary>
    public Column Add(WindowCall call, string name, bool nullable, ColumnFactory columns)
    {
        if (Items.Find(i => i.Call == call) is { } known && call.Arguments.All(a => a.IsDeterministic()))
        {
            return known.Column;
        }

        var column = columns.Fresh(name, call.Type, nullable);
        Items.Add(new(column, call));
        return column;
    }
}
