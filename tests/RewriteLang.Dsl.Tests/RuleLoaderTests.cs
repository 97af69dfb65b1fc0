namespace RewriteLang.Dsl.Tests;

public sealed class RuleLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rewritelang-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Loads_every_rule_file_below_a_folder_in_order_of_their_paths()
    {
        Write("b.rw", Rule("second"));
        Write("a/z.rw", Rule("first"));
        Write("a/notes.txt", "not rules");

        var result = RuleLoader.Load([_folder]);

        Assert.Equal("", string.Join('\n', result.Diagnostics));
        Assert.Equal(["first", "second"], result.Value!.Rules.Select(r => r.Name));
    }

    [Fact]
    public void Finds_rules_of_one_name_in_two_files_of_a_library()
    {
        Write("a.rw", Rule("same"));
        Write("b.rw", Rule("same"));

        var diagnostic = Assert.Single(RuleLoader.Load([_folder]).Diagnostics);

        Assert.Equal("RW2205", diagnostic.Code);
        Assert.Equal("b.rw", Path.GetFileName(diagnostic.Span!.Value.File));
        Assert.Contains("a.rw:2:6", diagnostic.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Qualifies_a_name_that_two_libraries_share()
    {
        Write("ours/a.rw", Rule("same"));
        Write("theirs/a.rw", Rule("same") + "\n" + Rule("other"));

        var result = RuleLoader.Load([Path.Combine(_folder, "ours"), Path.Combine(_folder, "theirs")]);

        Assert.Equal(["ours/same", "theirs/same", "other"], result.Value!.Rules.Select(r => r.Name));
    }

    [Fact]
    public void Reads_a_file_that_is_named_twice_once()
    {
        var file = Write("a.rw", Rule("one"));

        Assert.Single(RuleLoader.Load([_folder, file]).Value!.Rules);
    }

    [Fact]
    public void Says_what_is_missing_empty_or_not_text()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        var binary = Path.Combine(_folder, "binary.rw");
        File.WriteAllBytes(binary, [0x72, 0xFF, 0xFE, 0x00]);

        var result = RuleLoader.Load([Path.Combine(_folder, "none"), Path.Combine(_folder, "empty"), binary]);

        Assert.False(result.IsSuccess);
        Assert.Equal(["RW2601", "RW2603", "RW2002"], result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Refuses_a_file_that_is_too_large_without_reading_it()
    {
        var file = Path.Combine(_folder, "large.rw");
        using (var stream = File.Create(file))
        {
            stream.SetLength(20L * 1024 * 1024);
        }

        Assert.Equal(["RW2001"], RuleLoader.Load([file]).Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Loads_all_that_is_wrong_with_all_files()
    {
        Write("a.rw", "rule one\n  distinct(R => R\n");
        Write("b.rw", Rule("two").Replace("=> R", "=> S", StringComparison.Ordinal));

        Assert.Equal(["RW2502", "RW2101", "RW2202"], RuleLoader.Load([_folder]).Diagnostics.Select(d => d.Code));
    }

    private static string Rule(string name) => $"/// Doc.\nrule {name}\n  distinct(R) => R\n";

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
