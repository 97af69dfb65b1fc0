namespace RewriteLang.Algebra.Tests.Terms;

/// <summary>Sequences are values, and are not copied without need.</summary>
public sealed class SequenceTests
{
    private static readonly Sequence<int> Numbers = [3, 1, 4, 1, 5];

    [Theory]
    [InlineData(1, new[] { 3, 1, 4, 1, 5 })]
    [InlineData(2, new[] { 3, 4, 5 })]
    [InlineData(5, new[] { 5 })]
    [InlineData(9, new int[0])]
    public void A_filter_keeps_the_wanted_elements_in_their_order(int least, int[] kept) => Assert.Equal(kept, Numbers.Filter(n => n >= least).ToArray());

    [Fact]
    public void A_filter_that_keeps_everything_gives_the_same_sequence() => Assert.True(Numbers.Filter(_ => true).IsSame(Numbers));

    [Fact]
    public void An_element_is_asked_for_once()
    {
        var asked = 0;
        Numbers.Filter(n => ++asked > 0 && n > 1);
        Assert.Equal(Numbers.Count, asked);
    }

    [Fact]
    public void A_loop_sees_every_element()
    {
        var sum = 0;
        foreach (var number in Numbers)
        {
            sum += number;
        }

        foreach (var number in Sequence<int>.Empty)
        {
            sum += 100 * number;
        }

        Assert.Equal(14, sum);
    }
}
