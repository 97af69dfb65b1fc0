using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>USING and NATURAL.</content>
internal sealed partial class Binder
{
    private sealed record UsingColumn(string Name, Scalar Left, Scalar Right, Scalar Equality, IReadOnlySet<Column> Members)
    {
        public UsingColumn Over(IReadOnlyDictionary<Column, Column> renaming)
        {
            Column To(Column column) => renaming.GetValueOrDefault(column, column);
            return this with { Left = Left.MapColumns(To), Right = Right.MapColumns(To), Members = Members.Select(To).ToHashSet() };
        }
    }

    private UsingColumn? UsingPair(string name, FromPart left, FromPart right, Node node)
    {
        var (l, leftMembers) = UsingSide(name, left, "left", node);
        var (r, rightMembers) = UsingSide(name, right, "right", node);
        if (l is null || r is null)
        {
            return null;
        }

        var equality = Compare(ComparisonOperator.Equal, l, r, node);
        return new(name, l, r, equality, leftMembers.Concat(rightMembers).ToHashSet());
    }

    private (Scalar? Value, IEnumerable<Column> Members) UsingSide(string name, FromPart part, string side, Node node)
    {
        var scope = new Scope(null) { Variables = part.Variables, Merged = part.Merged };
        switch (NameResolver.Resolve(scope, [name]))
        {
            case Resolution.Found found:
                var merged = part.Merged.Find(m => NameResolver.Same(m.Name, name) && m.Value.Equals(found.Value));
                return (found.Value, merged is null ? found.Value.ReferencedColumns() : merged.Members);
            case Resolution.Ambiguous ambiguous:
                Error(Codes.Ambiguous, $"The column `{name}` of USING is ambiguous on the {side} side: {Listed(ambiguous.Candidates)}.", node);
                return (null, []);
            default:
                if (!part.IsIncomplete)
                {
                    Error(
                        Codes.UnknownColumn,
                        $"The {side} side of the join has no column `{name}` for USING.",
                        node,
                        Suggestions.For(name, part.Variables.SelectMany(v => v.Columns).Select(c => c.Name)));
                }

                return (null, []);
        }
    }

    private List<string> NaturalColumns(FromPart left, FromPart right, Node node)
    {
        var rightNames = right.Variables.SelectMany(v => v.Columns).Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = left.Variables.SelectMany(v => v.Columns).Select(c => c.Name).Where(rightNames.Contains).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (names.Count == 0 && !left.IsIncomplete && !right.IsIncomplete)
        {
            Error(Codes.UnknownColumn, "The sides of the NATURAL JOIN have no column in common.", node);
        }

        return names;
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"`{n}`"));
}
