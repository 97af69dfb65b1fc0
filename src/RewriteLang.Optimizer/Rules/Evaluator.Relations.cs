using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.EGraphs;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Relations that right sides build.</summary>
internal sealed partial class Evaluator
{
    private RelationView BuildRelation(Term.Operator op, Bindings bindings)
    {
        var groups = op.Groups;
        switch (op.Name)
        {
            case "join":
                return Block(RelationsOf(groups[0], bindings), groups.Count > 1 ? ScalarsOf(groups[1], bindings) : []);
            case "filter":
                return Block([Relation(groups[0][0], bindings)], ScalarsOf(groups.Count > 1 ? groups[1] : [.. groups[0].Skip(1)], bindings));
            case "one_row":
                return new(plans.Add(Stub, []));
            case "empty":
                var empty = Out(Relation(groups[0][0], bindings));
                return new(plans.Add(new Relation.Values([.. empty.Ids.Select(id => plans.Columns[id])], []), []));
            case "values":
                return Values(groups[0][0], Operands(groups[0].Skip(1), bindings), bindings);
            case "left_join" or "full_join" or "apply_left" or "apply_scalar":
                return Padded(op.Name, Relation(groups[0][0], bindings), Relation(groups[0][1], bindings), groups.Count > 1 ? ScalarsOf(groups[1], bindings) : []);
            case "semi_join" or "anti_join" or "null_aware_anti_join" or "apply_semi" or "apply_anti" or "apply_null_aware_anti" or "apply_inner"
                or "apply_mark":
                return Binary(op, Materialize(Relation(groups[0][0], bindings)), Materialize(Relation(groups[0][1], bindings)),
                    groups.Count > 1 ? ScalarsOf(groups[1], bindings) : [], bindings);
            case "project":
                return Project(Relation(groups[0][0], bindings), ItemsOf(op.Arguments.Skip(1), bindings));
            case "aggregate":
                var (input, keys) = (Relation(groups[0][0], bindings), Columns(op.Arguments[1], bindings));
                _groupedBy = keys;
                return Aggregate(input, Keys(keys), Evaluate(op.Arguments[2], bindings));
            case "grouping_sets":
                var (below, sets) = (Relation(groups[0][0], bindings), (GroupingSetsValue)Evaluate(op.Arguments[1], bindings));
                _groupedBy = ColumnSet.Of(sets.Keys.Select(k => k.Out));
                return Aggregate(below, sets, Evaluate(op.Arguments[2], bindings));
            case "distinct":
                return new(plans.Add(new Relation.Distinct(Stub), [Materialize(Relation(groups[0][0], bindings))]));
            case "window":
                return new(plans.Add(new Relation.Window(Stub, (Sequence<WindowItem>)Evaluate(op.Arguments[1], bindings)), [Materialize(Relation(groups[0][0], bindings))]));
            case "top_n":
                return TopN(Relation(groups[0][0], bindings), (Sequence<SortKey>)Evaluate(groups[0][1], bindings), ScalarOf(groups[0][2], bindings), ScalarOf(groups[0][3], bindings));
            case "union_all":
                return UnionAll(RelationsOf(groups[0], bindings));
            case "intersect" or "except":
                return SetOp(op.Name, Relation(groups[0][0], bindings), Relation(groups[0][1], bindings));
            case "rename":
                return (RelationView)Rename(Relation(groups[0][0], bindings), (RenamingValue)Evaluate(groups[0][1], bindings));
            default:
                throw new NotSupportedException($"{op.Span}: '{op.Name}' cannot be built");
        }
    }

    private RelationView Values(Term name, Sequence<Scalar> scalars, Bindings bindings)
    {
        if (scalars.IsEmpty || scalars.Any(s => s.Type != scalars[0].Type || s.ReferencedColumns().Count > 0))
        {
            throw new NotApplicableException("rows are made of one or more values of one type, which read no column");
        }

        var column = Target(name, bindings, ("values", scalars), scalars[0].Type);
        return new(plans.Add(new Relation.Values([column], [.. scalars.Select(s => (Sequence<Scalar>)[s])]), []));
    }

    private RelationView Block(Sequence<RelationView> views, Sequence<Scalar> conjuncts)
    {
        var inputs = views.Select(Materialize).ToArray();
        return plans.AreDistinct(inputs)
            ? new(plans.Add(new Relation.Block([.. inputs.Select(_ => Stub)], conjuncts), inputs))
            : throw new NotApplicableException("two inputs show the same column");
    }

