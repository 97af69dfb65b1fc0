using System.Text;
using RewriteLang.Sql.Printing;
using RewriteLang.Sql.Tests.Fixtures;
using RewriteLang.TestTrees;

namespace RewriteLang.Sql.Tests.Robustness;

/// <summary>
/// Text that nobody would write: whatever comes in, each statement is bound or has a diagnostic whose place lies in the text, what is bound is printed
/// or refused, and nothing is thrown. What once failed is kept in mutated.cases.
/// </summary>
public sealed class MutatedSqlTests : IDisposable
{
    private const int Mutants = 1500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Schema _schema = new(string.Join('\n', Fixture.Read(File.ReadAllLines(Repository.PathOf("tests/fixtures/sql/shared.sql"))).Select(f => f.Sql)));

    public void Dispose() => _schema.Dispose();

    [Fact]
    public async Task Every_mutant_of_a_fixture_query_is_bound_or_explained()
    {
        var seed = Seed.Of(nameof(MutatedSqlTests));
        var random = new Random((int)(seed.Value % int.MaxValue));
        var queries = FixtureTests.Files.SelectMany(f => Fixture.Read(File.ReadAllLines(Repository.PathOf($"tests/fixtures/sql/{f.Data}.test"))))
            .Where(f => f.IsQuery).Select(f => f.Sql).ToList();
        for (var i = 0; i < Mutants; i++)
        {
            await Check(Mutated(queries, random), $"mutant {i} of {seed}");
        }
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("not ", "true", "")]
    [InlineData("- ", "1", "")]
    [InlineData("case when true then ", "1", " end")]
    [InlineData("abs(", "1", ")")]
    [InlineData("(select ", "1", ")")]
    [InlineData("1 in (", "1", ")")]
    [InlineData("1 + ", "1", "")]
    [InlineData("cast(", "1", " as integer)")]
    [InlineData("exists (select 1 where ", "true", ")")]
    public async Task Nested_expressions_are_bound_or_explained(string open, string inner, string close)
    {
        foreach (var depth in (int[])[50, 500, 5000])
        {
            await Check($"select {Repeat(open, depth)}{inner}{Repeat(close, depth)}", $"{open} {depth} times");
        }
    }

    [Theory]
    [InlineData("select * from (", "select 1 as a", ") x")]
    [InlineData("with c as (", "select 1", ") select * from c")]
    [InlineData("(", "select 1", ")")]
    [InlineData("select 1 union all (", "select 1", ")")]
    [InlineData("select 1 intersect select 2 union ", "select 1", "")]
    [InlineData("select * from t, lateral (", "select 1 as b", ") y")]
    [InlineData("select * from t left join (", "select 1 as b", ") y on true")]
    public async Task Nested_queries_are_bound_or_explained(string open, string inner, string close)
    {
        foreach (var depth in (int[])[20, 500, 2000])
        {
            await Check(Repeat(open, depth) + inner + Repeat(close, depth), $"{open} {depth} times");
        }
    }

    public static TheoryData<string, string> Long => new()
    {
        { "a literal", $"select '{new string('x', 1 << 20)}' as a" },
        { "a literal of quotes", $"select '{new string('\'', 1 << 20)}' as a" },
        { "a number", $"select {new string('9', 1 << 20)}" },
        { "a name", $"select a as {new string('n', 1 << 20)} from t" },
        { "a comment", $"/* {new string('*', 1 << 20)} */ select 1" },
        { "an open comment", new string('/', 1) + new string('*', 1 << 20) },
        { "semicolons", new string(';', 1 << 18) + "select 1" },
        { "open parentheses", "select " + new string('(', 1 << 18) },
        { "a sum", "select " + string.Join(" + ", Enumerable.Repeat("1", 3000)) },
        { "a disjunction", "select a from t where " + string.Join(" or ", Enumerable.Range(0, 3000).Select(i => $"a = {i}")) },
        { "a list", $"select a from t where a in ({string.Join(", ", Enumerable.Range(0, 5000))})" },
        { "a union", string.Join(" union all ", Enumerable.Repeat("select 1", 800)) },
        { "half a surrogate pair", "select '\ud800' as a, \"\udc00\" from t" },
        { "a character NUL", "select 'a\0b', a\0 from t" },
        { "a replacement character", "select '\uFFFD' from \uFFFD" },
        { "only a byte order mark", "\uFEFF" },
    };

