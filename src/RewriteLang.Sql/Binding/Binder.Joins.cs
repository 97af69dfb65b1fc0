using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <content>Joins.</content>
internal sealed partial class Binder
{
    private FromPart BindJoin(Node node, Scope scope, FromPart? outside)
    {
        var isComplete = ReadsAll(node, "a join", "left", "right", "condition", "join_type", "ref_type", "using_columns");
        var left = BindFrom(node.Child("left"), scope, outside);
        var right = BindFrom(node.Child("right"), scope, Seen(outside, left));
        var (kind, reference) = (node.Text("join_type"), node.Text("ref_type"));
        if (reference is not ("" or "REGULAR" or "CROSS" or "NATURAL") || kind is not ("" or "INNER" or "LEFT" or "RIGHT" or "FULL" or "OUTER" or "SEMI" or "ANTI"))
        {
            Unsupported(Codes.UnsupportedClause, $"{(reference is "ASOF" or "POSITIONAL" ? reference : kind)} JOIN", node);
            return new() { IsIncomplete = true };
        }

        var both = Seen(left, right)!;
        both.IsIncomplete |= !isComplete;
        var context = new ExpressionContext
        {
            // ON sees the two sides, not what stands to the left of the join.
            Scope = new(scope) { Variables = both.Variables, Merged = both.Merged, IsIncomplete = both.IsIncomplete },
            Clause = "ON",
        };
        var shared = reference == "NATURAL" ? NaturalColumns(left, right, node) : node.Texts("using_columns");
        var pairs = shared.Select(name => UsingPair(name, left, right, node)).OfType<UsingColumn>().ToList();
        var on = new FilteredInputs();
        on.Conjuncts.AddRange(pairs.Select(p => p.Equality));
        if (node.Child("condition") is { Exists: true } condition)
        {
            BindConditions(condition, context, on, kind is "" or "INNER" or "LEFT" or "RIGHT");
        }

        return kind switch
        {
            "SEMI" or "ANTI" => Halve(kind, left, right, on),
            "LEFT" => Outer(left, right, on, pairs, isRight: false, node),
            "RIGHT" => Outer(left, right, on, pairs, isRight: true, node),
            "FULL" or "OUTER" => Full(left, right, on, pairs, node),
            _ => Inner(left, right, on, pairs),
        };
    }

    // What can be seen with both on the left.
    private static FromPart? Seen(FromPart? left, FromPart? right) => left is null ? right : right is null ? left : new()
    {
        Variables = [.. left.Variables, .. right.Variables],
        Merged = [.. left.Merged, .. right.Merged],
        IsIncomplete = left.IsIncomplete || right.IsIncomplete,
    };

    private static FromPart Combined(FromPart left, FromPart right, IEnumerable<UsingColumn> pairs, Func<UsingColumn, Scalar> value)
    {
        var part = Seen(left, right)!;
        foreach (var pair in pairs)
        {
            part.Merged.RemoveAll(m => m.Members.Overlaps(pair.Members));
            part.Merged.Add(new(pair.Name, value(pair), pair.Members));
        }

        part.Lateral.UnionWith(left.Lateral);
        part.Lateral.UnionWith(right.Lateral);
        part.Lateral.ExceptWith(left.Variables.SelectMany(v => v.Columns).Select(c => c.Column));
        return part;
    }

    private static bool ReadsFrom(FromPart right, FromPart left) =>
        right.Lateral.Count > 0 && left.Variables.Exists(v => v.Columns.Any(c => right.Lateral.Contains(c.Column)));

    private static FromPart Inner(FromPart left, FromPart right, FilteredInputs on, List<UsingColumn> pairs)
    {
        var part = Combined(left, right, pairs, p => p.Left);
        if (ReadsFrom(right, left))
        {
            part.Filtered.Become(new Relation.Apply(ApplyKind.Inner, left.Filtered.ToRelation(), right.Filtered.ToRelation(), [], [], null));
        }
        else
        {
            part.Filtered.Add(left.Filtered);
            part.Filtered.Add(right.Filtered);
        }

        part.Filtered.Add(on);
        return part;
    }

