using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang;

/// <summary>Rules that may be used: those with a current record in the lock file of their folder, or those that a host takes as they are.</summary>
public sealed class VerifiedRules
{
    /// <summary>There is no lock file, so that no rule is known to be verified.</summary>
    public const string NoLock = "RW3105";

    /// <summary>Rules have no current record in the lock file.</summary>
    public const string NoRecord = "RW3106";

    private VerifiedRules(RuleLibrary library, Sequence<string> omitted) => (Library, Omitted) = (library, omitted);

    /// <summary>The rules to use.</summary>
    public RuleLibrary Library { get; }

    /// <summary>The names of those that were left out.</summary>
    public Sequence<string> Omitted { get; }

    /// <summary>Reads rules, and leaves out those that no current record vouches for.</summary>
    /// <param name="paths">Folders of rules and rule files; the records of <c>rules</c> are in <c>rules.lock</c> beside it.</param>
    /// <param name="allowUnverified">Leaves none out.</param>
    /// <returns>The rules, with a warning if some were left out; an error if a rule file or a lock file is wrong.</returns>
    public static Result<VerifiedRules> Load(IReadOnlyList<string> paths, bool allowUnverified = false)
    {
        var library = RuleLoader.Load(paths);
        return allowUnverified ? library.Then(l => Result<VerifiedRules>.Success(Unchecked(l))) : library.Then(l => Recorded(l, paths));
    }

    /// <summary>The rules of a library that these records vouch for.</summary>
    public static VerifiedRules Of(RuleLibrary library, LockFile records)
    {
        var current = library.Rules.ToLookup(r => RuleLocks.StatusOf(r, records) == LockStatus.Current);
        return new(new([.. current[true]]), [.. current[false].Select(r => r.Name)]);
    }

    /// <summary>All rules of a library, whether anything vouches for them or not: whoever calls this does.</summary>
    public static VerifiedRules Unchecked(RuleLibrary library) => new(library, []);

    // Each rule against the lock file of its own folder: two folders may have rules of one name.
    private static Result<VerifiedRules> Recorded(RuleLibrary library, IReadOnlyList<string> paths)
    {
        var locks = paths.DistinctBy(p => Path.GetFullPath(RuleLocks.FileOf(p))).Select(p => (Path: p, Records: RuleLocks.Read(p))).ToList();
        if (locks.Exists(l => !l.Records.IsSuccess))
        {
            return Result<VerifiedRules>.Failure([.. locks.SelectMany(l => l.Records.Diagnostics)]);
        }

        var omitted = new HashSet<Rule>();
        var diagnostics = new List<Diagnostic>();
        foreach (var (path, records) in locks)
        {
            var own = library.Rules.Where(r => IsIn(path, r) && !omitted.Contains(r)).ToList();
            var left = own.Where(r => RuleLocks.StatusOf(r, records.Value!) != LockStatus.Current).ToList();
            omitted.UnionWith(left);
            if (!File.Exists(RuleLocks.FileOf(path)))
            {
                diagnostics.Add(new(NoLock, Severity.Warning, $"There is no '{RuleLocks.FileOf(path)}': no rule of '{path}' is used.", Hint: Remedy(path)));
            }
            else if (left.Count > 0)
            {
                diagnostics.Add(new(
                    NoRecord,
                    Severity.Warning,
                    $"Left out, having no current record in '{RuleLocks.FileOf(path)}': {string.Join(", ", left.Select(r => r.Name))}.",
                    Hint: Remedy(path)));
            }
        }

        return Result<VerifiedRules>.Success(
            new(new([.. library.Rules.Where(r => !omitted.Contains(r))]), [.. omitted.Select(r => r.Name)]), [.. diagnostics]);
    }

    private static bool IsIn(string path, Rule rule)
    {
        var folder = Path.GetFullPath(Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!);
        return Path.GetFullPath(rule.Span.File).StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static string Remedy(string path) => $"rw lock {path} verifies what has no record; --allow-unverified uses the rules as they are.";
}
