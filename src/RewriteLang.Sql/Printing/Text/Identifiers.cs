namespace RewriteLang.Sql.Printing.Text;

/// <summary>When a name has to be quoted. Both engines ignore case in names, so case alone is no reason.</summary>
public static class Identifiers
{
    // Words that cannot stand alone as a name in DuckDB (its categories reserved, type_function and column_name) or in SQLite (those without a fallback).
    private static readonly HashSet<string> Keywords = new(
        """
        all analyse analyze and anti any array as asc asof asymmetric at authorization between bigint binary bit boolean both by case cast char
        character check coalesce collate collation column columns concurrently constraint create cross dec decimal default deferrable desc
        describe distinct do else end except exists extract false fetch float for foreign freeze from full generated glob group grouping
        grouping_id having ilike in initially inner inout int integer intersect interval into is isnull join lambda lateral leading left like
        limit map national natural nchar none not notnull null nullif numeric offset on only or order out outer overlaps overlay pivot
        pivot_longer pivot_wider placing position positional precision primary qualify real references returning right row select semi setof
        show similar smallint some struct substring summarize symmetric table tablesample then time timestamp to trailing treat trim true
        try_cast union unique unpack unpivot using values varchar variadic verbose when where window with
        add alter autoincrement commit current_date current_time current_timestamp delete drop escape exists filter if index indexed insert
        match nothing over raise regexp rowid set transaction update within without
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> QuotedFunctions = new(
        """
        all analyse analyze and any array as asc both case cast check collate column constraint create default deferrable desc describe distinct
        do else end except false fetch for foreign from group having in initially intersect into lambda leading limit not null offset on only or
        order placing primary qualify references returning select show some summarize symmetric table then to trailing true union unique using
        variadic when where window with
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The name as it stands in the text.</summary>
    public static string Name(string name) => IsWord(name) && !Keywords.Contains(name) ? name : Quote(name);

    /// <summary>A function's name as it stands before its parenthesis.</summary>
    public static string FunctionName(string name) => IsWord(name) && !QuotedFunctions.Contains(name) ? name : Quote(name);

    /// <summary>Whether it has the form of a plain identifier.</summary>
    public static bool IsWord(string name)
    {
        if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] == '_'))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
