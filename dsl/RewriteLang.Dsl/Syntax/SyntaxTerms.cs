namespace RewriteLang.Dsl.Syntax;

/// <summary>The terms of a declaration.</summary>
internal static class SyntaxTerms
{
    /// <summary>Those that stand directly in its law and clauses.</summary>
    internal static IEnumerable<SyntaxTerm> Of(Declaration declaration) => declaration switch
    {
        Declaration.Rule rule => (rule.Law is { } law ? law.Sites.Select(s => s.Term).Concat(law.Rights) : []).Concat(rule.Clauses.SelectMany(Of)),
        Declaration.Theory theory => theory.Clauses.SelectMany(Of),
        Declaration.Aggregate aggregate => aggregate.Clauses.SelectMany(Of),
        _ => [],
    };

    private static IEnumerable<SyntaxTerm> Of(Clause clause) => clause switch
    {
        Clause.Let bindings => bindings.Bindings.Select(b => b.Value),
        Clause.When conditions => conditions.Conditions,
        Clause.Gate conditions => conditions.Conditions,
        Clause.Term term => [term.Value],
        _ => [],
    };
}
