using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>Matches relation patterns against the nodes of a class, trying every member, and every choice of inputs and conjuncts.</summary>
/// <param name="plans">Where it looks.</param>
/// <param name="guards">What is asked of bindings on the way.</param>
internal sealed partial class RelationMatcher(PlanGraph plans, MatchGuards guards)
{
    private readonly ScalarMatcher _scalars = new(guards);
    private readonly PartMatcher _parts = new();

    /// <summary>The operator kinds that a pattern's root can match; -1 if it is a variable.</summary>
    public static int KindOf(Term pattern) => pattern is Term.Operator op
        ? op.Name switch
        {
            "join" or "filter" or "one_row" => 2,
            "left_join" => 3,
            "full_join" => 4,
            "semi_join" => 5,
            "anti_join" => 6,
            "null_aware_anti_join" => 7,
            "apply_inner" or "apply_left" or "apply_semi" or "apply_anti" or "apply_null_aware_anti" or "apply_scalar" or "apply_mark" => 8,
            "project" => 9,
            "aggregate" or "grouping_sets" => 10,
            "distinct" => 11,
            "union_all" => 12,
            "intersect" or "except" => 13,
            "window" => 14,
            "top_n" => 15,
            "empty" or "values" => 1,
            "scan" => 0,
            _ => throw new UnreachableException($"{op.Span}: '{op.Name}' cannot be matched"),
        }
        : -1;

    /// <summary>All ways to match a pattern against a class.</summary>
    public IEnumerable<Bindings> Match(Term pattern, RelationView view, Bindings bindings)
    {
        if (pattern is Term.Variable variable)
        {
            return bindings.Bind(variable.Name, view) is { } bound ? [bound] : [];
        }

        var op = (Term.Operator)pattern;
        var kind = KindOf(op);
        return InputKinds.MayHave(plans, kind, view.Class) ? MatchOperator(op, kind, view, bindings, seesBelow: true) : [];
    }

    // One renaming is seen through, and not the next: a class may be a renaming of itself.
    private IEnumerable<Bindings> MatchOperator(Term.Operator op, int kind, RelationView view, Bindings bindings, bool seesBelow)
    {
        foreach (var node in plans.Graph.NodesOf(view.Class).ToArray())
        {
            var isKind = PlanGraph.KindOf(plans.ShellOf(node)) == kind;
            var below = isKind || !seesBelow ? null : BelowRenaming(node, kind, view);
            if (!isKind && below is null)
            {
                continue;
            }

            var found = bindings.With(plans.Remember(node));
            foreach (var match in below is null ? MatchNode(op, node, view, found) : MatchOperator(op, kind, below, found, seesBelow: false))
            {
                yield return match;
            }
        }
    }

    // The same relation stands under other column names where it stands more than once, and on the padded side of a join: it is seen through a projection
    // that only renames.
    private RelationView? BelowRenaming(ENodeId node, int kind, RelationView view) =>
        plans.ShellOf(node) is Relation.Project project && plans.Graph.ChildrenOf(node)[0] is var input && InputKinds.MayHave(plans, kind, input, seesBelow: false)
        && IsRenaming(project, plans.FactsOf(input).Columns)
            ? new(input, [.. Shown(project.Items, view).Select(i => new ColumnPair(i.Column, ((Scalar.ColumnRef)i.Expression).Column))], view.IsNarrow)
            : null;

    // Each column once, and none left out.
    private static bool IsRenaming(Relation.Project project, ColumnSet columns) =>
        project.Items.Count == columns.Count && project.Items.All(i => i.Expression is Scalar.ColumnRef)
        && ColumnSet.ReadBy(project.Items.Select(i => i.Expression)).Equals(columns);

