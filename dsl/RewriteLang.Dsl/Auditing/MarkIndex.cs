namespace RewriteLang.Dsl.Auditing;

/// <summary>
/// Rules by what they need: each is filed under the rarest of its marks, so that of many rules only those are looked at that could match. A set-valued form of
/// discrimination (McCune, 1992): where order means nothing, what occurs says more than where.
/// </summary>
internal sealed class MarkIndex
{
    private readonly Dictionary<Mark, List<int>> _filed = [];
    private readonly List<int> _always = [];
    private readonly List<HashSet<Mark>> _needs;

    /// <param name="needs">For each rule, the marks without which it matches nothing.</param>
    internal MarkIndex(IEnumerable<IEnumerable<Mark>> needs)
    {
        _needs = [.. needs.Select(n => n.ToHashSet())];
        var uses = _needs.SelectMany(n => n).CountBy(m => m).ToDictionary();
        for (var i = 0; i < _needs.Count; i++)
        {
            FiledUnder(_needs[i], uses).Add(i);
        }
    }

    /// <summary>The rules, as ascending indexes, that need no other marks than these.</summary>
    internal IEnumerable<int> Within(IReadOnlySet<Mark> marks) =>
        marks.SelectMany(m => _filed.GetValueOrDefault(m) ?? []).Concat(_always).Where(i => _needs[i].IsSubsetOf(marks)).Order();

    private List<int> FiledUnder(HashSet<Mark> needs, Dictionary<Mark, int> uses)
    {
        if (needs.Count == 0)
        {
            return _always;
        }

        var rarest = needs.MinBy(m => uses[m]);
        if (!_filed.TryGetValue(rarest, out var rules))
        {
            _filed.Add(rarest, rules = []);
        }

        return rules;
    }
}
