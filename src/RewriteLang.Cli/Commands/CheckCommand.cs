using System.CommandLine;
using System.Text.Json.Nodes;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Dsl.Auditing;

namespace RewriteLang.Cli.Commands;

/// <summary><c>rw check</c>: reads rule files and says what is wrong with them.</summary>
internal static class CheckCommand
{
    public static Command Create(Attach attach)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Rule files, or folders of them; by default the folder rules/ here or above.", Arity = ArgumentArity.ZeroOrMore };
        var json = SharedOptions.Json();
        var command = new Command("check", "Check the syntax, names and sorts of rule files.") { paths, json };
        attach(command, (parsed, terminal, _) =>
        {
            var named = RulePaths.Of(parsed.GetValue(paths));
            var files = named.Then(p => RuleLoader.LoadFiles(p.Paths)).Then(LibraryAudit.Checked);
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(JsonText.Indented(new JsonObject
                {
                    ["version"] = JsonText.Version,
                    ["rules"] = files.Value?.Sum(f => f.Rules.Count),
                    ["diagnostics"] = JsonText.Of(files.Diagnostics),
                }));
            }
            else
            {
                new DiagnosticText(terminal).Write(files.Diagnostics);
            }

            if (files.IsSuccess && !parsed.GetValue(json))
            {
                terminal.Note($"{files.Value.Sum(f => f.Rules.Count)} rules in {files.Value.Count} files: no errors.");
            }

            return files.IsSuccess ? ExitCodes.Done : ExitCodes.WrongInput;
        });
        return command;
    }
}

/// <summary>The rule files and folders that a command was given, or the default folder.</summary>
internal sealed record RulePaths(IReadOnlyList<string> Paths)
{
    public static Result<RulePaths> Of(string[]? named) =>
        named is { Length: > 0 } ? Result<RulePaths>.Success(new(named))
        : RuleSource.FindDefault() is { } found ? Result<RulePaths>.Success(new([found]))
        : Result<RulePaths>.Failure(RuleSource.NoDefault("Name files or folders."));
}