    /// <summary>All ways to match a pattern against one node, seen as part of <paramref name="view"/>.</summary>
    public IEnumerable<Bindings> MatchNode(Term.Operator op, ENodeId node, RelationView view, Bindings bindings)
    {
        var shell = plans.ShellOf(node);
        var inputs = plans.Graph.ChildrenOf(node).ToArray();
        return (op.Name, shell) switch
        {
            ("join", Relation.Block block) => MatchJoin(op, block, inputs, view, bindings),
            ("filter", Relation.Block block) when inputs.Length == 1 => MatchJoin(op, block, inputs, view, bindings),
            ("one_row", Relation.Block { Conjuncts.IsEmpty: true }) when inputs.Length == 0 => [bindings],
            ("left_join", Relation.LeftJoin join) => MatchBinary(op, Left(inputs, view), Padded(inputs[1], join.Padded, view), Seen(join.On, join.Padded, view), bindings),
            ("full_join", Relation.FullJoin join) =>
                MatchBinary(op, Padded(inputs[0], join.PaddedLeft, view), Padded(inputs[1], join.PaddedRight, view), Seen(join.On, [.. join.PaddedLeft, .. join.PaddedRight], view), bindings),
            ("scan", Relation.Scan scan) => MatchTable(op.Groups[0][0], scan.Table.Name, bindings),
            ("semi_join", Relation.SemiJoin join) => MatchBinary(op, Left(inputs, view), new(inputs[1]), Seen(join.On, [], view), bindings),
            ("anti_join", Relation.AntiJoin join) => MatchBinary(op, Left(inputs, view), new(inputs[1]), Seen(join.On, [], view), bindings),
            ("null_aware_anti_join", Relation.NullAwareAntiJoin join) => MatchBinary(op, Left(inputs, view), new(inputs[1]), Seen(join.On, [], view), bindings),
            ("apply_semi", Relation.Apply { Kind: ApplyKind.Semi } apply) => MatchBinary(op, Left(inputs, view), new(inputs[1]), Seen(apply.On, [], view), bindings),
            ("apply_anti", Relation.Apply { Kind: ApplyKind.Anti } apply) => MatchBinary(op, Left(inputs, view), new(inputs[1]), Seen(apply.On, [], view), bindings),
            ("apply_null_aware_anti", Relation.Apply { Kind: ApplyKind.NullAwareAnti } apply) =>
                MatchBinary(op, Left(inputs, view), new(inputs[1]), Seen(apply.On, [], view), bindings),
            ("apply_inner", Relation.Apply { Kind: ApplyKind.Inner } apply) when view.Renaming.IsEmpty =>
                MatchBinary(op, new(inputs[0]), new(inputs[1]), apply.On, bindings),
            ("apply_left", Relation.Apply { Kind: ApplyKind.Left } apply) =>
                MatchBinary(op, Left(inputs, view), Padded(inputs[1], apply.Outputs, view), Seen(apply.On, apply.Outputs, view), bindings),
            ("apply_scalar", Relation.Apply { Kind: ApplyKind.Scalar } apply) =>
                MatchBinary(op, Left(inputs, view), Padded(inputs[1], apply.Outputs, view), [], bindings),
            ("apply_mark", Relation.Apply { Kind: ApplyKind.Mark } apply) => MatchMark(op, apply, inputs, view, bindings),
            ("project", Relation.Project project) => MatchUnary(op, new(inputs[0]), [Shown(project.Items, view)], bindings),
            ("aggregate", Relation.Aggregate { Sets.IsEmpty: true } aggregate) when aggregate.Keys.All(k => k.Out == k.In) => MatchAggregate(op, aggregate, inputs[0], view, bindings),
            ("grouping_sets", Relation.Aggregate { Sets.IsEmpty: false } aggregate) => MatchGroupingSets(op, aggregate, inputs[0], view, bindings),
            ("distinct", Relation.Distinct) => MatchUnary(op, Restricted(inputs[0], view), [], bindings),
            ("union_all", Relation.UnionAll union) => MatchUnion(op, union, inputs, view, bindings),
            ("intersect", Relation.SetOp { Operator: SetOperator.Intersect, All: false } setOp) when ShowsAll(view, setOp.Columns) => MatchSetOp(op, setOp, inputs, view, bindings),
            ("except", Relation.SetOp { Operator: SetOperator.Except, All: false } setOp) when ShowsAll(view, setOp.Columns) => MatchSetOp(op, setOp, inputs, view, bindings),
            ("window", Relation.Window window) => MatchUnary(op, Restricted(inputs[0], view), [view.Renaming.IsEmpty ? window.Items : window.Items.Map(w => new(view.Seen(w.Column), w.Call.MapScalars(s => s.MapColumns(view.Seen))))], bindings),
            ("top_n", Relation.TopN topN) => MatchUnary(op, Restricted(inputs[0], view), [topN.Order.MapKeys(s => s.MapColumns(view.Seen)), topN.Limit ?? None, topN.Offset ?? None], bindings),
            ("values", Relation.Values { Columns: [var column], Rows.IsEmpty: false } values) => _scalars.Match(op.Groups[0][0], view.Seen(column).Ref(), bindings)
                .SelectMany(b => _scalars.MatchSet([.. op.Groups[0].Skip(1)], [.. values.Rows.Select(r => r[0])], b)),
            ("empty", Relation.Values { Rows.IsEmpty: true }) => Match(op.Groups[0][0], view, bindings),
            _ => [],
        };
    }

