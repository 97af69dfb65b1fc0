using System.Text.RegularExpressions;

namespace RewriteLang.Corpus.Tests;

/// <summary>A foreign key: columns here, the table and columns there.</summary>
internal sealed record SchemaReference(string Columns, string Table, string TableColumns);

/// <summary>A table as a set's schema declares it, read by its lines; column lists stay the text between the parentheses.</summary>
internal sealed partial record SchemaTable(
    string Name, string[] Columns, string[] NullableColumns, string[] PrimaryKeys, string[] UniqueKeys, SchemaReference[] References)
{
    /// <summary>Reads a match of <c>CREATE TABLE name (lines);</c>.</summary>
    public static SchemaTable Parse(Match table)
    {
        var lines = table.Groups[2].Value.Split('\n').Select(line => line.Trim().TrimEnd(',')).ToArray();
        var columns = lines.Where(line => !Constraint().IsMatch(line)).ToArray();
        return new(
            table.Groups[1].Value,
            [.. columns.Select(FirstWord)],
            [.. columns.Where(column => !column.EndsWith("NOT NULL", StringComparison.Ordinal)).Select(FirstWord)],
            [.. Keys("PRIMARY KEY")],
            [.. Keys("UNIQUE")],
            [.. lines.Select(line => Reference().Match(line)).Where(match => match.Success)
                .Select(match => new SchemaReference(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value))]);

        IEnumerable<string> Keys(string kind) =>
            lines.Where(line => line.StartsWith(kind + " (", StringComparison.Ordinal)).Select(line => line[(kind.Length + 2)..^1]);

        static string FirstWord(string line) => line[..line.IndexOf(' ', StringComparison.Ordinal)];
    }

    [GeneratedRegex("^(PRIMARY KEY|UNIQUE|FOREIGN KEY) ")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"^FOREIGN KEY \((.*?)\) REFERENCES (\w+) \((.*?)\)$")]
    private static partial Regex Reference();
}
