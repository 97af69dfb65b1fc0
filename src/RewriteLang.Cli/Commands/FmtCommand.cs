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
                    diagnostics.Add(Diagnostic.Error(NotFormatted, $"'{path}' is laid out otherwise.", hint: $"rw fmt {path}"));
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
