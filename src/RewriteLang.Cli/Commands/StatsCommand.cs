using System.CommandLine;
using System.Globalization;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw stats</c>: statistics of a database, as a file that a query can be optimized with where the database is not.</summary>
internal static class StatsCommand
{
    /// <summary>A text file with DDL, which has no data.</summary>
    private const string NoData = "RW3306";

    public static Command Create(Attach attach)
    {
        var source = new Argument<string>("DATA") { Description = "A DuckDB or SQLite database, opened for reading only; a folder of Parquet or CSV files; or a corpus." };
        var output = new Option<string?>("--out") { Description = "Write to this file instead of standard output.", HelpName = "FILE" };
        var noValues = new Option<bool>("--no-values") { Description = "Leave values of the data out: bounds, common values and histograms." };
        var sample = new Option<long>("--sample") { Description = "Of a larger table, look at the values of about so many rows only.", HelpName = "ROWS", DefaultValueFactory = _ => new GatheringOptions().SampleRows };
        var seed = new Option<uint>("--seed") { Description = "Decides which rows.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var scale = new Option<double>("--scale") { Description = "The scale of a corpus' generated data.", HelpName = "N", DefaultValueFactory = _ => 0.1 };
        var command = new Command("stats", "Gather statistics of a database: rows, distinct values, NULLs, bounds, common values, histograms, keys. rw optimize and rw corpus run take them with --stats.") { source, output, noValues, sample, seed, scale };
        attach(command, (parsed, terminal, token) =>
        {
            var options = new GatheringOptions(parsed.GetValue(sample), parsed.GetValue(seed), !parsed.GetValue(noValues));
            var gathered = options.SampleRows < 1
                ? Result<GatheredStatistics>.Failure(Diagnostic.Error(CorpusCommand.OutOfRange, $"--sample must be more than 0, not {options.SampleRows}."))
                : Gather(parsed.GetRequiredValue(source), options, parsed.GetValue(scale), token);
            new DiagnosticText(terminal).Write(gathered.Diagnostics);
            if (!gathered.IsSuccess)
            {
                return ExitCodes.WrongInput;
            }

            var text = StatisticsText.Write(gathered.Value);
            if (parsed.GetValue(output) is { } file)
            {
                TextFile.WriteWhole(file, text);
            }
            else
            {
                terminal.Out.Write(text);
            }

            Tell(gathered.Value, parsed.GetValue(output), terminal);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Result<GatheredStatistics> Gather(string path, GatheringOptions options, double scale, CancellationToken token)
    {
        if (Directory.Exists(path))
        {
            return Directory.Exists(Path.Combine(path, "queries"))
                ? CorpusSet.Load(path).Then(set => OfCorpus(set, options, scale, token))
                : OfFolder(path, options, token);
        }

        if (!File.Exists(path))
        {
            return Result<GatheredStatistics>.Failure(Diagnostic.Error(
                CorpusSet.Missing, $"There is no file '{path}'.", hint: "rw stats takes a DuckDB or SQLite database, a folder of Parquet or CSV files, or a corpus."));
        }

        if (SchemaFile.EngineOf(path) is not { } engine)
        {
            return Result<GatheredStatistics>.Failure(Diagnostic.Error(
                NoData, $"'{path}' is no DuckDB or SQLite database.", hint: "Statistics need data: CREATE TABLE statements have none."));
        }

        using var database = engine.OpenFile(path);
        return database.Validate(database.ReadCatalog(), token).Then(catalog => Result<GatheredStatistics>.Success(database.Gather(catalog, options, token)));
    }

    private static Result<GatheredStatistics> OfFolder(string folder, GatheringOptions options, CancellationToken token)
    {
        using var database = DuckDbEngine.Instance.OpenMemory();
        return DataFolder.Open(database, folder, token).Then(catalog => Result<GatheredStatistics>.Success(database.Gather(catalog, options, token)));
    }

    private static Result<GatheredStatistics> OfCorpus(CorpusSet set, GatheringOptions options, double scale, CancellationToken token) =>
        CorpusDatabase.Load(set, DuckDbEngine.Instance, scale, null, token).Then(database =>
        {
            using (database)
            {
                return Result<GatheredStatistics>.Success(database.Reference.Gather(database.Catalog, options, token), database.Diagnostics);
            }
        });

    private static void Tell(GatheredStatistics gathered, string? file, Terminal terminal)
    {
        var tables = gathered.Tables.Tables;
        var sampled = tables.Where(t => t.Statistics!.SampledRows is not null).ToList();
        terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{tables.Count} tables, {tables.Sum(t => t.Columns.Count)} columns, {tables.Sum(t => t.Statistics!.Rows):N0} rows{(file is null ? "" : $": {file}")}"));
        if (sampled.Count > 0)
        {
            var least = sampled.Min(t => t.Statistics!.SampledRows!.Value);
            terminal.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"values of {string.Join(", ", sampled)} from a sample of {least:N0} rows or more, seed {gathered.Seed}: shares of rows are off by {100 * TableStatistics.ShareError(least):0.00} % at most, with 95 % confidence"));
        }

        foreach (var table in tables.Where(t => !t.Statistics!.UniqueInData.IsEmpty))
        {
            terminal.Note($"unique in the data of {table}, but no key: {string.Join(", ", table.Statistics!.UniqueInData)} (rules rely on it only where it is declared)");
        }
    }
}
