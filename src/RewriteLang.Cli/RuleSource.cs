using RewriteLang.Algebra;

namespace RewriteLang.Cli;

/// <summary>The rules of a command.</summary>
/// <param name="Rules">Those to use, and the names of those that were left out.</param>
/// <param name="Folders">Where they come from.</param>
public sealed record RuleSource(VerifiedRules Rules, Sequence<string> Folders)
{
    /// <summary>The name of the folder that is looked for.</summary>
    public const string DefaultFolder = "rules";

    /// <summary>No rules were found.</summary>
    public const string NotFound = "RW3104";

    /// <summary>Reads the rules of the named folders and files, or of the default folder; those without a current record are left out.</summary>
    public static Result<RuleSource> Load(IReadOnlyList<string> named, bool allowUnverified)
    {
        var folders = named.Count > 0 ? named : FindDefault() is { } found ? [found] : [];
        return folders.Count == 0
            ? Result<RuleSource>.Failure(NoDefault("Name one with --rules DIR."))
            : VerifiedRules.Load(folders, allowUnverified).Then(rules => Result<RuleSource>.Success(new(rules, [.. folders])));
    }

    /// <summary>The folder <c>rules</c> of the working directory or the nearest one above it that holds rule files; null if there is none.</summary>
    public static string? FindDefault()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, DefaultFolder);
            if (Directory.Exists(candidate) && Directory.EnumerateFiles(candidate, "*.rw", SearchOption.AllDirectories).Any())
            {
                return Path.GetRelativePath(Directory.GetCurrentDirectory(), candidate);
            }
        }

        return null;
    }

    internal static Diagnostic NoDefault(string hint) =>
        Diagnostic.Error(NotFound, $"There is no folder '{DefaultFolder}' with rule files here or above.", hint: hint);
}
