using System.Data.Common;
using System.Text.RegularExpressions;
using RewriteLang.DuckDb;

namespace RewriteLang.Corpus.Tests;

/// <summary>One of the repository's own sets of queries: its files, and databases filled with its data.</summary>
/// <param name="Name">The folder's name below <c>corpus</c>.</param>
internal sealed partial record CorpusSet(string Name)
{
    /// <summary>The sets, by name.</summary>
    public static readonly string[] Names = ["events", "ohlc", "retail"];

    /// <summary>The folder.</summary>
    public string Folder => Path.Combine(Root(), "corpus", Name);

    /// <summary>The text of a file of the set.</summary>
    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>The names of the query files, in order.</summary>
    public string[] QueryFiles() =>
        [.. Directory.GetFiles(Path.Combine(Folder, "queries")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The identifiers in the line <c>-- pathology: …</c> of a query; none for a control.</summary>
    public string[] Pathologies(string file)
    {
        var line = Read(Path.Combine("queries", file)).Split('\n')[1];
        var match = PathologyLine().Match(line);
        Assert.True(match.Success, $"The second line of {file} names no pathology: {line}");
        return match.Groups[1].Value == "none" ? [] : match.Groups[1].Value.Split(", ");
    }

    /// <summary>The tables that the schema declares.</summary>
    public SchemaTable[] Tables() => [.. CreateTable().Matches(Read("schema.sql")).Select(SchemaTable.Parse)];

    /// <summary>A database in memory with the set's data.</summary>
    /// <param name="scale">The scale, as SQL writes a number.</param>
    /// <param name="threads">How many threads DuckDB may use.</param>
    /// <param name="constraints">Whether DuckDB checks the keys and foreign keys while the data arrive.</param>
    public DbConnection Load(string scale, int threads = 2, bool constraints = false)
    {
        var connection = DuckDbFactory.Instance.CreateConnection();
        connection.ConnectionString = FormattableString.Invariant($"Data Source=:memory:;threads={threads}");
        connection.Open();
        var schema = Read("schema.sql");
        connection.Execute(constraints ? schema : ConstraintLine().Replace(schema, ""));
        connection.Execute($"SET VARIABLE scale = {scale}");
        connection.Execute(Read("generate.sql"));
        return connection;
    }

    /// <summary>The folder of the repository that the tests were built in.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RewriteLang.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("There is no RewriteLang.sln above the tests.");
    }

    [GeneratedRegex(@"^-- pathology: (none|[DS]\d+(?:, [DS]\d+)*)$")]
    private static partial Regex PathologyLine();

    [GeneratedRegex(@"CREATE TABLE (\w+) \(\n(.*?)\n\);", RegexOptions.Singleline)]
    private static partial Regex CreateTable();

    // A constraint with the comma before it; the comma after it belongs to the next one.
    [GeneratedRegex(@",\n\s+(?:PRIMARY KEY|UNIQUE|FOREIGN KEY) [^\n]*?(?=,?\n)")]
    private static partial Regex ConstraintLine();
}
