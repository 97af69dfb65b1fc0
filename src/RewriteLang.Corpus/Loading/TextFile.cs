using System.Text;
using RewriteLang.Algebra;

namespace RewriteLang.Corpus.Loading;

/// <summary>Reads text files that people name: what is wrong with one is a diagnostic. A byte order mark stays in the text.</summary>
public static class TextFile
{
    /// <summary>A file that is not text in UTF-8.</summary>
    public const string NotText = "RW3103";

    /// <summary>UTF-8 without a byte order mark of its own, which refuses other bytes.</summary>
    public static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file.</summary>
    /// <exception cref="IOException">It exists but cannot be read.</exception>
    public static Result<string> Read(string path, string? hint = null)
    {
        if (!File.Exists(path))
        {
            return Result<string>.Failure(Diagnostic.Error(CorpusSet.Missing, $"There is no file '{path}'.", hint: hint));
        }

        try
        {
            return Result<string>.Success(Encoding.GetString(File.ReadAllBytes(path)));
        }
        catch (DecoderFallbackException fault)
        {
            return Result<string>.Failure(Diagnostic.Error(NotText, $"'{path}' is not text in UTF-8: byte {fault.Index} is wrong.", new(path, 0, 0, 1, 1)));
        }
    }

    /// <summary>Writes a text whole or not at all: under another name first, then renamed.</summary>
    /// <exception cref="IOException">It cannot be written; what was there before is unchanged.</exception>
    public static void WriteWhole(string path, string text)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(temporary, text, Encoding);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
