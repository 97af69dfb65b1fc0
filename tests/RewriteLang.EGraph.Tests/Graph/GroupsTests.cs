using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

public sealed class GroupsTests
{
    [Fact]
    public void Ids_lie_in_their_groups_in_the_order_in_which_they_were_put()
    {
        var groups = Of(4, (2, 7), (0, 5), (2, 1), (2, 9), (0, 3));
        Assert.Equal([5, 3], groups[0].ToArray());
        Assert.Empty(groups[1].ToArray());
        Assert.Equal([7, 1, 9], groups[2].ToArray());
        Assert.Empty(groups[3].ToArray());
        Assert.Equal([5, 3, 7, 1, 9], groups.All.ToArray());
    }

    [Fact]
    public void A_group_that_came_later_is_empty() => Assert.Empty(Of(2, (1, 6))[2].ToArray());

    private static Groups Of(int count, params ReadOnlySpan<(int Group, int Id)> pairs)
    {
        var groups = new Groups(count);
        foreach (var (group, _) in pairs)
        {
            groups.Count(group);
        }

        groups.Allocate();
        foreach (var (group, id) in pairs)
        {
            groups.Put(group, id);
        }

        return groups;
    }
}