    [Theory]
    [MemberData(nameof(Long))]
    public Task Long_and_odd_texts_are_bound_or_explained(string what, string sql) => Check(sql, what);

    public static TheoryData<string> Kept => [.. File.ReadAllText(Repository.PathOf("tests/RewriteLang.Sql.Tests/Robustness/mutated.cases")).Split("\n---\n").Where(c => c.Length > 0)];

    [Theory]
    [MemberData(nameof(Kept))]
    public Task What_once_failed_is_bound_or_explained(string sql) => Check(sql, "a kept case");

    private async Task Check(string sql, string what)
    {
        // On a thread of its own, with the stack that a server's threads have; a hang is told by its name.
        var work = Task.Run(() => CheckNow(sql));
        if (await Task.WhenAny(work, Task.Delay(Patience, TestContext.Current.CancellationToken)) != work)
        {
            Assert.Fail($"{what} takes more than {Patience.TotalSeconds} s:\n{Shown(sql)}");
        }

        try
        {
            await work;
        }
        catch (Exception fault)
        {
            Assert.Fail($"{what}: {fault}\n{Shown(sql)}");
        }
    }

    private void CheckNow(string sql)
    {
        foreach (var dialect in (Dialect[])[Dialect.DuckDb, Dialect.Sqlite])
        {
            SqlScript.Split(sql, dialect: dialect);
        }

        foreach (var statement in SqlScript.Split(sql, "q.sql"))
        {
            SqlBinder.Bind(statement, _schema.Catalog, new(), Dialect.Sqlite);
            var bound = SqlBinder.Bind(statement, _schema.Catalog, new());
            if (!bound.IsSuccess)
            {
                Assert.NotEmpty(bound.Diagnostics);
                Assert.All(bound.Diagnostics, d => Assert.True(d.Span is not { } span || (span.Offset >= 0 && span.Offset + span.Length <= sql.Length), d.ToString()));
                continue;
            }

            foreach (var dialect in (Dialect[])[Dialect.DuckDb, Dialect.Sqlite])
            {
                var printed = SqlPrinter.Print(bound.Value.Query, dialect);
                Assert.True(printed.IsSuccess || printed.Diagnostics.All(d => d.Code != "RW1599"), string.Join('\n', printed.Diagnostics));
            }
        }
    }

    private static string Mutated(List<string> queries, Random random)
    {
        var sql = queries[random.Next(queries.Count)];
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            sql = Mutated(sql, queries[random.Next(queries.Count)], random);
        }

        return sql;
    }

    private static string Mutated(string sql, string other, Random random)
    {
        var words = sql.Split(' ');
        var (i, j) = (random.Next(words.Length), random.Next(words.Length));
        var otherWords = other.Split(' ');
        switch (random.Next(8))
        {
            case 0:
                return sql[..random.Next(sql.Length + 1)];
            case 1:
                (words[i], words[j]) = (words[j], words[i]);
                break;
            case 2:
                words[i] = "";
                break;
            case 3:
                words[i] = otherWords[random.Next(otherWords.Length)];
                break;
            case 4:
                words[i] += " " + words[j];
                break;
            case 5:
                words[i] = ((string[])["(", ")", "'", "\"", ";", "--", "/*", "null", "*", ",", "$1", "?", "é", "select"])[random.Next(14)];
                break;
            case 6:
                words[i] = $"({other})";
                break;
            default:
                var at = random.Next(sql.Length + 1);
                return sql[..at] + (char)random.Next(1, 0x300) + sql[at..];
        }

        return string.Join(' ', words);
    }

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static string Shown(string sql) => sql.Length <= 2000 ? sql : $"{sql[..1000]} … {sql[^1000..]}";
}
