using System.Text;
using RewriteLang.Algebra;
using RewriteLang.Sql.Dialects;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql.Parsing;

/// <summary>A statement's place in its file: turns the parser's offsets (bytes of UTF-8 from the start of the statement) into spans.</summary>
internal sealed class SourceText
{
    private readonly string _file;
    private readonly string _fileText;
    private readonly int _start;
    private readonly bool _ascii;
    private readonly SqliteText? _translated;

    /// <summary>
    /// The text of a statement that begins at <paramref name="start"/> of <paramref name="fileText"/>, or what it was translated to for the parser.
    /// </summary>
    public SourceText(string file, string fileText, int start, int length, SqliteText? translated = null)
    {
        _file = file;
        _fileText = fileText;
        _start = start;
        _translated = translated;
        Original = fileText.Substring(start, length);
        Statement = translated?.Text ?? Original;
        _ascii = Ascii.IsValid(Statement);
    }

    /// <summary>The statement alone, as the parser reads it.</summary>
    public string Statement { get; }

    /// <summary>The statement alone, as the file has it.</summary>
    public string Original { get; }

    /// <summary>The token at a byte offset of the statement; null where the parser gave no offset.</summary>
    public SourceSpan? TokenAt(ulong? byteOffset)
    {
        if (PositionOf(byteOffset) is not { } at)
        {
            return null;
        }

        at = Math.Min(_translated?.Original(at) ?? at, Original.Length);
        var length = at < Original.Length ? Tokenizer.LengthAt(Original, at) : 0;
        return SourceSpan.At(_file, _fileText, _start + at, length);
    }

    /// <summary>The place in <see cref="Statement"/> of a byte offset; null where the parser gave no offset.</summary>
    public int? PositionOf(ulong? byteOffset) =>
        byteOffset is not { } offset || offset > int.MaxValue ? null : Math.Min(ToUtf16((int)offset), Statement.Length);

    /// <summary>The whole statement.</summary>
    public SourceSpan Whole => SourceSpan.At(_file, _fileText, _start, Original.Length);

    private int ToUtf16(int byteOffset)
    {
        if (_ascii)
        {
            return byteOffset;
        }

        var bytes = 0;
        for (var i = 0; i < Statement.Length; i++)
        {
            if (bytes >= byteOffset)
            {
                return i;
            }

            // A surrogate pair is four bytes, counted on its first half.
            bytes += Statement[i] switch
            {
                < '\x80' => 1,
                < '\x800' => 2,
                var c when char.IsHighSurrogate(c) => 4,
                var c when char.IsLowSurrogate(c) => 0,
                _ => 3,
            };
        }

        return Statement.Length;
    }
}
