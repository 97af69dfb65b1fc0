using System.Data.Common;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Engines;
using RewriteLang.Sql.Printing.Text;
using RewriteLang.Verify.Reference;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Queries;

/// <summary>
/// One database of an engine that holds many small ones, loaded by a few statements. The queries read views, each of which shows a table of the small
/// database that is in use. There are no constraints: the rows hold them.
/// </summary>
internal sealed class QueryBench : IDisposable
{
    private const string Number = "rw_number";
    private const string InUse = "rw_in_use";

    private readonly EngineDatabase _database;
    private readonly IReadOnlyList<Table> _tables;
    private readonly IReadOnlyList<Table> _stores;
    private readonly RunLimits _limits;
    private bool _filled;

    public QueryBench(Engine engine, Catalog catalog, TimeSpan limit)
    {
        (_database, _tables, _limits) = (engine.OpenMemory(), catalog.Tables, RunLimits.OfCases with { Time = limit });
        _database.LimitMemory(_limits.Bytes);
        _stores = [.. _tables.Select((t, i) => t with { Name = $"rw_store_{i.ToString(CultureInfo.InvariantCulture)}", Schema = null, Columns = [new(Number, SqlType.Integer), .. t.Columns] })];
        if (IsDuckDb)
        {
            _database.Execute("SET threads = 1");
        }
        else
        {
            _database.Execute($"CREATE TABLE {InUse} (number INTEGER); INSERT INTO {InUse} VALUES (0)");
        }

        var chosen = IsDuckDb ? $"getvariable('{InUse}')" : $"(SELECT number FROM {InUse})";
        for (var t = 0; t < _tables.Count; t++)
        {
            var columns = string.Join(", ", _tables[t].Columns.Select(c => Identifiers.Name(c.Name)));
            _database.Execute(SqlScript.CreateWithoutConstraints(_stores[t], engine.Name));
            _database.Execute(
                $"{SqlScript.SchemaOf(_tables[t], engine.Name)}CREATE VIEW {SqlScript.NameOf(_tables[t], engine.Name)} AS SELECT {columns} FROM {_stores[t].Name} WHERE {Number} = {chosen}");
        }

        Views = CreateViews([.. catalog.Views]);
    }

    // A view may read another one that the catalog has after it; what cannot be made at all is missed by the query that names it.
    private List<string> CreateViews(List<View> waiting)
    {
        var made = new List<string>();
        for (var count = -1; count != waiting.Count;)
        {
            count = waiting.Count;
            foreach (var view in waiting.ToList())
            {
                var sql = view.Sql.Trim().TrimEnd(';');
                try
                {
                    _database.Execute(sql);
                }
                catch (DbException)
                {
                    continue;
                }

                made.Add(sql);
                waiting.Remove(view);
            }
        }

        return made;
    }

    /// <summary>The statements that make the schema's views, each after those that it reads.</summary>
    public IReadOnlyList<string> Views { get; }

    private bool IsDuckDb => _database.Engine.Name == "duckdb";

    /// <summary>Holds these and no others; the first is in use.</summary>
    public void Fill(params IReadOnlyList<TinyDatabase> databases)
    {
        var script = new List<string>();
        for (var t = 0; t < _stores.Count; t++)
        {
            if (_filled)
            {
                script.Add($"DELETE FROM {_stores[t].Name}");
            }

            List<object?[]> rows = [.. databases.SelectMany((d, number) => d.Rows[t].Select(row => (object?[])[(long)number, .. row]))];
            if (SqlScript.InsertWithoutNulls(_stores[t], rows, _database.Engine.Name) is { } insert)
            {
                script.Add(insert);
            }
        }

        _filled = true;
        _database.Execute($"BEGIN; {string.Join("; ", [.. script, "COMMIT"])}");
        Use(0);
    }

    /// <summary>Shows one of them.</summary>
    public void Use(int number) => _database.Execute(
        IsDuckDb ? $"SET VARIABLE {InUse} = {number.ToString(CultureInfo.InvariantCulture)}" : $"UPDATE {InUse} SET number = {number.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The rows, or the message of a failure, or why the query was stopped: then nothing is known.</summary>
    public (ResultTable? Rows, string? Failure, string? Stopped) Run(string sql, CancellationToken token)
    {
        try
        {
            return (_database.QueryWithin(sql, _limits, token), null, null);
        }
        catch (ResourceLimitException fault)
        {
            return (null, null, fault.Message);
        }
        catch (DbException fault)
        {
            return (null, fault.Message.Split('\n')[0].Trim(), null);
        }
    }

    public void Dispose() => _database.Dispose();
}
