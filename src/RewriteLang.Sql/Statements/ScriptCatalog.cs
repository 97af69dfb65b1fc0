using RewriteLang.Algebra;
using RewriteLang.Sql.Statements;

namespace RewriteLang.Sql;

/// <summary>
/// What a file's statements can name, one after the other: a table that one statement makes from a query is there for the next ones, one that is
/// dropped or changed otherwise is not known any more, and once data changed, what was only found to hold of it is no longer relied on.
/// </summary>
/// <param name="catalog">The tables before the first statement.</param>
public sealed class ScriptCatalog(Catalog catalog)
{
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "BEGIN", "START", "COMMIT", "END", "SAVEPOINT", "RELEASE", "ANALYZE", "VACUUM", "CHECKPOINT", "DESCRIBE", "SHOW", "SUMMARIZE", "COMMENT",
    };

    private static readonly HashSet<string> Writing = new(StringComparer.OrdinalIgnoreCase)
    {
        "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "COPY", "REPLACE", "WITH", "EXPLAIN",
    };

    private readonly HashSet<string> _unknown = new(StringComparer.OrdinalIgnoreCase);
    private string? _obscured;

    /// <summary>The tables that the next statement can name.</summary>
    public Catalog Catalog { get; private set; } = catalog;

    /// <summary>Whether the data is still as it was before the file: constraints that only held then may be relied on.</summary>
    public bool IsDataUnchanged { get; private set; } = true;

    /// <summary>What a statement names and what is not known after the statements before it; null if there is nothing of the kind.</summary>
    public string? Unknown(SqlStatement statement)
    {
        if (_obscured is not null || _unknown.Count == 0)
        {
            return _obscured;
        }

        var text = statement.QueryText;
        return Tokenizer.Tokenize(text).Select(token => token.Name(text)).FirstOrDefault(name => name is not null && _unknown.Contains(name));
    }

    /// <summary>Goes on behind a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="query">Its query; null if it has none or could not be bound.</param>
    public void Advance(SqlStatement statement, Query? query)
    {
        switch (statement.Kind)
        {
            case StatementKind.Query or StatementKind.Copy:
                break;
            case StatementKind.Insert:
                Change();
                break;
            case StatementKind.CreateTable or StatementKind.CreateView:
                Define(statement, query);
                break;
            default:
                AdvanceOther(statement);
                break;
        }
    }

    private void Define(SqlStatement statement, Query? query)
    {
        var name = statement.Target!;
        var head = statement.FileText[statement.Offset..statement.QueryOffset];
        var outputs = query?.Outputs ?? [];

        // A schema, names for the columns, or IF NOT EXISTS: which table has which columns afterwards is not followed.
        if (Tokenizer.Tokenize(head).Exists(t => t.IsSymbol(head, '.') || t.IsSymbol(head, '(') || t.IsWord(head, "EXISTS"))
            || outputs.IsEmpty || outputs.DistinctBy(o => o.Name, StringComparer.OrdinalIgnoreCase).Count() < outputs.Count
            || outputs.Any(o => o.Column.Type.Kind is TypeKind.Unknown or TypeKind.Null))
        {
            Forget(name);
        }
        else
        {
            var table = new Table(name, [.. outputs.Select(o => new TableColumn(o.Name, o.Column.Type))], [], [], []);
            Forget(name);
            _unknown.Remove(name);
            Catalog = Catalog.WithTables([table, .. Catalog.Tables]);
        }
    }

    private void AdvanceOther(SqlStatement statement)
    {
        var text = statement.Text;
        var words = Tokenizer.Tokenize(text).Where(t => t.Kind != TokenKind.Comment).ToList();
        bool Is(int i, params ReadOnlySpan<string> any)
        {
            foreach (var word in any)
            {
                if (i < words.Count && words[i].IsWord(text, word))
                {
                    return true;
                }
            }

            return false;
        }

        var first = words[0].Of(text).ToString();
        if (Writing.Contains(first))
        {
            Change();
        }
        else if (Is(0, "CREATE") && (Is(1, "INDEX") || (Is(1, "UNIQUE") && Is(2, "INDEX"))))
        {
        }
        else if (Is(0, "CREATE", "DROP", "ALTER"))
        {
            var at = words.FindIndex(t => t.IsWord(text, "TABLE") || t.IsWord(text, "VIEW")) + 1;
            while (at > 0 && Is(at, "IF", "NOT", "EXISTS"))
            {
                at++;
            }

            while (at > 0 && at + 2 < words.Count && words[at + 1].IsSymbol(text, '.'))
            {
                at += 2;
            }

            if (at is > 0 and < 9 && at < words.Count && words[at].Name(text) is { } name)
            {
                Forget(name);
            }
            else
            {
                Obscure(statement);
            }
        }
        else if (!Harmless.Contains(first))
        {
            Obscure(statement);
        }
    }

    private void Change()
    {
        IsDataUnchanged = false;
        Catalog = Catalog.Relying(Trust.Enforced);
    }

    private void Forget(string name)
    {
        _unknown.Add(name);

        // A view over it is not what it was either.
        var views = Catalog.Views.ToLookup(v => v.Sql.Contains(name, StringComparison.OrdinalIgnoreCase));
        _unknown.UnionWith(views[true].Select(v => v.Name));
        Catalog = new([.. Catalog.Tables.Where(t => !string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase))]) { Views = [.. views[false]] };
    }

    private void Obscure(SqlStatement statement)
    {
        var text = statement.Text;
        _obscured = Tokenizer.Tokenize(text)[0].Of(text).ToString().ToUpperInvariant();
    }
}
