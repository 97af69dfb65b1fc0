using System.Buffers;
using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Syntax;

/// <summary>
/// Cuts a rule file into tokens, losing nothing: the first level of the language. One pass, no backing up. It knows what is first on its
/// line, because clause keywords are keywords only there, and SQL runs on over lines that are indented deeper than its keyword.
/// </summary>
public sealed partial class Tokenizer
{
    /// <summary>Brackets may nest this deep; the grammar recurses once a bracket.</summary>
    internal const int MaximumDepth = 64;

    private const int MaximumBadRuns = 20;
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");

    private readonly string _file;
    private readonly string _text;
    private readonly List<SyntaxToken> _all = [];
    private readonly List<SyntaxToken> _significant = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private int _position;
    private int _line = 1;
    private int _lineStart;
    private bool _firstOnLine = true;
    private bool _inTheory;
    private int _depth;
    private bool _depthReported;
    private int _badRuns;

    private Tokenizer(string text, string file)
    {
        _text = text;
        _file = file;
    }

    /// <summary>The tokens of <paramref name="text"/>. Never fails: what is no token is a <see cref="TokenKind.Bad"/> one and a diagnostic.</summary>
    public static TokenStream Read(string text, string file)
    {
        var tokenizer = new Tokenizer(text, file);
        while (tokenizer._position < text.Length)
        {
            tokenizer.Next();
        }

        tokenizer.Add(TokenKind.End, 0);
        return new(file, text, tokenizer._all, tokenizer._significant, tokenizer._diagnostics);
    }

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    private char Peek(int distance = 1) => _position + distance < _text.Length ? _text[_position + distance] : '\0';

    private SourceSpan SpanOf(int length) => new(_file, _position, length, _line, _position - _lineStart + 1);

    private void Next()
    {
        switch (Current)
        {
            case '\r' when Peek() == '\n':
                EndLine(2);
                break;
            case '\n' or '\r':
                EndLine(1);
                break;
            case ' ' or '\t' or '\uFEFF':
                Add(TokenKind.Blank, Run(c => c is ' ' or '\t' or '\uFEFF'));
                break;
            case '/' when Peek() == '/':
                Add(Peek(2) == '/' && Peek(3) != '/' ? TokenKind.Doc : TokenKind.Comment, RestOfLine());
                break;
            case '\'':
                AddText();
                break;
            case >= '0' and <= '9':
                Add(TokenKind.Number, NumberLength());
                break;
            case var c when IsLetter(c):
                AddWord();
                break;
            default:
                AddPunctuation();
                break;
        }
    }

    private void Add(TokenKind kind, int length)
    {
        var token = new SyntaxToken(kind, _text.Substring(_position, length), SpanOf(length));
        _all.Add(token);
        if (!token.IsTrivia)
        {
            _significant.Add(token);
            _firstOnLine = false;
        }

        _position += length;
    }

    private void EndLine(int length)
    {
        Add(TokenKind.NewLine, length);
        _line++;
        _lineStart = _position;
        _firstOnLine = true;
    }

    private int Run(Func<char, bool> belongs)
    {
        var end = _position;
        while (end < _text.Length && belongs(_text[end]))
        {
            end++;
        }

        return end - _position;
    }

    private int RestOfLine()
    {
        var length = _text.AsSpan(_position).IndexOfAny(LineEnds);
        return length < 0 ? _text.Length - _position : length;
    }

    private void AddText()
    {
        var end = _position + 1;
        while (end < _text.Length && _text[end] is not ('\n' or '\r'))
        {
            if (_text[end] == '\'')
            {
                if (end + 1 >= _text.Length || _text[end + 1] != '\'')
                {
                    Add(TokenKind.Text, end + 1 - _position);
                    return;
                }

                end++;
            }

            end++;
        }

        _diagnostics.Add(Problems.UnterminatedText(SpanOf(end - _position)));
        Add(TokenKind.Bad, end - _position);
    }

    private int NumberLength()
    {
        var end = _position;
        Digits();
        if (end + 1 < _text.Length && _text[end] == '.' && char.IsAsciiDigit(_text[end + 1]))
        {
            end++;
            Digits();
        }

        var sign = end + 1 < _text.Length && _text[end + 1] is '+' or '-' ? 1 : 0;
        if (end + 1 + sign < _text.Length && _text[end] is 'e' or 'E' && char.IsAsciiDigit(_text[end + 1 + sign]))
        {
            end += 1 + sign;
            Digits();
        }

        return end - _position;

        void Digits()
        {
            while (end < _text.Length && char.IsAsciiDigit(_text[end]))
            {
                end++;
            }
        }
    }

    private void AddWord()
    {
        var end = _position;
        var hyphens = false;
        while (end < _text.Length && (IsLetter(_text[end]) || char.IsAsciiDigit(_text[end]) || IsHyphen(end)))
        {
            hyphens |= _text[end] == '-';
            end++;
        }

        var word = _text.AsSpan(_position, end - _position);
        var kind = hyphens ? TokenKind.KebabWord : Keywords.Of(word, _firstOnLine, _inTheory, SpanOf(0).Column == 1);
        Enter(kind);
        Add(kind, end - _position);
        if (kind is TokenKind.Before or TokenKind.After or TokenKind.Query or TokenKind.Schema)
        {
            AddSql(_all[^1].Span.Column);
        }

        bool IsHyphen(int at) =>
            _text[at] == '-' && at + 1 < _text.Length && (IsLetter(_text[at + 1]) || char.IsAsciiDigit(_text[at + 1]));
    }

    /// <summary>A declaration or clause starts: bracket depth is counted anew, so that one open bracket spoils one clause only.</summary>
    private void Enter(TokenKind kind)
    {
        if (kind is TokenKind.Theory)
        {
            _inTheory = true;
        }
        else if (kind is TokenKind.Rule or TokenKind.Simplify && SpanOf(0).Column == 1)
        {
            _inTheory = false;
        }

        if (kind >= TokenKind.Language)
        {
            _depth = 0;
            _depthReported = false;
        }
    }

    private void AddPunctuation()
    {
        var (kind, length) = Keywords.Punctuation(Current, Peek(), Peek(2));
        switch (kind)
        {
            case TokenKind.Bad:
                AddBad();
                return;
            case TokenKind.OpenParenthesis or TokenKind.OpenBracket when ++_depth > MaximumDepth:
                if (!_depthReported)
                {
                    _depthReported = true;
                    _diagnostics.Add(Problems.TooDeep(SpanOf(1), MaximumDepth));
                }

                Add(TokenKind.Bad, length);
                return;
            case TokenKind.CloseParenthesis or TokenKind.CloseBracket:
                _depth--;
                break;
        }

        Add(kind, length);
    }

    private void AddBad()
    {
        var length = Run(c => !char.IsAscii(c) || (!char.IsWhiteSpace(c) && !IsLetter(c) && !char.IsAsciiDigit(c)
            && c != '\'' && Keywords.Punctuation(c, '\0', '\0').Kind == TokenKind.Bad));
        length = Math.Max(length, 1);

        // What is quoted by other means than `'` is one mistake up to its closing quote.
        if (Current is '"' or '`' && _text.AsSpan(_position + 1, RestOfLine() - 1).IndexOf(Current) is >= 0 and var closing)
        {
            length = Math.Max(length, closing + 2);
        }

        if (++_badRuns <= MaximumBadRuns)
        {
            _diagnostics.Add(Problems.BadCharacters(SpanOf(length), _text.Substring(_position, length)));
        }

        Add(TokenKind.Bad, length);
    }

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_';
}
