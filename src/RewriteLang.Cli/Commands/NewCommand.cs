using System.CommandLine;
using System.Text.RegularExpressions;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Dsl;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw new rule</c>: a file with a rule that passes <c>rw test</c>, to change into the one that is meant.</summary>
internal static partial class NewCommand
{
    /// <summary>A name that no rule can have, or that one has already.</summary>
    private const string BadName = "RW3114";

    public static Command Create(Attach attach)
    {
        var name = new Argument<string>("NAME") { Description = "The rule's name: small letters and digits, with hyphens between words." };
        var folder = new Option<string?>("--rules") { Description = "The folder of rules that it goes to; by default rules/ here or above, else here.", HelpName = "DIR" };
        var rule = new Command("rule", "Write NAME.rw with a rule to start from.") { name, folder };
        attach(rule, (parsed, terminal, _) =>
        {
            var chosen = parsed.GetRequiredValue(name);
            var place = parsed.GetValue(folder) ?? RuleSource.FindDefault() ?? ".";
            var path = Path.Combine(place, chosen + ".rw");
            if (Problem(chosen, place, path) is { } problem)
            {
                new DiagnosticText(terminal).Write([problem]);
                return ExitCodes.WrongInput;
            }

            Directory.CreateDirectory(place);
            TextFile.WriteWhole(path, Skeleton.Replace("NAME", chosen, StringComparison.Ordinal));
            terminal.Out.WriteLine(path);
            terminal.Note($"Change its law, then: rw test {path}");
            return ExitCodes.Done;
        });
        return new Command("new", "Start something.") { rule };
    }

    private const string Skeleton = """
        language 1

        schema
          create table t (id integer primary key, a integer not null, b integer)

        /// What the rule does, in a sentence: rows that are different anyway need no DISTINCT.
        simplify NAME
          distinct(R) => R
          when has_key(R)
          example
            before  select distinct id, a from t
            after   select id, a from t
          counterexample has_key
            query   select distinct a from t

        """;

    private static Diagnostic? Problem(string name, string folder, string path) =>
        !Kebab().IsMatch(name) ? Diagnostic.Error(BadName, $"'{name}' is no name of a rule.", hint: "Small letters and digits, with hyphens between words: drop-distinct.")
        : File.Exists(path) ? Diagnostic.Error(BadName, $"There is already a file '{path}'.")
        : Directory.Exists(folder) && RuleLoader.Load([folder]).Value?.Rules.FirstOrDefault(r => r.Name == name) is { } taken
            ? Diagnostic.Error(BadName, $"There is already a rule '{name}'.", taken.Span)
        : null;

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Kebab();
}
