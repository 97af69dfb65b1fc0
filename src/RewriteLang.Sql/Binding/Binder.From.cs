using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Typing;

namespace RewriteLang.Sql.Binding;

/// <summary>A bound member of a FROM clause, with the names it brings.</summary>
internal sealed class FromPart
{
    /// <summary>Its relations and the conditions of its inner joins.</summary>
    public FilteredInputs Filtered { get; } = new();

    /// <summary>Its names.</summary>
    public List<RangeVariable> Variables { get; init; } = [];

    /// <summary>Its columns merged by USING.</summary>
    public List<MergedColumn> Merged { get; init; } = [];

    /// <summary>The columns of FROM members to the left that it reads: it is lateral.</summary>
    public HashSet<Column> Lateral { get; } = [];

    /// <summary>Whether something in it could not be bound.</summary>
    public bool IsIncomplete { get; set; }
}

/// <content>FROM: tables, derived tables, VALUES.</content>
internal sealed partial class Binder
{
    private FromPart BindFrom(Node node, Scope scope, FromPart? left)
    {
        switch (node.Type)
        {
            case "EMPTY":
                return new() { IsIncomplete = !ReadsAll(node, "FROM") };
            case "BASE_TABLE":
                return BindTable(node, scope);
            case "SUBQUERY":
                return BindDerivedTable(node, scope, left);
            case "EXPRESSION_LIST":
                return BindValues(node, scope, left);
            case "TABLE_FUNCTION" when IsSqlite:
                Uncertain("a table function", node);
                return new() { IsIncomplete = true };
            case "JOIN":
                return BindJoin(node, scope, left);
            case "TABLE_FUNCTION":
                return BindTableFunction(node, scope, left);
            default:
                Unsupported(Codes.UnsupportedClause, $"a FROM item of kind {node.Type}", node);
                return new() { IsIncomplete = true };
        }
    }

    private FromPart BindTable(Node node, Scope scope)
    {
        ReadsAll(node, "a table", "schema_name", "table_name", "column_name_alias", "catalog_name");
        var name = node.Text("table_name");
        var schema = node.Text("schema_name") is { Length: > 0 } s ? s : null;
        var alias = node.Alias.Length > 0 ? node.Alias : name;
        if (node.Text("catalog_name").Length > 0)
        {
            Unsupported(Codes.UnsupportedClause, "a table named with its database", node);
            return new() { IsIncomplete = true };
        }

        if (schema is null && scope.FindCte(name) is { } cte)
        {
            return BindCteReference(cte, node, alias);
        }

        var table = catalog.Find(name, schema) ?? (NameResolver.Same(schema, "main") && catalog.Find(name) is { Schema: null } main ? main : null);
        if (table is null && catalog.FindView(name, schema) is { } view)
        {
            return BindView(view, node, alias);
        }

        if (table is null && !IsSqlite && IsOutsideCatalog(name, schema))
        {
            if (BindOpaque(node, schema is null ? "a file" : "a view of the system") is { } kept)
            {
                return kept;
            }

            Unsupported(Codes.UnsupportedClause, schema is null ? "a file that cannot be read here" : "a view of the system that cannot be described", node);
            return new() { IsIncomplete = true };
        }

        if (table is null)
        {
            Error(Codes.UnknownTable, $"There is no table `{(schema is null ? name : $"{schema}.{name}")}`.", node, Suggestions.For(name, TableNames(scope)));
            return new() { IsIncomplete = true };
        }

        if (IsSqlite && table.Columns.Any(c => c.DeclaredType?.Contains("COLLATE", StringComparison.OrdinalIgnoreCase) == true))
        {
            Uncertain("a table with COLLATE", node);
        }

        var scan = new Relation.Scan(
            table,
            [.. table.Columns.Select(c => columns.Fresh(c.Name, IsSqlite ? SqliteTypeOf(c) : c.Type, c.NotNull is null or Trust.Declared))],
            alias);
        for (var i = 0; IsSqlite && i < table.Columns.Count; i++)
        {
            NoteAffinity(table.Columns[i], scan.Columns[i]);
        }

        var part = new FromPart();
        part.Filtered.Inputs.Add(scan);
        var named = scan.Columns.Select(c => new NamedColumn(c.Name, c)).ToList();
        part.Variables.Add(new(
            alias,
            node.Alias.Length > 0 ? null : table.Schema ?? "main",
            Rename(named, node.Texts("column_name_alias"), $"`{alias}`", node)));
        return part;
    }

