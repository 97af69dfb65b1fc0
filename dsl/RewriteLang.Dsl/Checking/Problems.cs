using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>Every diagnostic about rule files, in one place: its code, its words. docs/diagnostics.md shows a wrong and a right version of each.</summary>
internal static partial class Problems
{
    // RW20xx: files and tokens.
    internal static Diagnostic TooLarge(SourceSpan span, long bytes, long limit) =>
        Error("RW2001", span, $"The file is too large: {bytes:N0} characters, and {limit:N0} is the limit.", "Split it: a folder is a library.");

    internal static Diagnostic NotText(SourceSpan span) =>
        Error("RW2002", span, "The file is not text: it holds a NUL character.", "Rule files are UTF-8 text.");

    internal static Diagnostic BadCharacters(SourceSpan span, string text)
    {
        var shown = string.Concat(text.Take(12).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString()));
        var hint = text[0] switch
        {
            '"' or '`' or '“' or '”' or '‘' or '’' => "Text is quoted with `'`.",
            '{' or '}' => "A list is written with `[` and `]`.",
            '#' => "A comment starts with `//`.",
            ';' => "Nothing separates declarations: leave it out.",
            '!' => "Not equal is `<>`, and negation is `not`.",
            '≤' or '⊆' => "Write `<=`.",
            '→' or '⇒' => "Write `=>`.",
            '?' => "A variable is a plain name.",
            _ => null,
        };
        return Error("RW2003", span, $"`{shown}` is not part of the rule language.", hint);
    }

    internal static Diagnostic UnterminatedText(SourceSpan span) =>
        Error("RW2004", span, "This text has no closing quote on its line.", "Close it with `'`; a quote inside is written twice.");

    internal static Diagnostic TooDeep(SourceSpan span, int limit) =>
        Error("RW2005", span, $"Brackets nest deeper than {limit} levels.", "Give an inner part a name with `let`.");

    internal static Diagnostic UnknownLanguage(SourceSpan span, string version) =>
        Error("RW2006", span, $"Version {version} of the language is not known here.", "This is version 1: write `language 1`, or leave the line out.");

    internal static Diagnostic LongChain(SourceSpan span, int limit) =>
        Error("RW2007", span, $"This term is deeper than {limit} operators.", "Give a part of it a name with `let`.");

    // RW21xx: syntax.
    internal static Diagnostic Expected(SourceSpan span, string expected, string found, string? hint) =>
        Error("RW2101", span, $"Expected {expected}, found {found}.", hint);

    internal static Diagnostic MissingArrow(SourceSpan span, string found, string? hint) =>
        Error("RW2102", span, $"A rule needs `=>` between its sides; found {found}.", hint ?? "Write `left => right`, or `left <=> right` for both ways.");

    internal static Diagnostic NotADeclaration(SourceSpan span, string found, string? hint) =>
        Error("RW2103", span, $"Expected a declaration, found {found}.", hint ?? "A declaration starts with `rule`, `simplify`, `theory`, `schema` or `language`.");

    internal static Diagnostic ClauseInLine(SourceSpan span, string word) =>
        Error("RW2104", span, $"`{word}` opens a clause only as the first word of its line.", $"Put `{word}` on a new line.");

    internal static Diagnostic UnknownClause(SourceSpan span, string word, string meant) =>
        Error("RW2105", span, $"`{word}` opens no clause.", $"Did you mean `{meant}`?");

    internal static Diagnostic MissingSql(SourceSpan span, string after) =>
        Error("RW2106", span, $"Expected SQL after {after}.", "It goes on over the following lines if they are indented deeper.");

    // RW22xx: names.
    internal static Diagnostic UnknownWord(SourceSpan span, string word, string? hint) =>
        Error("RW2201", span, $"There is no operator or word `{word}`.", hint);

    internal static Diagnostic Unbound(SourceSpan span, string name, string? hint) =>
        Error("RW2202", span, $"`{name}` is not bound by the left side.", hint);

    internal static Diagnostic WrongArguments(SourceSpan span, string word, string pattern, string wanted, int given) =>
        Error("RW2203", span, $"`{word}` takes {wanted}, not {given}.", $"Its pattern is `{pattern}`.");

    internal static Diagnostic WrongGroups(SourceSpan span, string word, string pattern, int wanted, int given) =>
        Error("RW2204", span, $"`{word}` has {Count(wanted, "group")} of arguments, not {given}.", $"Its pattern is `{pattern}`.");

    internal static Diagnostic DuplicateRule(SourceSpan span, string name, SourceSpan first) =>
        Error("RW2205", span, $"There is already a rule `{name}`.", $"The first is at {first}.");

    internal static Diagnostic DuplicateLet(SourceSpan span, string name, SourceSpan first) =>
        Error("RW2206", span, $"`{name}` is already defined by a `let`.", $"The first is at {first}.");

    internal static Diagnostic LetCycle(SourceSpan span, IReadOnlyList<string> names) =>
        Error("RW2207", span, names.Count == 1
            ? $"The `let` of `{names[0]}` uses itself."
            : $"These `let`s use each other in a circle: {string.Join(", ", names.Select(n => $"`{n}`"))}.", "There is no recursion: define each by earlier ones.");

    internal static Diagnostic LetHides(SourceSpan span, string name, SourceSpan first) =>
        Error("RW2208", span, $"`{name}` is already bound by the left side.", $"It is bound at {first}; choose another name.");

    internal static Diagnostic HyphenInTerm(SourceSpan span, string name) =>
        Error("RW2209", span, $"`{name}` has a hyphen, which names in terms do not.", $"For a difference put blanks around it: `{name.Replace("-", " - ", StringComparison.Ordinal)}`.");

    internal static Diagnostic WordAlone(SourceSpan span, string word, string pattern) =>
        Error("RW2210", span, $"`{word}` is not bound by the left side; as a word of the language it needs its arguments.", $"Its pattern is `{pattern}`.");

    // RW23xx: sorts.
    internal static Diagnostic WrongSort(SourceSpan span, string found, string wanted, string? hint = null) =>
        Error("RW2301", span, $"This is {found}; {wanted} is needed here.", hint);

    internal static Diagnostic RestHere(SourceSpan span, string name, string wanted) =>
        Error("RW2302", span, $"`..{name}` stands for several elements; {wanted} is needed here.", "Rests stand in lists: inputs of a block, conjuncts, operands, `[...]`.");

    internal static Diagnostic LowerCaseRelation(SourceSpan span, string name) =>
        Error("RW2303", span, $"`{name}` stands for a relation, and names of relations start with a capital.", $"Write `{Capital(name)}`.");

    internal static Diagnostic UpperCaseOther(SourceSpan span, string name, string wanted) =>
        Error("RW2304", span, $"`{name}` starts with a capital, so it names a relation; {wanted} is needed here.", "Start the name with a small letter.");

    internal static Diagnostic TwoSorts(SourceSpan span, string name, string bound, string wanted, SourceSpan first) =>
        Error("RW2305", span, $"`{name}` is {bound}; {wanted} is needed here.", $"It is bound at {first}.");

    internal static Diagnostic OperatorSorts(SourceSpan span, string infix, string found, string? hint) =>
        Error("RW2306", span, $"`{infix}` does not apply to {found}.", hint);

    internal static Diagnostic FunctionHere(SourceSpan span) =>
        Error("RW2307", span, "A function `x => ...` is not a term.", "Functions are arguments of `map`, `any` and `all`.");

    internal static Diagnostic FunctionParameters(SourceSpan span, string wanted) =>
        Error("RW2308", span, $"The function should take {wanted}.", null);

    internal static Diagnostic DefinitionHere(SourceSpan span) =>
        Error("RW2309", span, "`:=` does not belong here.", "It names an element of a list `[c := x + 1, ..xs]`, or a site of a rule.");

    internal static Diagnostic ListHere(SourceSpan span, string wanted) =>
        Error("RW2310", span, $"This is a list; {wanted} is needed here.", null);

    internal static Diagnostic TwoRests(SourceSpan span, string first, string second) =>
        Error("RW2311", span, $"`..{first}` and `..{second}` stand in one list: what goes to which is open.", "Leave one rest.");

    internal static Diagnostic NotAPattern(SourceSpan span, string word) =>
        Error("RW2312", span, $"`{word}` computes; it cannot be matched on a left side.", "Match an operator there, and say `when` for what must hold.");

    internal static Diagnostic EstimateInWhen(SourceSpan span, string word) =>
        Error("RW2313", span, $"`{word}` is an estimate, and soundness must not rest on one.", "Move the condition to `gate`.");

    internal static Diagnostic OperatorOutOfPlace(SourceSpan span, string infix, string hint) =>
        Error("RW2314", span, $"`{infix}` does not belong here.", hint);

    internal static Diagnostic NotAList(SourceSpan span, string word, string found) =>
        Error("RW2315", span, $"`{word}` goes over a list; this is {found}.", null);

    internal static Diagnostic FunctionNeeded(SourceSpan span, string word) =>
        Error("RW2316", span, $"`{word}` takes a function here.", $"Write `{word}(xs, x => ...)`.");

    internal static Diagnostic MatchedOnly(SourceSpan span, string word) =>
        Error("RW2317", span, $"`{word}` is matched on a left side; it cannot be built.", "Bind what it stands for to a name on the left, and use that.");

    internal static Diagnostic BundleHere(SourceSpan span) =>
        Error("RW2318", span, "A `bundle` stands for several inputs; here is place for one.", "Write it among the inputs of a join: `join(bundle(...), ..rest | ..on)`.");

    internal static Diagnostic UnknownEngine(SourceSpan span, string name) =>
        Error("RW2319", span, $"There is no engine `{name}`.", Suggestions.Hint(name, EngineFeatures.Engines) ?? "The engines are 'duckdb' and 'sqlite'.");

    internal static Diagnostic UnknownFeature(SourceSpan span, string name, string? hint) =>
        Error("RW2320", span, $"There is no feature `{name}`.", hint ?? "The manual lists them under `supports`.");

    internal static Diagnostic UnknownSign(SourceSpan span, string name, string? hint) =>
        Error("RW2321", span, $"Plans of engines show no `{name}`.", hint ?? "The manual lists the signs under `explain`.");

    // RW24xx: the shape of rules.
    internal static Diagnostic BareVariable(SourceSpan span, string name) =>
        Error("RW2401", span, $"`{name}` alone matches everything.", "A left side starts with an operator.");

    internal static Diagnostic NothingChanges(SourceSpan span) =>
        Error("RW2402", span, "Both sides are the same.", null);

    internal static Diagnostic LevelMisfit(SourceSpan span, string level, string found) =>
        Error("RW2403", span, $"`in {level}` does not fit a rule about {found}.", level == "filter"
            ? "It is for predicates: rules about relations hold everywhere, or `in set`."
            : "It is for relations: rules about predicates hold everywhere, or `in filter`.");

    internal static Diagnostic UnknownLevel(SourceSpan span, string level) =>
        Error("RW2404", span, $"There is no level `{level}`.", Suggestions.Hint(level, ["filter", "set"]) ?? "The levels are `in filter` and `in set`.");

    internal static Diagnostic SimplifyBothWays(SourceSpan span) =>
        Error("RW2405", span, "A `simplify` replaces its left side, so it cannot go both ways.", "Write `=>`, or make it a `rule`.");

    internal static Diagnostic ReverseUnbound(SourceSpan span, string name) =>
        Error("RW2406", span, $"Read backwards, nothing binds `{name}`.", "Both sides of `<=>` need the same variables; otherwise write `=>`.");

    internal static Diagnostic WrongRights(SourceSpan span, int sites, int rights) =>
        Error("RW2407", span, $"The rule has {Count(sites, "site")} and {Count(rights, "right side")}.", "With several sites, name each: `x := L1 with y := L2 => x := R1, y := R2`.");

    internal static Diagnostic UnknownSite(SourceSpan span, string name, string? hint) =>
        Error("RW2408", span, $"There is no site `{name}`.", hint);

    internal static Diagnostic RightTwice(SourceSpan span, string name) =>
        Error("RW2417", span, $"The site `{name}` already has a right side.", null);

    internal static Diagnostic SiteTwice(SourceSpan span, string name) =>
        Error("RW2418", span, $"There already is a site `{name}`.", "Each site has a name of its own: `x := L1 with y := L2`.");

    internal static Diagnostic NoSuchCondition(SourceSpan span, string word, IReadOnlyList<string> words) =>
        Error("RW2409", span, $"The rule has no condition `{word}`.", Suggestions.Hint(word, words)
            ?? (words.Count == 0 ? "It has no conditions at all." : $"Its conditions use {SortNames.Join([.. words.Select(w => $"`{w}`")], "and")}."));

    internal static Diagnostic ClauseTwice(SourceSpan span, string word, SourceSpan first) =>
        Error("RW2410", span, $"The rule already has a `{word}`.", $"The first is at {first}.");

    internal static Diagnostic EmptyRange(SourceSpan span) =>
        Error("RW2411", span, "The range is empty: its end is below its start.", "Write the smaller ratio first.");

    internal static Diagnostic EachWithOthers(SourceSpan span) =>
        Error("RW2412", span, "A site with `each` stands alone.", "It already stands for any number of places: what is to be there besides is matched inside it.");

    internal static Diagnostic ScalarPlaces(SourceSpan span) =>
        Error("RW2414", span, "A rule of several sites, or with `each`, is about relations, and this is a scalar expression.", "Scalar expressions of one place are matched together inside its operator: `filter(R, p & q)`.");

    internal static Diagnostic EveryWithoutEach(SourceSpan span) =>
        Error("RW2416", span, "`every` speaks of all the places of `each`, and the rule has none.", "Write `each` before its left side, or leave `every` out.");

    internal static Diagnostic BuiltInCondition(SourceSpan span) =>
        Error("RW2415", span, "A condition speaks of relations that the left side matched; this one would have to be built.", "Ask about its parts.");

    internal static Diagnostic RuleOfWhat(SourceSpan span, string found) =>
        Error("RW2413", span, $"A rule rewrites relations or scalar expressions, not {found}.", null);

    // RW25xx: what its author should know.
    internal static Diagnostic Unused(SourceSpan span, string name) =>
        Warning("RW2501", span, $"`{name}` is bound and never used.", $"Write `_{name}` if that is meant.");

    internal static Diagnostic NoDoc(SourceSpan span, string name) =>
        Warning("RW2502", span, $"The rule `{name}` has no doc comment.", "Say above it in a sentence what it does: `/// ...`.");

    internal static Diagnostic UnusedLet(SourceSpan span, string name) =>
        Warning("RW2503", span, $"The `let` of `{name}` is never used.", "Use it or leave it out.");

    internal static Diagnostic LostDoc(SourceSpan span) =>
        Warning("RW2504", span, "This doc comment belongs to no rule.", "Put it directly above a `rule`, or start it with `//`.");

    internal static Diagnostic ConstantCondition(SourceSpan span, string value) =>
        Warning("RW2505", span, $"The condition is always {value}.", null);

    internal static Diagnostic RepeatedCondition(SourceSpan span) =>
        Warning("RW2506", span, "The condition is already there.", null);

    internal static Diagnostic NeverHolds(SourceSpan span, SourceSpan? other) =>
        Warning("RW2507", span, "This condition can never hold: the rule never applies.", other is { } place ? $"It contradicts what is asked at {place}." : null);

    internal static Diagnostic InstanceOf(SourceSpan span, string name, string general, SourceSpan place) =>
        Warning("RW2508", span, $"`{name}` says nothing that `{general}` does not say.", $"That rule is at {place}; leave one of them out.");

    internal static Diagnostic InverseOf(SourceSpan span, string name, string other, SourceSpan place) =>
        Warning("RW2509", span, $"`{name}` takes back what `{other}` does.", $"That rule is at {place}; a `rule` for both ways is written with `<=>`.");

    internal static Diagnostic NoEnd(SourceSpan span, string name, IReadOnlyList<string> through) =>
        Warning("RW2510", span, through.Count == 0
            ? $"`{name}` applies to what it makes, without end."
            : $"`{name}` applies again to what comes of it by {SortNames.Join([.. through.Select(n => $"`{n}`")], "and")}, without end.",
            "Make it a `rule`, or add a condition that its right side breaks.");

    internal static Diagnostic Disagree(SourceSpan span, string name, string other, string peak, string first, string second) =>
        Warning("RW2511", span, $"`{name}` and `{other}` make different things of `{peak}`: `{first}` and `{second}`.",
            $"No simplification makes one of both: add one that does, narrow a left side, or, if either will do, write `overlaps [{other}]`.");

    internal static Diagnostic IdleOverlap(SourceSpan span, string name) =>
        Warning("RW2512", span, $"There is no overlap with a rule `{name}` that needs saying.", "Leave it out.");

    // RW26xx: libraries.
    internal static Diagnostic NoSuchPath(string path) =>
        Error("RW2601", null, $"There is no file or folder `{path}`.", null);

    internal static Diagnostic Unreadable(string path, string reason) =>
        Error("RW2602", null, $"`{path}` cannot be read: {reason}", null);

    internal static Diagnostic NoRuleFiles(string path) =>
        Error("RW2603", null, $"The folder `{path}` holds no rule files.", "Their names end in `.rw`.");

    // RW265x: lock files.
    internal static Diagnostic LockLine(SourceSpan span, string line) =>
        Error("RW2651", span, $"This line is not part of a lock file: `{(line.Length <= 60 ? line : line[..57] + "...")}`.", "`rw lock` writes it anew.");

    internal static Diagnostic LockVersion(SourceSpan span, string found) =>
        Error("RW2652", span, $"Lock files of version {found} are not known here.", "This is version 1; `rw lock` writes it anew.");

    internal static Diagnostic LockTwice(SourceSpan span, string name) =>
        Error("RW2653", span, $"There are two records of the rule `{name}`.", "`rw lock` writes it anew.");

    internal static Diagnostic LockConflict(SourceSpan span) =>
        Error("RW2654", span, "The file holds an unresolved merge.", "Keep either side of it; `rw lock` then verifies what neither fits.");

    internal static Diagnostic LockIncomplete(SourceSpan span, string name, string missing) =>
        Error("RW2655", span, $"The record of `{name}` has no `{missing}`.", "`rw lock` writes it anew.");

    private static Diagnostic Error(string code, SourceSpan? span, string message, string? hint) => Diagnostic.Error(code, message, span, hint);

    private static Diagnostic Warning(string code, SourceSpan? span, string message, string? hint) =>
        new(code, Severity.Warning, message, span, hint);

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static string Capital(string name)
    {
        var start = name.Length - name.TrimStart('_').Length;
        return start == name.Length ? name : name[..start] + char.ToUpperInvariant(name[start]) + name[(start + 1)..];
    }
}
