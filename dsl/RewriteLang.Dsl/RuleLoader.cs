using System.Text;
using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>
/// Loads rule libraries from disk. A folder is a library: every <c>.rw</c> file below it, in ordinal order of their paths. Rule names are unique
/// in a library; a name that two libraries share is qualified by the folder's name, <c>joins/drop-distinct</c>.
/// </summary>
public static class RuleLoader
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The rules of all files and folders, or all that is wrong with them.</summary>
    /// <param name="pathsOrFolders">Files or folders. A file by itself belongs to the library of its folder.</param>
    /// <param name="vocabulary">The words that rules may use; null for the standard ones.</param>
    public static Result<RuleLibrary> Load(IEnumerable<string> pathsOrFolders, Vocabulary? vocabulary = null)
    {
        var files = LoadFiles(pathsOrFolders, vocabulary);
        return files.IsSuccess
            ? Result<RuleLibrary>.Success(new([.. files.Value.SelectMany(f => f.Rules)]) { Aggregates = [.. files.Value.SelectMany(f => f.Aggregates)] }, files.Diagnostics)
            : Result<RuleLibrary>.Failure(files.Diagnostics);
    }

    /// <summary>The same, file by file, with their theories and schemas.</summary>
    public static Result<IReadOnlyList<RuleFile>> LoadFiles(IEnumerable<string> pathsOrFolders, Vocabulary? vocabulary = null)
    {
        var diagnostics = new List<Diagnostic>();
        var loaded = new List<(string Library, RuleFile File)>();
        foreach (var (library, path) in FindFiles(pathsOrFolders, diagnostics))
        {
            if (Read(path, diagnostics) is not { } text)
            {
                continue;
            }

            var result = RuleParser.Parse(text, path, vocabulary);
            diagnostics.AddRange(result.Diagnostics);
            if (result.IsSuccess)
            {
                loaded.Add((library, result.Value));
            }
        }

        ReportDuplicates(loaded, diagnostics);
        return diagnostics.Exists(d => d.Severity == Severity.Error)
            ? Result<IReadOnlyList<RuleFile>>.Failure(diagnostics.ToSequence())
            : Result<IReadOnlyList<RuleFile>>.Success(Qualify(loaded), diagnostics.ToSequence());
    }

    /// <summary>The rule files that the paths name, each once, with the folder that is their library.</summary>
    public static IReadOnlyList<(string Library, string Path)> FindFiles(IEnumerable<string> pathsOrFolders, ICollection<Diagnostic> diagnostics)
    {
        var files = new List<(string, string)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in pathsOrFolders)
        {
            if (Directory.Exists(path))
            {
                var inside = FilesIn(path, diagnostics);
                if (inside is [])
                {
                    diagnostics.Add(Problems.NoRuleFiles(path));
                }

                files.AddRange((inside ?? []).Where(f => seen.Add(Path.GetFullPath(f))).Select(f => (path, f)));
            }
            else if (!File.Exists(path))
            {
                diagnostics.Add(Problems.NoSuchPath(path));
            }
            else if (seen.Add(Path.GetFullPath(path)))
            {
                files.Add((Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".", path));
            }
        }

        return files;
    }

    /// <summary>The text of a rule file; null after a diagnostic that says why it cannot be read.</summary>
    public static string? Read(string path, ICollection<Diagnostic> diagnostics)
    {
        try
        {
            // A character takes at most three bytes, so what is longer than that is refused without reading it.
            if (new FileInfo(path).Length is > 3L * RuleParser.MaximumLength and var length)
            {
                diagnostics.Add(Problems.TooLarge(new(path, 0, 0, 1, 1), length, RuleParser.MaximumLength));
                return null;
            }

            return Utf8.GetString(File.ReadAllBytes(path));
        }
        catch (ArgumentException)
        {
            diagnostics.Add(Problems.NotText(new(path, 0, 0, 1, 1)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(Problems.Unreadable(path, e.Message));
        }

        return null;
    }

    private static List<string>? FilesIn(string folder, ICollection<Diagnostic> diagnostics)
    {
        try
        {
            var files = Directory.GetFiles(folder, "*.rw", SearchOption.AllDirectories).ToList();
            files.Sort(StringComparer.Ordinal);
            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(Problems.Unreadable(folder, e.Message));
            return null;
        }
    }

    private static void ReportDuplicates(List<(string Library, RuleFile File)> loaded, List<Diagnostic> diagnostics)
    {
        foreach (var library in loaded.GroupBy(l => Path.GetFullPath(l.Library)))
        {
            var first = new Dictionary<string, Rule>();
            foreach (var rule in library.SelectMany(l => l.File.Rules).Where(r => !first.TryAdd(r.Name, r) && !IsReverse(r)))
            {
                diagnostics.Add(Problems.DuplicateRule(rule.Span, rule.Name, first[rule.Name].Span));
            }
        }
    }

    private static bool IsReverse(Rule rule) => rule.Name.EndsWith("/reverse", StringComparison.Ordinal);

    private static List<RuleFile> Qualify(List<(string Library, RuleFile File)> loaded)
    {
        var shared = loaded.SelectMany(l => l.File.Rules.Select(r => (r.Name, Folder: Path.GetFullPath(l.Library))))
            .Distinct().GroupBy(x => x.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return [.. loaded.Select(l => shared.Count == 0 ? l.File : l.File with
        {
            Rules = l.File.Rules.Map(r => shared.Contains(r.Name) ? r with { Name = $"{Path.GetFileName(Path.GetFullPath(l.Library))}/{r.Name}" } : r),
        })];
    }
}
