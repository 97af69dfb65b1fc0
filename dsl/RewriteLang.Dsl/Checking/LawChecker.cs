using RewriteLang.Algebra;
using RewriteLang.Algebra.Graphs;
using RewriteLang.Dsl.Auditing;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>What a rule says, typed.</summary>
internal sealed record CheckedLaw(Sequence<RuleSite> Sites, Sequence<LetBinding> Lets, Sequence<Term> Conditions, Sequence<Term> Gates);

/// <summary>
/// Checks the sites of a rule, its lets, conditions, gates and right sides, in that order, because each may use what those before it bound.
/// </summary>
internal sealed partial class LawChecker(Declaration.Rule syntax, Law law, SoundnessLevel level, Vocabulary vocabulary, List<Diagnostic> diagnostics)
{
    private readonly Scope _scope = new();
    private TermChecker? _terms;

    private TermChecker Terms => _terms ??= new(vocabulary, _scope, diagnostics) { HasEach = law.Sites.Any(s => s.Each is not null) };

    /// <summary>The typed law; null after an error.</summary>
    internal CheckedLaw? Check()
    {
        var before = diagnostics.Count;
        var sites = law.Sites.Select(CheckSite).ToList();
        foreach (var again in sites.Where((s, i) => s.Name is not null && sites.FindIndex(o => o.Name == s.Name) < i))
        {
            diagnostics.Add(Problems.SiteTwice(again.Span, again.Name!));
        }

        Poison(sites);
        BindRenamings();
        var lets = CheckLets();
        var conditions = CheckConditions(syntax.Clauses.OfType<Clause.When>().SelectMany(w => w.Conditions), TermRole.Condition);
        var gates = CheckConditions(syntax.Clauses.OfType<Clause.Gate>().SelectMany(g => g.Conditions), TermRole.Gate);
        var rights = CheckRights(sites);
        if (!IsSound(before))
        {
            return null;
        }

        WarnOfUnused();
        diagnostics.AddRange(Contradictions.Among([.. conditions, .. gates], lets));
        return new([.. sites.Zip(rights, (s, r) => new RuleSite(s.Term!, r ?? s.Term!, s.Name, s.IsEach))], lets, conditions, gates);
    }

    private bool IsSound(int since) => diagnostics.Skip(since).All(d => d.Severity != Severity.Error);

    private sealed record Site(string? Name, Term? Term, SourceSpan Span, bool IsEach);

    private Site CheckSite(SiteSyntax site)
    {
        if (site.Each is { } each && law.Sites.Count > 1)
        {
            diagnostics.Add(Problems.EachWithOthers(each.Span));
        }

        var (name, pattern) = site.Term is SyntaxTerm.Definition { Target: SyntaxTerm.Name target } definition
            ? (target.Token.Text, definition.Value)
            : (null, site.Term);
        if (pattern is SyntaxTerm.Name bare)
        {
            diagnostics.Add(bare.Token.Kind == TokenKind.KebabWord
                ? Problems.HyphenInTerm(bare.Span, bare.Token.Text)
                : Problems.BareVariable(bare.Span, bare.Token.Text));
            return new(name, null, pattern.Span, site.Each is not null);
        }

        var term = Terms.Check(pattern, SortSet.Any, TermRole.Pattern);
        if (term is not null && term.Sort is not (Sort.Relation or Sort.Scalar))
        {
            diagnostics.Add(Problems.RuleOfWhat(pattern.Span, SortNames.Of(term.Sort)));
            return new(name, null, pattern.Span, site.Each is not null);
        }

        if (term is { Sort: Sort.Scalar } && (law.Sites.Count > 1 || site.Each is not null))
        {
            diagnostics.Add(Problems.ScalarPlaces(pattern.Span));
            return new(name, null, pattern.Span, site.Each is not null);
        }

        if (term is not null && ReferenceEquals(site, law.Sites[0]) && (level, term.Sort) is (SoundnessLevel.InFilter, Sort.Relation) or (SoundnessLevel.InSet, Sort.Scalar))
        {
            diagnostics.Add(Problems.LevelMisfit(
                syntax.Level!.Span, syntax.Level.Text, term.Sort == Sort.Relation ? "relations" : "scalar expressions"));
        }

        return new(name, term, pattern.Span, site.Each is not null);
    }

    /// <summary>After a mistake on the left, names that stand there count as bound, so that the mistake is reported once.</summary>
    private void Poison(List<Site> sites)
    {
        if (sites.TrueForAll(s => s.Term is not null))
        {
            return;
        }

        var terms = new Stack<SyntaxTerm>(law.Sites.Select(s => s.Term));
        while (terms.TryPop(out var term))
        {
            var token = (term as SyntaxTerm.Name)?.Token ?? (term as SyntaxTerm.Rest)?.Token;
            if (token is not null && _scope.Find(token.Text) is null)
            {
                _scope.Poison(token.Text);
                token.Text.Split('-').ToList().ForEach(_scope.Poison);
            }

            foreach (var child in term.Children)
            {
                terms.Push(child);
            }
        }
    }

