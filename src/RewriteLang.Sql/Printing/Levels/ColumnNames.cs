using System.Text;
using RewriteLang.Algebra;

namespace RewriteLang.Sql.Printing.Levels;

/// <summary>Names for the columns of derived tables and CTEs.</summary>
internal static class ColumnNames
{
    /// <summary>
    /// The columns' own names where they are identifiers (<c>sum(x)</c> becomes <c>sum_x</c>), made distinct without regard to case.
    /// </summary>
    public static IReadOnlyList<string> Unique(IReadOnlyList<Column> columns)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new string[columns.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Distinguish(Plain(columns[i].Name), taken.Contains);
            taken.Add(names[i]);
        }

        return names;
    }

    /// <summary>The name, or the name with the first number behind it that is not taken.</summary>
    public static string Distinguish(string name, Predicate<string> isTaken)
    {
        if (!isTaken(name))
        {
            return name;
        }

        var number = 2;
        while (isTaken($"{name}_{number}"))
        {
            number++;
        }

        return $"{name}_{number}";
    }

    private static string Plain(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '_' || c > 127)
            {
                text.Append(c);
            }
            else if (text.Length > 0 && text[^1] != '_')
            {
                text.Append('_');
            }
        }

        var plain = text.ToString().TrimEnd('_');
        return plain.Length == 0 ? "column" : char.IsAsciiDigit(plain[0]) ? "_" + plain : plain;
    }
}
