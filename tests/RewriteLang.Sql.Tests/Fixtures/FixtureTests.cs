namespace RewriteLang.Sql.Tests.Fixtures;

/// <summary>
/// The queries of tests/fixtures/sql, one file a construct: bound and printed, they give the rows, names and types of the original on DuckDB, and its
/// rows on SQLite, unless the file says that they are refused. UPDATE_CASES=1 rewrites the outcomes; rows that differ fail all the same.
/// </summary>
public sealed class FixtureTests
{
    private static readonly string Folder = Repository.PathOf("tests/fixtures/sql");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.test").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Gives_the_rows_of_the_original(string name)
    {
        var path = Path.Combine(Folder, name + ".test");
        var lines = File.ReadAllLines(path);
        var failures = new List<string>();
        using var engines = new FixtureEngines();
        foreach (var fixture in Fixture.Read([.. engines.Shared, .. lines]))
        {
            if (!fixture.IsQuery)
            {
                engines.Execute(fixture.Sql);
                continue;
            }

            var line = fixture.Line - engines.Shared.Count;
            var (outcome, difference) = engines.Run(fixture.Sql);
            if (difference is not null)
            {
                failures.Add($"{name}.test:{line}: {difference}\n{fixture.Sql}");
            }
            else if (outcome != fixture.Outcome)
            {
                lines[line - 1] = $"query {outcome}";
                failures.Add($"{name}.test:{line}: expected {fixture.Outcome}, but it is {outcome}\n{fixture.Sql}");
            }
        }

        if (Environment.GetEnvironmentVariable("UPDATE_CASES") == "1")
        {
            File.WriteAllLines(path, lines);
            failures.RemoveAll(f => f.Contains(": expected ", StringComparison.Ordinal));
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    [Fact]
    public void Has_at_least_600_cases() =>
        Assert.InRange(Files.Sum(f => Fixture.Read(File.ReadAllLines(Path.Combine(Folder, f.Data + ".test"))).Count(b => b.IsQuery)), 600, int.MaxValue);
}
