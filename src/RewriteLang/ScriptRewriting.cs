using System.Text;
using RewriteLang.Algebra;
using RewriteLang.Sql;

namespace RewriteLang;

/// <summary>A file of statements and what they were rewritten to.</summary>
/// <param name="Original">The file's text.</param>
/// <param name="Statements">What became of each, in order; at least one.</param>
public sealed record ScriptRewriting(string Original, Sequence<Rewriting> Statements)
{
    /// <summary>Failed if any statement did, rewritten if any was; else passed through or unchanged, as most was done.</summary>
    public RewritingStatus Status =>
        Has(RewritingStatus.Failed) ? RewritingStatus.Failed
        : Has(RewritingStatus.Rewritten) ? RewritingStatus.Rewritten
        : Has(RewritingStatus.Unchanged) ? RewritingStatus.Unchanged
        : RewritingStatus.PassedThrough;

    /// <summary>All that was said, by statement.</summary>
    public Sequence<Diagnostic> Diagnostics => [.. Statements.SelectMany(s => s.Diagnostics)];

    /// <summary>
    /// The file with the queries of rewritten statements replaced, for another dialect with all of them; all else is as it was, byte for byte. The
    /// original where a statement has no text in the engine's dialect, or is wrong.
    /// </summary>
    public string FileText
    {
        get
        {
            if (Statements.Any(s => s.Text is null))
            {
                return Original;
            }

            var text = new StringBuilder();
            var at = 0;
            foreach (var rewriting in Statements.Where(r => r.Text != r.Original))
            {
                var statement = rewriting.Statement!;
                text.Append(Original, at, statement.QueryOffset - at).Append(SqlScript.Fitted(statement, rewriting.Text!));
                at = statement.QueryOffset + statement.QueryLength;
            }

            return text.Append(Original, at, Original.Length - at).ToString();
        }
    }

    private bool Has(RewritingStatus status) => Statements.Any(s => s.Status == status);
}
