using System.CommandLine;
using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Dsl;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw fmt</c>: lays rule files out in the one way there is.</summary>
internal static class FmtCommand
{
    /// <summary>A file that is laid out otherwise.</summary>
    private const string NotFormatted = "RW3110";

    /// <summary>The files that are laid out otherwise; nothing is said of those that cannot be read.</summary>
    public static IReadOnlyList<Diagnostic> Misformatted(IEnumerable<string> paths)
    {
        var ignored = new List<Diagnostic>();
        return [.. RuleLoader.FindFiles(paths, ignored).Select(f => (f.Path, Text: RuleLoader.Read(f.Path, ignored)))
            .Where(f => f.Text is not null && RuleFormatter.Format(f.Text, f.Path) is { IsSuccess: true } formatted && formatted.Value != f.Text)
            .Select(f => Misformatted(f.Path))];
    }

    private static Diagnostic Misformatted(string path) => Diagnostic.Error(NotFormatted, $"'{path}' is laid out otherwise.", hint: $"rw fmt {path}");

    public static Command Create(Attach attach)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Rule files, or folders of them; by default the folder rules/ here or above.", Arity = ArgumentArity.ZeroOrMore };
        var check = new Option<bool>("--check") { Description = "Change nothing; fail if a file is laid out otherwise." };
        var command = new Command("fmt", "Lay out rule files.") { paths, check };
        attach(command, (parsed, terminal, token) =>
        {
            var diagnostics = new List<Diagnostic>();
            var named = RulePaths.Of(parsed.GetValue(paths));
            diagnostics.AddRange(named.Diagnostics);
            var changed = 0;
            foreach (var (_, path) in RuleLoader.FindFiles(named.Value?.Paths ?? [], diagnostics))
            {
                token.ThrowIfCancellationRequested();
                if (RuleLoader.Read(path, diagnostics) is not { } text)
                {
                    continue;
                }

                var formatted = RuleFormatter.Format(text, path);
                diagnostics.AddRange(formatted.Diagnostics);
                if (!formatted.IsSuccess || formatted.Value == text)
                {
                    continue;
                }

                changed++;
                if (parsed.GetValue(check))
                {
                    diagnostics.Add(Misformatted(path));
                }
                else
                {
                    TextFile.WriteWhole(path, formatted.Value);
                    terminal.Note($"{path} laid out");
                }
            }

            new DiagnosticText(terminal).Write(diagnostics);
            var wrong = diagnostics.Exists(d => d.Severity == Severity.Error);
            if (!wrong && changed == 0)
            {
                terminal.Note("Nothing to do.");
            }

            return wrong ? ExitCodes.WrongInput : ExitCodes.Done;
        });
        return command;
    }
}
