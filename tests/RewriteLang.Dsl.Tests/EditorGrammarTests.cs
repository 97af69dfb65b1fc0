using System.Text.Json;
using System.Text.RegularExpressions;

namespace RewriteLang.Dsl.Tests;

/// <summary>
/// The TextMate grammar colours what the tokenizer reads. Its line patterns are tried as an editor tries them: at each place the pattern that
/// matches first, of several the one listed first.
/// </summary>
public sealed class EditorGrammarTests
{
    private static readonly string Folder = Repository.PathOf("dsl/editors/vscode");

    private static readonly List<(string Scope, Regex Pattern, Dictionary<int, string> Captures)> Patterns = Read();

    [Theory]
    [InlineData("rule equal-to-itself in filter", "keyword.declaration:rule entity.name.function:equal-to-itself keyword.other:in storage.modifier:filter")]
    [InlineData("  x = x => x is not null", "variable.other:x keyword.operator:= variable.other:x keyword.operator.arrow:=> variable.other:x keyword.operator.word:is keyword.operator.word:not constant.language:null")]
    [InlineData("  join(A, ..rest | p & ..on)", "support.function:join entity.name.type.relation:A variable.parameter.rest:..rest keyword.operator:| variable.other:p keyword.operator:& variable.parameter.rest:..on")]
    [InlineData("  when cols(as) <= out(F) // why", "keyword.control:when support.function:cols variable.other:as keyword.operator:<= support.function:out entity.name.type.relation:F comment.line.double-slash:// why")]
    [InlineData("/// A 'doc'.", "comment.line.documentation:/// A 'doc'.")]
    [InlineData("  pathology a-b expect 1.2..8 on duckdb", "keyword.other:pathology entity.name.tag:a-b keyword.other:expect constant.numeric:1.2..8 keyword.other:on storage.modifier:duckdb")]
    [InlineData("  cite [a-1997, b]", "keyword.other:cite string.unquoted.citation:a-1997, b")]
    [InlineData("  overlaps [a-b]", "keyword.other:overlaps string.unquoted.citation:a-b")]
    [InlineData("    | x = 'it''s' & y > 1.5e3", "keyword.operator:| variable.other:x keyword.operator:= string.quoted.single:'it''s' keyword.operator:& variable.other:y keyword.operator:> constant.numeric:1.5e3")]
    public void Colours_a_line(string line, string expected) => Assert.Equal(expected, string.Join(' ', Colours(line)));

    [Fact]
    public void Colours_every_keyword_of_the_language()
    {
        var grammar = File.ReadAllText(Path.Combine(Folder, "syntaxes/rewritelang.tmLanguage.json"));

        Assert.Equal([], Syntax.Keywords.Openers.Concat(Syntax.Keywords.Reserved).Where(k => !Regex.IsMatch(grammar, $@"[(|\\b]{k}[)|]")));
    }

    [Theory]
    [InlineData("package.json")]
    [InlineData("language-configuration.json")]
    [InlineData("syntaxes/rewritelang.tmLanguage.json")]
    public void Is_packaged_in_files_that_can_be_read(string file) =>
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement.ValueKind);

    private static IEnumerable<string> Colours(string line)
    {
        for (var at = 0; at < line.Length;)
        {
            var (scope, match, captures) = Patterns.Select(p => (p.Scope, Match: p.Pattern.Match(line, at), p.Captures))
                .Where(p => p.Match.Success && p.Match.Length > 0)
                .OrderBy(p => p.Match.Index).FirstOrDefault();
            if (match is null)
            {
                yield break;
            }

            if (captures.Count == 0)
            {
                yield return $"{scope}:{match.Value.Trim()}";
            }

            foreach (var (group, name) in captures.Where(c => match.Groups[c.Key].Success).OrderBy(c => match.Groups[c.Key].Index))
            {
                yield return $"{name}:{match.Groups[group].Value}";
            }

            at = match.Index + match.Length;
        }
    }

    private static List<(string, Regex, Dictionary<int, string>)> Read()
    {
        var root = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "syntaxes/rewritelang.tmLanguage.json"))).RootElement;
        var repository = root.GetProperty("repository");
        return
        [
            .. from include in root.GetProperty("patterns").EnumerateArray()
               let name = include.GetProperty("include").GetString()![1..]
               from pattern in repository.GetProperty(name).GetProperty("patterns").EnumerateArray()
               where pattern.TryGetProperty("match", out _)
               select (
                   pattern.TryGetProperty("name", out var scope) ? Short(scope.GetString()!) : "",
                   new Regex(pattern.GetProperty("match").GetString()!),
                   pattern.TryGetProperty("captures", out var captures)
                       ? captures.EnumerateObject().ToDictionary(c => int.Parse(c.Name), c => Short(c.Value.GetProperty("name").GetString()!))
                       : []),
        ];
    }

    private static string Short(string scope) => scope.Replace(".rewritelang", "", StringComparison.Ordinal);
}
