using System.Diagnostics;
using System.Text;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl.Formatting;

/// <summary>
/// Lays out declarations. Comments stay above the clause they were in, or at the end of its last line; an empty line between clauses stays one.
/// </summary>
internal sealed class DeclarationPrinter(TokenStream tokens, CommentMap comments)
{
    private readonly StringBuilder _text = new();
    private string _margin = "";

    /// <summary>The file's text.</summary>
    internal string Print(FileSyntax tree)
    {
        foreach (var declaration in tree.Declarations)
        {
            if (_text.Length > 0 && (comments.IsBlankBefore(declaration.Range.First) || declaration is not (Declaration.Language or Declaration.Schema)))
            {
                _text.Append('\n');
            }

            _margin = FileChecker.IsInside(declaration) ? "  " : "";
            PrintDeclaration(declaration);
        }

        var end = tokens.Significant.Count - 1;
        if (comments.Before(end) is { Count: > 0 } last)
        {
            _text.Append(_text.Length > 0 && comments.IsBlankBefore(end) ? "\n" : "");
            _margin = "";
            last.ToList().ForEach(c => Line(0, c));
        }

        return _text.ToString();
    }

    private void PrintDeclaration(Declaration declaration)
    {
        foreach (var doc in Enumerable.Range(declaration.Range.First, declaration.Docs.Count))
        {
            Comments(comments.Before(doc), 0);
            Line(0, $"/// {tokens.Significant[doc].Text[3..].Trim()}".TrimEnd());
        }

        var first = declaration.Range.First + declaration.Docs.Count;
        switch (declaration)
        {
            case Declaration.Language language:
                Clause(new(first, language.Range.End), 0, $"language {language.Version.Text}");
                break;
            case Declaration.Schema schema:
                Comments(comments.Within(new(first, schema.Range.End)), 0);
                Sql("schema", schema.Sql, 0, first, 0);
                break;
            case Declaration.Rule rule:
                var head = new TokenRange(first, rule.Law!.Range.First);
                Clause(head, 0, $"{rule.Keyword.Text} {rule.Name.Text}{(rule.Level is null ? "" : $" in {rule.Level.Text}")}");
                PrintLaw(rule.Law);
                rule.Clauses.ToList().ForEach(PrintClause);
                break;
            case Declaration.Theory theory:
                Clause(new(first, first + 2), 0, $"theory {theory.Name.Text}");
                theory.Clauses.ToList().ForEach(PrintClause);
                break;
            case Declaration.Aggregate aggregate:
                Clause(new(first, first + (aggregate.Parameter is null ? 4 : 5)), 0, $"aggregate {aggregate.Name.Text}({aggregate.Parameter?.Text})");
                aggregate.Clauses.ToList().ForEach(PrintClause);
                break;
            default:
                throw new UnreachableException(declaration.GetType().Name);
        }
    }

    private void PrintLaw(Law law)
    {
        BlankLine(law.Range.First);
        var lefts = law.Sites.Select(s => (s.Each is null ? "" : "each ") + TermPrinter.Flat(s.Term)).ToList();
        var rights = law.Rights.Select(TermPrinter.Flat).ToList();
        var flat = $"{string.Join(" with ", lefts)} {law.Arrow.Text} {string.Join(", ", rights)}";
        if (lefts.Count == 1 && _margin.Length + 2 + flat.Length <= TermPrinter.Width - 20)
        {
            Clause(law.Range, 2, flat);
            return;
        }

        var lines = new List<string>();
        for (var i = 0; i < law.Sites.Count; i++)
        {
            var prefix = (i == 0 ? "" : "with ") + (law.Sites[i].Each is null ? "" : "each ");
            Part(lines, prefix, law.Sites[i].Term, 2);
        }

        for (var i = 0; i < law.Rights.Count; i++)
        {
            Part(lines, i == 0 ? $"{law.Arrow.Text} " : new string(' ', law.Arrow.Text.Length + 1), law.Rights[i], 4);
            lines[^1] += i < law.Rights.Count - 1 ? "," : "";
        }

        Clause(law.Range, lines);
    }

    private static void Part(List<string> lines, string prefix, SyntaxTerm term, int indent)
    {
        var part = TermPrinter.Lines(term, indent + prefix.Length, indent + 2);
        lines.Add(new string(' ', indent) + prefix + part[0]);
        lines.AddRange(part.Skip(1));
    }

