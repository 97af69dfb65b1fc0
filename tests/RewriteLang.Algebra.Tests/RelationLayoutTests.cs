namespace RewriteLang.Algebra.Tests;

public sealed class RelationLayoutTests
{
    [Fact]
    public void A_call_that_fits_stands_on_one_line() =>
        Assert.Equal(["filter(t | a = 1) -> id"], RelationLayout.Lines("filter(t | a = 1) -> id", 80));

    [Fact]
    public void Each_part_of_a_longer_one_stands_on_lines_of_its_own() => Assert.Equal(
        """
        top(
          aggregate(
            join(
              left_join(t, u | id = t_id; x': x),
              v
              | x' = y & name = 'a (long; name'
              & id' > 3);
            id;
            n: count_star());
          id desc;
          limit 3)
        order by id desc
        -> id, n
        """.ReplaceLineEndings("\n"),
        string.Join('\n', RelationLayout.Lines(
            "top(aggregate(join(left_join(t, u | id = t_id; x': x), v | x' = y & name = 'a (long; name' & id' > 3); id; n: count_star()); id desc; limit 3) order by id desc -> id, n", 42)));

    [Theory]
    [InlineData("with(c = aggregate(t; a'; n: sum((b' + 'it''s'))); join(c(x: a'), c(x': a') | x = x' & (x > 1 or x' in (1, 2, 3))))")]
    [InlineData("filter(t | a = 'unclosed and so on and on (and on)")]
    [InlineData("anti_join(project(sales s; item_id, kept: case(not(is_null(quantity)): (quantity * unit_price), else: 0)), returns | item_id = item_id')")]
    public void Nothing_but_white_space_is_added(string text)
    {
        for (var width = 1; width < text.Length + 10; width++)
        {
            Assert.Equal(Bare(text), Bare(string.Concat(RelationLayout.Lines(text, width))));
        }

        static string Bare(string text) => text.Replace(" ", "", StringComparison.Ordinal);
    }
}
