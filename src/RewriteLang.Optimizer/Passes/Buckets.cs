using RewriteLang.Algebra;
using RewriteLang.Optimizer.Rules;

namespace RewriteLang.Optimizer.Passes;

/// <summary>
/// Groupings without keys beside each other, of the same tables under the same conditions up to constants, that keep different values of one column: the values become a table, a row
/// for each value of each bucket, with the other constants beside them. It is joined with what the groupings read, once, and grouped by the bucket; DISTINCT and rows in several buckets
/// are then what they were, and a bucket without rows gets the value on no rows.
/// It is no rule, for the reason that <see cref="Parametrization"/> is none.
/// </summary>
/// <param name="columns">Where new columns come from.</param>
/// <param name="listsDays">Whether days are a type of their own; see <see cref="KeyValues.Of"/>.</param>
/// <param name="parallelRows">From how many rows on the engine scans one table on several threads. Of a smaller one it runs several scans beside each other, and one after another what is made one.</param>
internal sealed class Buckets(ColumnFactory columns, bool listsDays, long parallelRows = 0)
{
    /// <summary>Fewer groupings than this are left to rules.</summary>
    private const int Least = 3;

    // Of tables that one thread scans: 5 groupings took 3.3 ms each by itself and 5.7 ms as one (retail 09), 4 took 3.8 and 4.9 (events 15).
    private const int LeastOfSmall = 8;

    private static readonly HashSet<string> AnyOrder = new(StringComparer.Ordinal) { "min", "max", "count", "count_star" };
    private static readonly HashSet<string> ExactOfFixed = new(StringComparer.Ordinal) { "sum", "avg" };

    /// <summary>The query with all such groupings replaced; the same object if there are none.</summary>
    public Query Of(Query query)
    {
        var body = Of(query.Body);
        return ReferenceEquals(body, query.Body) ? query : query with { Body = body };
    }

    private Relation Of(Relation relation)
    {
        var replaced = relation switch
        {
            Relation.Block block => OfBlock(block),
            Relation.Apply { Kind: ApplyKind.Scalar } apply => OfSubqueries(apply),
            _ => relation,
        };
        return ReferenceEquals(replaced, relation) ? relation.WithChildren(relation.Children().Map(Of)) : replaced;
    }

    private Relation.Block OfBlock(Relation.Block block)
    {
        var members = block.Inputs.Select(i => (Input: i, Member: Member.Of(i))).ToList();
        var (replaced, tables) = Replace([.. members.Select(m => m.Member).OfType<Member>()]);
        return tables.Count == 0 ? block : block with { Inputs = [.. members.Where(m => m.Member is null || !replaced.Contains(m.Member)).Select(m => Of(m.Input)), .. tables], JoinsInOrder = false };
    }

    // Scalar subqueries of one row, the first one innermost. One that aggregates without keys has exactly one row, so it may as well be joined.
    private Relation OfSubqueries(Relation.Apply last)
    {
        var chain = new List<(Relation.Apply Apply, Member? Member)>();
        Relation rest = last;
        for (; rest is Relation.Apply { Kind: ApplyKind.Scalar } apply; rest = apply.Left)
        {
            chain.Add((apply, apply is { On.IsEmpty: true, Outputs: [var output] } && Member.Of(apply.Right) is { } member ? member.As(output) : null));
        }

        var (replaced, tables) = Replace([.. chain.Select(c => c.Member).OfType<Member>()]);
        if (tables.Count == 0)
        {
            return last;
        }

        Relation plan = rest is Relation.Block { Inputs.IsEmpty: true, Conjuncts.IsEmpty: true } && tables.Count == 1 ? tables[0] : new Relation.Block([Of(rest), .. tables], []);
        foreach (var (apply, _) in Enumerable.Reverse(chain).Where(c => c.Member is null || !replaced.Contains(c.Member)))
        {
            plan = apply with { Left = plan, Right = Of(apply.Right) };
        }

        return plan;
    }

    private (HashSet<Member> Replaced, List<Relation> Tables) Replace(List<Member> members)
    {
        var tables = new List<Relation>();
        var replaced = new HashSet<Member>(ReferenceEqualityComparer.Instance);
        while (Largest([.. members.Where(m => !replaced.Contains(m))]) is { } group)
        {
            tables.Add(Table(group));
            replaced.UnionWith(group.Members.Select(m => m.Member));
        }

        return (replaced, tables);
    }

    /// <param name="Values">The values of the key.</param>
    /// <param name="Constants">What the conditions compare with besides, by form.</param>
    private sealed record Bucket(Sequence<object> Values, Sequence<Sequence<Scalar>> Constants);

    /// <param name="Key">The column by whose values the members are told apart; the first member's.</param>
    /// <param name="Forms">What the members ask besides.</param>
    private sealed record Group(Column Key, Sequence<Scalar> Forms)
    {
        public List<Bucket> Buckets { get; } = [];

        /// <summary>Each member with the number of its bucket.</summary>
        public List<(Member Member, int Bucket)> Members { get; } = [];

        public int Rows => Buckets.Sum(b => b.Values.Count);

        public void Add(Member member, Bucket bucket)
        {
            var known = Buckets.IndexOf(bucket);
            if (known < 0 && Rows + bucket.Values.Count <= KeyValues.Most)
            {
                known = Buckets.Count;
                Buckets.Add(bucket);
            }

            if (known >= 0)
            {
                Members.Add((member, known));
            }
        }
    }

