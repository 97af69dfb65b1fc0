using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RewriteLang.Algebra;

/// <summary>
/// Writes plans for people: one line, operators as calls, columns by name. Columns of one name are told apart by primes in order of appearance
/// (<c>a</c>, <c>a'</c>, <c>a''</c>), so the text of a plan does not depend on its column ids.
/// </summary>
public static class RelationText
{
    /// <summary>A relation on one line.</summary>
    public static string Render(Relation relation) => new Writer().Relation(relation);

    /// <summary>A query on one line: its body, then its order and its outputs where they say more.</summary>
    public static string Render(Query query)
    {
        var writer = new Writer();
        var body = writer.Relation(query.Body);
        var order = query.Order.IsEmpty ? "" : $" order by {writer.Keys(query.Order)}";
        return $"{body}{order} -> {string.Join(", ", query.Outputs.Select(o => writer.Output(o)))}";
    }

    /// <summary>A scalar on one line.</summary>
    public static string Render(Scalar scalar) => new Writer().Scalar(scalar);

    private sealed class Writer
    {
        private readonly Dictionary<ColumnId, string> _names = [];
        private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

        public string Relation(Relation relation) => relation switch
        {
            Relation.Scan scan => Scan(scan),
            Relation.Values values => $"values({Names(values.Columns)}: {string.Join(", ", values.Rows.Select(r => $"({Scalars(r)})"))})",
            Relation.Block { Inputs.IsEmpty: true, Conjuncts.IsEmpty: true } => "one_row()",
            Relation.Block { Inputs.Count: 1 } block => $"filter({Relation(block.Inputs[0])} | {Scalars(block.Conjuncts, " & ")})",
            Relation.Block block => $"join({string.Join(", ", block.Inputs.Select(Relation))}{On(block.Conjuncts)})",
            Relation.LeftJoin join => $"left_join({Relation(join.Left)}, {Relation(join.Right)}{On(join.On)}; {Pairs(join.Padded)})",
            Relation.FullJoin join => $"full_join({Relation(join.Left)}, {Relation(join.Right)}{On(join.On)}; {Pairs(join.PaddedLeft)}; {Pairs(join.PaddedRight)})",
            Relation.SemiJoin join => $"semi_join({Relation(join.Left)}, {Relation(join.Right)}{On(join.On)})",
            Relation.AntiJoin join => $"anti_join({Relation(join.Left)}, {Relation(join.Right)}{On(join.On)})",
            Relation.NullAwareAntiJoin join => $"null_aware_anti_join({Relation(join.Left)}, {Relation(join.Right)}{On(join.On)})",
            Relation.Apply apply => Apply(apply),
            Relation.Project project => $"project({Relation(project.Input)}; {string.Join(", ", project.Items.Select(Item))})",
            Relation.Aggregate aggregate => Aggregate(aggregate),
            Relation.Distinct distinct => $"distinct({Relation(distinct.Input)})",
            Relation.UnionAll union =>
                $"union_all({string.Join(", ", union.Inputs.Select((r, i) => $"{Relation(r)}[{Names(union.Sources[i])}]"))}; {Names(union.Columns)})",
            Relation.SetOp setOp => string.Create(
                CultureInfo.InvariantCulture,
                $"{setOp.Operator.ToString().ToLowerInvariant()}{(setOp.All ? "_all" : "")}({Relation(setOp.Left)}[{Names(setOp.LeftSource)}], {Relation(setOp.Right)}[{Names(setOp.RightSource)}]; {Names(setOp.Columns)})"),
            Relation.Window window => $"window({Relation(window.Input)}; {string.Join(", ", window.Items.Select(i => Defined(i.Column, () => Window(i.Call))))})",
            Relation.TopN topN => $"top({Relation(topN.Input)}{(topN.Order.IsEmpty ? "" : $"; {Keys(topN.Order)}")}"
                + $"{(topN.Limit is null ? "" : $"; limit {Scalar(topN.Limit)}")}{(topN.Offset is null ? "" : $"; offset {Scalar(topN.Offset)}")})",
            Relation.Unnest unnest => $"unnest({Relation(unnest.Input)}; {Defined(unnest.Element, () => Scalar(unnest.List))})",
            Relation.With with => $"with({with.Name}{(with.Materialization == Materialization.Unspecified ? "" : $" {with.Materialization.ToString().ToLowerInvariant()}")} = {Relation(with.Definition)}; {Relation(with.Body)})",
            Relation.WithRef reference => $"{reference.Name}({Pairs(reference.Pairs)})",
            Relation.RecursiveWith with => $"recursive({with.Name}[{Names(with.Definition)}] = {Relation(with.Anchor)}[{Names(with.AnchorSource)}] "
                + $"{(with.All ? "union_all" : "union")} {Relation(with.Step)}[{Names(with.StepSource)}]; {Relation(with.Body)})",
            Relation.Opaque opaque => $"opaque({opaque.Reason}{string.Concat(opaque.Holes.Select(h => $"; {Relation(h.Input)}[{string.Join(", ", h.Outputs.Select(Output))}]"))}; {Names(opaque.Columns)})",
            _ => throw new UnreachableException(relation.GetType().Name),
        };