    private IEnumerable<string> TableNames(Scope scope)
    {
        for (var cte = scope.Ctes; cte is not null; cte = cte.Next)
        {
            yield return cte.Name;
        }

        foreach (var table in catalog.Tables)
        {
            yield return table.Name;
        }

        foreach (var view in catalog.Views)
        {
            yield return view.Name;
        }
    }

    // Members to the left are in sight, LATERAL or not, as DuckDB has it.
    private Scope LateralScope(Scope scope, FromPart? left) => IsSqlite
        ? new(scope)
        : new(scope) { Variables = left?.Variables ?? [], Merged = left?.Merged ?? [], IsIncomplete = left?.IsIncomplete ?? false };

    private FromPart BindDerivedTable(Node node, Scope scope, FromPart? left)
    {
        var isComplete = ReadsAll(node, "a derived table", "subquery", "column_name_alias");
        var lateral = LateralScope(scope, left);
        var own = new Scope(lateral);
        var bound = BindQuery(node.Child("subquery").Child("node"), own, new(IsNamed: true));
        var alias = node.Alias.Length > 0 ? node.Alias : null;
        Relation body = bound.Body switch
        {
            Relation.Project project => project with { Alias = alias },
            Relation.Values values => values with { Alias = alias },
            var other => other,
        };
        var part = new FromPart { IsIncomplete = bound.IsIncomplete || !isComplete };
        part.Filtered.Inputs.Add(body);
        part.Lateral.UnionWith(own.CorrelatedColumns);
        part.Variables.Add(new(alias, null, Rename(Deduplicated(bound.Outputs), node.Texts("column_name_alias"), alias is null ? "The derived table" : $"`{alias}`", node))
        {
            IsIncomplete = part.IsIncomplete,
        });
        return part;
    }

    // A derived table names a repeated column a, a_1, a_2, …
    private static List<NamedColumn> Deduplicated(IReadOnlyList<NamedColumn> named)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var result = new List<NamedColumn>(named.Count);
        foreach (var column in named)
        {
            var name = column.Name;
            if (seen.TryGetValue(name, out var times))
            {
                do
                {
                    name = $"{column.Name}_{times++}";
                }
                while (seen.ContainsKey(name));
                seen[column.Name] = times;
            }

            seen.TryAdd(name, 1);
            result.Add(column with { Name = name });
        }

        return result;
    }

    private FromPart BindValues(Node node, Scope scope, FromPart? left)
    {
        var isComplete = ReadsAll(node, "VALUES", "values", "expected_names", "column_name_alias");
        var context = new ExpressionContext { Scope = LateralScope(scope, left), Clause = "VALUES" };
        var rows = new List<List<Scalar>>();
        foreach (var row in node.Json.GetProperty("values").EnumerateArray())
        {
            rows.Add([.. row.EnumerateArray().Select(v => BindExpression(new(v), context))]);
        }

        if (rows.SelectMany(r => r).Any(s => s.ReferencedColumns().Any()))
        {
            Unsupported(Codes.UnsupportedClause, "a column in VALUES", node);
            isComplete = false;
        }

        var width = rows[0].Count;
        if (rows.Find(r => r.Count != width) is { } odd)
        {
            Error(Codes.ColumnCount, $"The rows of VALUES differ in length: {width} and {odd.Count}.", node);
            return new() { IsIncomplete = true };
        }

        var names = node.Texts("expected_names");
        var outputs = new List<Column>();
        for (var i = 0; i < width; i++)
        {
            var cells = rows.Select(r => r[i]).ToList();
            var type = CommonType.OfValues(cells);
            if (type is null)
            {
                Error(Codes.Types, $"The values of column {i + 1} of VALUES have no common type.", node);
                type = SqlType.Unknown;
            }

            foreach (var row in rows)
            {
                row[i] = Coercion.To(row[i], type, castsNumbers: true);
            }

            outputs.Add(columns.Fresh(i < names.Count ? names[i] : $"col{i}", type, cells.Exists(Nullability.MayBeNull)));
        }

        var part = new FromPart { IsIncomplete = !isComplete };
        var alias = node.Alias is { Length: > 0 } a and not "valueslist" ? a : null;
        part.Filtered.Inputs.Add(new Relation.Values([.. outputs], [.. rows.Select(r => r.ToSequence())], alias));
        part.Variables.Add(new(alias, null, Rename([.. outputs.Select(c => new NamedColumn(c.Name, c))], node.Texts("column_name_alias"), "VALUES", node)));
        return part;
    }
}
