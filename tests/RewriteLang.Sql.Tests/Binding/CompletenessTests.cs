using System.Text.Json;
using System.Text.Json.Nodes;
using RewriteLang.Sql.Binding;
using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Tests.Binding;

/// <summary>Nothing that the syntax tree says is silently dropped.</summary>
public sealed class CompletenessTests : IDisposable
{
    private readonly Schema _schema = new("CREATE TABLE t (a INTEGER, b INTEGER); CREATE TABLE u (a INTEGER, c INTEGER)");

    /// <summary>A field nobody knows is put into each node of the tree in turn: the binder must refuse the query each time.</summary>
    [Theory]
    [InlineData("select a + 1, count(*), sum(b) filter (where a > 1) from t where a = 1 and (b in (1, 2) or not a is null) group by 1, a having count(*) > 1 order by 2 limit 3")]
    [InlineData("select distinct x.a, case when b between 1 and 2 then 'x' else 'y' end, cast(b as date) from t x join u using (a) left join (select c from u) q on q.c = x.b")]
    [InlineData("with w as (select a from t) select * from w where a in (select a from u) and exists (select 1 from u) and a > (select max(c) from u)")]
    [InlineData("select a from t union all select c from u order by 1 limit 1")]
    [InlineData("select * exclude (a) replace (b + 1 as b), rank() over (partition by a order by b) from t qualify rank() over (order by a) = 1")]
    [InlineData("with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) select coalesce(n, 1) from r")]
    [InlineData("select * from (values (1, 2)) v(x, y)")]
    public void A_field_that_is_not_known_is_never_ignored(string sql)
    {
        var source = new SourceText("q.sql", sql, 0, sql.Length);
        var root = JsonNode.Parse(SqlParser.Parse(source).Value!.Root.Json.GetRawText())!;
        Assert.True(Binds(root, source));
        var nodes = Nodes(root, "").ToList();
        Assert.NotEmpty(nodes);
        Assert.All(nodes, node =>
        {
            node.Node["surprise"] = true;
            Assert.False(Binds(root, source), $"a field of {node.Path} was ignored");
            node.Node.Remove("surprise");
        });
    }

    public void Dispose() => _schema.Dispose();

    private bool Binds(JsonNode root, SourceText source)
    {
        using var document = JsonDocument.Parse(root.ToJsonString());
        return new Binder(source, _schema.Catalog, new()).Bind(new(document.RootElement.Clone())).IsSuccess;
    }

    // Everything with a type, except the types and values themselves.
    private static IEnumerable<(JsonObject Node, string Path)> Nodes(JsonNode? node, string path)
    {
        switch (node)
        {
            case JsonArray array:
                return array.SelectMany((n, i) => Nodes(n, $"{path}[{i}]"));
            case JsonObject @object:
                var below = @object.Where(p => p.Key != "cast_type" && !(p.Key == "value" && @object.ContainsKey("class"))).SelectMany(p => Nodes(p.Value, $"{path}/{p.Key}")).ToList();
                return @object.ContainsKey("type") ? below.Prepend((@object, path)) : below;
            default:
                return [];
        }
    }
}
