using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Passes;

/// <summary>
/// Scalar subqueries that are alike up to constants, many of them in one row, or in each of many branches of a UNION ALL: the constants become a table of parameters, a row a branch,
/// which is joined once with what the subqueries read and grouped. A report with a subquery for each figure of each hour then reads its table once.
/// It is no rule: a rule names its operands one by one, and this compares any number of them with each other.
/// </summary>
internal static class Parametrization
{
    /// <summary>Fewer branches or values than this are left to rules.</summary>
    private const int Least = 4;

    // Of one row's values so many must be there at all: rules read them in one scan with a FILTER each, which costs less while there are few.
    private const int LeastOfRow = 16;

    private static readonly HashSet<string> AnyOrder = new(StringComparer.Ordinal) { "min", "max", "count" };
    private static readonly HashSet<string> ExactOfIntegers = new(StringComparer.Ordinal) { "sum", "avg" };

    /// <summary>The query with all such subqueries replaced; the same object if there are none.</summary>
    public static Query Of(Query query, ColumnFactory columns)
    {
        var body = Of(query.Body, columns);

        // A query that delivers the values as they are has no projection.
        body = body is Relation.Apply && query.Order.IsEmpty
            ? OfRow(new(body, [.. query.Outputs.Select(o => o.Column).Distinct().Select(c => new ProjectItem(c, c.Ref()))]), columns) ?? body
            : body;
        return ReferenceEquals(body, query.Body) ? query : query with { Body = body };
    }

    private static Relation Of(Relation plan, ColumnFactory columns) => plan
        .Transform(r => r is Relation.UnionAll { Inputs.Count: >= Least } union ? OfUnion(union, columns) ?? r : r)
        .Transform(r => r is Relation.Project project ? OfRow(project, columns) ?? r : r);

    // null where the branches are not alike, or not of that form.
    private static Relation.Project? OfUnion(Relation.UnionAll union, ColumnFactory columns)
    {
        var branches = union.Inputs.Select((input, i) => Branch.Of(input, union.Sources[i])).ToList();
        return branches.TrueForAll(b => b is not null) && branches[0]!.Values.Count > 0 && branches[0]!.Items.Zip(union.Columns).All(p => p.Item1.Type == p.Item2.Type) && Table(branches!, columns) is { } table
            ? new(table.Plan, [.. union.Columns.Select((column, i) => new ProjectItem(column, table.Items[i]))])
            : null;
    }

    private static Relation.Project? OfRow(Relation.Project project, ColumnFactory columns)
    {
        if (Branch.Of(project, [.. project.Items.Select(i => i.Column)]) is not { Values.Count: >= LeastOfRow } row)
        {
            return null;
        }

        // Each value is a branch of its own, with those that are like it.
        var groups = new List<List<BranchValue>>();
        foreach (var value in row.Values)
        {
            var alike = groups.Find(g => new Alignment(Branch.Of(g[0]), Branch.Of(value), (_, _) => { }).IsAlike());
            if (alike is null)
            {
                groups.Add(alike = []);
            }

            alike.Add(value);
        }

        if (!groups.TrueForAll(g => g.Count >= Least))
        {
            return null;
        }

        var results = new Dictionary<Column, Column>();
        var parts = new List<Relation>();
        foreach (var group in groups)
        {
            if (Table([.. group.Select(Branch.Of)], columns) is not { Items: [Scalar.ColumnRef result] } table)
            {
                return null;
            }

            // A parameter has one group, also where nothing was found.
            var picked = group.Select((value, i) => new AggregateItem(
                columns.Fresh(value.Out.Name, value.Out.Type), new("max", [result], false, table.Number.Ref().EqualTo(Scalars.Integer(i)), [], result.Type))).ToSequence();
            parts.Add(new Relation.Aggregate(table.Plan, [], [], picked));
            foreach (var (value, item) in group.Zip(picked))
            {
                results[value.Out] = item.Column;
            }
        }

        return project with
        {
            Input = parts is [var only] ? only : new Relation.Block([.. parts], []),
            Items = [.. project.Items.Select(i => i with { Expression = i.Expression.MapColumns(c => results.GetValueOrDefault(c, c)) })],
        };
    }

