using RewriteLang.Algebra;

namespace RewriteLang.Verify.Rules;

/// <summary>Plans with several places, for rules with <c>with</c> and <c>each</c>.</summary>
internal sealed partial class PatternPlans
{
    // Mostly the places do not see each other, as in the branches of a union, where equal relations have equal columns; now and then they are joined, and one is
    // the other under other names.
    private Relation Places()
    {
        var places = _rule.Sites[0].Each
            ? Enumerable.Range(0, _random.Weighted((70, 2), (30, 3))).Select(_ => InContext(Make(_rule.Sites[0].Left, []))).ToList()
            : _rule.Sites.Select(s => InContext(Make(s.Left, []))).ToList();
        return _random.Percent(_words.Contains("~") ? 40 : 15) ? new Relation.Block([.. places], []) : Union(places);
    }

    // All columns of all places side by side, so that nothing about any of them stays hidden: of the others a row has NULLs.
    private Relation.UnionAll Union(List<Relation> places)
    {
        var columns = places.SelectMany(p => p.Columns).ToList();
        var branches = places.ConvertAll(p =>
        {
            var own = p.Columns.ToHashSet();
            return (Relation)new Relation.Project(p, [.. columns.Select(c => new ProjectItem(_columns.Fresh(c.Name, c.Type, nullable: true), own.Contains(c) ? c.Ref() : Scalars.Null(c.Type)))]);
        });
        return new([.. branches], [.. columns.Select(c => _columns.Fresh(c.Name, c.Type, nullable: true))], [.. branches.Select(b => b.Columns)]);
    }
}
