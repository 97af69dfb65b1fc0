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

        // Of these no more is known than that they compute their value from their arguments.
        Add(new(Strict: false, Deterministic: true, Total: false), """
            like_escape not_like_escape ilike_escape not_ilike_escape regexp_full_match regexp_extract_all regexp_split_to_array string_split_regex
            str_split string_to_array translate strlen bit_length levenshtein damerau_levenshtein hamming mismatches jaccard jaro_similarity jaro_winkler_similarity
            bar hex unhex bin base64 to_base64 from_base64 to_base encode decode sha1 sha256 strip_accents nfc_normalize
            length_grapheme left_grapheme right_grapheme substring_grapheme
            strftime try_strptime isoyear weekday weekofyear yearweek century decade millennium era millisecond microsecond epoch_ms epoch_us epoch_ns julian
            make_time time_bucket to_milliseconds to_microseconds
            gcd lcm even isnan isinf isfinite signbit sinh cosh tanh asinh acosh atanh gamma lgamma bit_count xor << >> & | ~
            list_contains list_has list_position array_length list_extract array_extract list_slice array_slice list_sort list_distinct list_concat list_sum
            flatten struct_extract json_extract json_extract_string
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
