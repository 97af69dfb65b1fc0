using System.Globalization;
using System.Text;
using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Costs;

/// <summary>What an engine pays, as a file says it.</summary>
/// <param name="Engine">The engine: <c>duckdb</c> or <c>sqlite</c>.</param>
/// <param name="Costs">Its costs.</param>
public sealed record CostsFile(string Engine, EngineCosts Costs);

/// <summary>
/// The text of a file of costs, which <c>rw calibrate</c> writes and a person may change: a line an entry, <c>name = value</c>, <c>#</c> before comments. An
/// entry that is not there keeps the shipped value, and that is said.
/// </summary>
public static class CostsText
{
    /// <summary>What the first entry says it is, with the version of the shape.</summary>
    public const string Format = "rewritelang-costs 1";

    /// <summary>The code of a file that is no file of costs, or one of another version or for no known engine.</summary>
    public const string NotCosts = "RW3311";

    /// <summary>The code of a line that is no entry, of a value that is no number from 0 up, or of an entry twice.</summary>
    public const string Malformed = "RW3312";

    /// <summary>The code of an entry of an unknown name.</summary>
    public const string UnknownEntry = "RW3313";

    /// <summary>The code of an entry that is not there: a warning.</summary>
    public const string MissingEntry = "RW3314";

    private const string Again = "rw calibrate writes such a file.";

    /// <summary>Writes costs; the same text for the same costs.</summary>
    /// <param name="file">The engine and its costs.</param>
    /// <param name="remarks">Lines to stand above them as comments.</param>
    public static string Write(CostsFile file, params IEnumerable<string> remarks)
    {
        var text = new StringBuilder($"format = {Format}\nengine = {file.Engine}\n\n");
        foreach (var remark in remarks)
        {
            text.Append($"# {remark}\n");
        }

        foreach (var parameter in CostParameters.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"{$"{parameter.Name} = {parameter.Of(file.Costs):0.####}",-28}# {parameter.Doc}\n");
        }

        return text.ToString();
    }

    /// <summary>Reads costs.</summary>
    /// <param name="file">The name of the file, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <returns>The costs, with warnings; or all mistakes with their places.</returns>
    public static Result<CostsFile> Read(string file, string text) => new Reader(file, text.TrimStart('\uFEFF')).Read();

    private sealed record Entry(string Name, string Value, int NameAt, int ValueAt);

    private sealed class Reader(string file, string text)
    {
        private readonly List<Diagnostic> _said = [];

        public Result<CostsFile> Read()
        {
            var entries = Entries().ToList();
            if (entries.Find(e => e.Name == "format")?.Value != Format)
            {
                return Result<CostsFile>.Failure(Diagnostic.Error(NotCosts, $"This is no file of costs: it does not say `format = {Format}`.", SourceSpan.At(file, text, 0), Again));
            }

            var named = entries.Find(e => e.Name == "engine");
            if (named?.Value is not ("duckdb" or "sqlite"))
            {
                return Result<CostsFile>.Failure(Diagnostic.Error(
                    NotCosts, named is null ? "The file does not say whose costs these are." : $"There is no engine `{named.Value}`.", SourceSpan.At(file, text, named?.ValueAt ?? 0), "Write `engine = duckdb` or `engine = sqlite`."));
            }

            var costs = EngineCosts.Of(named.Value);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                if (!seen.Add(entry.Name))
                {
                    Mistake(Malformed, $"`{entry.Name}` stands here twice.", entry.NameAt, "Leave one of the two out.");
                }
                else if (entry.Name is not ("format" or "engine"))
                {
                    costs = Set(costs, entry);
                }
            }

            foreach (var missing in CostParameters.All.Where(p => !seen.Contains(p.Name)))
            {
                _said.Add(new(MissingEntry, Severity.Warning, string.Create(CultureInfo.InvariantCulture, $"There is no `{missing.Name}`: the shipped {missing.Of(costs)} is used."), SourceSpan.At(file, text, text.Length), Again));
            }

            return _said.Exists(d => d.Severity == Severity.Error)
                ? Result<CostsFile>.Failure([.. _said.Where(d => d.Severity == Severity.Error)])
                : Result<CostsFile>.Success(new(named.Value, costs), [.. _said]);
        }

        private EngineCosts Set(EngineCosts costs, Entry entry)
        {
            if (CostParameters.Find(entry.Name) is not { } parameter)
            {
                var near = CostParameters.All.FirstOrDefault(p => p.Name.Split('_')[0] == entry.Name.Split('_', '-')[0]);
                Mistake(UnknownEntry, $"There is no cost `{entry.Name}`.", entry.NameAt, near is null ? $"The costs are {string.Join(", ", CostParameters.All.Select(p => p.Name))}." : $"Did you mean `{near.Name}`?");
                return costs;
            }

            if (!double.TryParse(entry.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value >= 0) || double.IsInfinity(value))
            {
                Mistake(Malformed, $"`{entry.Value}` is no cost.", entry.ValueAt, "A cost is a number, 0 or more, with a point before decimals.");
                return costs;
            }

            return parameter.With(costs, value);
        }

        private IEnumerable<Entry> Entries()
        {
            var at = 0;
            foreach (var line in text.Split('\n'))
            {
                var start = at;
                at += line.Length + 1;
                var content = line.Split('#')[0];
                if (string.IsNullOrWhiteSpace(content))
                {
                    continue;
                }

                var first = start + content.Length - content.TrimStart().Length;
                var sign = content.IndexOf('=', StringComparison.Ordinal);
                if (sign < 0 || content[..sign].Trim().Length == 0 || content[(sign + 1)..].Trim().Length == 0)
                {
                    Mistake(Malformed, "This line is no entry.", first, "Write `name = value`; `#` starts a comment.");
                    continue;
                }

                var value = content[(sign + 1)..];
                yield return new(content[..sign].Trim(), value.Trim(), first, start + sign + 1 + value.Length - value.TrimStart().Length);
            }
        }

        private void Mistake(string code, string message, int at, string hint) => _said.Add(Diagnostic.Error(code, message, SourceSpan.At(file, text, at), hint));
    }
}