    /// <summary>Conditions <c>A ~ B by m</c> bind m before anything uses it.</summary>
    private void BindRenamings()
    {
        var terms = new Stack<SyntaxTerm>(syntax.Clauses.OfType<Clause.When>().SelectMany(w => w.Conditions).Reverse());
        while (terms.TryPop(out var term))
        {
            if (term is SyntaxTerm.Infix { Operator: "by", Operands: [_, SyntaxTerm.Name name] } && _scope.Find(name.Token.Text) is null)
            {
                _scope.Bind(name.Token.Text, Sort.Renaming, name.Span, BindingKind.Renaming);
            }

            foreach (var child in term.Children.Reverse())
            {
                terms.Push(child);
            }
        }
    }

    private Sequence<LetBinding> CheckLets()
    {
        var bindings = new List<BindingSyntax>();
        foreach (var binding in syntax.Clauses.OfType<Clause.Let>().SelectMany(l => l.Bindings))
        {
            if (bindings.Find(b => b.Name.Text == binding.Name.Text) is { } first)
            {
                diagnostics.Add(Problems.DuplicateLet(binding.Name.Span, binding.Name.Text, first.Name.Span));
            }
            else if (_scope.Find(binding.Name.Text) is { } bound)
            {
                diagnostics.Add(Problems.LetHides(binding.Name.Span, binding.Name.Text, bound.Span));
            }
            else
            {
                bindings.Add(binding);
            }
        }

        var positions = bindings.Select((b, i) => (b.Name.Text, i)).ToDictionary(x => x.Text, x => x.i);
        var graph = DirectedGraph.Of(bindings.Count, bindings.SelectMany((b, i) =>
            Names(b.Value).Where(positions.ContainsKey).Select(n => (positions[n], i))));
        foreach (var cycle in graph.StronglyConnectedComponents().Where(graph.IsCyclic).OrderBy(c => c[0]))
        {
            diagnostics.Add(Problems.LetCycle(bindings[cycle[0]].Name.Span, [.. cycle.Select(i => bindings[i].Name.Text)]));
        }

        var order = graph.TopologicalOrder();
        var lets = new List<LetBinding>();
        foreach (var binding in (order ?? []).Select(i => bindings[i]))
        {
            if (Terms.Check(binding.Value, SortSet.Any, TermRole.Build) is { } value)
            {
                _scope.Bind(binding.Name.Text, value.Sort, binding.Name.Span, BindingKind.Let);
                lets.Add(new(binding.Name.Text, value, binding.Name.Span));
            }
            else
            {
                _scope.Poison(binding.Name.Text);
            }
        }

        if (order is null)
        {
            bindings.ForEach(b => _scope.Poison(b.Name.Text));
        }

        return lets.ToSequence();
    }

    private static IEnumerable<string> Names(SyntaxTerm root)
    {
        var terms = new Stack<SyntaxTerm>([root]);
        while (terms.TryPop(out var term))
        {
            if (((term as SyntaxTerm.Name)?.Token ?? (term as SyntaxTerm.Rest)?.Token) is { } token)
            {
                yield return token.Text;
            }

            foreach (var child in term.Children)
            {
                terms.Push(child);
            }
        }
    }

    // A relation that a condition asks about and the left side did not match; conditions are asked before anything is built.
    private Term? Built(Term term) => term switch
    {
        Term.Operator { Sort: Sort.Relation or Sort.Relations } op => op,
        Term.Variable { Sort: Sort.Relation } variable when _scope.Find(variable.Name)?.Kind == BindingKind.Let => variable,
        Term.Operator op => op.Arguments.Select(Built).FirstOrDefault(t => t is not null),
        Term.Lambda lambda => Built(lambda.Body),
        _ => null,
    };

    private Sequence<Term> CheckConditions(IEnumerable<SyntaxTerm> conditions, TermRole role)
    {
        var texts = new HashSet<string>();
        var result = new List<Term>();
        foreach (var condition in conditions)
        {
            if (Terms.Check(condition, Sort.Boolean, role) is not { } term)
            {
                continue;
            }

            if (term is Term.Literal { Value: bool value })
            {
                diagnostics.Add(Problems.ConstantCondition(condition.Span, value ? "true" : "false"));
            }

            if (Built(term) is { } built)
            {
                diagnostics.Add(Problems.BuiltInCondition(built.Span));
            }

            if (texts.Add(TermText.Of(term)))
            {
                result.Add(term);
            }
            else
            {
                diagnostics.Add(Problems.RepeatedCondition(condition.Span));
            }
        }

        return result.ToSequence();
    }

    private void WarnOfUnused()
    {
        foreach (var binding in _scope.Bindings.Where(b => b.Occurrences == 1 && !b.Name.StartsWith('_')))
        {
            if (binding.Kind == BindingKind.Pattern && law.Arrow.Kind != TokenKind.BothWays)
            {
                diagnostics.Add(Problems.Unused(binding.Span, binding.Name));
            }
            else if (binding.Kind == BindingKind.Let)
            {
                diagnostics.Add(Problems.UnusedLet(binding.Span, binding.Name));
            }
        }
    }
}