        public string Output(OutputColumn output) => Name(output.Column) is var name && name == output.Name ? name : $"{name} as {output.Name}";

        public string Keys(Sequence<SortKey> keys) => string.Join(", ", keys.Select(k =>
            $"{Scalar(k.Expression)}{(k.Descending ? " desc" : "")}{(k.NullsFirst ? " nulls first" : "")}"));

        public string Scalar(Scalar scalar) => scalar switch
        {
            Scalar.ColumnRef reference => Name(reference.Column),
            Scalar.Constant constant => Constant(constant),
            Scalar.Parameter parameter => $"${parameter.Name}",
            Scalar.Call { Arguments: [var left, var right] } call when !char.IsLetter(call.Function[0]) => $"({Scalar(left)} {call.Function} {Scalar(right)})",
            Scalar.Call call => $"{call.Function}({Scalars(call.Arguments)})",
            Scalar.Comparison comparison => $"{Scalar(comparison.Left)} {Symbol(comparison.Operator)} {Scalar(comparison.Right)}",
            Scalar.And and => $"({Scalars(and.Operands, " and ")})",
            Scalar.Or or => $"({Scalars(or.Operands, " or ")})",
            Scalar.Not not => $"not({Scalar(not.Operand)})",
            Scalar.IsNull isNull => $"is_null({Scalar(isNull.Operand)})",
            Scalar.Case @case => $"case({string.Join(", ", @case.Branches.Select(b => $"{Scalar(b.When)}: {Scalar(b.Then)}"))}, else: {Scalar(@case.Otherwise)})",
            Scalar.Cast cast => $"{(cast.Try ? "try_cast" : "cast")}({Scalar(cast.Operand)} as {cast.Type})",
            Scalar.InList inList => $"{Scalar(inList.Operand)} in ({Scalars(inList.Items)})",
            _ => throw new UnreachableException(scalar.GetType().Name),
        };

        // Columns of a scan get their names in the table's order, whatever is read first.
        private string Scan(Relation.Scan scan)
        {
            foreach (var column in scan.Columns)
            {
                Name(column);
            }

            return scan.Alias.Name is { } alias && alias != scan.Table.Name ? $"{scan.Table} {alias}" : scan.Table.ToString();
        }

        private string Apply(Relation.Apply apply)
        {
            var tail = apply.Mark is { } mark ? $"; {Name(mark)}" : apply.Outputs.IsEmpty ? "" : $"; {Pairs(apply.Outputs)}";
            return $"{apply.Kind.ToString().ToLowerInvariant()}_apply({Relation(apply.Left)}, {Relation(apply.Right)}{On(apply.On)}{tail})";
        }

        private string Aggregate(Relation.Aggregate aggregate)
        {
            var input = Relation(aggregate.Input);
            var keys = string.Join(", ", aggregate.Keys.Select(Pair));
            var sets = aggregate.Sets.IsEmpty ? "" : $" sets {string.Join(", ", aggregate.Sets.Select(s => $"({string.Join(", ", s.Select(i => Name(aggregate.Keys[i].Out)))})"))}";
            return $"aggregate({input}; {keys}{sets}; {string.Join(", ", aggregate.Aggregates.Select(a => Defined(a.Column, () => Call(a.Call))))})";
        }

