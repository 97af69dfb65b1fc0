using System.Runtime.CompilerServices;
using System.Text.Json;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql.Binding;

/// <summary>A part of a statement's text.</summary>
/// <param name="Start">UTF-16 units from the start of the statement.</param>
/// <param name="End">The offset behind it.</param>
internal readonly record struct TextRange(int Start, int End);

/// <summary>
/// Where the queries of a statement stand in its text. The syntax tree has places of tokens, not extents: a candidate counts if it parses to the same tree.
/// </summary>
internal sealed class QueryExtents(SourceText source)
{
    private readonly List<Token> _tokens = Tokenizer.Tokenize(source.Statement).FindAll(t => t.Kind != TokenKind.Comment);

    /// <summary>The text of a query; null where it cannot be found.</summary>
    /// <param name="query">A SELECT or a set operation.</param>
    /// <param name="withCtes">Whether its own WITH belongs to it.</param>
    public TextRange? Of(Node query, bool withCtes)
    {
        var places = new List<int>();
        Places(query.Json, places);
        if (places.Count == 0)
        {
            return null;
        }

        var (first, last) = (places.Min(), places.Max());
        foreach (var (from, to) in Enclosing(first, last))
        {
            var begin = withCtes ? from : BehindCtes(from, to);
            if (begin is { } start && start <= to && Range(start, to) is var range && Parses(range, query, withCtes))
            {
                return range;
            }
        }

        return null;
    }

    /// <summary>The text with the parentheses right around it.</summary>
    public TextRange InParentheses(TextRange range)
    {
        var (before, behind) = (_tokens.FindIndex(t => t.Offset == range.Start) - 1, _tokens.FindIndex(t => t.End == range.End) + 1);
        return before >= 0 && behind < _tokens.Count && _tokens[before].IsSymbol(source.Statement, '(') && _tokens[behind].IsSymbol(source.Statement, ')')
            ? Range(before, behind)
            : range;
    }

    /// <summary>The token at a place of the statement.</summary>
    public TextRange TokenAt(int place) => _tokens.Find(t => t.Offset == place) is { Length: > 0 } token ? new(token.Offset, token.End) : new(place, place);

    private TextRange Range(int first, int last) => new(_tokens[first].Offset, _tokens[last].End);

    // What stands in parentheses around the places, from the inside out, and last the whole statement; as first and last token.
    private IEnumerable<(int First, int Last)> Enclosing(int first, int last)
    {
        var found = new List<(int, int)>();
        var open = new Stack<int>();
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (_tokens[i].IsSymbol(source.Statement, '('))
            {
                open.Push(i);
            }
            else if (_tokens[i].IsSymbol(source.Statement, ')') && open.TryPop(out var start) && _tokens[start].Offset < first && _tokens[i].Offset > last && i - start > 1)
            {
                found.Add((start + 1, i - 1));
            }
        }

        return found.Append((0, _tokens.Count - 1));
    }

    // WITH name [(columns)] AS [[NOT] MATERIALIZED] (…), …: the query begins behind a parenthesis at this level that AS or a hint leads to and no comma follows.
    private int? BehindCtes(int from, int to)
    {
        if (!_tokens[from].IsWord(source.Statement, "with"))
        {
            return from;
        }

        var depth = 0;
        var isDefinition = false;
        for (var i = from; i < to; i++)
        {
            if (_tokens[i].IsSymbol(source.Statement, '('))
            {
                isDefinition = depth++ == 0 ? _tokens[i - 1].IsWord(source.Statement, "as") || _tokens[i - 1].IsWord(source.Statement, "materialized") : isDefinition;
            }
            else if (_tokens[i].IsSymbol(source.Statement, ')') && --depth == 0 && isDefinition && !_tokens[i + 1].IsSymbol(source.Statement, ','))
            {
                return i + 1;
            }
        }

        return null;
    }

    private bool Parses(TextRange range, Node query, bool withCtes)
    {
        var text = new SourceText("", source.Statement, range.Start, range.End - range.Start);
        return SqlParser.Parse(text) is { IsSuccess: true } parsed && Same(parsed.Value.Root.Json, query.Json, withCtes);
    }

    private void Places(JsonElement json, List<int> places)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (json.ValueKind == JsonValueKind.Object)
        {
            if (source.PositionOf(new Node(json).Location) is { } place)
            {
                places.Add(place);
            }

            foreach (var field in json.EnumerateObject())
            {
                Places(field.Value, places);
            }
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
            {
                Places(item, places);
            }
        }
    }

    // The same tree but for places and, at its root, CTEs.
    private static bool Same(JsonElement left, JsonElement right, bool withCtes)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        switch (left.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = Fields(left, withCtes);
                var others = Fields(right, withCtes);
                return fields.Count == others.Count && fields.Zip(others).All(p => p.First.Name == p.Second.Name && Same(p.First.Value, p.Second.Value, withCtes: true));
            case JsonValueKind.Array:
                return left.GetArrayLength() == right.GetArrayLength() && left.EnumerateArray().Zip(right.EnumerateArray()).All(p => Same(p.First, p.Second, withCtes: true));
            default:
                return JsonElement.DeepEquals(left, right);
        }
    }

    private static List<JsonProperty> Fields(JsonElement json, bool withCtes) =>
        [.. json.EnumerateObject().Where(f => !f.NameEquals("query_location"u8) && (withCtes || !f.NameEquals("cte_map"u8)))];
}
