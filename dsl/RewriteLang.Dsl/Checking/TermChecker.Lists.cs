using RewriteLang.Algebra;
using RewriteLang.Dsl.Syntax;

namespace RewriteLang.Dsl;

/// <summary>Lists: conjuncts, inputs, operands, <c>[...]</c>, and the words that go over them.</summary>
internal sealed partial class TermChecker
{
    private static readonly SortSet Defining = SortSet.Of(Sort.Items, Sort.Aggregates, Sort.Windows);

    private static readonly SortSet Lists = SortSet.Of(
        Sort.Relations, Sort.Scalars, Sort.Conjuncts, Sort.Columns, Sort.Items, Sort.Aggregates, Sort.Windows);

    private static IEnumerable<SyntaxTerm> Conjuncts(SyntaxTerm term) => term is SyntaxTerm.Infix { Operator: "&" } chain ? chain.Operands : [term];

    /// <summary>A list of conjuncts. A name that stands alone and is not bound yet stands for all of them.</summary>
    private List<Term?> CheckConjuncts(IReadOnlyList<SyntaxTerm> elements)
    {
        if (elements is [SyntaxTerm.Name { Token.Kind: TokenKind.Word } name] && _role == TermRole.Pattern && scope.Find(name.Token.Text) is null)
        {
            return [BindName(name.Token, Sort.Conjuncts)];
        }

        return CheckElements(elements, Sort.Conjuncts);
    }

    private List<Term?> CheckElements(IReadOnlyList<SyntaxTerm> elements, Sort list)
    {
        var element = list switch
        {
            Sort.Relations => Sort.Relation,
            Sort.Columns => Sort.Column,
            _ => Sort.Scalar,
        };
        SyntaxTerm.Rest? earlier = null;
        var terms = new List<Term?>();
        foreach (var syntax in elements)
        {
            if (syntax is SyntaxTerm.Rest rest)
            {
                if (earlier is not null && _role == TermRole.Pattern)
                {
                    terms.Add(Report(Problems.TwoRests(rest.Span, earlier.Token.Text, rest.Token.Text)));
                    continue;
                }

                earlier = rest;
                terms.Add(CheckRest(rest, list));
            }
            else
            {
                // Elsewhere than on a left side a whole list may stand among its elements: `split(on, c) & p`.
                _inInputs = list == Sort.Relations;
                terms.Add(Check(syntax, _role == TermRole.Pattern && !IsBoundTo(syntax, list) ? element : SortSet.Of(element, list)));
            }
        }

        return terms;
    }

    private bool IsBoundTo(SyntaxTerm syntax, Sort list) => syntax is SyntaxTerm.Name name && scope.Find(name.Token.Text)?.Sort == list;

    private Term? CheckRest(SyntaxTerm.Rest rest, Sort list)
    {
        var name = rest.Token.Text;
        if (scope.Find(name) is { } binding)
        {
            binding.Occurrences++;
            return binding.Sort == list || (list == Sort.Scalars && binding.Sort == Sort.Conjuncts && _role != TermRole.Pattern)
                ? new Term.Rest(name, binding.Sort, rest.Span)
                : Report(Problems.TwoSorts(rest.Span, name, SortNames.Of(binding.Sort), SortNames.Of(list), binding.Span));
        }

        if (scope.IsPoisoned(name))
        {
            return null;
        }

        if (_role != TermRole.Pattern)
        {
            return Report(Problems.Unbound(rest.Token.Span, name, Suggestions.Hint(name, scope.Names)));
        }

        name = name == "_" ? scope.Anonymous() : name;
        scope.Bind(name, list, rest.Token.Span, BindingKind.Pattern);
        return new Term.Rest(name, list, rest.Span);
    }

    private Term? CheckList(SyntaxTerm.List list, SortSet wanted)
    {
        var hasDefinitions = list.Items.Any(i => i is SyntaxTerm.Definition);
        var sorts = (wanted.IsAny ? SortSet.Of([.. Lists.Sorts]) : wanted).Sorts.Where(s => hasDefinitions ? Defining.Has(s) : Lists.Has(s)).ToList();
        if (sorts.Count == 0)
        {
            return Report(Problems.ListHere(list.Span, wanted.Description));
        }

        var sort = sorts.Count == 1 ? sorts[0] : GuessList(list, sorts);
        var elements = Defining.Has(sort)
            ? [.. list.Items.Select(i => CheckItem(i, sort))]
            : CheckElements(list.Items, sort);
        return elements.Contains(null)
            ? null
            : new Term.Operator("list", [elements.Select(e => e!).ToSequence()], sort, list.Span);
    }

    private Sort GuessList(SyntaxTerm.List list, List<Sort> sorts)
    {
        var guessed = list.Items.Select(i => i switch
        {
            SyntaxTerm.Definition definition => Guess(definition.Value),
            SyntaxTerm.Rest rest => scope.Find(rest.Token.Text)?.Sort,
            _ => Guess(i),
        }).FirstOrDefault(s => s is not null) switch
        {
            Sort.Relation => Sort.Relations,
            Sort.Column => Sort.Columns,
            Sort.Scalar => list.Items.Any(i => i is SyntaxTerm.Definition) ? Sort.Items : Sort.Scalars,
            { } other => other,
            null => sorts[0],
        };
        return sorts.Contains(guessed) ? guessed : sorts[0];
    }

    /// <summary>An element of items, aggregates or windows: <c>c := value</c>, a rest, or what is already of that sort.</summary>
    private Term? CheckItem(SyntaxTerm item, Sort list)
    {
        switch (item)
        {
            case SyntaxTerm.Rest rest:
                return CheckRest(rest, list);
            case SyntaxTerm.Definition { Target: SyntaxTerm.Name { Token.Kind: TokenKind.Word } target } definition:
                var value = Check(definition.Value, list == Sort.Items ? Sort.Scalar : list);
                var column = scope.Find(target.Token.Text) is null && _role != TermRole.Pattern
                    ? BindFresh(target.Token)
                    : Check(target, Sort.Column);
                return value is null || column is null
                    ? null
                    : new Term.Operator("define", [[column, value]], list, definition.Span);
            case SyntaxTerm.Definition definition:
                return Report(Problems.DefinitionHere(definition.Target.Span));
            default:
                return Check(item, _role == TermRole.Pattern ? list : SortSet.Of(list, list == Sort.Items ? Sort.Column : list));
        }
    }

    private Term.Variable BindFresh(SyntaxToken token)
    {
        scope.Bind(token.Text, Sort.Column, token.Span, BindingKind.Fresh);
        return new(token.Text, Sort.Column, token.Span);
    }
}