    /// <param name="Plan">A row a branch.</param>
    /// <param name="Number">The number of the branch, from 0.</param>
    /// <param name="Items">The branches' items.</param>
    private sealed record Parametrized(Relation Plan, Column Number, Sequence<Scalar> Items);

    // null where the branches are not alike, or all the same.
    private static Parametrized? Table(List<Branch> branches, ColumnFactory columns)
    {
        var first = branches[0];
        var slots = new Dictionary<Slot, Scalar[]>();
        for (var i = 1; i < branches.Count; i++)
        {
            if (!new Alignment(first, branches[i], (slot, constant) => Note(slot, i, constant)).IsAlike())
            {
                return null;
            }
        }

        return slots.Count == 0 ? null : Build(first, branches.Count, slots, columns);

        void Note(Slot slot, int branch, Scalar constant)
        {
            if (!slots.TryGetValue(slot, out var constants))
            {
                slots[slot] = constants = new Scalar[branches.Count];
                Array.Fill(constants, first.At(slot));
            }

            constants[branch] = constant;
        }
    }

    private static Parametrized Build(Branch first, int branches, Dictionary<Slot, Scalar[]> slots, ColumnFactory columns)
    {
        var number = columns.Fresh("branch", SqlType.BigInt, nullable: false);

        // Places that have the same constants in every branch share a parameter.
        var parameters = slots.OrderBy(s => s.Key.Value).ThenBy(s => s.Key.Position).GroupBy(s => s.Value.ToSequence())
            .Select(g => (Slots: g.Select(s => s.Key).ToList(), Column: columns.Fresh("parameter", g.Key[0].Type, g.Key.Any(v => v is Scalar.Constant { Value: null })), Constants: g.Key)).ToList();
        var rows = Enumerable.Range(0, branches).Select(i => (Sequence<Scalar>)[Scalars.Integer(i), .. parameters.Select(p => p.Constants[i])]).ToSequence();
        Relation plan = new Relation.Values([number, .. parameters.Select(p => p.Column)], rows);
        var columnOf = parameters.SelectMany(p => p.Slots.Select(s => (Slot: s, p.Column))).ToDictionary(p => p.Slot, p => p.Column);
        var results = new Dictionary<Column, Column>();
        foreach (var read in Read.Of(first, slot => columnOf.GetValueOrDefault(slot)))
        {
            var padded = read.Source.Columns.ToDictionary(c => c, c => columns.Fresh(c.Name, c.Type));
            Scalar Padded(Scalar scalar) => scalar.MapColumns(c => padded.GetValueOrDefault(c, c));
            var joined = new Relation.LeftJoin(plan, read.Source, read.On, [.. padded.Select(p => new ColumnPair(p.Value, p.Key))]);
            var items = read.Calls.ConvertAll(c => (c.Out, Item: new AggregateItem(
                columns.Fresh(c.Out.Name, c.Out.Type),
                c.Call.MapScalars(Padded) with { Filter = c.Conditions.IsEmpty ? null : Padded(Scalars.AllOf(c.Conditions)) })));
            plan = new Relation.Aggregate(joined, [.. plan.Columns.Select(c => new ColumnPair(c, c))], [], [.. items.Select(i => i.Item)]);
            items.ForEach(i => results[i.Out] = i.Item.Column);
        }

        return new(plan, number, [.. first.Items.Select((item, i) => columnOf.TryGetValue(new(Slot.Items, i), out var parameter) ? parameter.Ref() : item.MapColumns(c => results.GetValueOrDefault(c, c)))]);
    }

    /// <summary>Whether a call gives on the rows that a left join pads what it gives on none, and the same whatever the order of rows.</summary>
    internal static bool IsSafe(AggregateCall call) => call.Arguments is [Scalar.ColumnRef argument] && call.Filter is null && call.OrderBy.IsEmpty
        && (AnyOrder.Contains(call.Function) || (ExactOfIntegers.Contains(call.Function) && argument.Type.IsInteger));
}