    private RelationView Binary(Term.Operator op, EClassId left, EClassId right, Sequence<Scalar> on, Bindings bindings)
    {
        if (!plans.AreDistinct([left, right]))
        {
            throw new NotApplicableException("both sides show the same column");
        }

        var isApply = op.Name.StartsWith("apply_", StringComparison.Ordinal);
        if (!isApply && plans.FactsOf(right).Outer.Overlaps(plans.FactsOf(left).Columns))
        {
            throw new NotApplicableException("the right side is correlated with the left one");
        }

        Relation relation = op.Name switch
        {
            "semi_join" => new Relation.SemiJoin(Stub, Stub, on),
            "anti_join" => new Relation.AntiJoin(Stub, Stub, on),
            "null_aware_anti_join" => new Relation.NullAwareAntiJoin(Stub, Stub, on),
            "apply_semi" => new Relation.Apply(ApplyKind.Semi, Stub, Stub, on, [], null),
            "apply_anti" => new Relation.Apply(ApplyKind.Anti, Stub, Stub, on, [], null),
            "apply_null_aware_anti" => new Relation.Apply(ApplyKind.NullAwareAnti, Stub, Stub, on, [], null),
            "apply_inner" => new Relation.Apply(ApplyKind.Inner, Stub, Stub, on, [], null),
            "apply_mark" => new Relation.Apply(ApplyKind.Mark, Stub, Stub, on, [], plans.Columns[Columns(op.Groups[0][2], bindings).Ids.Single()]),
            _ => throw new UnreachableException(op.Name),
        };
        return new(plans.Add(relation, [left, right]));
    }

    // A padded side is re-exported under the columns that the rule sees; below the join they go by other names.
    private RelationView Padded(string name, RelationView left, RelationView right, Sequence<Scalar> on)
    {
        right = UnderOtherNames(right);
        var (first, padded) = name == "full_join" ? (UnderOtherNames(left), true) : (new RelationView(Materialize(left)), false);
        var seen = right.Renaming.Concat(padded ? first.Renaming : []).ToDictionary(p => p.Out, p => p.In);
        var inside = on.Map(s => s.MapColumns(c => seen.GetValueOrDefault(c, c)));
        Relation join = name switch
        {
            "left_join" => new Relation.LeftJoin(Stub, Stub, inside, right.Renaming),
            "full_join" => new Relation.FullJoin(Stub, Stub, inside, first.Renaming, right.Renaming),
            "apply_left" => new Relation.Apply(ApplyKind.Left, Stub, Stub, inside, right.Renaming, null),
            _ => new Relation.Apply(ApplyKind.Scalar, Stub, Stub, [], right.Renaming, null),
        };
        if (!plans.AreDistinct([first.Class, right.Class]) || ColumnSet.Of(right.Renaming.Select(p => p.Out)).Overlaps(Out(first)))
        {
            throw new NotApplicableException("both sides show the same column");
        }

        return name is "left_join" or "full_join" && plans.FactsOf(right.Class).Outer.Overlaps(plans.FactsOf(first.Class).Columns)
            ? throw new NotApplicableException("the right side is correlated with the left one")
            : new(plans.Add(join, [first.Class, right.Class]));
    }

    // A view whose columns all go by other names than those of its class.
    private RelationView UnderOtherNames(RelationView view)
    {
        if (!view.Renaming.IsEmpty && view.Renaming.Any(p => p.Out != p.In))
        {
            return view;
        }

        var below = plans.FactsOf(view.Class).Columns.Ids.Select(id => plans.Columns[id])
            .Select(c => new ColumnPair(c, plans.Columns.Keyed(("below", c.Id), c.Name, c.Type, c.Nullable))).ToSequence();
        return new(plans.Add(new Relation.Project(Stub, [.. below.Select(p => new ProjectItem(p.In, p.Out.Ref()))]), [view.Class]), below);
    }

    private RelationView TopN(RelationView input, Sequence<SortKey> order, Scalar limit, Scalar offset)
    {
        static Scalar? Given(Scalar count) => (ConstantFolding.Fold(count) ?? count) switch
        {
            Scalar.Constant { Value: null or 0L } => null,
            Scalar.Constant { Value: long } constant => new Scalar.Constant(constant.Value, SqlType.BigInt),
            _ => throw new NotApplicableException($"the limit {count} is not a number"),
        };

        // No rows at all are another operator's.
        var first = limit is Scalar.Constant { Value: 0L } ? Scalars.Integer(0) : Given(limit);
        return new(plans.Add(new Relation.TopN(Stub, order, first, Given(offset)), [Materialize(input)]));
    }

    // The sides were matched under the operation's columns, so those are what they have in common.
    private RelationView SetOp(string name, RelationView left, RelationView right)
    {
        var (a, b) = (Shown(left), Shown(right));
        var columns = (left.Renaming.IsEmpty ? b : a).Select(p => p.Out).ToSequence();
        Sequence<Column> From(Sequence<ColumnPair> side) => [.. columns.Select(c => (side.FirstOrDefault(p => p.Out == c) ?? throw new NotApplicableException("the sides have different columns")).In)];
        var kind = name == "intersect" ? SetOperator.Intersect : SetOperator.Except;
        return new(plans.Add(new Relation.SetOp(kind, false, Stub, Stub, columns, From(a), From(b)), [left.Class, right.Class]));
    }

