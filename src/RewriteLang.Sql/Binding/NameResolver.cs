using RewriteLang.Algebra;

namespace RewriteLang.Sql.Binding;

/// <summary>What a column name came to.</summary>
internal abstract record Resolution
{
    private Resolution()
    {
    }

    /// <summary>It is this value, declared under that name.</summary>
    public sealed record Found(Scalar Value, string Name) : Resolution;

    /// <summary>Several columns have the name; <paramref name="Candidates"/> are qualified.</summary>
    public sealed record Ambiguous(IReadOnlyList<string> Candidates) : Resolution;

    /// <summary>Nothing has the name. <paramref name="MayExist"/>: something in sight could not be bound and might have had it.</summary>
    public sealed record Missing(bool MayExist, bool TableExists) : Resolution;
}

/// <summary>Finds columns by name: the innermost scope that has the name decides. Names ignore case.</summary>
internal static class NameResolver
{
    /// <summary>Resolves <c>column</c>, <c>table.column</c> or <c>schema.table.column</c>.</summary>
    public static Resolution Resolve(Scope scope, IReadOnlyList<string> name)
    {
        var mayExist = false;
        var tableExists = false;
        Scope? inner = null;
        for (var s = scope; s is not null; inner = s, s = s.Outer)
        {
            var matches = Matches(s, name, ref tableExists);
            if (matches.Count == 1)
            {
                if (inner is not null)
                {
                    inner.CorrelatedColumns.UnionWith(matches[0].Value.ReferencedColumns());
                }

                return new Resolution.Found(matches[0].Value, matches[0].Name);
            }

            if (matches.Count > 1)
            {
                return new Resolution.Ambiguous([.. matches.Select(m => m.Table is null ? m.Name : $"{m.Table}.{m.Name}")]);
            }

            // A complete table that has the qualifier's name settles the matter.
            mayExist |= s.IsIncomplete && !(name.Count > 1 && s.Variables.Exists(v => Same(v.Name, name[^2]) && !v.IsIncomplete));
        }

        return new Resolution.Missing(mayExist, tableExists);
    }

    /// <summary>Whether two names are the same to SQL.</summary>
    public static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static List<(Scalar Value, string Name, string? Table)> Matches(Scope scope, IReadOnlyList<string> name, ref bool tableExists)
    {
        var column = name[^1];
        var table = name.Count > 1 ? name[^2] : null;
        var schema = name.Count > 2 ? name[^3] : null;
        var matches = new List<(Scalar Value, string Name, string? Table)>();
        MergedColumn? mergedFound = null;
        foreach (var variable in scope.Variables)
        {
            if (table is not null && (!Same(variable.Name, table) || (schema is not null && !Same(variable.Schema ?? "main", schema))))
            {
                continue;
            }

            tableExists |= table is not null;
            foreach (var candidate in variable.Named(column))
            {
                var merged = table is null ? scope.Merged.Find(m => m.Members.Contains(candidate.Column)) : null;
                if (merged is null)
                {
                    matches.Add((candidate.Column.Ref(), candidate.Name, variable.Name));
                }
                else if (!ReferenceEquals(merged, mergedFound))
                {
                    mergedFound = merged;
                    matches.Add((merged.Value, candidate.Name, variable.Name));
                }
            }
        }

        return matches;
    }
}
