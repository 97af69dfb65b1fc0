using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Levels;

/// <content>Ending a level: as a query with given columns, or as a derived table on which the next level stands.</content>
internal sealed partial class LevelBuilder
{
    /// <summary>The query with these columns by position; with none, a query whose rows alone matter.</summary>
    private QueryTree Close(Level level, IReadOnlyList<(Column Column, string Name)> exports)
    {
        switch (level)
        {
            case Level.Select { Distinct: { } fixedColumns } when !Covers(fixedColumns, exports):
                return Wrap(level, fixedColumns, exports);
            case Level.Set { NeedsAllColumns: true } set when !Covers(set.Columns, exports):
                return Wrap(level, set.Columns, exports);
            case Level.Set set:
                return CloseSet(set, exports);
            case Level.Select select:
                return CloseSelect(select, exports);
            default:
                throw new UnreachableException(level.GetType().Name);
        }
    }

    private static QueryTree CloseSelect(Level.Select level, IReadOnlyList<(Column Column, string Name)> exports)
    {
        if (AsItStands(level, exports) is { } text)
        {
            return text;
        }

        var items = exports.Select(e => new SelectItem(
            level.Columns.GetValueOrDefault(e.Column.Id) ?? throw new Refusal(Refusal.BrokenPlan, $"Column {e.Column} is not among the columns of its relation."),
            e.Name)).ToList();
        if (level is { IsGrouped: true, GroupBy.Count: 0, GroupingSets.Count: 0 } && !items.Exists(i => i.Value.HasAggregate())
            && !level.Having.Exists(h => h.HasAggregate()))
        {
            // One row comes of any input, and nothing in the select list would say so.
            var count = new SelectItem(new Expr.Call("count", [new Expr.Text("*")]) { IsAggregate = true }, "n");
            var inner = Assemble(level, items.Count == 0 ? [count] : [.. items, count]);
            if (items.Count == 0)
            {
                return inner;
            }

            var item = new FromItem { Query = inner, Columns = [.. inner.Names], WantedAlias = level.Alias };
            return Assemble(
                Single(item, exports.Select(e => e.Column)),
                [.. exports.Select((e, i) => new SelectItem(new Expr.Column(item, i), e.Name))]);
        }

        return Assemble(level, items.Count > 0 ? items : [new SelectItem(new Expr.Text("1"), "one")]);
    }

    // A text of which nothing is asked but its columns is a query already.
    private static QueryTree.Verbatim? AsItStands(Level.Select level, IReadOnlyList<(Column Column, string Name)> exports) =>
        level is { IsBare: true, OrderBy.Count: 0, From: [FromElement.Single { Item: { Query: QueryTree.Verbatim text } item }] }
        && exports.Select(e => e.Name).SequenceEqual(text.Names)
        && exports.Select((e, i) => level.Columns.GetValueOrDefault(e.Column.Id) is Expr.Column column && column.Source == item && column.Index == i).All(same => same)
            ? text
            : null;

    private static QueryTree.Select Assemble(Level.Select level, List<SelectItem> items) => new()
    {
        Items = items,
        Distinct = level.Distinct is not null,
        From = level.From,
        Where = level.Where.Find(w => w is Expr.Text { Sql: "FALSE" }) is { } never ? [never] : level.Where,
        GroupBy = level.GroupBy,
        GroupingSets = level.GroupingSets,
        Having = level.Having,
        Qualify = level.Qualify,
        OrderBy = level.OrderBy,
        Limit = level.Limit,
        Offset = level.Offset,
    };

    private QueryTree CloseSet(Level.Set level, IReadOnlyList<(Column Column, string Name)> exports)
    {
        var positions = exports.Select(e => IndexOf(level.Columns, e.Column)).ToList();
        var names = exports.Select(e => e.Name).ToList();
        if (positions.Count == 0)
        {
            positions.Add(0);
            names.Add("one");
        }

        var order = new List<OrderItem>();
        foreach (var key in level.OrderBy)
        {
            var position = positions.IndexOf(((Expr.Output)key.Key).Index);
            if (position < 0)
            {
                return Wrap(level, level.Columns, exports);
            }

            order.Add(key with { Key = new Expr.Output(position) });
        }

        return new QueryTree.SetOperation(level.Operator, level.Operands(positions, names))
        {
            IsLeftAssociative = _translator.Dialect == Dialect.Sqlite,
            OrderBy = order,
            Limit = level.Limit,
            Offset = level.Offset,
        };
    }

    private QueryTree Wrap(Level level, IReadOnlyList<Column> columns, IReadOnlyList<(Column Column, string Name)> exports)
    {
        var uses = new Uses().Add(columns);
        return Close(Materialize(level, columns, uses), exports);
    }

    /// <summary>The level as a derived table that has the columns with uses, and a fresh level over it.</summary>
    private Level.Select Materialize(Level level, IReadOnlyList<Column> columns, Uses uses)
    {
        IReadOnlyList<Column> needed = level switch
        {
            Level.Select { Distinct: { } all } => all,
            Level.Set { NeedsAllColumns: true } set => set.Columns,
            _ => [.. InOrderOfFrom(level, columns.Where(c => uses[c] > 0).DistinctBy(c => c.Id), c => c)],
        };
        var names = ColumnNames.Unique(needed);
        var query = _ctes.Local(() => Close(level, [.. needed.Zip(names)]));
        var item = new FromItem { Query = query, Columns = [.. query.Names], WantedAlias = level.Alias };
        return Single(item, needed);
    }

    // First what is nothing but a column, in the order of the tables, then what is computed: an order that does not hang on which projections
    // there were, so that a printed query, read again, is printed alike.
    private static IEnumerable<T> InOrderOfFrom<T>(Level level, IEnumerable<T> exports, Func<T, Column> column)
    {
        if (level is not Level.Select { IsGrouped: false, Distinct: null } select)
        {
            return exports;
        }

        var items = select.From.SelectMany(f => f.Items).ToList();
        (int, int) Place(T export) => select.Columns.GetValueOrDefault(column(export).Id) is Expr.Column { Source: var source, Index: var index } && items.Contains(source)
            ? (items.IndexOf(source), index)
            : (int.MaxValue, 0);
        return exports.OrderBy(Place);
    }

    private static bool Covers(IReadOnlyList<Column> columns, IReadOnlyList<(Column Column, string Name)> exports) =>
        columns.All(c => exports.Any(e => e.Column.Id == c.Id));

    private static int IndexOf(IReadOnlyList<Column> columns, Column column)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Id == column.Id)
            {
                return i;
            }
        }

        throw new Refusal(Refusal.BrokenPlan, $"Column {column} is not among the columns of its relation.");
    }
}
