using System.Globalization;
using RewriteLang.Algebra;

namespace RewriteLang.Benchmarks.Gold;

/// <summary>What <see cref="GoldBench"/> was asked for.</summary>
/// <param name="Folder">The corpus.</param>
/// <param name="Copies">How often the fact tables are repeated.</param>
/// <param name="Database">A DuckDB file to keep the repeated data in; made if it is not there.</param>
/// <param name="Runs">Runs of each text; their median counts.</param>
/// <param name="Rules">The rules' folder.</param>
/// <param name="AllowUnverified">Whether rules without a record are used.</param>
/// <param name="Texts">A folder to write our rewritten texts to, a file a query; null to write none.</param>
/// <param name="Queries">The ids of the queries to run; all if there are none.</param>
internal sealed record GoldOptions(string Folder, int Copies, string Database, int Runs, string Rules, bool AllowUnverified, string? Texts, Sequence<string> Queries)
{
    /// <summary>The options that the arguments say; null if they say nothing sensible.</summary>
    public static GoldOptions? Read(string[] args)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        var free = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--allow-unverified")
            {
                named[args[i]] = "";
            }
            else if (args[i].StartsWith("--", StringComparison.Ordinal))
            {
                if (i + 1 == args.Length)
                {
                    return null;
                }

                named[args[i]] = args[++i];
            }
            else
            {
                free.Add(args[i]);
            }
        }

        var copies = Number("--copies", 10);
        return free.Count == 0 ? null : new(
            free[0],
            copies,
            named.GetValueOrDefault("--db", Path.Combine(Path.GetTempPath(), $"rewritelang-{Path.GetFileName(Path.GetFullPath(free[0]))}-{copies}.duckdb")),
            Number("--runs", 5),
            named.GetValueOrDefault("--rules", "rules"),
            named.ContainsKey("--allow-unverified"),
            named.GetValueOrDefault("--texts"),
            [.. free.Skip(1)]);

        int Number(string name, int otherwise) => named.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }
}
