namespace RewriteLang.Cli.Tests;

/// <summary>What a run of the program left behind.</summary>
public sealed record Finished(int Code, string Out, string Error);

/// <summary>A temporary folder with a small corpus, and the program run in this process.</summary>
public sealed class Workspace : IDisposable
{
    public const string Schema = """
        CREATE TABLE customers (
          id INTEGER PRIMARY KEY,
          name VARCHAR NOT NULL,
          region VARCHAR
        );
        CREATE TABLE orders (
          id INTEGER PRIMARY KEY,
          customer_id INTEGER NOT NULL REFERENCES customers (id),
          amount INTEGER
        );
        """;

    private const string Data = """
        INSERT INTO customers SELECT i, 'name ' || i, CASE i % 3 WHEN 0 THEN 'North' WHEN 1 THEN 'South' END FROM range(CAST(100 * getvariable('scale') AS BIGINT)) r(i);
        INSERT INTO orders SELECT i, i % CAST(100 * getvariable('scale') AS BIGINT), i * 7919 % 1000 FROM range(CAST(1000 * getvariable('scale') AS BIGINT)) r(i);
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("rw-cli-").FullName;

    /// <summary>The rules of the repository.</summary>
    public static string Rules { get; } = FindAbove("rules");

    /// <summary>A left join whose padded rows are rejected, and a distinct that a key makes idle.</summary>
    public const string Rewritable = "SELECT o.id, c.name FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE c.region = 'North'\n";

    public Workspace()
    {
        Write("schema.sql", Schema);
        Write("generate.sql", Data);
        Write("queries/01-plain.sql", "SELECT count(*) AS n FROM orders WHERE amount > 500\n");
        Write("queries/02-left-join.sql", Rewritable);
    }

    public string this[string name] => Path.Combine(_folder, name);

    public string Folder => _folder;

    public string Write(string name, string text)
    {
        var path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public static Finished Run(params string[] args) => RunWith("", args, CancellationToken.None);

    public static Finished RunWith(string input, string[] args, CancellationToken token)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var reader = new StringReader(input);
        var code = CommandLine.Run(args, new Terminal(reader, output, error), token);
        return new(code, output.ToString(), error.ToString());
    }

    public Finished Optimize(string sql, params string[] more) =>
        Run(["optimize", Write("query.sql", sql), "--schema", this["schema.sql"], "--rules", Rules, .. more]);

    public Finished RunCorpus(params string[] more) => Run(["corpus", "run", Folder, "--scale", "1", "--runs", "1", "--rules", Rules, .. more]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string FindAbove(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RewriteLang.sln")))
            {
                return Path.Combine(folder.FullName, name);
            }
        }

        throw new DirectoryNotFoundException(name);
    }
}
