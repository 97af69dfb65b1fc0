using System.Text.Json;
using System.Text.Json.Serialization;
using RewriteLang.Algebra;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli;

/// <summary>What is to be verified.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="WithMutants">Whether its mutants are, too.</param>
internal sealed record VerificationRequest(string Rule, bool WithMutants);

/// <summary>Requests and outcomes of verification as lines of text between two processes.</summary>
internal static class VerificationText
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new SequenceConverter<string>(), new SequenceConverter<JudgeTally>() } };

    /// <summary>A line.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>What a line says.</summary>
    public static T Read<T>(string line) => JsonSerializer.Deserialize<T>(line, Options)!;

    private sealed class SequenceConverter<T> : JsonConverter<Sequence<T>>
    {
        public override Sequence<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize<T[]>(ref reader, options)!.ToSequence();

        public override void Write(Utf8JsonWriter writer, Sequence<T> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
