using RewriteLang.Engines;
using RewriteLang.Optimizer.Passes;

namespace RewriteLang.Corpus.Tests.Metamorphic;

/// <summary>Subqueries that are alike up to constants give the same rows over a table of parameters, on both engines; those that are not alike stay.</summary>
public sealed class ParametrizationTests
{
    private const string Schema = "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, s VARCHAR, d DATE, f DOUBLE); CREATE TABLE u (id INTEGER PRIMARY KEY, x INTEGER)";

    /// <summary>A branch of a union, with places for the constants of one branch.</summary>
    public static TheoryData<string> Alike =>
    [
        "SELECT {0} AS k, (SELECT max(b) FROM t WHERE a = {0}) AS m",
        "SELECT 'n{0}' AS k, (SELECT max(b) FROM t WHERE a = {0}) AS m, (SELECT min(b) FROM t WHERE a = {0} AND b > {1}) AS l, (SELECT count(s) FROM t WHERE {0} = a) AS n",
        "SELECT {0} AS k, (SELECT sum(b) FROM t WHERE a = {0} AND s = 's{1}') + 1 AS m, (SELECT avg(b) FROM t WHERE a <= {1}) AS v",
        "SELECT (SELECT count(DISTINCT b) FROM t WHERE a BETWEEN {0} AND {1}) AS n, DATE '2024-01-0{2}' AS d, (SELECT max(s) FROM t WHERE d = DATE '2024-01-0{2}') AS s",
        "SELECT {0} AS k, (SELECT max(t.b) FROM t, u WHERE t.a = u.x AND u.id = {1}) AS m",
        "SELECT {0} AS k, coalesce((SELECT max(b) FROM t WHERE a = {0} AND b IS NULL), 7) AS m, (SELECT min(f) FROM t WHERE s <> 's{1}') AS f",
    ];

    [Theory]
    [MemberData(nameof(Alike))]
    public void Branches_that_are_alike_are_joined_with_their_constants(string branch) =>
        Same(string.Join(" UNION ALL ", Enumerable.Range(0, 9).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, branch, i % 5, i % 3, 1 + (i % 4)))), isRewritten: true);

    [Theory]
    [MemberData(nameof(Alike))]
    public void Branches_may_be_the_same_more_than_once(string branch) =>
        Same(string.Join(" UNION ALL ", Enumerable.Range(0, 8).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, branch, i / 4, i / 4, 1 + (i / 4)))), isRewritten: true);

    [Fact]
    public void Values_of_one_row_are_picked_from_the_groups() => Same(
        "SELECT " + string.Join(", ", Enumerable.Range(0, 10).SelectMany(i => new[] { $"(SELECT max(b) FROM t WHERE a = {i % 7}) AS m{i}", $"(SELECT count(s) FROM t WHERE a = {i % 7} AND b < {i}) AS n{i}" })),
        isRewritten: true);

    [Fact]
    public void Values_of_one_row_may_be_calculated_with() => Same(
        "SELECT " + string.Join(", ", Enumerable.Range(0, 10).Select(i => $"(SELECT max(b) FROM t WHERE a = {i}) - (SELECT min(b) FROM t WHERE a = {i}) AS m{i}")), isRewritten: true);

    [Theory]
    [InlineData("SELECT {0} AS k, (SELECT count(*) FROM t WHERE a = {0}) AS n")]
    [InlineData("SELECT {0} AS k, (SELECT sum(f) FROM t WHERE a = {0}) AS n")]
    [InlineData("SELECT {0} AS k, (SELECT max(b + {0}) FROM t WHERE a = {0}) AS n")]
    [InlineData("SELECT {0} AS k, (SELECT max(b) FROM t WHERE a = {0}) > {0} AS n")]
    [InlineData("SELECT {0} AS k, (SELECT max(b) FROM t WHERE a = {0}) + {0} AS n")]
    [InlineData("SELECT {0} AS k, (SELECT b FROM t WHERE id = {0}) AS n")]
    [InlineData("SELECT a AS k, (SELECT max(b) FROM t WHERE a = {0}) AS n FROM t")]
    [InlineData("SELECT {0} AS k, (SELECT max(b) FROM t WHERE a = {0} OR b = {0}) AS n")]
    [InlineData("SELECT {0} AS k, (SELECT max(b) FROM t WHERE a = {0} AND random() < 2) AS n")]
    public void What_is_not_understood_stays(string branch) =>
        Same(string.Join(" UNION ALL ", Enumerable.Range(0, 6).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, branch, i))), isRewritten: false);

    [Theory]
    [InlineData("a = 3", "a > 3")]
    [InlineData("a = 3", "b = 3")]
    [InlineData("a = 3", "a = 3.5")]
    [InlineData("a = 3", "a = 3 AND b = 3")]
    public void Branches_that_differ_otherwise_stay(string most, string last) => Same(
        string.Join(" UNION ALL ", Enumerable.Range(0, 6).Select(i => $"SELECT {i} AS k, (SELECT max(b) FROM t WHERE {(i == 5 ? last : most)}) AS n")), isRewritten: false);

    private static void Same(string sql, bool isRewritten)
    {
        foreach (var engine in Engine.All)
        {
            PassTrial.Same(engine, Schema, Data(seed: 11), sql, isRewritten, Parametrization.Of);
        }
    }

    private static string Data(int seed)
    {
        var random = new Random(seed);
        string Or(string value) => random.Next(5) == 0 ? "NULL" : value;
        var t = Enumerable.Range(0, 60).Select(i => $"({i}, {Or($"{random.Next(6)}")}, {Or($"{random.Next(-4, 9)}")}, {Or($"'s{random.Next(3)}'")}, {Or($"'2024-01-0{random.Next(1, 6)}'")}, {Or($"{random.Next(9)}.5")})");
        var u = Enumerable.Range(0, 8).Select(i => $"({i}, {Or($"{random.Next(6)}")})");
        return $"INSERT INTO t VALUES {string.Join(", ", t)}; INSERT INTO u VALUES {string.Join(", ", u)}";
    }
}