    private static FromPart Halve(string kind, FromPart left, FromPart right, FilteredInputs on)
    {
        var (l, r) = (left.Filtered.ToRelation(), right.Filtered.ToRelation());
        var correlated = right.Lateral.Where(c => ReadsFrom(right, left)).ToHashSet();
        var part = new FromPart { Variables = left.Variables, Merged = left.Merged, IsIncomplete = left.IsIncomplete || right.IsIncomplete };
        part.Lateral.UnionWith(left.Lateral);
        part.Lateral.UnionWith(right.Lateral);
        part.Lateral.ExceptWith(left.Variables.SelectMany(v => v.Columns).Select(c => c.Column));
        part.Filtered.Become(new Attachment(kind == "SEMI" ? ApplyKind.Semi : ApplyKind.Anti, r, [.. on.Conjuncts], [], null, correlated).ApplyTo(l));
        return part;
    }

    private FromPart Outer(FromPart left, FromPart right, FilteredInputs on, List<UsingColumn> pairs, bool isRight, Node node)
    {
        var (kept, padded) = isRight ? (right, left) : (left, right);
        var (k, p) = (kept.Filtered.ToRelation(), padded.Filtered.ToRelation());
        var outputs = p.Columns.Select(c => new ColumnPair(Renamed(c, columns, nullable: true), c)).ToSequence();
        p = WithSubqueriesOf(on, p, node);
        var renaming = outputs.ToDictionary(o => o.In, o => o.Out);
        var above = Padded(padded, renaming);
        var moved = pairs.Select(u => u.Over(renaming));
        var part = isRight ? Combined(above, kept, moved, u => u.Right) : Combined(kept, above, moved, u => u.Left);
        if (ReadsFrom(right, left))
        {
            if (isRight)
            {
                Unsupported(Codes.UnsupportedClause, "a lateral RIGHT JOIN", default);
            }

            part.Filtered.Become(new Relation.Apply(ApplyKind.Left, k, p, [.. on.Conjuncts, .. on.Rest], outputs, null));
        }
        else
        {
            part.Filtered.Become(new Relation.LeftJoin(k, p, Scalars.AllOf([.. on.Conjuncts, .. on.Rest]).Conjuncts(), outputs));
        }

        return part;
    }

    // A subquery in ON that reads the padded side alone is evaluated there: what filters the padded side first pads the same rows.
    private Relation WithSubqueriesOf(FilteredInputs on, Relation padded, Node node)
    {
        if (on.Attachments.Count == 0)
        {
            return padded;
        }

        var own = padded.Columns.ToHashSet();
        foreach (var attachment in on.Attachments)
        {
            var inside = attachment.Right.Columns.ToHashSet();
            if (!attachment.Correlated.IsSubsetOf(own) || attachment.On.SelectMany(s => s.ReferencedColumns()).Any(c => !own.Contains(c) && !inside.Contains(c)))
            {
                Unsupported(Codes.UnsupportedSubquery, "a subquery in ON of an outer join that reads the side which is kept whole", node);
                return padded;
            }
        }

        return FilteredInputs.Attach(padded, on.Attachments);
    }

    private FromPart Full(FromPart left, FromPart right, FilteredInputs on, List<UsingColumn> pairs, Node node)
    {
        if (ReadsFrom(right, left))
        {
            Unsupported(Codes.UnsupportedClause, "a lateral FULL JOIN", node);
        }

        var (l, r) = (left.Filtered.ToRelation(), right.Filtered.ToRelation());
        var leftOut = l.Columns.Select(c => new ColumnPair(Renamed(c, columns, nullable: true), c)).ToSequence();
        var rightOut = r.Columns.Select(c => new ColumnPair(Renamed(c, columns, nullable: true), c)).ToSequence();
        var renaming = leftOut.Concat(rightOut).ToDictionary(o => o.In, o => o.Out);
        var part = Combined(Padded(left, renaming), Padded(right, renaming), pairs.Select(u => u.Over(renaming)), u =>
            new Scalar.Call("coalesce", [u.Left, u.Right], CommonType.OfColumns(u.Left.Type, u.Right.Type) ?? SqlType.Unknown));
        part.Filtered.Become(new Relation.FullJoin(l, r, Scalars.AllOf(on.Conjuncts).Conjuncts(), leftOut, rightOut));
        return part;
    }

    private static FromPart Padded(FromPart part, IReadOnlyDictionary<Column, Column> renaming)
    {
        var padded = new FromPart
        {
            Variables = [.. part.Variables.Select(v => v.Over(renaming))],
            Merged = [.. part.Merged.Select(m => new MergedColumn(
                m.Name,
                m.Value.MapColumns(c => renaming.GetValueOrDefault(c, c)),
                m.Members.Select(c => renaming.GetValueOrDefault(c, c)).ToHashSet()))],
            IsIncomplete = part.IsIncomplete,
        };
        padded.Lateral.UnionWith(part.Lateral);
        return padded;
    }
}
