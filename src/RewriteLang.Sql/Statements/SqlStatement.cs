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
    /// <summary>The statement's text, without leading comments and semicolon.</summary>
    public string Text => FileText.Substring(Offset, Length);

    /// <summary>The comments before the statement, with what separates them from it.</summary>
    public string LeadingText => FileText[LeadingOffset..Offset];

    /// <summary>Where the statement begins.</summary>
    public SourceSpan Span => SourceSpan.At(File, FileText, Offset, Length);
}
