namespace RewriteLang.Algebra;

/// <summary>Statistics of the tables of a database, as <c>rw stats</c> keeps them in a file.</summary>
/// <param name="Tables">The tables; their constraints are there to be read by people, and are never relied on.</param>
/// <param name="Engine">The engine that counted: <c>duckdb</c> or <c>sqlite</c>.</param>
/// <param name="Seed">What decided the samples.</param>
/// <param name="HasValues">Whether values of the data are among them.</param>
public sealed record GatheredStatistics(Catalog Tables, string Engine, uint Seed, bool HasValues)
{
    /// <summary>A schema has tables that the statistics do not.</summary>
    public const string MissingTables = "RW3303";

    /// <summary>A schema has columns that the statistics do not, or not of that type.</summary>
    public const string MissingColumns = "RW3304";

    /// <summary>A table has many more rows now, or many fewer, than the statistics say.</summary>
    public const string Stale = "RW3305";

    private const int NamedAtMost = 5;
    private const double StaleRatio = 2;

    /// <summary>
    /// A catalog with these statistics instead of its own. Tables and columns are found by name. Only estimates change: constraints, columns and types
    /// stay as the catalog has them.
    /// </summary>
    /// <param name="catalog">The tables of the schema.</param>
    /// <param name="file">The name of the statistics file, for messages.</param>
    /// <returns>The catalog, with warnings about what the statistics lack.</returns>
    public Result<Catalog> ApplyTo(Catalog catalog, string file)
    {
        var tables = new List<string>();
        var columns = new List<string>();
        var stale = new List<string>();
        var applied = catalog.WithTables(catalog.Tables.Select(table =>
        {
            if (Tables.Find(table.Name, table.Schema) is not { Statistics: { } statistics } counted)
            {
                tables.Add(table.ToString());
                return table with { Statistics = null };
            }

            if (table.Statistics is { } present && (present.Rows > StaleRatio * statistics.Rows || statistics.Rows > StaleRatio * present.Rows))
            {
                stale.Add($"{table} ({present.Rows} rows, not {statistics.Rows})");
            }

            return table with
            {
                Statistics = statistics with
                {
                    Columns = [.. table.Columns.Select(column =>
                    {
                        var at = counted.IndexOf(column.Name);
                        if (at >= 0 && Family(counted.Columns[at].Type) == Family(column.Type))
                        {
                            return statistics.Columns[at];
                        }

                        columns.Add($"{table}.{column.Name}");
                        return at < 0
                            ? ColumnStatistics.Guess(column.Type, statistics.Rows)
                            : statistics.Columns[at] with { Minimum = null, Maximum = null, Common = [], Histogram = [], KeyCorrelation = 0 };
                    })],
                },
            };
        }));
        return Result<Catalog>.Success(applied,
        [
            .. About(MissingTables, tables, "The statistics lack tables of the schema, whose sizes are guessed"),
            .. About(MissingColumns, columns, "The statistics lack columns of the schema, or have them with other types; their values are guessed"),
            .. About(Stale, stale, "The statistics are stale"),
        ]);

        IEnumerable<Diagnostic> About(string code, List<string> names, string what)
        {
            if (names.Count > 0)
            {
                var more = names.Count > NamedAtMost ? $" and {names.Count - NamedAtMost} more" : "";
                yield return new(
                    code,
                    Severity.Warning,
                    $"{what}: {string.Join(", ", names.Take(NamedAtMost))}{more}.",
                    new(file, 0, 0, 1, 1),
                    "Gather them again with rw stats; until then a worse plan may be chosen, never a wrong one.");
            }
        }
    }

    // Types whose values statistics have in one way: an engine's column types may differ from those of a schema in width.
    private static TypeKind Family(SqlType type) => type.IsNumeric ? TypeKind.Double : type.Kind == TypeKind.TimestampTz ? TypeKind.Timestamp : type.Kind;
}
