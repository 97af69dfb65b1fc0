using System.Diagnostics;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;

namespace RewriteLang.Benchmarks.SqlText;

/// <summary>
/// The time to parse, bind and print: of every query of a corpus, and of queries that grow in one direction, where the time for each thing should not
/// grow along. Warm, one thread; the least of several runs, because the machine may be shared.
/// </summary>
internal static class SqlBench
{
    private const int WarmRuns = 30;
    private const int TimedRuns = 25;

    public static int Run(string[] args)
    {
        if (args is ["growth"])
        {
            Growth();
            return 0;
        }

        if (args is not [var folder])
        {
            Console.Error.WriteLine("usage: -- sql FOLDER, FOLDER being a corpus, or -- sql growth");
            return 1;
        }

        var set = CorpusSet.Load(folder);
        if (!set.IsSuccess || !DdlCatalog.Read(set.Value.SchemaFile, set.Value.Schema).IsSuccess)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, set.Diagnostics));
            return 1;
        }

        var catalog = DdlCatalog.Read(set.Value.SchemaFile, set.Value.Schema).Value!;

        // All of them first, so that the first is not measured on colder code than the last.
        foreach (var query in set.Value.Queries)
        {
            Measure(query.Text, catalog);
        }

        var lines = set.Value.Queries.Select(q => (q.Id, Figures: Measure(q.Text, catalog))).ToList();
        Console.WriteLine("| query | bytes | parse and bind | print | together |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (id, figures) in lines)
        {
            Console.WriteLine(Row($"{id} | {set.Value.Queries.First(q => q.Id == id).Text.Length}", figures));
        }

        var sorted = lines.Select(l => l.Figures.Bind + l.Figures.Print).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {sorted[sorted.Count / 2]:0.00} ms, slowest {sorted[^1]:0.00} ms"));
        return 0;
    }

    private static void Growth()
    {
        const int Width = 2000;
        var wide = new Table("wide", [.. Enumerable.Range(0, Width).Select(i => new TableColumn($"c{i}", SqlType.Integer))], [], [], []);
        var catalog = new Catalog([wide, .. Enumerable.Range(0, 50).Select(i => new Table($"t{i}", [new("id", SqlType.Integer), new("next", SqlType.Integer)], [], [], []))]);
        Console.WriteLine("| what grows | how many | parse and bind, ms | print, ms | together, µs for each |");
        Console.WriteLine("|---|---|---|---|---|");
        Curve("columns", [125, 250, 500, 1000, 2000], n => $"SELECT {Join(", ", n, i => $"c{i}")} FROM wide WHERE c0 > 1", catalog);
        Curve("columns, summed by group", [125, 250, 500, 1000, 2000], n => $"SELECT c0, {Join(", ", n - 1, i => $"sum(c{i + 1}) AS s{i}")} FROM wide GROUP BY c0", catalog);
        Curve("columns of a derived table", [125, 250, 500, 1000, 2000], n => $"SELECT {Join(", ", n, i => $"e{i}")} FROM (SELECT {Join(", ", n, i => $"c{i} + 1 AS e{i}")} FROM wide) AS d WHERE e0 > 1", catalog);
        Curve("IN items", [25, 50, 100, 200, 400], n => $"SELECT c0 FROM wide WHERE c0 IN ({Join(", ", n, i => $"{i * 7}")})", catalog);
        Curve("OR operands", [25, 50, 100, 200, 400], n => $"SELECT c0 FROM wide WHERE {Join(" OR ", n, i => $"c{i} = {i}")}", catalog);
        Curve("joined tables", [3, 6, 12, 25, 50], n => $"SELECT {Join(", ", n, i => $"t{i}.id AS id{i}")} FROM t0 {Join(" ", n - 1, i => $"JOIN t{i + 1} ON t{i}.next = t{i + 1}.id")}", catalog);
        Curve("left-joined tables", [3, 6, 12, 25, 50], n => $"SELECT {Join(", ", n, i => $"t{i}.id AS id{i}")} FROM t0 {Join(" ", n - 1, i => $"LEFT JOIN t{i + 1} ON t{i}.next = t{i + 1}.id")}", catalog);
        Curve("CTEs", [6, 12, 25, 50, 100], n => $"WITH {Join(", ", n, i => i == 0 ? "a0 AS (SELECT id, next FROM t0)" : $"a{i} AS (SELECT id, next FROM a{i - 1} WHERE id > {i})")} SELECT * FROM a{n - 1}", catalog);
        Curve("UNION ALL operands", [12, 25, 50, 100, 200], n => Join(" UNION ALL ", n, i => $"SELECT id FROM t{i % 50}"), catalog);
    }

    private static string Join(string separator, int count, Func<int, string> item) => string.Join(separator, Enumerable.Range(0, count).Select(item));

    private static void Curve(string what, int[] counts, Func<int, string> query, Catalog catalog)
    {
        foreach (var count in counts)
        {
            var figures = Measure(query(count), catalog);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {what} | {count} | {figures.Bind:0.00} | {figures.Print:0.00} | {(figures.Bind + figures.Print) * 1000 / count:0.0} |"));
        }
    }

    private static (double Bind, double Print) Measure(string sql, Catalog catalog)
    {
        var bound = SqlBinder.Bind(sql, catalog, new ColumnFactory());
        if (!bound.IsSuccess)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, bound.Diagnostics));
        }

        return (Least(() => SqlBinder.Bind(sql, catalog, new ColumnFactory())), Least(() => SqlPrinter.Print(bound.Value.Query, Dialect.DuckDb)));
    }

    private static double Least(Action work)
    {
        var least = double.MaxValue;
        var watch = new Stopwatch();
        for (var i = 0; i < WarmRuns + TimedRuns; i++)
        {
            watch.Restart();
            work();
            least = i < WarmRuns ? least : Math.Min(least, watch.Elapsed.TotalMilliseconds);
        }

        return least;
    }

    private static string Row(string head, (double Bind, double Print) figures) =>
        string.Create(CultureInfo.InvariantCulture, $"| {head} | {figures.Bind:0.00} | {figures.Print:0.00} | {figures.Bind + figures.Print:0.00} |");
}
