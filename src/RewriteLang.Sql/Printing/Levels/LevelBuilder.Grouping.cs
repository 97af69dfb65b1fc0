using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Levels;

/// <content>GROUP BY and aggregates.</content>
internal sealed partial class LevelBuilder
{
    private Level.Select BuildAggregate(Relation.Aggregate aggregate, Uses uses, Scope? scope)
    {
        aggregate = OuterArgumentsAsColumns(aggregate);
        var needed = aggregate.Aggregates.Where(a => uses[a.Column] > 0).ToList();
        var below = new Uses();
        foreach (var key in aggregate.Keys)
        {
            below.Add(key.In);
        }

        foreach (var item in needed)
        {
            below.Add(ScalarsOf(item.Call));
        }

        var level = Build(aggregate.Input, below, scope);
        var select = level is Level.Select { IsPlain: true } candidate && CanGroup(candidate, aggregate, needed)
            ? candidate
            : Materialize(level, aggregate.Input.Columns, below);
        var resolve = Resolver(select, scope);
        var keys = aggregate.Keys.Select(k => resolve(k.In)).ToList();
        var calls = needed.ConvertAll(a => _translator.Aggregate(a.Call, resolve));
        select.Columns.Clear();
        select.Alias = null;
        select.IsGrouped = true;
        select.GroupBy.AddRange(keys);
        select.GroupingSets.AddRange(aggregate.Sets.Select(s => (IReadOnlyList<int>)s));
        for (var i = 0; i < keys.Count; i++)
        {
            select.Columns[aggregate.Keys[i].Out.Id] = keys[i];
        }

        for (var i = 0; i < calls.Count; i++)
        {
            select.Columns[needed[i].Column.Id] = calls[i];
        }

        return select;
    }

    private static IEnumerable<Scalar> ScalarsOf(AggregateCall call)
    {
        IEnumerable<Scalar> scalars = call.Arguments.Concat(call.OrderBy.Select(o => o.Expression));
        return call.Filter is null ? scalars : scalars.Append(call.Filter);
    }

    /// <summary>
    /// Whether the level's columns can stand in GROUP BY and in aggregates as they are: a constant key would be read as a position, a key or
    /// argument without a column of this level as one of an enclosing query; grouping sets match keys by name.
    /// </summary>
    private static bool CanGroup(Level.Select level, Relation.Aggregate aggregate, List<AggregateItem> needed)
    {
        var own = level.From.SelectMany(f => f.Items).ToHashSet();
        bool IsOwn(Expr expr) => expr.Any(e => e is Expr.Column { Source: var source } && own.Contains(source));
        bool Fits(Column column) => !level.Columns.TryGetValue(column.Id, out var expr) || !expr.HasQuery();
        return aggregate.Keys.All(k =>
                level.Columns.TryGetValue(k.In.Id, out var expr) && IsOwn(expr) && !expr.HasQuery()
                && (aggregate.Sets.IsEmpty || expr is Expr.Column))
            && (aggregate.Sets.IsEmpty || aggregate.Keys.DistinctBy(k => level.Columns[k.In.Id]).Count() == aggregate.Keys.Count)
            && needed.SelectMany(a => ScalarsOf(a.Call)).SelectMany(s => s.ReferencedColumns()).All(Fits)
            && needed.All(a => (a.Call.Filter is { } filter ? a.Call.Arguments.Append(filter) : a.Call.Arguments).All(s => !ReadsColumns(s, level) || s.ReferencedColumns().Any(c =>
                level.Columns.TryGetValue(c.Id, out var expr) && IsOwn(expr))));
    }

    private static bool ReadsColumns(Scalar scalar, Level.Select level) =>
        scalar.ReferencedColumns().Any(c => !level.Columns.TryGetValue(c.Id, out var expr) || expr.Any(e => e is Expr.Column));

    // SQL evaluates an aggregate over nothing but outer columns in the outer query, those of its FILTER counting. As columns of the input they are inner ones.
    private Relation.Aggregate OuterArgumentsAsColumns(Relation.Aggregate aggregate)
    {
        var columns = aggregate.Input.Columns;
        var inner = columns.ToHashSet();
        var added = new List<ProjectItem>();
        Scalar Inner(Scalar argument)
        {
            if (argument.ReferencedColumns().ToList() is not { Count: > 0 } read || read.Exists(inner.Contains))
            {
                return argument;
            }

            var column = Fresh("outer_value", argument.Type);
            added.Add(new(column, argument));
            return column.Ref();
        }

        var items = aggregate.Aggregates.Select(a => a with { Call = a.Call with { Arguments = a.Call.Arguments.Map(Inner), Filter = a.Call.Filter is { } filter ? Inner(filter) : null } }).ToSequence();
        return added.Count == 0
            ? aggregate
            : aggregate with
            {
                Input = new Relation.Project(aggregate.Input, [.. columns.DistinctBy(c => c.Id).Select(c => new ProjectItem(c, c.Ref())), .. added]),
                Aggregates = items,
            };
    }
}
