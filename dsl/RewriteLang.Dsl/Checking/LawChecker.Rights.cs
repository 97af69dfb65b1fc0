using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>Right sides, each for the left side that it names or follows.</summary>
internal sealed partial class LawChecker
{
    // null for a site that no right side names: it has to be there, and stays as it is.
    private List<Term?> CheckRights(List<Site> sites)
    {
        if (law.Rights.Count > sites.Count)
        {
            diagnostics.Add(Problems.WrongRights(law.Arrow.Span, sites.Count, law.Rights.Count));
            return [];
        }

        var rights = new Term?[sites.Count];
        var seen = new HashSet<int>();
        foreach (var right in law.Rights)
        {
            var (position, value) = Target(right, sites);
            if (position < 0)
            {
                continue;
            }

            if (!seen.Add(position))
            {
                diagnostics.Add(Problems.RightTwice(right.Span, sites[position].Name!));
                continue;
            }

            rights[position] = Terms.Check(value, sites[position].Term?.Sort ?? SortSet.Any, TermRole.Build);
        }

        if (seen.Count > 0 && seen.All(i => sites[i].Term is { } left && rights[i] is { } right && TermText.Of(left) == TermText.Of(right)))
        {
            diagnostics.Add(Problems.NothingChanges(law.Arrow.Span));
        }

        return [.. rights];
    }

    /// <summary>Which site a right side is for: the one it names, or the only one.</summary>
    private (int Position, SyntaxTerm Value) Target(SyntaxTerm right, List<Site> sites)
    {
        if (right is not SyntaxTerm.Definition { Target: SyntaxTerm.Name target } definition)
        {
            if (sites.Count > 1)
            {
                diagnostics.Add(Problems.WrongRights(right.Span, sites.Count, law.Rights.Count));
                return (-1, right);
            }

            return (0, right);
        }

        var position = sites.FindIndex(s => s.Name == target.Token.Text);
        if (position < 0)
        {
            diagnostics.Add(Problems.UnknownSite(
                target.Span, target.Token.Text, Suggestions.Hint(target.Token.Text, sites.Where(s => s.Name is not null).Select(s => s.Name!))));
        }

        return (position, definition.Value);
    }
}
