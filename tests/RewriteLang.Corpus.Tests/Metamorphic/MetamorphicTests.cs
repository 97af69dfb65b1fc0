using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Optimizer;

namespace RewriteLang.Corpus.Tests.Metamorphic;

/// <summary>
/// What a query means decides which rules fire, not how it is written: renaming the schema, shuffling FROM, conjuncts and columns, and swapping a CTE for a
/// derived table change nothing.
/// </summary>
public class MetamorphicTests
{
    private const string Schema = """
        create table customers (customer_id integer primary key, city varchar, credit integer);
        create table orders (order_id integer primary key, customer_id integer not null references customers (customer_id), total integer not null, note varchar);
        create table lines (line_id integer primary key, order_id integer not null references orders (order_id), part integer, store integer, amount integer not null);
        """;

    private static readonly (string From, string To)[] Renaming =
    [
        ("orders", "tab_o"), ("customers", "tab_c"), ("lines", "tab_l"), ("order_id", "k1"), ("customer_id", "k2"), ("line_id", "k3"),
        ("total", "v1"), ("note", "v2"), ("city", "v3"), ("credit", "v4"), ("part", "v5"), ("store", "v6"), ("amount", "v7"),
    ];

    private static readonly RuleLibrary Rules = RuleLoader.Load([Path.Combine(CorpusSet.Root(), "rules")]).Value!;

    public static TheoryData<string, string, string> Variants => new()
    {
        // Rule, a query, and the same query written differently.
        {
            "left-join-to-inner",
            "select o.order_id from orders o left join customers c on o.customer_id = c.customer_id where c.credit > 3 and o.total < 9",
            "select x.order_id from orders x left join customers y on y.customer_id = x.customer_id where 9 > x.total and y.credit > 3"
        },
        {
            "left-join-to-inner",
            "select o.order_id from orders o left join customers c on o.customer_id = c.customer_id where c.credit > 3 and o.total < 9",
            "with j as (select o.order_id, o.total, c.credit from orders o left join customers c on o.customer_id = c.customer_id) select order_id from j where credit > 3 and total < 9"
        },
        {
            "drop-unused-left-join",
            "select l.amount, l.part from lines l left join orders o on l.order_id = o.order_id",
            "select q.part, q.amount from lines q left join orders r on r.order_id = q.order_id"
        },
        {
            "drop-foreign-key-join-below-aggregate",
            "select l.part, sum(l.amount) as s from lines l, orders o where l.order_id = o.order_id and l.amount > 2 group by l.part",
            "select l.part, sum(l.amount) as s from orders o join lines l on o.order_id = l.order_id where l.amount > 2 group by l.part"
        },
        {
            "consolidate-scans",
            "select p.n, q.m from (select count(*) as n from lines l, orders o where l.order_id = o.order_id and o.total = 1 and amount = 3) p, (select count(*) as m from lines l, orders o where l.order_id = o.order_id and o.total = 1 and amount = 7) q",
            "with p as (select count(*) as n from orders o join lines l on o.order_id = l.order_id where amount = 3 and o.total = 1), q as (select count(*) as m from lines l join orders o using (order_id) where 7 = amount and 1 = o.total) select n, m from q, p"
        },
        {
            "self-join-by-key",
            "select a.total, b.note from orders a, orders b where a.order_id = b.order_id and a.total > 5",
            "with b as (select order_id, note from orders) select a.total, b.note from b join orders a on b.order_id = a.order_id where 5 < a.total"
        },
        {
            "look-up-after-grouping",
            "select o.order_id, o.note, sum(l.amount) as s from orders o, lines l where l.order_id = o.order_id and l.part > 3 group by o.order_id, o.note",
            "select o.order_id, o.note, sum(l.amount) as s from lines l join orders o on o.order_id = l.order_id where 3 < l.part group by o.note, o.order_id"
        },
        {
            "self-join-to-group-by",
            "select order_id from orders where total > 5 and order_id in (select a.order_id from lines a, lines b where a.order_id = b.order_id and a.store <> b.store)",
            "with two as (select b.order_id from lines b join lines a on b.order_id = a.order_id where b.store <> a.store) select order_id from orders where order_id in (select order_id from two) and 5 < total"
        },
        {
            "decorrelate-scalar-aggregate",
            "select o.order_id from orders o where o.total > (select avg(l.amount) from lines l where l.order_id = o.order_id)",
            "select o.order_id from orders o where (select avg(x.amount) from lines x where o.order_id = x.order_id) < o.total"
        },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_same_rules_fire_however_a_query_is_written(string rule, string query, string variant)
    {
        var rules = Fired(Schema, query);

        Assert.Contains(rule, rules);
        Assert.Equal(rules.Where(IsNoStructure), Fired(Schema, variant).Where(IsNoStructure));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_same_rules_fire_under_other_names(string rule, string query, string variant)
    {
        Assert.Contains(rule, Fired(Renamed(Schema), Renamed(query)));
        Assert.Equal(Fired(Schema, query), Fired(Renamed(Schema), Renamed(query)));
        Assert.Equal(Fired(Schema, variant), Fired(Renamed(Schema), Renamed(variant)));
    }

    // The branches of the union share their names of columns; once only one of them is left, it meets itself.
    [Fact]
    public void What_is_left_of_a_union_can_meet_what_is_left_of_another()
    {
        const string union = "with u as (select order_id, total, note, 's' as kind from orders union all select line_id, amount, null, 'w' from lines) ";

        Assert.Contains("self-join-by-key", Fired(Schema, union + "select a.total, b.note from u a, u b where a.order_id = b.order_id and a.kind = 's' and b.kind = 's'"));
        Assert.DoesNotContain("self-join-by-key", Fired(Schema, union + "select a.total, b.note from u a, u b where a.order_id = b.order_id and a.kind = 's' and b.kind = 'w'"));
    }

    // How much there is to flatten does depend on how a query is written. What is no rule is a pass.
    private static bool IsNoStructure(string rule) => Rules.Rules.FirstOrDefault(r => r.Name == rule) is not { } found || !found.Tags.Contains(PlanOptimizer.StructureTag);

    private static List<string> Fired(string schema, string sql)
    {
        var catalog = DdlCatalog.Read("schema.sql", schema).Value!;
        var counted = new Catalog([.. catalog.Tables.Select(t => t with { Statistics = new(100_000, [.. t.Columns.Select(_ => new ColumnStatistics(5_000, 0, 0, 100, 8))]) })]);
        return new[] { "sqlite", "duckdb" }.SelectMany(engine =>
        {
            var rewriting = new Rewriter(counted, VerifiedRules.Unchecked(Rules), new(engine) { TakeAnyChange = true }).Rewrite(sql);
            Assert.True(rewriting.Optimized is not null, string.Join(Environment.NewLine, rewriting.Diagnostics));
            return rewriting.Optimized.Rules;
        }).Distinct().Order(StringComparer.Ordinal).ToList();
    }

    private static string Renamed(string sql) => Renaming.Aggregate(sql, (text, pair) =>
        System.Text.RegularExpressions.Regex.Replace(text, $@"\b{pair.From}\b", pair.To));
}
