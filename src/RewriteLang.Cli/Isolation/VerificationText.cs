using System.Text.Json;
using System.Text.Json.Serialization;
using RewriteLang.Algebra;

namespace RewriteLang.Cli.Isolation;

/// <summary>Tasks, items and answers as lines of text between two processes.</summary>
internal static class VerificationText
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new SequenceConverters() }, IncludeFields = true };

    /// <summary>A line.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>What a line says.</summary>
    public static T Read<T>(string line) => JsonSerializer.Deserialize<T>(line, Options)!;

    private sealed class SequenceConverters : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Sequence<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(SequenceConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    private sealed class SequenceConverter<T> : JsonConverter<Sequence<T>>
    {
        public override Sequence<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize<T[]>(ref reader, options)!.ToSequence();

        public override void Write(Utf8JsonWriter writer, Sequence<T> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
