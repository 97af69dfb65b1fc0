using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <summary>What binding one SELECT goes through: its clauses, and what they collect for each other.</summary>
internal sealed class SelectState
{
    /// <summary>Names of FROM.</summary>
    public required Scope Scope { get; init; }

    /// <summary>FROM and WHERE.</summary>
    public required FilteredInputs Source { get; init; }

    /// <summary>The SELECT list.</summary>
    public List<SelectItem> Items { get; set; } = [];

    /// <summary>Subqueries of aggregate arguments and grouping keys: below the grouping.</summary>
    public required List<Attachment> BelowGrouping { get; init; }

    /// <summary>HAVING.</summary>
    public FilteredInputs Having { get; } = new();

    /// <summary>Subqueries of the SELECT list, window arguments and ORDER BY: above HAVING.</summary>
    public List<Attachment> AboveGrouping { get; } = [];

    /// <summary>QUALIFY.</summary>
    public FilteredInputs Qualify { get; } = new();

    /// <summary>The aggregates.</summary>
    public required AggregateCollector Aggregates { get; init; }

    /// <summary>The window functions.</summary>
    public WindowCollector Windows { get; set; } = null!;

    /// <summary>The list that the SELECT list makes rows of, and the column of its elements; null without UNNEST.</summary>
    public (Scalar List, Column Element)? Unnest { get; set; }

    /// <summary>Whether rows are grouped.</summary>
    public bool IsGrouped { get; set; }
}

/// <content>SELECT: the clauses in the order in which they are bound.</content>
internal sealed partial class Binder
{
    private BoundNode BindSelect(Node node, Scope scope, Wanted wanted)
    {
        var isComplete = ReadsAll(
            node, "SELECT", "modifiers", "cte_map", "select_list", "from_table", "where_clause", "group_expressions", "group_sets",
            "aggregate_handling", "having", "qualify");
        var from = BindFrom(node.Child("from_table"), scope, null);
        scope.Variables.AddRange(from.Variables);
        scope.Merged.AddRange(from.Merged);
        scope.IsIncomplete |= from.IsIncomplete;
        var state = NewState(scope, from);
        state.Items = ExpandItems(node, scope);
        if (node.Child("where_clause") is { Exists: true } where)
        {
            BindConditions(where, Place(state, "WHERE", AliasByBinding(state, "WHERE", below: true)), state.Source);
        }

        BindItems(state, wanted.IsNamed, IsSqlite && wanted.IsResult ? node : default);
        if (IsSqlite)
        {
            RefuseHiddenNames(node, state);
        }

        var grouping = BindGroupBy(node, state);
        if (node.Child("having") is { Exists: true } having)
        {
            state.IsGrouped = true;
            BindConditions(having, Place(state, "HAVING", AliasByBinding(state, "HAVING", below: false), state.Aggregates), state.Having);
        }

        if (node.Child("qualify") is { Exists: true } qualify)
        {
            BindConditions(qualify, Place(state, "QUALIFY", AliasOfItem(state), state.Aggregates, state.Windows), state.Qualify);
        }

        var modifiers = BindModifiers(node, state);
        state.IsGrouped |= grouping.Keys.Count > 0 || grouping.IsExplicit || state.Aggregates.Items.Count > 0;
        var bound = Assemble(state, grouping, modifiers, wanted);
        return bound with { IsIncomplete = from.IsIncomplete || !isComplete };
    }

    private SelectState NewState(Scope scope, FromPart from)
    {
        var below = new List<Attachment>();
        SelectState? state = null;
        state = new()
        {
            Scope = scope,
            Source = from.Filtered,
            BelowGrouping = below,
            Aggregates = new()
            {
                Arguments = new()
                {
                    Scope = scope,
                    Clause = "the arguments of an aggregate",
                    Attachments = below,
                    Alias = name => AliasBelowGrouping(state!, name),
                },
            },
        };
        state.Windows = new()
        {
            Arguments = () => new()
            {
                Scope = scope,
                Clause = "the arguments of a window function",
                Attachments = state.AboveGrouping,
                Aggregates = state.Aggregates,
                Alias = AliasOfItem(state),
            },
        };
        return state;
    }

    private static ExpressionContext Place(
        SelectState state,
        string clause,
        Func<string, Scalar?>? alias,
        AggregateCollector? aggregates = null,
        WindowCollector? windows = null,
        List<Attachment>? attachments = null) => new()
        {
            Scope = state.Scope,
            Clause = clause,
            Alias = alias,
            Aggregates = aggregates,
            Windows = windows,
            Attachments = attachments,
        };

    // An alias of an item that is bound already.
    private static Func<string, Scalar?> AliasOfItem(SelectState state) =>
        name => state.Items.Find(i => i.Value is not null && NameResolver.Same(i.Alias, name))?.Value;

    // An alias in a clause whose rows come before those of the SELECT list: the item's expression is bound there again.
    private Func<string, Scalar?> AliasByBinding(SelectState state, string clause, bool below)
    {
        var open = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Scalar? Resolve(string name)
        {
            if (state.Items.Find(i => NameResolver.Same(i.Alias, name)) is not { } item || !open.Add(name))
            {
                return null;
            }

            var value = BindExpression(item.Node, Place(state, clause, Resolve, below ? null : state.Aggregates));
            open.Remove(name);
            return value;
        }

        return Resolve;
    }

    // An alias inside an aggregate: its expression must not be an aggregate itself.
    private Scalar? AliasBelowGrouping(SelectState state, string name)
    {
        if (AliasOfItem(state)(name) is not { } value)
        {
            return null;
        }

        var local = state.Scope.Variables.SelectMany(v => v.Columns).Select(c => c.Column).ToHashSet();
        if (!value.Uses(local))
        {
            Unsupported(Codes.UnsupportedExpression, $"the alias {name} inside an aggregate", default);
        }

        return value;
    }
}
