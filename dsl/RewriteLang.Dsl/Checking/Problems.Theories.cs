using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>What is wrong with theories and with the laws of aggregates.</summary>
internal static partial class Problems
{
    // RW27xx: theories.
    internal static Diagnostic UnknownSort(SourceSpan span, string name, string? hint) =>
        Error("RW2701", span, $"The theory has no sort `{name}`.", hint ?? "Declare it: `sort Name`.");

    internal static Diagnostic DuplicateSort(SourceSpan span, string name) =>
        Error("RW2702", span, $"There is already a sort `{name}`.", null);

    internal static Diagnostic DuplicateOperator(SourceSpan span, string name, int arity) =>
        Error("RW2703", span, $"There is already an operator `{name}` of {Count(arity, "argument")}.", null);

    internal static Diagnostic LiteralOfNoSort(SourceSpan span, string kind, string? wanted) =>
        Error("RW2704", span, wanted is null ? $"No sort of the theory holds {kind}." : $"The sort {wanted} holds no {kind}.", $"Declare it: `sort {wanted ?? "Name"} = {kind.TrimEnd('s')}`.");

    internal static Diagnostic UnknownLiteralKind(SourceSpan span, string name) =>
        Error("RW2705", span, $"There are no literals of the kind `{name}`.", Suggestions.Hint(name, ["number", "text", "symbol"]) ?? "The kinds are number, text and symbol.");

    internal static Diagnostic NotOfTheory(SourceSpan span) =>
        Error("RW2706", span, "This form does not belong into a theory.", "Its terms are made of its operators, literals and variables.");

    internal static Diagnostic ClauseInTheory(SourceSpan span, string word) =>
        Error("RW2707", span, $"A rule of a theory has no `{word}`.", "It may have `when`, `cite` and `tags`.");

    internal static Diagnostic DuplicateTerm(SourceSpan span, string name) =>
        Error("RW2708", span, $"There is already a term `{name}`.", null);

    internal static Diagnostic NoSorts(SourceSpan span, string name) =>
        Error("RW2709", span, $"The theory `{name}` has no sorts.", "Declare one: `sort Expression = number, symbol`.");

    internal static Diagnostic OutsideTheory(SourceSpan span) =>
        Error("RW2710", span, "An indented rule belongs to a theory, and there is none above.", "Start `rule` in the first column.");

    internal static Diagnostic EachInTheory(SourceSpan span) =>
        Error("RW2711", span, "Rules of a theory have no `each`.", "Name the terms: `x := f(a) with y := f(b)`.");

    // RW28xx: aggregates.
    internal static Diagnostic UnknownProperty(SourceSpan span, string name, IEnumerable<string> known) =>
        Error("RW2801", span, $"An aggregate has no property `{name}`.", Suggestions.Hint(name, known) ?? $"The properties are {SortNames.Join([.. known.Select(k => $"`{k}`")], "and")}.");

    internal static Diagnostic MissingProperty(SourceSpan span, string name, string missing) =>
        Error("RW2802", span, $"`{name}` does not say `{missing}`.", missing == "empty" ? "Say what it is on no rows: `let empty = null`, `0`, or `unknown`." : "`parts`, `whole` and `value` belong together.");

    internal static Diagnostic WrongProperty(SourceSpan span, string name, string wanted) =>
        Error("RW2803", span, $"`{name}` is {wanted}.", null);

    internal static Diagnostic DuplicateAggregate(SourceSpan span, string name, SourceSpan first) =>
        Error("RW2804", span, $"There is already an aggregate `{name}`.", $"The first is at {first}.");

    internal static Diagnostic UnknownPart(SourceSpan span, string name, IEnumerable<string> known) =>
        Error("RW2805", span, $"Nothing here is called `{name}`.", Suggestions.Hint(name, known) ?? $"Known are {SortNames.Join([.. known.Select(k => $"`{k}`")], "and")}.");
}
