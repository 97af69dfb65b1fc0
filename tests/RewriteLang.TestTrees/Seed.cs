using System.Globalization;
using System.Text;

namespace RewriteLang.TestTrees;

/// <summary>
/// Where the random numbers of one test start. It follows from the test's path, so that a run repeats itself and tests do not share their
/// numbers; the environment variable <c>REWRITELANG_SEED</c> replaces it.
/// </summary>
/// <param name="Value">The seed.</param>
public readonly record struct Seed(ulong Value)
{
    /// <summary>The environment variable that gives every test its seed.</summary>
    public const string Variable = "REWRITELANG_SEED";

    /// <summary>The seed of the test at a path.</summary>
    /// <exception cref="FormatException">The environment variable is no number.</exception>
    public static Seed Of(string path)
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        return new(string.IsNullOrEmpty(given) ? Hash(path) : ulong.Parse(given, CultureInfo.InvariantCulture));
    }

    /// <summary>How to run the test again with the same numbers.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Variable}={Value}");

    // FNV-1a; the runtime's own hash of a string differs from run to run.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        return hash;
    }
}