    // Of a side of a set operation only those items are there that the operation uses, one perhaps twice.
    private static Sequence<ProjectItem> Shown(Sequence<ProjectItem> items, RelationView view) => view.IsNarrow
        ? [.. view.Renaming.Select(p => new ProjectItem(p.Out, items.First(i => i.Column == p.In).Expression))]
        : view.Renaming.IsEmpty ? items : items.Map(i => i with { Column = view.Seen(i.Column) });

    // A limit or offset that is not there.
    private static readonly Scalar None = Scalars.Null(SqlType.BigInt);

    private static IEnumerable<Bindings> MatchTable(Term pattern, string table, Bindings bindings) => pattern switch
    {
        Term.Literal { Value: string name } => string.Equals(name, table, StringComparison.OrdinalIgnoreCase) ? [bindings] : [],
        Term.Variable variable => bindings.Bind(variable.Name, table) is { } bound ? [bound] : [],
        _ => throw new UnreachableException($"{pattern.Span}: {pattern}"),
    };

    private RelationView Left(EClassId[] inputs, RelationView view) => Restricted(inputs[0], view);

    // The input passes its columns on: it is seen under the names that its columns have above.
    private RelationView Restricted(EClassId input, RelationView view) => view.Renaming.IsEmpty
        ? new(input)
        : new(input, [.. view.Renaming.Where(p => plans.FactsOf(input).Columns.Contains(p.In))]);

    private static RelationView Padded(EClassId input, Sequence<ColumnPair> pairs, RelationView view) =>
        new(input, pairs.Map(p => new ColumnPair(view.Seen(p.Out), p.In)));

    // A side of a set operation, seen under the operation's own columns; not all of a wide side is.
    private RelationView Aligned(EClassId input, Sequence<Column> columns, Sequence<Column> source) =>
        new(input, [.. columns.Zip(source, (o, i) => new ColumnPair(o, i))], IsNarrow: source.Distinct().Count() < source.Count || plans.FactsOf(input).Columns.Count > source.Count);

    // What is compared is seen; a set operation of which only some columns are is another one.
    private static bool ShowsAll(RelationView view, Sequence<Column> columns) => !view.IsNarrow || columns.All(c => view.Renaming.Any(p => p.In == c));

    private IEnumerable<Bindings> MatchSetOp(Term.Operator op, Relation.SetOp setOp, EClassId[] inputs, RelationView view, Bindings bindings)
    {
        var columns = setOp.Columns.Map(view.Seen);
        return MatchBinary(op, Aligned(inputs[0], columns, setOp.LeftSource), Aligned(inputs[1], columns, setOp.RightSource), [], bindings);
    }

