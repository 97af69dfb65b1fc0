using RewriteLang.Algebra;

namespace RewriteLang.Sql.Printing.Dialects;

/// <summary>Expands the operators that SQLite lacks into others, and computes constants exactly.</summary>
internal sealed class SqlitePreparation
{
    private readonly EngineCapabilities _capabilities;
    private readonly HashSet<string> _names;

    // Below the ids that the builder of levels hands out.
    private int _nextColumn = -1_000_000;

    private SqlitePreparation(Query query, EngineCapabilities capabilities)
    {
        _capabilities = capabilities;
        // A CTE must not hide a table either.
        _names = query.Body.DescendantsAndSelf().Select(r => r is Relation.With with ? with.Name : r is Relation.Scan scan ? scan.Table.Name : null).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The query over operators that SQLite has.</summary>
    public static Query Prepare(Query query, EngineCapabilities capabilities)
    {
        var preparation = new SqlitePreparation(query, capabilities);
        return query with { Body = query.Body.Transform(preparation.Expand) };
    }

    private Relation Expand(Relation relation) => relation.MapScalars(ConstantFolding.Fold) switch
    {
        Relation.Aggregate { Sets.IsEmpty: false } aggregate => GroupingSets(aggregate),
        Relation.FullJoin join when !_capabilities.HasFullJoin => FullJoin(join),
        Relation.SetOp { All: true } setOp => NumberedSetOp(setOp),
        Relation.Apply { Kind: ApplyKind.Inner or ApplyKind.Left, On.IsEmpty: true } apply when HasOneRow(apply.Right) => ScalarSubqueries(apply),
        var other => other,
    };

    private Column Fresh(Column like) => new(new ColumnId(_nextColumn--), like.Name, like.Type);

    private string Name(string name)
    {
        var unique = Levels.ColumnNames.Distinguish(name, _names.Contains);
        _names.Add(unique);
        return unique;
    }

    private static void RequireDeterministic(Relation relation, string what)
    {
        if (relation.HasVolatileScalars() || relation.DescendantsAndSelf().Any(r => r is Relation.TopN))
        {
            throw new Refusal(Refusal.Volatile, $"{what} over an input that may differ from one evaluation to the next cannot be expanded.");
        }
    }

    // One aggregation a grouping set over a shared input; the keys that a set leaves out are NULL in it.
    private Relation.With GroupingSets(Relation.Aggregate aggregate)
    {
        var name = Name("grouped_rows");
        var needed = aggregate.Keys.Select(k => k.In).Concat(aggregate.Aggregates.SelectMany(a => Scalars(a.Call)).SelectMany(s => s.ReferencedColumns()))
            .Where(c => aggregate.Input.Columns.Any(i => i.Id == c.Id)).DistinctBy(c => c.Id).ToList();
        Sequence<Column> columns = [.. aggregate.Keys.Select(k => k.Out), .. aggregate.Aggregates.Select(a => a.Column)];
        var branches = new List<Relation>();
        foreach (var set in aggregate.Sets)
        {
            var source = new Relation.WithRef(name, [.. needed.Select(c => new ColumnPair(c, c))]);
            var isIn = set.ToHashSet();
            var keys = aggregate.Keys.Where((_, i) => isIn.Contains(i)).Select(k => new ColumnPair(k.In, k.In)).DistinctBy(k => k.In.Id);
            var calls = aggregate.Aggregates.Where(a => a.Call.Function != "grouping").ToList();
            var grouped = new Relation.Aggregate(source, [.. keys], [], [.. calls]);
            branches.Add(new Relation.Project(grouped,
            [
                .. aggregate.Keys.Select((k, i) => new ProjectItem(k.Out, isIn.Contains(i) ? k.In.Ref() : Algebra.Scalars.Null(k.Out.Type))),
                .. aggregate.Aggregates.Select(a => new ProjectItem(a.Column, a.Call.Function == "grouping" ? Grouping(a.Call, aggregate, isIn) : a.Column.Ref())),
            ]));
        }

        return new Relation.With(
            name,
            aggregate.Input,
            new Relation.UnionAll([.. branches], columns, [.. branches.Select(_ => columns)]),
            Materialization.Unspecified);
    }

    // A bit for each argument, the first one highest: whether it is left out.
    private static Scalar.Constant Grouping(AggregateCall call, Relation.Aggregate aggregate, HashSet<int> set)
    {
        var bits = 0L;
        foreach (var argument in call.Arguments)
        {
            var position = aggregate.Keys.ToList().FindIndex(k => argument is Scalar.ColumnRef r && (r.Column.Id == k.In.Id || r.Column.Id == k.Out.Id));
            if (position < 0)
            {
                throw new Refusal(Refusal.BrokenPlan, "GROUPING of what is not a key.");
            }

            bits = (bits << 1) | (set.Contains(position) ? 0L : 1L);
        }

        return new(bits, call.Type);
    }

    private static IEnumerable<Scalar> Scalars(AggregateCall call)
    {
        IEnumerable<Scalar> scalars = call.Arguments.Concat(call.OrderBy.Select(o => o.Expression));
        return call.Filter is null ? scalars : scalars.Append(call.Filter);
    }

    private static bool HasOneRow(Relation relation) => relation switch
    {
        Relation.Aggregate { Keys.IsEmpty: true, Sets.IsEmpty: true } => true,
        Relation.Project project => HasOneRow(project.Input),
        _ => false,
    };

    // What is joined with one row is a scalar subquery a column.
    private static Relation ScalarSubqueries(Relation.Apply apply)
    {
        RequireDeterministic(apply.Right, "LATERAL");
        var pairs = apply.Kind == ApplyKind.Left ? apply.Outputs : apply.Right.Columns.Select(c => new ColumnPair(c, c)).ToSequence();
        return pairs.Aggregate(apply.Left, (left, pair) => new Relation.Apply(ApplyKind.Scalar, left, apply.Right, [], [pair], null));
    }

    // Left join, and the right rows that have no partner.
    private Relation.With FullJoin(Relation.FullJoin join)
    {
        RequireDeterministic(join.Left, "FULL JOIN");
        RequireDeterministic(join.Right, "FULL JOIN");
        var (left, right) = (Name("left_rows"), Name("right_rows"));
        Relation Ref(string name, Relation of) => new Relation.WithRef(name, [.. of.Columns.DistinctBy(c => c.Id).Select(c => new ColumnPair(c, c))]);
        Sequence<Column> columns = [.. join.PaddedLeft.Select(p => p.Out), .. join.PaddedRight.Select(p => p.Out)];
        var padded = join.PaddedRight.Select(p => new ColumnPair(Fresh(p.Out), p.In)).ToSequence();
        var matched = new Relation.LeftJoin(Ref(left, join.Left), Ref(right, join.Right), join.On, padded);
        var unmatched = new Relation.Project(
            new Relation.AntiJoin(Ref(right, join.Right), Ref(left, join.Left), join.On),
            [
                .. join.PaddedLeft.Select(p => new ProjectItem(p.Out, Algebra.Scalars.Null(p.Out.Type))),
                .. join.PaddedRight.Select(p => new ProjectItem(p.Out, p.In.Ref())),
            ]);
        var union = new Relation.UnionAll(
            [matched, unmatched], columns, [[.. join.PaddedLeft.Select(p => p.In), .. padded.Select(p => p.Out)], columns]);
        return new Relation.With(left, join.Left, new Relation.With(right, join.Right, union, Materialization.Unspecified), Materialization.Unspecified);
    }

    // The n-th of equal rows on one side meets the n-th on the other.
    private Relation.Project NumberedSetOp(Relation.SetOp setOp)
    {
        var number = new Column(new ColumnId(_nextColumn--), "occurrence", SqlType.BigInt, false);
        Relation Numbered(Relation side, Sequence<Column> source, Column count) => new Relation.Window(side, [new WindowItem(count, new WindowCall(
            "row_number", [], false, null, false, [.. source.Select(c => c.Ref())], [], null, SqlType.BigInt))]);
        var (l, r) = (Fresh(number), Fresh(number));
        var numbered = new Relation.SetOp(
            setOp.Operator,
            false,
            Numbered(setOp.Left, setOp.LeftSource, l),
            Numbered(setOp.Right, setOp.RightSource, r),
            [.. setOp.Columns, number],
            [.. setOp.LeftSource, l],
            [.. setOp.RightSource, r]);
        return new Relation.Project(numbered, [.. setOp.Columns.Select(c => new ProjectItem(c, c.Ref()))]);
    }
}
