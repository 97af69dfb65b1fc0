using System.Text;
using RewriteLang.Algebra;
using RewriteLang.Sql.Parsing;
using RewriteLang.Sql.Printing.Text;

namespace RewriteLang.Sql.Binding;

/// <content>
/// Queries that are not understood: each is kept as its text, from which what is understood (derived tables, and the CTEs it names) is taken out. So
/// a construct that is not supported costs the query it stands in, not the whole statement.
/// </content>
internal sealed partial class Binder
{
    // Every try binds the derived tables once more, which may fail and try again.
    private const int MostTexts = 32;

    private int _texts;
    private QueryExtents? _extents;

    /// <summary>
    /// The query (without its CTEs, which are bound) as its text; null where nothing is gained, or where it is not certain to stand on its own. What was said of it
    /// since <paramref name="said"/> and <paramref name="noted"/> is then left as it is.
    /// </summary>
    private BoundNode? BindAsText(Node node, Scope scope, int said, int noted)
    {
        var reasons = _diagnostics.GetRange(said, _diagnostics.Count - said);
        var isRoot = scope.Outer is null && _views.Count == 0;
        if (IsSqlite || tablesOnly || _texts++ >= MostTexts || scope.CorrelatedColumns.Count > 0 || reasons.Exists(r => r.Severity != Severity.Note || r.Code == Codes.TooDeep))
        {
            return null;
        }

        var notes = _notes.GetRange(noted, _notes.Count - noted);
        Forget(said, noted);
        if (TextOf(node, scope) is { } opaque && !(isRoot && opaque.Holes.IsEmpty))
        {
            _notes.AddRange(reasons.Select(Codes.Kept));
            opaque = opaque with { Reason = reasons[0].Code };
            return new(opaque, [.. opaque.Columns.Select(c => new NamedColumn(c.Name, c))], []);
        }

        Forget(said, noted);
        _diagnostics.AddRange(reasons);
        _notes.AddRange(notes);
        return null;
    }

    private void Forget(int said, int noted)
    {
        _diagnostics.RemoveRange(said, _diagnostics.Count - said);
        _notes.RemoveRange(noted, _notes.Count - noted);
    }

    private Relation.Opaque? TextOf(Node node, Scope scope)
    {
        _extents ??= new(source);
        var parts = new TextParts(node);
        if (parts.HasParameters || parts.NamesOfCtes.Any(n => _cteNames.Contains(n) || catalog.Find(n) is not null) || _extents.Of(node, withCtes: false) is not { } range)
        {
            return null;
        }

        var cuts = new List<TextCut>();
        var tables = new List<Table>();
        cuts.AddRange(parts.DerivedTables.Select(d => Understood(d, scope)).OfType<TextCut>());
        foreach (var table in parts.Tables.Where(t => !cuts.Exists(c => Contains(c.Range, t))))
        {
            if (table.Text("schema_name").Length == 0 && scope.FindCte(table.Text("table_name")) is { } cte)
            {
                if (cte.IsIncomplete || source.PositionOf(table.Location) is not { } place)
                {
                    return null;
                }

                var part = BindCteReference(cte, table, table.Text("table_name"), aliases: []);
                cuts.Add(new(_extents.TokenAt(place), table.Alias.Length > 0 ? "" : $" AS {Identifiers.Name(table.Text("table_name"))}", part.Filtered.Inputs[0], [.. part.Variables[0].Columns]));
            }
            else if (!parts.NamesOfCtes.Contains(table.Text("table_name")))
            {
                if (TableNamed(table) is not { } known)
                {
                    return null;
                }

                tables.Add(known);
            }
        }

        return Cut(range, [.. cuts.OrderBy(c => c.Range.Start)], tables);
    }

    private bool Contains(TextRange range, Node node) => source.PositionOf(node.Location) is { } place && place >= range.Start && place < range.End;

    private Table? TableNamed(Node node) =>
        node.Text("catalog_name").Length > 0 ? null : catalog.Find(node.Text("table_name"), node.Text("schema_name") is { Length: > 0 } schema ? schema : null);

    // A derived table that is bound without the names around it.
    private TextCut? Understood(Node derived, Scope scope)
    {
        var (said, noted) = (_diagnostics.Count, _notes.Count);
        var query = derived.Child("subquery").Child("node");
        if (_extents!.Of(query, withCtes: true) is not { } range)
        {
            return null;
        }

        var bound = BindQuery(query, new Scope(new Scope(null) { Ctes = scope.Ctes }), new(IsNamed: true));
        if (_diagnostics.Count > said || bound.IsIncomplete)
        {
            Forget(said, noted);
            return null;
        }

        return new(_extents.InParentheses(range), "", bound.Body, Deduplicated(bound.Outputs));
    }

    private Relation.Opaque? Cut(TextRange range, List<TextCut> cuts, List<Table> tables)
    {
        var text = new StringBuilder();
        var question = new StringBuilder();
        var holes = new List<OpaqueHole>();
        var at = range.Start;
        foreach (var cut in cuts)
        {
            if (cut.Range.Start < at || cut.Range.End > range.End)
            {
                return null;
            }

            text.Append(source.Statement, at, cut.Range.Start - at);
            question.Append(source.Statement, at, cut.Range.Start - at);
            holes.Add(new(text.Length, cut.Input, [.. cut.Outputs.Select(o => new OutputColumn(o.Name, o.Column))]));
            text.Append(cut.Behind);
            question.Append('(').Append(Empty(cut.Outputs)).Append(')').Append(cut.Behind);
            at = cut.Range.End;
        }

        text.Append(source.Statement, at, range.End - at);
        question.Append(source.Statement, at, range.End - at);
        return DuckDbSession.Shared.Describe(question.ToString(), [.. tables.DistinctBy(t => (t.Schema, t.Name)).SelectMany(Definition)]) is { } described
            ? new Relation.Opaque(text.ToString(), [.. described.Select(c => columns.Fresh(c.Name, c.Type))], Codes.KeptAsText) { Holes = [.. holes], Tables = [.. tables.Select(t => t.Name).Distinct()] }
            : null;
    }

    private static string Empty(List<NamedColumn> outputs) =>
        $"SELECT {string.Join(", ", outputs.Select(o => $"CAST(NULL AS {o.Column.Type}) AS {Identifiers.Name(o.Name)}"))}";

    private static IEnumerable<string> Definition(Table table)
    {
        if (table.Schema is { } schema)
        {
            yield return $"CREATE SCHEMA IF NOT EXISTS {Identifiers.Name(schema)}";
        }

        var name = (table.Schema is { } s ? Identifiers.Name(s) + "." : "") + Identifiers.Name(table.Name);
        yield return $"CREATE TABLE {name} ({string.Join(", ", table.Columns.Select(c => $"{Identifiers.Name(c.Name)} {c.Type}"))})";
    }

    /// <summary>A part of a text that is taken out.</summary>
    /// <param name="Range">Where it stands.</param>
    /// <param name="Behind">What has to stand behind what comes into its place.</param>
    /// <param name="Input">What it means.</param>
    /// <param name="Outputs">All its columns, under the names that the text may rely on.</param>
    private sealed record TextCut(TextRange Range, string Behind, Relation Input, List<NamedColumn> Outputs);
}
