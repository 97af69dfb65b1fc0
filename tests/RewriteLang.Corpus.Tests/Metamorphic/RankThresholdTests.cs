using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Optimizer.Passes;

namespace RewriteLang.Corpus.Tests.Metamorphic;

/// <summary>Rows that cannot be among the first of their partition are dropped before they are ranked; what is left has the ranks that it had.</summary>
public sealed class RankThresholdTests
{
    private const string Schema = "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, s VARCHAR, d DATE, p DECIMAL(7,2), f DOUBLE)";

    /// <summary>Queries; {0} is how many are wanted.</summary>
    public static TheoryData<string> Ranked =>
    [
        "SELECT * FROM (SELECT a, v, rank() OVER (PARTITION BY a ORDER BY v DESC) AS r FROM (SELECT a, s, sum(b) AS v FROM t GROUP BY a, s) g) q WHERE r <= {0}",
        "SELECT * FROM (SELECT a, v, rank() OVER (PARTITION BY a ORDER BY v) AS r FROM (SELECT a, s, min(p) AS v FROM t GROUP BY a, s) g) q WHERE r < {0}",
        "SELECT a, r FROM (SELECT a, s, v, rank() OVER (PARTITION BY a, s ORDER BY v DESC NULLS FIRST, d) AS r FROM (SELECT a, s, d, max(f) AS v FROM t GROUP BY a, s, d) g) q WHERE {0} >= r AND v < 6",
        "SELECT * FROM (SELECT a, v, rank() OVER (ORDER BY v NULLS FIRST) AS r, dense_rank() OVER (ORDER BY v NULLS FIRST) AS x FROM (SELECT a, s, sum(p) AS v FROM t GROUP BY ROLLUP (a, s)) g) q WHERE r = {0}",
        "SELECT q.*, u.b FROM (SELECT a, n, rank() OVER (PARTITION BY a ORDER BY n DESC) AS r FROM (SELECT a, d, count(*) AS n FROM t GROUP BY CUBE (a, d)) g) q JOIN t u ON u.a = q.r WHERE r BETWEEN 1 AND {0}",
        "SELECT * FROM (SELECT a, d, rank() OVER (PARTITION BY a ORDER BY d DESC NULLS LAST) AS r FROM (SELECT a, s, max(d) AS d FROM t GROUP BY a, s) g) q WHERE r <= {0} AND r > 1",
    ];

    [Theory]
    [MemberData(nameof(Ranked))]
    public void Rows_behind_the_last_wanted_one_are_dropped_first(string query)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            for (var most = 1; most <= 5; most++)
            {
                Same(query.Replace("{0}", most.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), isRewritten: !query.Contains("r < {0}", StringComparison.Ordinal) || most > 1, seed);
            }
        }
    }

    [Theory]
    [InlineData("SELECT * FROM (SELECT a, rank() OVER (PARTITION BY a ORDER BY v DESC) AS r, sum(v) OVER (PARTITION BY a) AS w FROM (SELECT a, s, sum(b) AS v FROM t GROUP BY a, s) g) q WHERE r <= 2")]
    [InlineData("SELECT * FROM (SELECT a, rank() OVER (PARTITION BY a ORDER BY v DESC) AS r, rank() OVER (PARTITION BY a ORDER BY v) AS w FROM (SELECT a, s, sum(b) AS v FROM t GROUP BY a, s) g) q WHERE r <= 2")]
    [InlineData("SELECT * FROM (SELECT a, dense_rank() OVER (PARTITION BY a ORDER BY v DESC) AS r FROM (SELECT a, s, sum(b) AS v FROM t GROUP BY a, s) g) q WHERE r <= 2")]
    [InlineData("SELECT * FROM (SELECT a, rank() OVER (PARTITION BY a ORDER BY v DESC) AS r FROM (SELECT a, s, sum(b) AS v FROM t GROUP BY a, s) g) q WHERE r >= 2")]
    [InlineData("SELECT * FROM (SELECT a, rank() OVER (PARTITION BY a ORDER BY v DESC) AS r FROM (SELECT a, s, sum(b) AS v FROM t GROUP BY a, s) g) q WHERE r <= 2 OR a = 1")]
    [InlineData("SELECT * FROM (SELECT a, rank() OVER (PARTITION BY a ORDER BY b DESC) AS r FROM t) q WHERE r <= 2")]
    [InlineData("SELECT * FROM (SELECT a, rank() OVER (PARTITION BY a ORDER BY v DESC) AS r FROM (SELECT a, s, sum(b) + random() AS v FROM t GROUP BY a, s) g) q WHERE r <= 2")]
    [InlineData("SELECT * FROM (SELECT a, percent_rank() OVER (PARTITION BY a ORDER BY v DESC) AS r FROM (SELECT a, s, sum(b) AS v FROM t GROUP BY a, s) g) q WHERE r <= 1")]
    public void What_needs_the_other_rows_stays(string query) => Same(query, isRewritten: false, seed: 1);

    // Of a table without statistics a thousand rows are expected.
    [Fact]
    public void A_query_that_ranks_few_rows_stays_the_same_object() => PassTrial.Same(
        DuckDbEngine.Instance, Schema, Data(1), "SELECT * FROM (SELECT a, v, rank() OVER (PARTITION BY a ORDER BY v DESC) AS r FROM (SELECT a, s, sum(b) AS v FROM t GROUP BY a, s) g) q WHERE r <= 2", isRewritten: false,
        (query, columns) => new RankThreshold(columns, Trust.Validated).Of(query));

    private static void Same(string sql, bool isRewritten, int seed) =>
        PassTrial.Same(DuckDbEngine.Instance, Schema, Data(seed), sql, isRewritten, (query, columns) => new RankThreshold(columns, Trust.Validated).Of(query, (_, _, _) => true));

    // Ties, NULLs, NaN and both zeros.
    private static string Data(int seed)
    {
        var random = new Random(seed);
        string Or(string value) => random.Next(5) == 0 ? "NULL" : value;
        var t = Enumerable.Range(0, seed == 6 ? 0 : 90).Select(i =>
            $"({i}, {Or($"{random.Next(4)}")}, {Or($"{random.Next(-2, 5)}")}, {Or($"'s{random.Next(9)}'")}, {Or($"'2024-01-0{random.Next(1, 9)}'")}, {Or($"{random.Next(4)}.25")}, {Or(random.Next(9) switch { 0 => "'NaN'", 1 => "-0.0", 2 => "0.0", _ => $"{random.Next(5)}.5" })})").ToList();
        return t.Count == 0 ? "SELECT 1" : $"INSERT INTO t VALUES {string.Join(", ", t)}";
    }
}
