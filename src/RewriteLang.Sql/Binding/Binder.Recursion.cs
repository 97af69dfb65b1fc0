using RewriteLang.Sql.Parsing;

namespace RewriteLang.Sql.Binding;

/// <content>Recursive CTEs.</content>
internal sealed partial class Binder
{
    private BoundCte BindRecursive(string name, Node node, List<string> aliases, Scope scope)
    {
        Unsupported(Codes.UnsupportedClause, "a recursive CTE", node);
        return new(new(name, UniqueCteName(name), [], scope.Ctes) { IsIncomplete = true }, r => r);
    }
}
