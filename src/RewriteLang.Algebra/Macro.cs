namespace RewriteLang.Algebra;

/// <summary>
/// Expressions that are not understood, as functions without a name: <see cref="Scalar.Call.Function"/> holds the text, in which the arguments
/// stand as <c>rw_argument_0</c>, <c>rw_argument_1</c>, …. Such a call has a value for its arguments alone; it may fail, and nothing is known of NULLs.
/// </summary>
public static class Macro
{
    private const string Mark = "macro:";

    /// <summary>The function whose body is <paramref name="text"/>.</summary>
    public static string Of(string text) => Mark + text;

    /// <summary>The body of a function; null for one with a name.</summary>
    public static string? TextOf(string function) => function.StartsWith(Mark, StringComparison.Ordinal) ? function[Mark.Length..] : null;

    /// <summary>The name of an argument in the text, counted from 0.</summary>
    public static string Argument(int index) => $"rw_argument_{index}";
}