    // The columns that a side of a set operation shows; one that was built shows its own.
    private Sequence<ColumnPair> Shown(RelationView view) => view.Renaming.IsEmpty
        ? [.. plans.FactsOf(view.Class).Columns.Ids.Select(id => plans.Columns[id]).Select(c => new ColumnPair(c, c))]
        : view.Renaming;

    private RelationView Project(RelationView input, Sequence<ProjectItem> items) =>
        items.Select(i => i.Column).Distinct().Count() == items.Count
            ? new(plans.Add(new Relation.Project(Stub, items), [Materialize(input)]))
            : throw new NotApplicableException("a column would be computed twice");

    private GroupingSetsValue Keys(ColumnSet keys) => new([.. keys.Ids.Select(id => plans.Columns[id]).Select(c => new ColumnPair(c, c))], []);

    // One set is written as none: by all keys. A set without keys has a group of no rows, too, and then a sum of counts is not NULL.
    private RelationView Aggregate(RelationView input, GroupingSetsValue by, object calls)
    {
        var inside = Materialize(input);
        if (!by.Sets.IsEmpty && !by.Columns.IsSubsetOf(plans.FactsOf(inside).Columns))
        {
            throw new NotApplicableException("a key of the grouping sets is not there");
        }

        if (calls is Sequence<AggregateItem> items)
        {
            return new(plans.Add(new Relation.Aggregate(Stub, by.Keys, by.Sets, EachOnce(items)), [inside]));
        }

        var decomposition = (Decomposition)calls;
        var aggregate = plans.Add(new Relation.Aggregate(Stub, by.Keys, by.Sets, decomposition.Finals), [inside]);
        var results = by.Keys.IsEmpty || by.Sets.Any(s => s.IsEmpty)
            ? decomposition.Results.Map(r => r.Column.Type == SqlType.BigInt && r.Expression is Scalar.Cast
                ? r with { Expression = new Scalar.Call("coalesce", [r.Expression, Scalars.Integer(0)], SqlType.BigInt) }
                : r)
            : decomposition.Results;
        return new(plans.Add(new Relation.Project(Stub, [.. Items(ColumnSet.Of(by.Keys.Select(k => k.Out))), .. results]), [aggregate]));
    }

    // What is named by what it computes may be asked for twice.
    private static Sequence<AggregateItem> EachOnce(Sequence<AggregateItem> items)
    {
        var once = items.Distinct().ToSequence();
        return once.DistinctBy(i => i.Column).Count() == once.Count ? once : throw new NotApplicableException("two aggregates have the same column");
    }

    // The branches were matched under common columns, so those are what they have in common now; one that was built shows them itself.
    private RelationView UnionAll(Sequence<RelationView> branches)
    {
        // A rest may be empty: of one branch the union is that branch.
        if (branches.Count < 2)
        {
            return branches is [var only] ? only : throw new NotApplicableException("a union of nothing has no columns");
        }

        var shown = WithSharedNames([.. branches.Select(Shown)]);
        var columns = shown[0].Select(p => p.Out).Where(c => shown.TrueForAll(b => b.Any(p => p.Out == c))).ToSequence();
        if (columns.IsEmpty || shown.Exists(b => b.Count != columns.Count))
        {
            throw new NotApplicableException("the branches of a union have different columns");
        }

        var sources = shown.Select(b => columns.Map(c => b.First(p => p.Out == c).In)).ToSequence();
        return new(plans.Add(new Relation.UnionAll([.. branches.Select(_ => Stub)], columns, sources), [.. branches.Select(b => b.Class)]));
    }

    // A name that every branch defines is one column of the union, named by what each of them computes.
    private List<Sequence<ColumnPair>> WithSharedNames(List<Sequence<ColumnPair>> branches)
    {
        foreach (var name in _fresh.Keys.ToList())
        {
            var own = branches.ConvertAll(b => b.Where(p => _named.GetValueOrDefault(p.Out) == name).ToList());
            if (own.TrueForAll(o => o.Count == 1) && own.Select(o => o[0].Out).Distinct().Count() > 1 && own.Select(o => o[0].Out.Type).Distinct().Count() == 1)
            {
                var shared = Named(name, plans.Columns.Keyed(("united", own.Select(o => o[0].Out.Id).ToSequence()), name, own[0][0].Out.Type, own.Exists(o => o[0].Out.Nullable)));
                branches = [.. branches.Zip(own, (b, o) => b.Map(p => p == o[0] ? p with { Out = shared } : p))];
            }
        }

        return branches;
    }
}
