using RewriteLang.Corpus.Loading;
using RewriteLang.Corpus.Trials;
using RewriteLang.Dsl;

namespace RewriteLang.Corpus.Reporting;

/// <summary>
/// The folder that a run writes: <c>trials.jsonl</c> grows by whole lines as queries end, so an interrupted run keeps what is done; the SQL
/// files and the page appear whole or not at all.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private readonly StreamWriter _trials;

    private RunFolder(string folder)
    {
        Folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, "sql"));
        _trials = new StreamWriter(Path.Combine(folder, "trials.jsonl"), append: false, TextFile.Encoding) { AutoFlush = true, NewLine = "\n" };
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>The file of the page.</summary>
    public string Page => Path.Combine(Folder, "report.html");

    /// <summary>Creates the folder, or takes over one that is there: its trials are replaced.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static RunFolder Create(string folder) => new(folder);

    /// <summary>Adds what a query's run found out: its trials, and the text that was chosen.</summary>
    public void Add(QueryOutcome outcome)
    {
        foreach (var trial in outcome.Trials)
        {
            _trials.WriteLine(trial.ToJson());
        }

        TextFile.WriteWhole(Path.Combine(Folder, "sql", outcome.Query.Id + ".sql"), outcome.ChosenText);
    }

    /// <summary>Writes the page.</summary>
    public void Finish(CorpusResult result, RuleLibrary rules) => TextFile.WriteWhole(Page, HtmlReport.Write(result, rules));

    /// <inheritdoc/>
    public void Dispose() => _trials.Dispose();
}
