using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang.Cli;

/// <summary>The rules of a command.</summary>
/// <param name="Library">Those to use.</param>
/// <param name="Folders">Where they come from.</param>
/// <param name="Omitted">Names of those that were left out for want of a current record in <c>rules.lock</c>.</param>
public sealed record RuleSource(RuleLibrary Library, Sequence<string> Folders, Sequence<string> Omitted)
{
    /// <summary>The name of the folder that is looked for.</summary>
    public const string DefaultFolder = "rules";

    /// <summary>No rules were found.</summary>
    public const string NotFound = "RW3104";

    /// <summary>There is no lock file, so that nothing tells which rules are verified.</summary>
    public const string NoLock = "RW3105";

    /// <summary>Rules have no current record in the lock file.</summary>
    public const string Unverified = "RW3106";

    /// <summary>Reads the rules of the named folders and files, or of the default folder.</summary>
    public static Result<RuleSource> Load(IReadOnlyList<string> named, bool allowUnverified)
    {
        var folders = named.Count > 0 ? named : FindDefault() is { } found ? [found] : [];
        if (folders.Count == 0)
        {
            return Result<RuleSource>.Failure(NoDefault("Name one with --rules DIR."));
        }

        return RuleLoader.Load(folders).Then(library => Verified(library, [.. folders], allowUnverified));
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

    private static Result<RuleSource> Verified(RuleLibrary library, Sequence<string> folders, bool allowUnverified) =>
        Result<RuleSource>.Success(
            new(library, folders, []),
            allowUnverified ? [] : [new(NoLock, Severity.Note, "There is no rules.lock: all rules are used, verified or not.")]);
}
