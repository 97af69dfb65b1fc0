using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>Right sides, each for the left side that it names or follows.</summary>
internal sealed partial class LawChecker
{
    private List<Term?> CheckRights(List<Site> sites)
    {
        if (law.Rights.Count != sites.Count)
        {
            diagnostics.Add(Problems.WrongRights(law.Arrow.Span, sites.Count, law.Rights.Count));
            return [];
        }

        var rights = new Term?[sites.Count];
        for (var i = 0; i < sites.Count; i++)
        {
            var (position, value) = Target(law.Rights[i], sites, i);
            if (position < 0)
            {
                continue;
            }

            var site = sites[position];
            rights[position] = Terms.Check(value, site.Term?.Sort ?? SortSet.Any, TermRole.Build);
        }

        if (sites.Zip(rights).All(p => p is ({ Term: { } left }, { } right) && TermText.Of(left) == TermText.Of(right)))
        {
            diagnostics.Add(Problems.NothingChanges(law.Arrow.Span));
        }

        return [.. rights];
    }

    /// <summary>Which site a right side is for: the one it names, or the only one.</summary>
    private (int Position, SyntaxTerm Value) Target(SyntaxTerm right, List<Site> sites, int index)
    {
        if (right is not SyntaxTerm.Definition { Target: SyntaxTerm.Name target } definition)
        {
            if (sites.Count > 1)
            {
                diagnostics.Add(Problems.WrongRights(right.Span, sites.Count, law.Rights.Count));
                return (-1, right);
            }

            return (index, right);
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
