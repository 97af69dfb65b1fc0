using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <content>Column names.</content>
internal sealed partial class Binder
{
    // Names that are functions when no column has them.
    private static readonly HashSet<string> ValueFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "current_user", "session_user", "user",
        "current_catalog", "current_schema", "current_role",
    };

    private Scalar BindColumn(Node node, ExpressionContext context) => ResolveColumn(node, context).Value;

    /// <summary>The value of a column name, and the name as it was declared.</summary>
    private (Scalar Value, string Name) ResolveColumn(Node node, ExpressionContext context)
    {
        var name = node.Texts("column_names");
        switch (NameResolver.Resolve(context.Scope, name))
        {
            case Resolution.Found found:
                return (found.Value, found.Name);
            case Resolution.Ambiguous ambiguous:
                Error(Codes.Ambiguous, $"The name `{string.Join('.', name)}` is ambiguous: it can mean {Listed(ambiguous.Candidates)}.", node, "qualify it");
                return (Poison, name[^1]);
            case Resolution.Missing missing:
                if (name.Count == 1 && context.Alias?.Invoke(name[0]) is { } value)
                {
                    return (value, name[0]);
                }

                if (!IsSqlite && name.Count == 1 && ValueFunctions.Contains(name[0]))
                {
                    var function = name[0].ToLowerInvariant();
                    var type = TypeOracle.Of(System.Text.CompositeFormat.Parse(function), []);
                    return (new Scalar.Call(function, [], type ?? SqlType.Unknown), function);
                }

                if (!missing.MayExist)
                {
                    ReportMissing(name, missing, context, node);
                }

                return (Poison, name[^1]);
            default:
                return (Poison, name[^1]);
        }
    }

    private void ReportMissing(List<string> name, Resolution.Missing missing, ExpressionContext context, Node node)
    {
        // Two parts may also be a field of a struct; a range variable alone is a row; rowid is the engine's.
        var isRow = name.Count == 1 && VariablesInSight(context.Scope).Any(v => NameResolver.Same(v.Name, name[0]));
        var isField = Enumerable.Range(1, name.Count - 1).Any(n => NameResolver.Resolve(context.Scope, name.GetRange(0, n)) is not Resolution.Missing);
        if (isRow || isField || NameResolver.Same(name[^1], "rowid"))
        {
            Unsupported(Codes.UnsupportedExpression, isRow ? "a whole row as a value" : isField ? "a field of a struct" : "rowid", node);
            return;
        }

        if (name.Count > 1 && !missing.TableExists)
        {
            Error(
                Codes.UnknownTable,
                $"There is no table `{string.Join('.', name.GetRange(0, name.Count - 1))}` in FROM.",
                node,
                Suggestions.For(name[^2], VariablesInSight(context.Scope).Select(v => v.Name).OfType<string>()));
            return;
        }

        var table = name.Count > 1 ? name[^2] : null;
        var candidates = VariablesInSight(context.Scope).Where(v => table is null || NameResolver.Same(v.Name, table)).SelectMany(v => v.Columns).Select(c => c.Name);
        Error(
            Codes.UnknownColumn,
            table is null ? $"There is no column `{name[^1]}`." : $"`{table}` has no column `{name[^1]}`.",
            node,
            Suggestions.For(name[^1], candidates));
    }

    private static IEnumerable<RangeVariable> VariablesInSight(Scope scope)
    {
        for (var s = scope; s is not null; s = s.Outer)
        {
            foreach (var variable in s.Variables)
            {
                yield return variable;
            }
        }
    }
}
