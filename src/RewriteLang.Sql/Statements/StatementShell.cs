namespace RewriteLang.Sql.Statements;

/// <summary>Where the query of a statement lies, as positions in the statement's list of tokens.</summary>
/// <param name="Kind">What stands around it.</param>
/// <param name="First">Its first token.</param>
/// <param name="Last">Its last token.</param>
/// <param name="Target">The name of the table or view that the statement makes, without its schema; null for other statements.</param>
internal readonly record struct StatementShell(StatementKind Kind, int First, int Last, string? Target = null);

/// <summary>
/// Finds the query inside <c>INSERT INTO … SELECT</c>, <c>CREATE TABLE | VIEW … AS</c> and <c>COPY (…) TO</c> by its tokens, comments left out. What
/// it is not sure of is <see cref="StatementKind.Other"/>.
/// </summary>
internal sealed class ShellReader(string text, IReadOnlyList<Token> tokens)
{
    private static readonly string[] QueryStarts = ["SELECT", "WITH", "FROM", "VALUES"];

    private static readonly string[] CreateModifiers = ["OR", "REPLACE", "TEMP", "TEMPORARY", "LOCAL", "GLOBAL", "PERSISTENT", "UNLOGGED"];

    /// <summary>The shell of the statement, which has a token.</summary>
    public StatementShell Read()
    {
        var all = new StatementShell(StatementKind.Query, 0, tokens.Count - 1);
        return StartsQuery(0) ? all with { Kind = Is(0, "WITH") && Writes() ? StatementKind.Other : StatementKind.Query }
            : Is(0, "INSERT") ? Insert()
            : Is(0, "CREATE") ? Create()
            : Is(0, "COPY") ? Copy()
            : all with { Kind = StatementKind.Other };
    }

    // WITH … INSERT and its like.
    private bool Writes()
    {
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += Depth(i);
            if (depth == 0 && (Is(i, "INSERT") || Is(i, "UPDATE") || Is(i, "DELETE") || Is(i, "MERGE")))
            {
                return true;
            }
        }

        return false;
    }

    private StatementShell Other => new(StatementKind.Other, 0, tokens.Count - 1);

    private StatementShell Insert()
    {
        var at = 1;
        if (Is(at, "OR"))
        {
            at += 2;
        }

        if (!Is(at, "INTO") || AfterName(at + 1) is not (var next and > 0, _))
        {
            return Other;
        }

        if (Is(next, "AS"))
        {
            next += 2;
        }

        if (IsSymbol(next, '(') && !StartsQuery(next))
        {
            next = Closing(next) + 1;
        }

        if (Is(next, "BY") && (Is(next + 1, "NAME") || Is(next + 1, "POSITION")))
        {
            next += 2;
        }

        // Rows of literals leave nothing to do, and DEFAULT means something among them.
        return next <= 0 || !StartsQuery(next) || Is(next, "VALUES") ? Other : Query(StatementKind.Insert, next, EndOfInserted(next), null);
    }

    // ON CONFLICT and RETURNING end the query. A join's condition may begin with a column called conflict; then it is not cut there, nor understood.
    private int EndOfInserted(int first)
    {
        var depth = 0;
        for (var i = first; i < tokens.Count; i++)
        {
            depth += Depth(i);
            if (depth == 0 && (Is(i, "RETURNING") || (Is(i, "ON") && Is(i + 1, "CONFLICT") && (Is(i + 2, "DO") || IsSymbol(i + 2, '(')))))
            {
                return i - 1;
            }
        }

        return tokens.Count - 1;
    }

    private StatementShell Create()
    {
        var at = 1;
        while (at < tokens.Count && CreateModifiers.Any(m => Is(at, m)))
        {
            at++;
        }

        var kind = Is(at, "TABLE") ? StatementKind.CreateTable : Is(at, "VIEW") ? StatementKind.CreateView : StatementKind.Other;
        at += Is(at + 1, "IF") && Is(at + 2, "NOT") && Is(at + 3, "EXISTS") ? 4 : 1;
        if (kind == StatementKind.Other || AfterName(at) is not (var next and > 0, var target))
        {
            return Other;
        }

        if (IsSymbol(next, '('))
        {
            next = Closing(next) + 1;
        }

        if (next <= 0 || !Is(next, "AS") || !StartsQuery(next + 1))
        {
            return Other;
        }

        var last = tokens.Count - 1;
        last = !Is(last, "DATA") ? last : Is(last - 1, "WITH") ? last - 2 : Is(last - 1, "NO") && Is(last - 2, "WITH") ? last - 3 : last;
        return Query(kind, next + 1, last, target);
    }

    private StatementShell Copy() =>
        IsSymbol(1, '(') && Closing(1) is var end and > 2 && Is(end + 1, "TO") ? Query(StatementKind.Copy, 2, end - 1, null) : Other;

    private StatementShell Query(StatementKind kind, int first, int last, string? target) => last < first ? Other : new(kind, first, last, target);

    // The position behind a name with its qualifiers, -1 if there is none; and the name without them.
    private (int Next, string? Name) AfterName(int at)
    {
        if (Name(at) is not { } name)
        {
            return (-1, null);
        }

        for (at++; IsSymbol(at, '.') && Name(at + 1) is { } last; at += 2)
        {
            name = last;
        }

        return (at, name);
    }

    private bool StartsQuery(int at)
    {
        while (IsSymbol(at, '('))
        {
            at++;
        }

        return QueryStarts.Any(word => Is(at, word));
    }

    private int Closing(int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            depth += Depth(i);
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private int Depth(int i) => IsSymbol(i, '(') ? 1 : IsSymbol(i, ')') ? -1 : 0;

    private string? Name(int i) => i >= 0 && i < tokens.Count ? tokens[i].Name(text) : null;

    private bool Is(int i, string word) => i >= 0 && i < tokens.Count && tokens[i].IsWord(text, word);

    private bool IsSymbol(int i, char symbol) => i >= 0 && i < tokens.Count && tokens[i].IsSymbol(text, symbol);
}
