using RewriteLang.Corpus.Reporting;

namespace RewriteLang.Cli;

/// <summary>How a query was rewritten, for people: the rules of each step and the SQL after it, in which what is new is marked.</summary>
internal static class StepsText
{
    /// <summary>Its lines; one that says so where there are no steps.</summary>
    /// <param name="rewriting">What became of a query.</param>
    /// <param name="docs">What rules say of themselves.</param>
    /// <param name="terminal">For colours.</param>
    public static IEnumerable<string> Of(Rewriting rewriting, IReadOnlyDictionary<string, string> docs, Terminal terminal)
    {
        if (rewriting.Steps.IsEmpty)
        {
            yield return "There are no steps: the query was not rewritten.";
            yield break;
        }

        var before = rewriting.OriginalQuery ?? rewriting.Original;
        for (var i = 0; i < rewriting.Steps.Count; i++)
        {
            var step = rewriting.Steps[i];
            yield return terminal.Paint($"Step {i + 1} of {rewriting.Steps.Count}{(step.IsStructure ? ": what every engine does by itself" : "")}", 1);
            foreach (var rule in step.Rules)
            {
                yield return $"  {terminal.Paint(rule, 32)}  {docs.GetValueOrDefault(rule, "")}".TrimEnd();
            }

            foreach (var row in LineDiff.Of(before, step.Text).Where(r => r.Right is not null))
            {
                yield return row.IsSame ? $"    {row.Right}" : terminal.Paint($"  + {row.Right}", 32);
            }

            yield return "";
            before = step.Text;
        }
    }
}
