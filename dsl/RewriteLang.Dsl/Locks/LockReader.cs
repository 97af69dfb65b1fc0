using System.Globalization;
using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>Reads <c>rules.lock</c> line by line.</summary>
internal sealed class LockReader(string text, string file)
{
    private static readonly string[] Needed = ["hash", "basis", "seed", "cases", "matches"];

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<string, LockRecord> _records = [];
    private readonly Dictionary<string, string> _fields = [];
    private readonly List<EngineVersion> _engines = [];
    private readonly List<Survivor> _survivors = [];
    private (string Name, SourceSpan Span)? _open;

    internal Result<LockFile> Read()
    {
        var offset = 0;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r', ' ', '\t');
            var span = new SourceSpan(file, offset, line.Length, number, 1);
            offset += raw.Length + 1;
            if (line.StartsWith("<<<<<<<", StringComparison.Ordinal))
            {
                return Result<LockFile>.Failure(Problems.LockConflict(span));
            }

            ReadLine(line, span, isFirst: number == 1);
            if (_diagnostics.Exists(d => d.Code == "RW2652"))
            {
                break;
            }
        }

        Close();
        return _diagnostics.Count > 0
            ? Result<LockFile>.Failure(_diagnostics.ToSequence())
            : Result<LockFile>.Success(LockFile.Of(_records.Values));
    }

    private void ReadLine(string line, SourceSpan span, bool isFirst)
    {
        if (line.Length == 0)
        {
            return;
        }

        if (isFirst)
        {
            if (line != "rewritelang rules.lock version 1")
            {
                _diagnostics.Add(Problems.LockVersion(span, line.Split(' ')[^1]));
            }
        }
        else if (!line.StartsWith("  ", StringComparison.Ordinal))
        {
            Close();
            _open = (line, span);
        }
        else if (_open is null || !ReadField(line[2..]))
        {
            _diagnostics.Add(Problems.LockLine(span, line.Trim()));
        }
    }

    private bool ReadField(string field)
    {
        var parts = field.Split(' ', 2);
        if (parts.Length != 2)
        {
            return false;
        }

        if (parts[0] == "engine")
        {
            var engine = parts[1].Split(' ', 2);
            _engines.Add(new(engine[0], engine.Length > 1 ? engine[1] : ""));
            return true;
        }

        if (parts[0] is "survivor" or "equal" or "refused")
        {
            var survivor = Survivor(parts[0], parts[1]);
            _survivors.AddRange(survivor is { } one ? [one] : []);
            return survivor is not null;
        }

        var isSound = parts[0] switch
        {
            "hash" or "basis" => parts[1].All(char.IsAsciiHexDigitLower),
            "seed" => long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "cases" or "matches" => int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _),
            "mutants" => Mutants(parts[1]) is not null,
            _ => false,
        };
        return isSound && _fields.TryAdd(parts[0], parts[1]);
    }

    private static Survivor? Survivor(string field, string value) => field == "survivor" ? new(value)
        : value.Split(' ', 2) is not [var count, var mutant] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? null
        : field == "equal" ? new(mutant, EqualRows: n)
        : new(mutant, Refused: n);

    private static MutantCount? Mutants(string value) =>
        value.Split(" of ") is [var killed, var total]
        && int.TryParse(killed, NumberStyles.None, CultureInfo.InvariantCulture, out var k)
        && int.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out var t)
            ? new(k, t)
            : null;

    private void Close()
    {
        if (_open is { } open)
        {
            if (Needed.FirstOrDefault(n => !_fields.ContainsKey(n)) is { } missing)
            {
                _diagnostics.Add(Problems.LockIncomplete(open.Span, open.Name, missing));
            }
            else if (!_records.TryAdd(open.Name, Record(open.Name)))
            {
                _diagnostics.Add(Problems.LockTwice(open.Span, open.Name));
            }
        }

        _open = null;
        _fields.Clear();
        _engines.Clear();
        _survivors.Clear();
    }

    private LockRecord Record(string name) => new(
        name,
        _fields["hash"],
        _fields["basis"],
        long.Parse(_fields["seed"], CultureInfo.InvariantCulture),
        int.Parse(_fields["cases"], CultureInfo.InvariantCulture),
        int.Parse(_fields["matches"], CultureInfo.InvariantCulture),
        _fields.TryGetValue("mutants", out var mutants) ? Mutants(mutants) : null,
        [.. _engines])
    {
        Survivors = [.. _survivors],
    };
}
