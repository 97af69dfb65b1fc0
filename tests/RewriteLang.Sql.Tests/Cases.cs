using System.Runtime.CompilerServices;

namespace RewriteLang.Sql.Tests;

/// <summary>
/// A file of cases: a title after <c>#</c>, the input, a line <c>---</c>, what is expected, an empty line. With <c>UPDATE_CASES=1</c> the
/// expectations are rewritten, and the difference is for a person to review.
/// </summary>
internal sealed class Cases
{
    private readonly string _path;
    private readonly List<Case> _cases = [];

    private Cases(string path)
    {
        _path = path;
        foreach (var block in File.ReadAllText(path).ReplaceLineEndings("\n").Split("\n# ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.TrimStart('#', ' ').Split('\n', 2);
            var parts = lines[1].Split("---\n", 2);
            _cases.Add(new(lines[0].Trim(), parts[0].Trim('\n'), parts.Length > 1 ? parts[1].Trim('\n') : ""));
        }
    }

    private sealed record Case(string Title, string Input, string Expected);

    public static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_CASES") == "1";

    public static Cases Beside(string name, [CallerFilePath] string caller = "") => new(Path.Combine(Path.GetDirectoryName(caller)!, name));

    public IEnumerable<TheoryDataRow<string>> Titles() => _cases.Select(c => new TheoryDataRow<string>(c.Title));

    public void Check(string title, Func<string, string> actual)
    {
        var one = _cases.Find(c => c.Title == title)!;
        var result = actual(one.Input).ReplaceLineEndings("\n");
        if (IsUpdating && result != one.Expected)
        {
            Update(one with { Expected = result });
        }
        else
        {
            Assert.Equal(one.Expected, result);
        }
    }

    private void Update(Case changed)
    {
        lock (typeof(Cases))
        {
            var text = string.Join("\n", new Cases(_path)._cases.Select(c => c.Title == changed.Title ? changed : c)
                .Select(c => $"# {c.Title}\n{c.Input}\n---\n{c.Expected}\n"));
            File.WriteAllText(_path, text);
        }
    }
}
