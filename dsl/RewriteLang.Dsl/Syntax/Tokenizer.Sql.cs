namespace RewriteLang.Dsl.Syntax;

/// <summary>SQL inside rule files: lines that belong to it by their indentation.</summary>
public sealed partial class Tokenizer
{
    /// <summary>The SQL after a keyword at <paramref name="column"/>: the rest of its line, and the lines after it that are indented deeper.</summary>
    private void AddSql(int column)
    {
        if (Run(c => c is ' ' or '\t') is > 0 and var blanks)
        {
            Add(TokenKind.Blank, blanks);
        }

        // A line end is part of the SQL only if a deeper line follows, so the end found so far is kept apart from where the search is.
        var end = _position + RestOfLine();
        var search = end;
        while (search < _text.Length)
        {
            var start = search + (_text[search] == '\r' && search + 1 < _text.Length && _text[search + 1] == '\n' ? 2 : 1);
            var indent = 0;
            while (start + indent < _text.Length && _text[start + indent] is ' ' or '\t')
            {
                indent++;
            }

            var length = _text.AsSpan(start).IndexOfAny(LineEnds);
            search = length < 0 ? _text.Length : start + length;
            if (start + indent >= search)
            {
                continue; // an empty line decides nothing
            }

            if (indent < column)
            {
                break;
            }

            end = search;
        }

        while (end > _position && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        // SQL that starts on a line of its own: the lines before it are layout.
        while (_position < end && _text[_position] is '\n' or '\r' or ' ' or '\t')
        {
            Next();
        }

        if (end > _position)
        {
            AddLines(end - _position);
        }
    }

    /// <summary>One SQL token, which alone may hold line ends.</summary>
    private void AddLines(int length)
    {
        var start = _position;
        Add(TokenKind.Sql, length);
        for (var i = start; i < start + length; i++)
        {
            if (_text[i] == '\n' || (_text[i] == '\r' && !(i + 1 < _text.Length && _text[i + 1] == '\n')))
            {
                _line++;
                _lineStart = i + 1;
            }
        }
    }
}