        private string Call(AggregateCall call) =>
            $"{call.Function}({(call.Distinct ? "distinct " : "")}{Scalars(call.Arguments)}{(call.OrderBy.IsEmpty ? "" : $" order by {Keys(call.OrderBy)}")})"
            + (call.Filter is null ? "" : $" filter ({Scalar(call.Filter)})");

        private string Window(WindowCall call)
        {
            var text = new StringBuilder($"{call.Function}({(call.Distinct ? "distinct " : "")}{Scalars(call.Arguments)}{(call.IgnoreNulls ? " ignore nulls" : "")})");
            text.Append(call.Filter is null ? "" : $" filter ({Scalar(call.Filter)})").Append(" over (");
            var parts = new List<string>();
            if (!call.PartitionBy.IsEmpty)
            {
                parts.Add($"by {Scalars(call.PartitionBy)}");
            }

            if (!call.OrderBy.IsEmpty)
            {
                parts.Add($"order {Keys(call.OrderBy)}");
            }

            if (call.Frame is { } frame)
            {
                parts.Add($"{frame.Unit.ToString().ToLowerInvariant()} {Bound(frame.Start)}..{Bound(frame.End)}"
                    + (frame.Exclusion == FrameExclusion.NoOthers ? "" : $" exclude {frame.Exclusion.ToString().ToLowerInvariant()}"));
            }

            return text.AppendJoin(' ', parts).Append(')').ToString();
        }

        private string Bound(FrameBound bound) => bound.Kind switch
        {
            FrameBoundKind.UnboundedPreceding or FrameBoundKind.UnboundedFollowing => "all",
            FrameBoundKind.CurrentRow => "current",
            FrameBoundKind.Preceding => $"-{Scalar(bound.Offset!)}",
            _ => $"+{Scalar(bound.Offset!)}",
        };

        // The definition is written before the name is given, so that an input column keeps the plain name.
        private string Defined(Column column, Func<string> definition)
        {
            var text = definition();
            return $"{Name(column)}: {text}";
        }

        private string Item(ProjectItem item) =>
            item.Expression is Scalar.ColumnRef reference && reference.Column == item.Column ? Name(item.Column) : Defined(item.Column, () => Scalar(item.Expression));

        private string Pairs(Sequence<ColumnPair> pairs) => string.Join(", ", pairs.Select(Pair));

        private string Pair(ColumnPair pair) => pair.In == pair.Out ? Name(pair.Out) : Defined(pair.Out, () => Name(pair.In));

        private string Names(Sequence<Column> columns) => string.Join(", ", columns.Select(Name));

        private string Scalars(Sequence<Scalar> scalars, string separator = ", ") => string.Join(separator, scalars.Select(Scalar));

        private string On(Sequence<Scalar> conjuncts) => conjuncts.IsEmpty ? "" : $" | {Scalars(conjuncts, " & ")}";

        private string Name(Column column)
        {
            if (!_names.TryGetValue(column.Id, out var name))
            {
                for (name = column.Name; !_taken.Add(name); name += "'")
                {
                }

                _names.Add(column.Id, name);
            }

            return name;
        }

        private static string Constant(Scalar.Constant constant) => constant.Value switch
        {
            null => "null",
            bool b => b ? "true" : "false",
            string s => $"'{s.Replace("'", "''", StringComparison.Ordinal)}'",
            DateOnly day => string.Create(CultureInfo.InvariantCulture, $"date {day:yyyy-MM-dd}"),
            DateTime time => string.Create(CultureInfo.InvariantCulture, $"timestamp {time:yyyy-MM-dd HH:mm:ss.FFFFFF}"),
            IntervalValue interval => $"interval {interval.Months} months {interval.Days} days {interval.Microseconds} us",
            Sequence<byte> bytes => $"x'{Convert.ToHexString(bytes.AsSpan())}'",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString()!,
        };

        private static string Symbol(ComparisonOperator @operator) => @operator switch
        {
            ComparisonOperator.Equal => "=",
            ComparisonOperator.NotEqual => "<>",
            ComparisonOperator.Less => "<",
            ComparisonOperator.LessOrEqual => "<=",
            ComparisonOperator.Greater => ">",
            ComparisonOperator.GreaterOrEqual => ">=",
            ComparisonOperator.IsDistinct => "is distinct from",
            ComparisonOperator.IsNotDistinct => "is not distinct from",
            _ => throw new UnreachableException(@operator.ToString()),
        };
    }
}