    private static Sequence<Scalar> Seen(Sequence<Scalar> scalars, Sequence<ColumnPair> pairs, RelationView view) =>
        pairs.IsEmpty && view.Renaming.IsEmpty
            ? scalars
            : scalars.Map(s => s.MapColumns(c => view.Seen(pairs.FirstOrDefault(p => p.In == c)?.Out ?? c)));

    private IEnumerable<Bindings> MatchBinary(Term.Operator op, RelationView left, RelationView right, Sequence<Scalar> conjuncts, Bindings bindings)
    {
        var (leftPattern, rightPattern) = (op.Groups[0][0], op.Groups[0][1]);
        foreach (var l in Match(leftPattern, left, bindings))
        {
            if (guards.Admitted(leftPattern, l) is not { } admitted)
            {
                continue;
            }

            foreach (var r in Match(rightPattern, right, admitted))
            {
                if (guards.Admitted(rightPattern, r) is not { } both)
                {
                    continue;
                }

                foreach (var match in op.Groups.Count > 1 ? _scalars.MatchSet(op.Groups[1], conjuncts, both) : conjuncts.IsEmpty ? [both] : [])
                {
                    yield return match;
                }
            }
        }
    }

    // The mark is bound first: it costs nothing, and conditions about it can be asked before the sides are looked into.
    private IEnumerable<Bindings> MatchMark(Term.Operator op, Relation.Apply apply, EClassId[] inputs, RelationView view, Bindings bindings) =>
        _scalars.Match(op.Groups[0][2], view.Seen(apply.Mark!).Ref(), bindings)
            .SelectMany(b => guards.AdmittedParts(op, b) is { } admitted ? MatchBinary(op, Left(inputs, view), new(inputs[1]), Seen(apply.On, [], view), admitted) : []);

    private IEnumerable<Bindings> MatchUnary(Term.Operator op, RelationView input, object[] parts, Bindings bindings)
    {
        var arguments = op.Arguments;
        foreach (var bound in MatchParts(arguments, parts, 0, bindings))
        {
            if (guards.AdmittedParts(op, bound) is not { } admitted)
            {
                continue;
            }

            foreach (var match in Match(arguments[0], input, admitted))
            {
                yield return match;
            }
        }
    }

    private IEnumerable<Bindings> MatchParts(Sequence<Term> arguments, object[] parts, int next, Bindings bindings) => next == parts.Length
        ? [bindings]
        : _parts.Match(arguments[next + 1], parts[next], bindings).SelectMany(b => MatchParts(arguments, parts, next + 1, b));

    private IEnumerable<Bindings> MatchAggregate(Term.Operator op, Relation.Aggregate aggregate, EClassId input, RelationView view, Bindings bindings)
    {
        var keys = ColumnSet.Of(aggregate.Keys.Select(k => view.Seen(k.Out)));
        var inner = new RelationView(input, [.. view.Renaming.Where(p => aggregate.Keys.Any(k => k.In == p.In))]);
        var calls = view.Renaming.IsEmpty ? aggregate.Aggregates : aggregate.Aggregates.Map(a => new AggregateItem(view.Seen(a.Column), a.Call.MapScalars(s => s.MapColumns(inner.Seen))));
        return MatchUnary(op, inner, [keys, calls], bindings);
    }

    // Keys come out as new columns, so that below nothing goes by the names of above.
    private IEnumerable<Bindings> MatchGroupingSets(Term.Operator op, Relation.Aggregate aggregate, EClassId input, RelationView view, Bindings bindings)
    {
        var sets = new GroupingSetsValue(aggregate.Keys.Map(k => k with { Out = view.Seen(k.Out) }), aggregate.Sets);
        var calls = view.Renaming.IsEmpty ? aggregate.Aggregates : aggregate.Aggregates.Map(a => a with { Column = view.Seen(a.Column) });
        return MatchUnary(op, new(input), [sets, calls], bindings);
    }
}
