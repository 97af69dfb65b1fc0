namespace RewriteLang.Sql.Tests.Binding;

/// <summary>Every query of the corpora binds, with nothing opaque, to the names and types that DuckDB gives it.</summary>
public sealed class CorpusTests
{
    private static readonly string? Tpc = Environment.GetEnvironmentVariable("REWRITELANG_TPC");

    public static IEnumerable<TheoryDataRow<string>> OwnCorpora =>
        Directory.GetDirectories(Path.Combine(Repository(), "corpus")).Order(StringComparer.Ordinal).Select(d => new TheoryDataRow<string>(Path.GetFileName(d)));

    [Theory]
    [MemberData(nameof(OwnCorpora))]
    public void Binds_every_query_of(string corpus) => Check(Path.Combine(Repository(), "corpus", corpus));

    [Theory]
    [InlineData("tpch")]
    [InlineData("tpcds")]
    public void Binds_every_query_of_the_public_benchmark(string corpus)
    {
        Assert.SkipWhen(Tpc is null, "REWRITELANG_TPC does not name a folder with tpch/ and tpcds/.");
        Check(Path.Combine(Tpc!, corpus));
    }

    private static void Check(string folder)
    {
        using var schema = new Schema(File.ReadAllText(Path.Combine(folder, "schema.sql")));
        var files = Directory.GetFiles(Path.Combine(folder, "queries"), "*.sql").Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.All(SqlScript.Split(File.ReadAllText(file), Path.GetFileName(file)), s => DuckDbAgreement.Check(schema, s)));
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RewriteLang.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
