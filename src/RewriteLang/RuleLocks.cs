using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;

namespace RewriteLang;

/// <summary>Lock files of rule folders: beside the folder <c>rules</c> stands <c>rules.lock</c>.</summary>
public static class RuleLocks
{
    /// <summary>The lock file of a folder of rules, or of the folder that a rule file is in.</summary>
    public static string FileOf(string path)
    {
        var folder = Path.TrimEndingDirectorySeparator(Directory.Exists(path) ? path : Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".");
        return (Path.GetFileName(folder) is "." or ".." or "" ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) : folder) + ".lock";
    }

    /// <summary>The records of the rules of a folder; none if there is no lock file, and an error if it cannot be read.</summary>
    public static Result<LockFile> Read(string path)
    {
        var file = FileOf(path);
        if (!File.Exists(file))
        {
            return Result<LockFile>.Success(LockFile.Empty);
        }

        var diagnostics = new List<Diagnostic>();
        return RuleLoader.Read(file, diagnostics) is { } text ? LockFile.Parse(text, file) : Result<LockFile>.Failure([.. diagnostics]);
    }

    /// <summary>How a rule stands to its record now.</summary>
    public static LockStatus StatusOf(Rule rule, LockFile records) => records.StatusOf(rule, RuleBasis.Of(rule));

    /// <summary>The name under which what is said of an aggregate is recorded.</summary>
    public static string NameOf(AggregateLaw law) => $"aggregate/{law.Name}";

    /// <summary>How what is said of an aggregate stands to its record now.</summary>
    public static LockStatus StatusOf(AggregateLaw law, LockFile records) => records.StatusOf(NameOf(law), LockRecord.HashOf(law.Normalized), RuleBasis.Of(law));

    /// <summary>Why a record does not stand, as the end of a sentence.</summary>
    public static string Describe(LockStatus status) => status switch
    {
        LockStatus.Missing => "it was never verified",
        LockStatus.RuleChanged => "the rule has changed since it was verified",
        LockStatus.BasisChanged => "what its meaning rests on has changed since it was verified",
        LockStatus.NeverMatched => "it never matched anything",
        LockStatus.Current => "the record is current",
        _ => throw new UnreachableException(status.ToString()),
    };
}
