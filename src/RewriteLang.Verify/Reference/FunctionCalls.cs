using System.Text.RegularExpressions;
using RewriteLang.Algebra;

namespace RewriteLang.Verify.Reference;

/// <summary>The scalar functions. What is not here is not defined by the reference, and cases that use it are judged by the engines alone.</summary>
internal static class FunctionCalls
{
    public static object? Apply(Scalar.Call call, Scope scope)
    {
        // These decide themselves which arguments to look at.
        switch (call.Function)
        {
            case "coalesce" or "ifnull" or "nvl":
                return Casts.Widen(call.Arguments.Select(a => a.Evaluate(scope)).FirstOrDefault(v => v is not null), call.Type);
            case "nullif":
                var first = call.Arguments[0].Evaluate(scope);
                return ScalarEvaluation.Compare(ComparisonOperator.Equal, first, call.Arguments[1].Evaluate(scope)) == true ? null : first;
            case "greatest" or "least":
                var values = call.Arguments.Select(a => Casts.Widen(a.Evaluate(scope), call.Type)).OfType<object>().ToList();
                values.Sort(SqlValues.Compare);
                return values.Count == 0 ? null : call.Function == "greatest" ? values[^1] : values[0];
            case "concat":
                return string.Concat(call.Arguments.Select(a => Casts.Cast(a.Evaluate(scope), SqlType.Varchar, false)));
            case "concat_ws" when call.Arguments[0].Evaluate(scope) is string separator:
                return string.Join(separator, call.Arguments.Skip(1).Select(a => Casts.Cast(a.Evaluate(scope), SqlType.Varchar, false)).OfType<string>());
        }

        var arguments = new object[call.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (call.Arguments[i].Evaluate(scope) is not { } value)
            {
                return Functions.Of(call.Function).Strict ? null : throw new NotDefinedException($"{call.Function} of NULL");
            }

            arguments[i] = value;
        }

        return Arithmetic.TryApply(call.Function, arguments, call.Type, out var result) || Times.TryApply(call.Function, arguments, out result)
            ? result
            : OfText(call.Function, arguments);
    }

    private static object OfText(string function, object[] arguments)
    {
        string Text(int i) => (string)Casts.Cast(arguments[i], SqlType.Varchar, false)!;
        int Number(int i) => (int)SqlValues.ToInteger(arguments[i]);
        return (function, arguments.Length) switch
        {
            ("||", 2) => Text(0) + Text(1),
            ("length" or "len", 1) => (long)Text(0).EnumerateRunes().Count(),
            ("lower", 1) => Text(0).ToLowerInvariant(),
            ("upper", 1) => Text(0).ToUpperInvariant(),
            ("trim", 1) => Text(0).Trim(' '),
            ("ltrim", 1) => Text(0).TrimStart(' '),
            ("rtrim", 1) => Text(0).TrimEnd(' '),
            ("substring" or "substr", 2) => Substring(Text(0), Number(1), null),
            ("substring" or "substr", 3) => Substring(Text(0), Number(1), Number(2)),
            ("left", 2) => Number(1) is var n && n >= 0 ? Text(0)[..Math.Min(n, Text(0).Length)] : Text(0)[..Math.Max(0, Text(0).Length + n)],
            ("right", 2) => Number(1) is var n && n >= 0 ? Text(0)[^Math.Min(n, Text(0).Length)..] : Text(0)[Math.Min(-n, Text(0).Length)..],
            ("replace", 3) => Text(1).Length == 0 ? Text(0) : Text(0).Replace(Text(1), Text(2), StringComparison.Ordinal),
            ("reverse", 1) => new string([.. Text(0).Reverse()]),
            ("instr" or "strpos" or "position", 2) => (long)Text(0).IndexOf(Text(1), StringComparison.Ordinal) + 1,
            ("starts_with" or "prefix" or "^@", 2) => Text(0).StartsWith(Text(1), StringComparison.Ordinal),
            ("suffix" or "ends_with", 2) => Text(0).EndsWith(Text(1), StringComparison.Ordinal),
            ("contains", 2) => Text(0).Contains(Text(1), StringComparison.Ordinal),
            ("like" or "~~", 2) => Like(Text(0), Text(1), RegexOptions.None),
            ("not_like" or "!~~", 2) => !Like(Text(0), Text(1), RegexOptions.None),
            ("ilike" or "~~*", 2) => Like(Text(0), Text(1), RegexOptions.IgnoreCase),
            ("not_ilike" or "!~~*", 2) => !Like(Text(0), Text(1), RegexOptions.IgnoreCase),
            _ => throw new NotDefinedException($"the function {function}"),
        };
    }

    // Positions count from 1; a negative one counts from the end; a position before the start eats up the length.
    private static string Substring(string text, int start, int? length)
    {
        var from = start > 0 ? start - 1 : start < 0 ? text.Length + start : -1;
        var to = length is { } l ? from + l : text.Length;
        if (length < 0)
        {
            throw new NotDefinedException("substring of negative length");
        }

        if (start < 0 && from < 0)
        {
            throw new NotDefinedException("substring from before the start");
        }

        from = Math.Clamp(from, 0, text.Length);
        return text[from..Math.Clamp(to, from, text.Length)];
    }

    private static bool Like(string text, string pattern, RegexOptions options) => Regex.IsMatch(
        text,
        $"^{string.Concat(pattern.Select(c => c switch { '%' => ".*", '_' => ".", _ => Regex.Escape(c.ToString()) }))}\\z",
        options | RegexOptions.Singleline | RegexOptions.CultureInvariant);
}
