namespace RewriteLang.Algebra.Tests.Terms;

/// <summary>Sets of columns, against sets of numbers.</summary>
public sealed class ColumnSetTests
{
    private readonly Column[] _columns;

    public ColumnSetTests()
    {
        var factory = new ColumnFactory();
        _columns = [.. Enumerable.Range(0, 200).Select(i => factory.Fresh($"c{i}", SqlType.Integer))];
    }

    [Fact]
    public void Operations_are_those_of_sets()
    {
        var random = new Random(17);
        for (var round = 0; round < 500; round++)
        {
            var (a, b) = (Some(random), Some(random));
            var (x, y) = (SetOf(a), SetOf(b));
            Assert.Equal(SetOf(a.Union(b)), x.Union(y));
            Assert.Equal(SetOf(a.Intersect(b)), x.Intersect(y));
            Assert.Equal(SetOf(a.Except(b)), x.Except(y));
            Assert.Equal(a.Intersect(b).Any(), x.Overlaps(y));
            Assert.Equal(!a.Except(b).Any(), x.IsSubsetOf(y));
            Assert.Equal(a.Count, x.Count);
            Assert.Equal(a.Count == 0, x.IsEmpty);
            Assert.Equal(a.Order(), x.Ids.Select(id => Array.FindIndex(_columns, c => c.Id == id)));
        }
    }

    [Fact]
    public void What_scalars_read_is_the_union_of_what_each_reads()
    {
        var sum = new Scalar.Call("+", [_columns[3].Ref(), _columns[150].Ref()], SqlType.Integer);
        var other = _columns[70].Ref().EqualTo(_columns[3].Ref());
        Assert.Equal(SetOf([3, 150]), ColumnSet.ReadBy(sum));
        Assert.Equal(SetOf([3, 70, 150]), ColumnSet.ReadBy((Sequence<Scalar>)[sum, other, Scalars.True]));
        Assert.Equal(ColumnSet.Empty, ColumnSet.ReadBy(Scalars.True));
    }

    [Fact]
    public void A_changed_scalar_forgets_what_the_old_one_read()
    {
        var equality = new Scalar.Comparison(ComparisonOperator.Equal, _columns[1].Ref(), _columns[2].Ref());
        Assert.Equal(SetOf([1, 2]), ColumnSet.ReadBy(equality));
        Assert.Equal(SetOf([1, 5]), ColumnSet.ReadBy(equality with { Right = _columns[5].Ref() }));
    }

    private static HashSet<int> Some(Random random)
    {
        var (least, most) = (random.Next(200), random.Next(200));
        return [.. Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(Math.Min(least, most), Math.Max(least, most) + 1))];
    }

    private ColumnSet SetOf(IEnumerable<int> columns) => ColumnSet.Of(columns.Select(i => _columns[i]));
}