    // The most members that a column tells apart; of columns that tell apart as many the one with the fewest values.
    private Group? Largest(List<Member> members)
    {
        Group? largest = null;
        foreach (var first in members)
        {
            var alike = members.SkipWhile(m => !ReferenceEquals(m, first)).Where(m => m.ReadsAs(first)).Select(m => m.Over(first)).ToList();
            var least = first.Scans.Max(s => s.Table.Statistics?.Rows) < parallelRows ? LeastOfSmall : Least;
            foreach (var key in alike.Count < least ? [] : first.Conjuncts.SelectMany(c => c.ReferencedColumns()).Distinct())
            {
                if (Of(key, alike) is { Rows: > 0 } group && group.Buckets.Count >= least
                    && (largest is null || (group.Members.Count, -group.Rows).CompareTo((largest.Members.Count, -largest.Rows)) > 0))
                {
                    largest = group;
                }
            }
        }

        return largest;
    }

    // The first one and those that are like it; null where the first one's values of the column cannot be listed.
    private Group? Of(Column key, List<(Member Member, Sequence<Scalar> Conjuncts)> alike)
    {
        Group? group = null;
        foreach (var (member, conjuncts) in alike)
        {
            var values = KeyValues.Of(key, conjuncts, listsDays);
            if (values is null && group is null)
            {
                return null;
            }

            var conditions = values is null ? null : Conditions.Of(values.Rest);
            group ??= new(key, conditions!.Forms);
            if (conditions?.AlignedTo(group.Forms) is { } constants)
            {
                group.Add(member, new(values!.Values, constants));
            }
        }

        return group;
    }

    private Relation.Project Table(Group group)
    {
        var number = columns.Fresh("bucket", SqlType.BigInt, nullable: false);
        var key = columns.Fresh(group.Key.Name, group.Key.Type, nullable: false);

        // A constant that is the same for all stays where it is; places that have the same constants share a column.
        var parameters = new List<(Sequence<Scalar> Constants, Column Column)>();
        var conjuncts = group.Forms.Select((form, f) => Conditions.Filled(form, [.. group.Buckets[0].Constants[f].Select((_, i) => InPlace([.. group.Buckets.Select(b => b.Constants[f][i])]))])).ToList();
        var rows = group.Buckets.SelectMany((bucket, b) => bucket.Values.Select(v => (Sequence<Scalar>)[Scalars.Integer(b), new Scalar.Constant(v, key.Type), .. parameters.Select(p => p.Constants[b])])).ToSequence();
        var table = new Relation.Values([number, key, .. parameters.Select(p => p.Column)], rows);

        var first = group.Members[0].Member;
        var calls = new List<AggregateItem>();
        foreach (var call in group.Members.SelectMany(m => m.Member.CallsOver(first)).Select(c => c.Call))
        {
            if (!calls.Exists(c => c.Call.Equals(call)))
            {
                calls.Add(new(columns.Fresh(call.Function, call.Type), call));
            }
        }

        var grouped = new Relation.Aggregate(
            new Relation.Block([table, .. first.Scans], [key.Ref().EqualTo(group.Key.Ref()), .. conjuncts]), [new(number, number)], [], [.. calls]);

        // One row of a bucket has its values, in the others they are left out; a bucket without rows has none.
        var picks = new List<AggregateItem>();
        var items = new List<ProjectItem>();
        foreach (var (member, b) in group.Members)
        {
            var values = new Dictionary<Column, Scalar>();
            foreach (var (column, call) in member.CallsOver(first))
            {
                var picked = new AggregateCall("max", [calls.Find(c => c.Call.Equals(call))!.Column.Ref()], false, number.Ref().EqualTo(Scalars.Integer(b)), [], call.Type);
                var pick = picks.Find(p => p.Call.Equals(picked))?.Column;
                if (pick is null)
                {
                    picks.Add(new(pick = columns.Fresh(column.Name, call.Type), picked));
                }

                values[column] = AggregateTable.OnNoRows(call) is Scalar.Constant { Value: not null } none ? new Scalar.Call("coalesce", [pick.Ref(), none with { Type = call.Type }], call.Type) : pick.Ref();
            }

            items.AddRange(member.Items.Select(i => i with { Expression = i.Expression.Substitute(values) }));
        }

        return new(new Relation.Aggregate(grouped, [], [], [.. picks]), [.. items]);

        Scalar InPlace(Sequence<Scalar> constants)
        {
            if (constants.All(c => c.Equals(constants[0])))
            {
                return constants[0];
            }

            var known = parameters.Find(p => p.Constants.Equals(constants)).Column;
            if (known is null)
            {
                parameters.Add((constants, known = columns.Fresh("parameter", constants[0].Type, constants.Any(c => c is Scalar.Constant { Value: null }))));
            }

            return known.Ref();
        }
    }

    /// <summary>Whether a call gives the same whatever the order of rows, and is known on none.</summary>
    internal static bool IsSafe(AggregateCall call) => call.OrderBy.IsEmpty && call.Type.Kind != TypeKind.Boolean && call.Arguments.All(a => a.IsTotal()) && call.Filter?.IsTotal() != false
        && (AnyOrder.Contains(call.Function) || (ExactOfFixed.Contains(call.Function) && call.Arguments is [{ Type: { IsInteger: true } or { Kind: TypeKind.Decimal } }]));
}
