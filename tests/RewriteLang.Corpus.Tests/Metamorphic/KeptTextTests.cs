using RewriteLang.Dsl;
using RewriteLang.Engines;

namespace RewriteLang.Corpus.Tests.Metamorphic;

/// <summary>A construct that is not supported costs the part it stands in: what is around it and inside of it is still rewritten.</summary>
public sealed class KeptTextTests : IDisposable
{
    private const string Schema = """
        create table customers (customer_id integer primary key, city varchar, credit integer);
        create table orders (order_id integer primary key, customer_id integer not null references customers (customer_id), total integer not null, note varchar);
        """;

    private const string Data = """
        insert into customers select i, 'c' || i % 7, i % 11 from range(40) r(i);
        insert into orders select i, i % 40, i % 13, case when i % 5 > 0 then 'n' || i % 3 end from range(200) r(i);
        """;

    private const string Wasteful = "select o.order_id, o.total, c.credit from orders o left join customers c on o.customer_id = c.customer_id where c.credit > 3";

    private static readonly RuleLibrary Rules = RuleLoader.Load([Path.Combine(CorpusSet.Root(), "rules")]).Value!;

    private readonly EngineDatabase _database = DuckDbEngine.Instance.OpenMemory();

    public KeptTextTests()
    {
        _database.Execute(Schema);
        _database.Execute(Data);
    }

    [Theory]
    [InlineData($"select columns('c|t') from ({Wasteful}) x order by all", "select columns('c|t') from")]
    [InlineData($"with x as ({Wasteful}) pivot x on credit in (4, 5) using sum(total) -- as it was", "on credit in (4, 5) using sum(total)")]
    [InlineData($"with x as ({Wasteful}) select * /* all */ from x asof join customers c on c.customer_id >= x.order_id", "select * /* all */ from")]
    [InlineData($"select p.city, x.total from (select columns('city|credit') from customers) p, ({Wasteful}) x where p.credit = x.credit", "select columns('city|credit') from customers")]
    [InlineData($"select {{'id': order_id, 'n': [total, credit][1]}} as s from ({Wasteful}) x where list_contains(list_transform([total], v -> v + 1), credit)", "list_transform(")]
    [InlineData($"select unnest({{'a': 1, 'b': n}}) from (select count(*) as n from ({Wasteful}) x) y", "select unnest({'a': 1, 'b': n}) from")]
    public void The_rest_is_rewritten_with_the_same_rows(string sql, string kept)
    {
        var rewriting = new Rewriter(_database.ReadCatalog(), VerifiedRules.Unchecked(Rules), new("duckdb") { TakeAnyChange = true }).Rewrite(sql);

        Assert.Equal(RewritingStatus.Rewritten, rewriting.Status);
        Assert.Contains("left-join-to-inner", rewriting.Optimized!.Rules);
        Assert.Contains(kept, rewriting.Text!, StringComparison.Ordinal);
        Assert.Contains(rewriting.Diagnostics, d => d.Message.EndsWith("This part is kept as its text.", StringComparison.Ordinal));
        Assert.Equal(Rows(sql), Rows(rewriting.Text!));
    }

    [Fact]
    public void Without_a_part_that_is_understood_the_query_passes_through()
    {
        var rewriting = new Rewriter(_database.ReadCatalog(), VerifiedRules.Unchecked(Rules), new("duckdb") { TakeAnyChange = true }).Rewrite("select columns('c') from orders");

        Assert.Equal(RewritingStatus.PassedThrough, rewriting.Status);
        Assert.EndsWith("The query passes through unchanged.", Assert.Single(rewriting.Diagnostics).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _database.Dispose();

    private List<string> Rows(string sql)
    {
        var table = _database.Query(sql);
        return [string.Join(',', table.Columns.Select(c => $"{c.Name} {c.Type}")), .. table.Rows.Select(r => string.Join('|', r.Select(Text))).Order(StringComparer.Ordinal)];
    }

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        System.Collections.IDictionary fields => string.Join(';', fields.Keys.Cast<object>().Select(k => $"{k}={Text(fields[k])}")),
        string text => text,
        System.Collections.IEnumerable list => string.Join(';', list.Cast<object?>().Select(Text)),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
