using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl.Formatting;

/// <summary>Where the comments of a file are, by the significant tokens around them.</summary>
internal sealed class CommentMap
{
    private readonly List<string>[] _before;
    private readonly string?[] _after;
    private readonly bool[] _blankBefore;

    internal CommentMap(TokenStream tokens)
    {
        var count = tokens.Significant.Count;
        _before = new List<string>[count];
        _after = new string?[count];
        _blankBefore = new bool[count];
        var next = 0;
        var newLines = 1;
        var first = true;
        foreach (var token in tokens.All)
        {
            switch (token.Kind)
            {
                case TokenKind.NewLine:
                    newLines++;
                    break;
                case TokenKind.Comment when newLines == 0 && next > 0:
                    _after[next - 1] = token.Text.TrimEnd();
                    break;
                case TokenKind.Comment:
                    var above = _before[next] ??= [];
                    if (!first && newLines > 1)
                    {
                        above.Add("");
                    }

                    above.Add(token.Text.TrimEnd());
                    _blankBefore[next] |= first && newLines > 1;
                    first = false;
                    newLines = 0;
                    break;
                case TokenKind.Blank:
                    break;
                default:
                    if (!first && newLines > 1 && token.Kind != TokenKind.End)
                    {
                        _before[next].Add("");
                    }

                    _blankBefore[next] |= first && newLines > 1;
                    next++;
                    newLines = 0;
                    first = true;
                    break;
            }
        }
    }

    /// <summary>The comments on lines of their own above a token, with an empty line for each gap between or after them.</summary>
    internal IReadOnlyList<string> Before(int token) => _before[token] ?? [];

    /// <summary>The comment that ends a token's line; null if there is none.</summary>
    internal string? After(int token) => _after[token];

    /// <summary>Whether an empty line stands above a token and its comments.</summary>
    internal bool IsBlankBefore(int token) => _blankBefore[token];

    /// <summary>All comments from a token's own to those before the end of a range, but not the one that ends its last line.</summary>
    internal IEnumerable<string> Within(TokenRange range)
    {
        for (var i = range.First; i < range.End; i++)
        {
            foreach (var comment in Before(i))
            {
                yield return comment;
            }

            if (i < range.End - 1 && _after[i] is { } after)
            {
                yield return after;
            }
        }
    }
}
