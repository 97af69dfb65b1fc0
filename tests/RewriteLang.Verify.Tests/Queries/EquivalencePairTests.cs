using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Sql;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Queries;

namespace RewriteLang.Verify.Tests.Queries;

/// <summary>Pairs of queries that differ, many of them only on data that nobody would think of, and pairs that do not.</summary>
public sealed class EquivalencePairTests
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "fixtures", "equivalence");
    private static readonly Catalog Catalog = DdlCatalog.Read("schema.sql", File.ReadAllText(Path.Combine(Folder, "schema.sql"))).Value!;
    private static readonly Dictionary<string, Pair> Pairs = Read().ToDictionary(p => p.Title);

    public static TheoryData<string> Different => [.. Pairs.Values.Where(p => p.Differ).Select(p => p.Title)];

    public static TheoryData<string> Same => [.. Pairs.Values.Where(p => !p.Differ).Select(p => p.Title)];

    [Theory]
    [MemberData(nameof(Different))]
    public void Different_queries_are_told_apart(string title)
    {
        var report = Compare(Pairs[title], new());
        Assert.Equal(EquivalenceStatus.Refuted, report.Status);
        AssertRunsAsItStands(report.Refutation!.Script);
    }

    [Theory]
    [MemberData(nameof(Same))]
    public void Equal_queries_are_not(string title)
    {
        var report = Compare(Pairs[title], new(Cases: 80));
        Assert.Equal((EquivalenceStatus.NoDifference, 80), (report.Status, report.Useful));
        Assert.Null(report.Refutation);
    }

    [Fact]
    public void There_are_sixty_pairs_and_more()
    {
        Assert.InRange(Pairs.Count, 80, int.MaxValue);
        Assert.InRange(Pairs.Values.Count(p => !p.Differ), 25, int.MaxValue);
    }

    [Fact]
    public void The_same_seed_finds_the_same_case()
    {
        var pair = Pairs["conditions on three tables"];
        Assert.Equal(Compare(pair, new(Seed: 7)), Compare(pair, new(Seed: 7)));
        Assert.NotEqual(Compare(pair, new(Seed: 7)).Refutation, Compare(pair, new(Seed: 8)).Refutation);
    }

    [Fact]
    public void Names_order_and_types_of_columns_count_unless_told_otherwise()
    {
        var names = new Pair("", true, "SELECT id AS a, name FROM emp", "SELECT id AS b, name FROM emp");
        var order = new Pair("", true, "SELECT id, name FROM emp", "SELECT name, id FROM emp");
        var types = new Pair("", true, "SELECT id FROM emp", "SELECT CAST(id AS BIGINT) AS id FROM emp");
        Assert.All([names, order, types], p => Assert.Equal(EquivalenceStatus.Refuted, Compare(p, new()).Status));
        Assert.Equal(EquivalenceStatus.NoDifference, Compare(names, new(Cases: 5, Comparison: new(Names: false))).Status);
        Assert.Equal(EquivalenceStatus.NoDifference, Compare(order, new(Cases: 5, Comparison: new(ColumnOrder: false))).Status);
        Assert.Equal(EquivalenceStatus.NoDifference, Compare(types, new(Cases: 5, Comparison: new(Types: false))).Status);
    }

    [Fact]
    public void A_query_that_is_always_empty_cannot_be_told()
    {
        var report = Compare(new("", false, "SELECT id FROM emp WHERE salary > 10 AND salary < 10", "SELECT id FROM emp WHERE FALSE"), new(Cases: 10, Attempts: 100));
        Assert.Equal((EquivalenceStatus.Undetermined, 100, 0), (report.Status, report.Attempts, report.Useful));
    }

    [Fact]
    public void A_volatile_query_cannot_be_told()
    {
        var report = Compare(new("", false, "SELECT random() AS r FROM emp", "SELECT random() AS r FROM emp"), new(Cases: 10, Attempts: 50));
        Assert.Equal(EquivalenceStatus.Undetermined, report.Status);
        Assert.NotNull(report.Reason);
    }

    [Fact]
    public void A_query_that_the_engine_rejects_is_an_error()
    {
        var result = new QueryEquivalence(Catalog, DuckDbEngine.Instance, new()).Compare(new("SELECT id FROM emp", null), new("SELECT nothing FROM emp", null), TestContext.Current.CancellationToken);
        Assert.Equal(QueryEquivalence.Rejected, Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void Constants_steer_also_where_a_query_is_not_understood()
    {
        var result = new QueryEquivalence(Catalog, DuckDbEngine.Instance, new()).Compare(
            new("SELECT id FROM emp WHERE salary > 40000", null), new("SELECT id FROM emp WHERE salary >= 40000", null), TestContext.Current.CancellationToken);
        Assert.Equal(EquivalenceStatus.Refuted, result.Value!.Status);
    }

    [Fact]
    public void Judges_text_of_sqlite_on_sqlite()
    {
        // Integer division there, and not here.
        var pair = (First: "SELECT emp_id FROM work WHERE hours / 2 = 3", Second: "SELECT emp_id FROM work WHERE hours = 6 OR hours = 7");
        EquivalenceStatus On(Engine engine, int cases) => new QueryEquivalence(Catalog, engine, new(Cases: cases))
            .Compare(Bound(pair.First), Bound(pair.Second), TestContext.Current.CancellationToken).Value!.Status;
        Assert.Equal(EquivalenceStatus.NoDifference, On(SqliteEngine.Instance, 40));
        Assert.Equal(EquivalenceStatus.Refuted, On(DuckDbEngine.Instance, 40));
    }

    [Fact]
    public void Constraints_hold_in_a_circle_of_foreign_keys_and_beside_odd_names()
    {
        var odd = DdlCatalog.Read("odd.sql", """
            CREATE TABLE "order" (id INTEGER PRIMARY KEY, "Group" UUID NOT NULL, parent INTEGER NOT NULL REFERENCES "order" (id), "At" TIME, kind ENUM ('x', 'y'));
            """).Value!;
        var result = new QueryEquivalence(odd, DuckDbEngine.Instance, new(Cases: 40)).Compare(
            new("SELECT o.id, o.\"Group\", o.kind FROM \"order\" o JOIN \"order\" p ON p.id = o.parent", null),
            new("SELECT id, \"Group\", kind FROM \"order\"", null),
            TestContext.Current.CancellationToken);
        Assert.Equal(EquivalenceStatus.NoDifference, result.Value!.Status);
    }

    private static EquivalenceReport Compare(Pair pair, EquivalenceOptions options)
    {
        var result = new QueryEquivalence(Catalog, DuckDbEngine.Instance, options).Compare(Bound(pair.First), Bound(pair.Second), TestContext.Current.CancellationToken);
        Assert.True(result.IsSuccess, string.Join('\n', result.Diagnostics.Select(d => d.Message)));
        return result.Value;
    }

    private static ComparedQuery Bound(string sql)
    {
        var bound = SqlBinder.Bind(sql, Catalog, new());
        Assert.True(bound.IsSuccess, string.Join('\n', bound.Diagnostics.Select(d => d.Message)));
        return new(sql, bound.Value.Query);
    }

    // With all constraints, in an empty database: the two queries still give what the comments say.
    private static void AssertRunsAsItStands(string script)
    {
        using var database = DuckDbEngine.Instance.OpenMemory();
        var parts = script.Split(["-- first\n", "-- second\n"], StringSplitOptions.None);
        database.Execute(parts[0]);
        var (first, second) = (Run(parts[1]), Run(parts[2]));
        Assert.Equal(Comment(parts[1]), first);
        Assert.Equal(Comment(parts[2]), second);

        string Run(string part)
        {
            try
            {
                var table = database.Query(part[..part.IndexOf(";\n", StringComparison.Ordinal)]);
                return table.Rows.Count == 0 ? "no rows" : string.Join('\n', table.Rows.Select(ResultText.Of));
            }
            catch (System.Data.Common.DbException fault)
            {
                return $"fails: {fault.Message.Split('\n')[0].Trim()}";
            }
        }

        static string Comment(string part) =>
            string.Join('\n', part.Split('\n').Where(l => l.StartsWith("--   ", StringComparison.Ordinal)).Select(l => l[5..]));
    }

    private static IEnumerable<Pair> Read()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "pairs.sql"));
        foreach (var section in text.Split("\n-- ").Skip(1))
        {
            var lines = section.Split('\n', 2);
            var (kind, title) = lines[0].Split(": ", 2) is [var k, var t] ? (k, t) : throw new FormatException(lines[0]);
            var queries = lines[1].Split("\n----\n");
            yield return new(title, kind == "differ", queries[0].Trim(), queries[1].Trim());
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RewriteLang.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    private sealed record Pair(string Title, bool Differ, string First, string Second);
}
