using System.Text.RegularExpressions;
using RewriteLang.Algebra;
using RewriteLang.Cli.Commands;
using RewriteLang.Dsl;
using RewriteLang.Engines;
using RewriteLang.Optimizer;
using RewriteLang.Optimizer.Rules;
using RewriteLang.Sql;
using RewriteLang.Sql.Printing;
using RewriteLang.Verify.Examples;

namespace RewriteLang.Cli;

/// <summary>A rule as a person asks about it: what it says, when, an example in plans and SQL, where it comes from, what verification found.</summary>
/// <param name="rule">The rule.</param>
/// <param name="file">Its file.</param>
/// <param name="library">All rules, for those that bring the example into shape.</param>
/// <param name="paths">Where they come from.</param>
/// <param name="terminal">Where to write.</param>
internal sealed class RuleExplanation(Rule rule, RuleFile file, IReadOnlyList<Rule> library, IReadOnlyList<string> paths, Terminal terminal)
{
    public int Write()
    {
        Line($"{(rule.Simplify ? "simplify" : "rule")} {terminal.Paint(rule.Name, 1)}, at {rule.Span}");
        Line($"{Survivor.SummaryOf(rule)}\n");
        Section("law", [.. rule.Sites.Select(LawOf), .. rule.Lets.Select(l => $"where {l.Name} = {RuleText.Of(l.Value)}"), Level()]);
        Section("holds if", [.. rule.Conditions.Select(InWords)]);
        if (PlanOptimizer.IsRelational(rule))
        {
            var added = AddedConditions.Of(rule);
            Section("also asked, by the compiler", [
                "every expression that it touches is deterministic",
                .. added.Total.Count > 0 ? [$"evaluated on other rows than before, so they must not fail: {string.Join(", ", added.Total)}"] : Array.Empty<string>(),
                .. added.Stable.Count > 0 ? [$"repeated or dropped, so they must have the same rows each time: {string.Join(", ", added.Stable)}"] : Array.Empty<string>(),
            ]);
        }

        Section("tried if", [.. rule.Gates.Select(InWords)]);
        foreach (var example in rule.Examples.Take(1))
        {
            WriteExample(example);
        }

        Section("cites", [.. rule.Citations]);
        Section("mends", rule.Pathology is { } p ? [$"{p.Name}{(p.Low is null ? "" : $", expected ratio {p.Low}..{p.High}")}{(p.Engine is null ? "" : $" on {p.Engine}")}"] : []);
        Section("record", [Record(), .. Survivors()]);
        return ExitCodes.Done;
    }

    // One place, all that are alike, or one of several, which may have to be there and stay as it is.
    private static string LawOf(RuleSite site) =>
        $"{(site.Each ? "each " : "")}{(site.Name is null ? "" : $"{site.Name}: ")}{RuleText.Of(site.Left)}\n    {(site.Stays ? "is there, and stays" : $"=> {RuleText.Of(site.Right)}")}";

    private string Level() => rule.Level switch
    {
        SoundnessLevel.InFilter => "where UNKNOWN counts as FALSE",
        SoundnessLevel.InSet => "where duplicates do not count",
        _ => "everywhere",
    };

    // The condition, and the sentence of each of its words with the arguments in the place of parameters.
    private static string InWords(Term condition)
    {
        var sentences = WordsIn(condition).SelectMany(op => Vocabulary.Standard.Find(op.Name)
            .Where(s => s.Use != WordUse.Operator && s.Groups.Sum(g => g.Count) == op.Arguments.Count).Take(1)
            .Select(s => s.Groups.SelectMany(g => g).Zip(op.Arguments).Aggregate(
                s.Doc,
                (text, pair) => Regex.Replace(text, $@"(?<![\w`]){Regex.Escape(pair.Item1.Name)}(?![\w`])", RuleText.Of(pair.Item2).Replace("$", "$$", StringComparison.Ordinal))))).Distinct();
        return $"{RuleText.Of(condition)}{string.Concat(sentences.Select(s => $"\n      {s}"))}";
    }

    private static IEnumerable<Term.Operator> WordsIn(Term term) => term switch
    {
        Term.Operator op => op.Arguments.SelectMany(WordsIn).Prepend(op).Where(o => o.Name is not ("out" or "cols" or "and" or "or" or "not")),
        Term.Lambda lambda => WordsIn(lambda.Body),
        _ => [],
    };

    private void WriteExample(Example example)
    {
        var catalog = (example.Schema ?? file.Schema) is { } ddl ? DdlCatalog.Read(file.File, ddl) : null;
        var columns = new ColumnFactory();
        if (catalog is not { IsSuccess: true } || SqlBinder.Bind(example.Before, catalog.Value, columns, tablesOnly: true) is not { IsSuccess: true } bound)
        {
            return;
        }

        var applied = RuleApplication.Of(rule, bound.Value.Query, columns, TestCommand.Structure(library));
        Section("example", [
            $"plan    {RelationText.Render(bound.Value.Query)}",
            $"becomes {(applied.Fires ? RelationText.Render(applied.Query) : "nothing else: the rule does not apply")}",
        ]);
        Section("example in SQL", [example.Before, .. applied.Fires && SqlPrinter.Print(applied.Query, Dialect.DuckDb).Value?.Text is { } text ? [text] : Array.Empty<string>()]);
    }

    private string Record()
    {
        if (Records() is not { IsSuccess: true } records)
        {
            return "the lock file cannot be read";
        }

        var status = RuleLocks.Describe(RuleLocks.StatusOf(rule, records.Value));
        return records.Value.Records.FirstOrDefault(r => r.Rule == rule.Name) is { } record
            ? $"{status}: seed {record.Seed}, {record.Matches} matches, {record.Cases} cases{(record.Mutants is { } m ? $", mutants refuted: {m.Killed} of {m.Total}" : "")}; {string.Join(", ", record.Engines.Select(e => $"{e.Engine} {e.Version}"))}"
            : status;
    }

    // Each mutant that was not refuted, with what explains it.
    private IEnumerable<string> Survivors()
    {
        var reasons = Survivor.ReasonsOf(rule);
        return (Records() is { IsSuccess: true } records ? records.Value.Find(rule) : null)?.Survivors.Select(s =>
            s.EqualRows > 0 ? $"{s.Mutant}: right on all values of small domains, too, {s.EqualRows} rows"
            : s.Refused > 0 ? $"{s.Mutant}: does no more than the rule; the optimizer built nothing on the {s.Refused} matches where it was false"
            : $"{s.Mutant}: not refuted; {reasons.GetValueOrDefault(s.Mutant, "nothing says why")}") ?? [];
    }

    private Result<LockFile> Records() => RuleLocks.Read(paths.FirstOrDefault(p => Path.GetFullPath(file.File).StartsWith(Path.GetFullPath(p), StringComparison.Ordinal)) ?? file.File);

    private void Section(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        Line(terminal.Paint(title, 36));
        foreach (var line in lines)
        {
            Line("  " + line.TrimEnd().ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal));
        }

        Line("");
    }

    private void Line(string text) => terminal.Out.WriteLine(text);
}
