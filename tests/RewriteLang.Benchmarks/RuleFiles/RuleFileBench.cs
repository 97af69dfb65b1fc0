using System.Diagnostics;
using System.Globalization;
using RewriteLang.Dsl;
using RewriteLang.Dsl.Auditing;

namespace RewriteLang.Benchmarks.RuleFiles;

/// <summary>
/// The time that <c>rw check</c> takes, warm and in process: of the library, of generated libraries, and of single files of 1, 10 and 100 KB, where the time
/// for each kilobyte should not grow. One thread; the least of several runs, because the machine may be shared.
/// </summary>
internal static class RuleFileBench
{
    private const int WarmRuns = 8;
    private const int TimedRuns = 10;

    public static int Run(string[] args)
    {
        var folder = args is [var named] ? named : "rules";
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"usage: -- rules [FOLDER]; there is no folder {folder}");
            return 1;
        }

        var generated = Directory.CreateTempSubdirectory("rules");
        try
        {
            Console.WriteLine("| library | rules | KB | ms | ms a KB |\n|---|---|---|---|---|");
            Print(folder, [.. Directory.GetFiles(folder, "*.rw").Order(StringComparer.Ordinal)]);
            foreach (var count in (int[])[150, 1000])
            {
                Print($"{count} generated", [Write(generated, $"library-{count}.rw", GeneratedRules.Text(count))]);
            }

            Console.WriteLine("\n| file | rules | KB | ms | ms a KB |\n|---|---|---|---|---|");
            foreach (var size in (int[])[1, 10, 100])
            {
                Print($"{size} KB", [Write(generated, $"file-{size}.rw", GeneratedRules.TextOfLength(size * 1000))]);
            }
        }
        finally
        {
            generated.Delete(recursive: true);
        }

        return 0;
    }

    private static string Write(DirectoryInfo folder, string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static void Print(string what, IReadOnlyList<string> paths)
    {
        var rules = 0;
        var least = double.MaxValue;
        for (var i = 0; i < WarmRuns + TimedRuns; i++)
        {
            var watch = Stopwatch.StartNew();
            var result = RuleLoader.LoadFiles(paths).Then(LibraryAudit.Checked);
            var elapsed = watch.Elapsed.TotalMilliseconds;
            least = i < WarmRuns ? least : Math.Min(least, elapsed);
            rules = result.IsSuccess ? result.Value.Sum(f => f.Rules.Count) : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        }

        var size = paths.Sum(p => new FileInfo(p).Length) / 1000.0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {rules} | {size:0.0} | {least:0.0} | {least / size:0.00} |"));
    }
}