    private void PrintClause(Clause clause)
    {
        BlankLine(clause.Range.First);
        switch (clause)
        {
            case Clause.Let let:
                Items(clause, let.Bindings.Select(b => (Prefix: $"{b.Name.Text} = ", Term: b.Value)));
                break;
            case Clause.When conditions:
                Items(clause, conditions.Conditions.Select(c => ("", c)));
                break;
            case Clause.Gate gates:
                Items(clause, gates.Conditions.Select(c => ("", c)));
                break;
            case Clause.Cite cite:
                Clause(clause.Range, 2, $"cite [{string.Join(", ", cite.Keys.Select(k => k.Text))}]");
                break;
            case Clause.Overlaps overlaps:
                Clause(clause.Range, 2, $"overlaps [{string.Join(", ", overlaps.Rules.Select(r => r.Text))}]");
                break;
            case Clause.Pathology pathology:
                var range = pathology.Low is null ? "" : $" expect {pathology.Low.Text}..{pathology.High!.Text}";
                Clause(clause.Range, 2, $"pathology {pathology.Name.Text}{range}{(pathology.Engine is null ? "" : $" on {pathology.Engine.Text}")}");
                break;
            case Clause.Tags tags:
                Clause(clause.Range, 2, $"tags {string.Join(", ", tags.Words.Select(w => w.Text))}");
                break;
            case Clause.Example example:
                Comments(comments.Within(clause.Range), 2);
                Line(2, "example");
                Queries(clause, ("schema", example.Schema), ("before", example.Before), ("after", example.After));
                break;
            case Clause.Counterexample counterexample:
                Comments(comments.Within(clause.Range), 2);
                Line(2, $"counterexample {counterexample.Condition.Text}");
                Queries(clause, ("schema", counterexample.Schema), ("query", counterexample.Query));
                break;
            case Clause.Sort sort:
                Clause(clause.Range, 2, $"sort {sort.Name.Text}{(sort.Literals.Count == 0 ? "" : $" = {string.Join(", ", sort.Literals.Select(l => l.Text))}")}");
                break;
            case Clause.Operator operation:
                var shape = operation.IsInfix
                    ? $"{operation.Parameters[0].Text} {operation.Name.Text} {operation.Parameters[1].Text}"
                    : $"{operation.Name.Text}({string.Join(", ", operation.Parameters.Select(p => p.Text))})";
                Clause(clause.Range, 2, $"operator {shape} -> {operation.Result.Text}");
                break;
            case Clause.Term term:
                var lines = new List<string>();
                Part(lines, $"term {term.Name.Text} = ", term.Value, 2);
                Clause(clause.Range, lines);
                break;
            default:
                throw new UnreachableException(clause.GetType().Name);
        }
    }

    /// <summary>Terms after a keyword, as many on a line as fit, the next lines under the first.</summary>
    private void Items(Clause clause, IEnumerable<(string Prefix, SyntaxTerm Term)> items)
    {
        var lead = $"  {clause.Keyword.Text} ";
        var lines = new List<string>();
        var line = lead;
        var isFirst = true;
        foreach (var (prefix, term) in items)
        {
            var flat = prefix + TermPrinter.Flat(term);
            if (!isFirst)
            {
                line += ",";
                if (line.Length + 1 + flat.Length <= TermPrinter.Width)
                {
                    line += $" {flat}";
                    continue;
                }

                lines.Add(line);
                line = new string(' ', lead.Length);
            }

            var part = TermPrinter.Lines(term, line.Length + prefix.Length, lead.Length);
            line += prefix + part[0];
            if (part.Count > 1)
            {
                lines.Add(line);
                lines.AddRange(part.Skip(1).SkipLast(1));
                line = part[^1];
            }

            isFirst = false;
        }

        lines.Add(line);
        Clause(clause.Range, lines);
    }

    private void Queries(Clause clause, params (string Word, SyntaxToken? Sql)[] queries)
    {
        foreach (var (word, sql) in queries.Where(q => q.Sql is not null))
        {
            var token = Position(sql!, clause.Range);
            Sql(word.PadRight(7), sql!, 4, token - 1, 8);
        }
    }

    private int Position(SyntaxToken token, TokenRange range)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if (ReferenceEquals(tokens.Significant[i], token))
            {
                return i;
            }
        }

        throw new UnreachableException(token.Description);
    }

    /// <summary>SQL after its word; if it started on a line of its own, on lines of its own, two columns deeper.</summary>
    private void Sql(string word, SyntaxToken sql, int indent, int keyword, int column)
    {
        var lines = ClauseChecker.SqlText(sql)!.Split('\n');
        if (sql.Span.Line > tokens.Significant[keyword].Span.Line)
        {
            Line(indent, word.TrimEnd());
            lines.ToList().ForEach(l => Line(indent + 2, l));
        }
        else
        {
            var lead = word.Length < column ? word.PadRight(column) : $"{word} ";
            Line(indent, lead + lines[0]);
            lines.Skip(1).ToList().ForEach(l => Line(indent + lead.Length, l));
        }
    }

    private void BlankLine(int token)
    {
        if (comments.IsBlankBefore(token))
        {
            _text.Append('\n');
        }
    }

    private void Clause(TokenRange range, int indent, string line) => Clause(range, [new string(' ', indent) + line]);

    private void Clause(TokenRange range, List<string> lines)
    {
        Comments(comments.Within(range), lines[0].Length - lines[0].TrimStart().Length);
        for (var i = 0; i < lines.Count; i++)
        {
            Line(0, i == lines.Count - 1 && comments.After(range.End - 1) is { } comment ? $"{lines[i]}  {comment}" : lines[i]);
        }
    }

    private void Comments(IEnumerable<string> lines, int indent)
    {
        foreach (var line in lines)
        {
            Line(indent, line);
        }
    }

    private void Line(int indent, string line) =>
        _text.Append(line.Length == 0 ? "" : _margin).Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
}
