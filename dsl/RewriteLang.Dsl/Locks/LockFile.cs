using System.Globalization;
using System.Text;
using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>
/// <c>rules.lock</c>: a block of lines a rule, sorted by name, without anything that concerns all rules, so that two branches that verified
/// different rules merge line by line. The same records give the same text.
/// </summary>
/// <param name="Records">Sorted by name, ordinally; each rule once.</param>
public sealed record LockFile(Sequence<LockRecord> Records)
{
    private const string Header = "rewritelang rules.lock version ";

    /// <summary>A lock file without records.</summary>
    public static LockFile Empty { get; } = new([]);

    /// <summary>A lock file of these records; of two for one rule, the later.</summary>
    public static LockFile Of(IEnumerable<LockRecord> records) =>
        new([.. records.GroupBy(r => r.Rule).Select(g => g.Last()).OrderBy(r => r.Rule, StringComparer.Ordinal)]);

    /// <summary>This file with records added, or put in place of those of the same rules.</summary>
    public LockFile With(params IEnumerable<LockRecord> records) => Of([.. Records, .. records]);

    /// <summary>This file without the records of rules that are not among these names.</summary>
    public LockFile Only(IEnumerable<string> rules)
    {
        var names = rules.ToHashSet();
        return new([.. Records.Where(r => names.Contains(r.Rule))]);
    }

    /// <summary>The record of a rule, also if its name is qualified by its library's; null if there is none.</summary>
    public LockRecord? Find(Rule rule)
    {
        var name = rule.Name;
        while (true)
        {
            if (Records.FirstOrDefault(r => r.Rule == name) is { } record)
            {
                return record;
            }

            var slash = name.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || name[(slash + 1)..] == "reverse")
            {
                return null;
            }

            name = name[(slash + 1)..];
        }
    }

    /// <summary>Whether the record of <paramref name="rule"/> still stands, given the hash of what its meaning rests on now.</summary>
    public LockStatus StatusOf(Rule rule, string basis) => StatusOf(Find(rule), LockRecord.HashOf(rule), basis);

    /// <summary>The same of what is recorded under exactly that name, and has these hashes now.</summary>
    public LockStatus StatusOf(string name, string hash, string basis) => StatusOf(Records.FirstOrDefault(r => r.Rule == name), hash, basis);

    private static LockStatus StatusOf(LockRecord? record, string hash, string basis) => record switch
    {
        null => LockStatus.Missing,
        _ when record.Hash != hash => LockStatus.RuleChanged,
        _ when record.Basis != basis => LockStatus.BasisChanged,
        { Matches: 0 } => LockStatus.NeverMatched,
        _ => LockStatus.Current,
    };

    /// <summary>The text of the file.</summary>
    public string Write()
    {
        var text = new StringBuilder().Append(Header).Append("1\n");
        foreach (var record in Records.OrderBy(r => r.Rule, StringComparer.Ordinal))
        {
            text.Append('\n').Append(record.Rule).Append('\n');
            Field("hash", record.Hash);
            Field("basis", record.Basis);
            Field("seed", Number(record.Seed));
            Field("cases", Number(record.Cases));
            Field("matches", Number(record.Matches));
            if (record.Mutants is { } mutants)
            {
                Field("mutants", $"{Number(mutants.Killed)} of {Number(mutants.Total)}");
            }

            foreach (var survivor in record.Survivors)
            {
                Field(survivor.EqualRows > 0 ? $"equal {Number(survivor.EqualRows)}" : survivor.Refused > 0 ? $"refused {Number(survivor.Refused)}" : "survivor", survivor.Mutant);
            }

            foreach (var engine in record.Engines.OrderBy(e => e.Engine, StringComparer.Ordinal))
            {
                Field("engine", $"{engine.Engine} {engine.Version}");
            }
        }

        return text.ToString();

        void Field(string name, string value) => text.Append("  ").Append(name).Append(' ').Append(value).Append('\n');

        static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a lock file, or says what is wrong with it. An empty text has no records.</summary>
    public static Result<LockFile> Parse(string text, string file) => new LockReader(text, file).Read();
}
