using System.Text.Json;
using RewriteLang.Algebra;

namespace RewriteLang.Sql.Parsing;

/// <summary>A statement's syntax tree.</summary>
/// <param name="Source">Its text and place.</param>
/// <param name="Root">The SELECT, or the set operation.</param>
internal sealed record ParsedStatement(SourceText Source, Node Root);

/// <summary>Parses through DuckDB's own parser.</summary>
internal static class SqlParser
{
    /// <summary>Levels of a syntax tree's JSON, at most: several for each level of nesting in the text.</summary>
    public const int MaxDepth = 4096;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>The syntax tree of one SELECT.</summary>
    public static Result<ParsedStatement> Parse(SourceText source)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(DuckDbSession.Shared.Serialize(source.Statement), Options);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Deeper than any tree that could be bound, or a number (1e400) that JSON cannot hold.
            return Result<ParsedStatement>.Failure(Codes.Unsupported(Codes.UnsupportedExpression, "a statement whose syntax tree cannot be read", source.Whole));
        }

        if (root.GetProperty("error").GetBoolean())
        {
            return Result<ParsedStatement>.Failure(Error(new(root), source));
        }

        var statements = new Node(root).List("statements");
        if (statements.Count != 1)
        {
            return Result<ParsedStatement>.Failure(Diagnostic.Error(Codes.NotOneStatement, $"Expected one statement, found {statements.Count}.", source.Whole));
        }

        return Result<ParsedStatement>.Success(new(source, statements[0].Child("node")));
    }

    private static Diagnostic Error(Node error, SourceText source)
    {
        var message = error.Text("error_message");
        if (error.Text("error_type") == "not implemented")
        {
            return Codes.Unsupported(Codes.UnsupportedStatement, "a statement other than SELECT", source.Whole);
        }

        ulong? position = ulong.TryParse(error.Text("position"), out var at) ? at : null;
        return Diagnostic.Error(Codes.Syntax, char.ToUpperInvariant(message[0]) + message[1..] + ".", source.TokenAt(position) ?? source.Whole);
    }
}
