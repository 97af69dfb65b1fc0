using RewriteLang.Algebra;

namespace RewriteLang.Sql;

/// <summary>A statement of a file, by its place. Its text is the file's, unchanged.</summary>
/// <param name="File">The file's name as the user gave it.</param>
/// <param name="FileText">The whole text of the file.</param>
/// <param name="Offset">Where the statement begins, its leading comments left out; UTF-16 units.</param>
/// <param name="Length">Up to its semicolon, which is left out, and the comments before that; UTF-16 units.</param>
/// <param name="LeadingOffset">Where the comments before it begin; equal to <paramref name="Offset"/> when there are none.</param>
/// <param name="IsOff">Whether one of these comments says <c>-- rw: off</c>: the statement is to be left alone.</param>
public sealed record SqlStatement(string File, string FileText, int Offset, int Length, int LeadingOffset, bool IsOff)
{
    /// <summary>What stands around the statement's query.</summary>
    public StatementKind Kind { get; init; }

    /// <summary>Where its query begins; that of the whole statement if it is one, or has none.</summary>
    public int QueryOffset { get; init; } = Offset;

    /// <summary>How long the query is; UTF-16 units.</summary>
    public int QueryLength { get; init; } = Length;

    /// <summary>The name, without its schema, of the table or view that it makes from its query; null for other statements.</summary>
    public string? Target { get; init; }

    /// <summary>The statement's text, without leading comments and semicolon.</summary>
    public string Text => FileText.Substring(Offset, Length);

    /// <summary>The query's text.</summary>
    public string QueryText => FileText.Substring(QueryOffset, QueryLength);

    /// <summary>The comments before the statement, with what separates them from it.</summary>
    public string LeadingText => FileText[LeadingOffset..Offset];

    /// <summary>Where the statement begins.</summary>
    public SourceSpan Span => SourceSpan.At(File, FileText, Offset, Length);
}
