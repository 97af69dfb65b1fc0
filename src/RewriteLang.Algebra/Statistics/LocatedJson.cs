using System.Text;
using System.Text.Json;

namespace RewriteLang.Algebra;

/// <summary>JSON that knows where each of its values is, so that mistakes in it can be shown.</summary>
/// <param name="Offset">UTF-16 units from the start of the text.</param>
internal abstract record LocatedJson(int Offset)
{
    /// <summary>An object; of members with one name the first counts.</summary>
    public sealed record Object(IReadOnlyDictionary<string, LocatedJson> Members, int Offset) : LocatedJson(Offset);

    /// <summary>An array.</summary>
    public sealed record Array(IReadOnlyList<LocatedJson> Items, int Offset) : LocatedJson(Offset);

    /// <summary>A text.</summary>
    public sealed record Text(string Value, int Offset) : LocatedJson(Offset);

    /// <summary>A number; infinite if it is larger than any.</summary>
    public sealed record Number(double Value, int Offset) : LocatedJson(Offset);

    /// <summary>True or false.</summary>
    public sealed record Truth(bool Value, int Offset) : LocatedJson(Offset);

    /// <summary>Null.</summary>
    public sealed record Null(int Offset) : LocatedJson(Offset);

    /// <summary>Reads a text.</summary>
    /// <exception cref="JsonException">It is not JSON; the line and the byte in it count from 0.</exception>
    public static LocatedJson Parse(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var place = new Place(bytes);
        reader.Read();
        var value = Read(ref reader, place);
        return reader.Read() ? throw new JsonException() : value;
    }

    private static LocatedJson Read(ref Utf8JsonReader reader, Place place)
    {
        var offset = place.Of((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, LocatedJson>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members.TryAdd(name, Read(ref reader, place));
                }

                return new Object(members, offset);
            case JsonTokenType.StartArray:
                var items = new List<LocatedJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader, place));
                }

                return new Array(items, offset);
            case JsonTokenType.String:
                return new Text(reader.GetString()!, offset);
            case JsonTokenType.Number:
                return new Number(reader.GetDouble(), offset);
            case JsonTokenType.True or JsonTokenType.False:
                return new Truth(reader.GetBoolean(), offset);
            default:
                return new Null(offset);
        }
    }

    // From bytes to UTF-16 units, going forward only.
    private sealed class Place(byte[] bytes)
    {
        private int _byte;
        private int _unit;

        public int Of(int position)
        {
            _unit += Encoding.UTF8.GetCharCount(bytes, _byte, position - _byte);
            _byte = position;
            return _unit;
        }
    }
}
