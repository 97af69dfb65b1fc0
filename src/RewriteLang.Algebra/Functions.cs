namespace RewriteLang.Algebra;

/// <summary>What is known of a scalar function. The default knows nothing, and nothing known satisfies no condition.</summary>
/// <param name="Strict">NULL whenever an argument is NULL.</param>
/// <param name="Deterministic">The same arguments give the same value within one query.</param>
/// <param name="Total">Never fails, whatever the arguments (arithmetic overflow aside, which is outside the contract).</param>
public readonly record struct FunctionProperties(bool Strict, bool Deterministic, bool Total);

/// <summary>The table of scalar functions, by DuckDB's name in lower case. A function that is not listed is taken for volatile and partial.</summary>
public static class Functions
{
    private static readonly Dictionary<string, FunctionProperties> Table = Build();

    /// <summary>What is known of <paramref name="name"/>.</summary>
    public static FunctionProperties Of(string name) =>
        Macro.TextOf(name) is null ? Table.GetValueOrDefault(name) : new(Strict: false, Deterministic: true, Total: false);

    /// <summary>Whether the function is listed.</summary>
    public static bool IsKnown(string name) => Table.ContainsKey(name);

    private static Dictionary<string, FunctionProperties> Build()
    {
        var table = new Dictionary<string, FunctionProperties>(StringComparer.Ordinal);

        // Division and modulo by zero yield NULL on both engines for every type but float, where they yield infinity or NaN.
        Add(new(Strict: true, Deterministic: true, Total: true), """
            + - * / // % abs sign floor ceil ceiling round trunc mod divide
            || length len lower upper trim ltrim rtrim substring substr left right replace reverse instr strpos position
            starts_with prefix suffix contains like not_like ilike not_ilike ~~ !~~ ~~* !~~*
            year month day hour minute second quarter week dayofweek dayofyear dayofmonth isodow date_part datepart date_trunc datetrunc
            extract date_diff datediff date_sub date_add last_day monthname dayname epoch to_days to_months to_years
            to_hours to_minutes to_seconds to_weeks hash md5 ascii unicode
            regexp_matches regexp_replace regexp_extract
            """);

        // These fail on some arguments: outside a domain, or text that is not what is asked for.
        Add(new(Strict: true, Deterministic: true, Total: false), """
            sqrt ln log log10 log2 exp power pow ^ ** sin cos tan asin acos atan atan2 cot cbrt pi degrees radians factorial
            chr repeat lpad rpad strptime make_date make_timestamp split_part string_split list_element printf format
            """);

        // NULL does not simply pass through these.
        Add(new(Strict: false, Deterministic: true, Total: true), """
            coalesce ifnull nvl nullif greatest least concat concat_ws typeof row struct_pack list_value
            current_date current_timestamp now today get_current_timestamp transaction_timestamp
            """);

        return table;

        void Add(FunctionProperties properties, string names)
        {
            foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                table.Add(name, properties);
            }
        }
    }
}
