using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests;

public sealed class IdSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Agrees_with_a_set_from_the_library(int seed)
    {
        var (random, ids, expected) = (new Random(seed), new IdSet(), new HashSet<int>());
        for (var i = 0; i < 5000; i++)
        {
            var id = random.Next(1000);
            switch (random.Next(5))
            {
                case 0:
                    ids.Remove(id);
                    expected.Remove(id);
                    break;
                case 1:
                    var to = random.Next(id + 1);
                    if (!expected.Contains(to))
                    {
                        ids.Move(id, to);
                        _ = expected.Remove(id) && expected.Add(to);
                    }

                    break;
                default:
                    Assert.Equal(expected.Add(id), ids.Add(id));
                    break;
            }

            Assert.Equal(expected.Count, ids.Count);
        }

        Assert.Equal(expected.Order(), Enumerable.Range(0, 2000).Where(ids.Contains));
        ids.Clear();
        Assert.Equal((0, false), (ids.Count, Enumerable.Range(0, 2000).Any(ids.Contains)));
    }

    [Fact]
    public void An_absent_child_is_in_no_set() => Assert.False(new IdSet().Contains(-1));
}
