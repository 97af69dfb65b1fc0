using RewriteLang.Algebra;
using RewriteLang.Optimizer;
using RewriteLang.Sql;

namespace RewriteLang;

/// <summary>What became of a query.</summary>
public enum RewritingStatus
{
    /// <summary>Another plan was chosen; the text is new.</summary>
    Rewritten,

    /// <summary>The query's own plan is the best one found: in its own dialect the text is the original's, byte for byte.</summary>
    Unchanged,

    /// <summary>It was understood only in part or not at all, or it asked to be left alone; the text is the original's, byte for byte.</summary>
    PassedThrough,

    /// <summary>It is wrong: there is no text.</summary>
    Failed,
}

/// <summary>A query and what it was rewritten to.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Original">The text that came in.</param>
/// <param name="Text">The text to run; null if it failed, or if it passed through and the engine speaks another dialect.</param>
/// <param name="PlainText">The query printed for the engine with no rule applied; null if it cannot be.</param>
/// <param name="Query">The bound query; null if it was not bound.</param>
/// <param name="Optimized">How the optimizer went; null if it was not asked.</param>
/// <param name="Diagnostics">Why it failed or passed through; warnings.</param>
/// <param name="Elapsed">From text to text.</param>
public sealed record Rewriting(
    RewritingStatus Status,
    string Original,
    string? Text,
    string? PlainText,
    Query? Query,
    Optimized? Optimized,
    Sequence<Diagnostic> Diagnostics,
    TimeSpan Elapsed)
{
    /// <summary>The statement, by its place in <see cref="Original"/>; null if that holds none or several.</summary>
    public SqlStatement? Statement { get; init; }

    /// <summary>The query's text after each step that led to the new one, which is the last; empty if there is none, or steps were not kept.</summary>
    public Sequence<RewritingStep> Steps { get; init; } = [];

    /// <summary>
    /// The query that came in, without what stands around it; null if the statement has none, or may not have one.
    /// </summary>
    public string? OriginalQuery => Statement is not null && (Query is not null || Statement.Kind != StatementKind.Other) ? Statement.QueryText : null;

    /// <summary>
    /// The original file with the statement's query replaced by <see cref="Text"/>: what stands around the query, the comments before the statement
    /// and all other statements stay. The original where there is no new text.
    /// </summary>
    public string FileText => Status == RewritingStatus.Rewritten && Statement is not null ? SqlScript.Replace(Statement, Text!) : Original;
}

/// <summary>A step from a query's text to the one that was chosen.</summary>
/// <param name="Rules">The rules that were applied, several where none shows in the text without the others.</param>
/// <param name="Text">The query after them.</param>
/// <param name="IsStructure">Whether it is only what every engine does by itself, printed anew: the form from which all else starts.</param>
public sealed record RewritingStep(Sequence<string> Rules, string Text, bool IsStructure);
