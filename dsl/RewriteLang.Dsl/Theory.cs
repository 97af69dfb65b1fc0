using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>Sorts and operators of an author's own, with rules over them: terms that are not SQL.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sorts">Its sorts.</param>
/// <param name="Operators">Its operators. Two may share a name if they differ in arity.</param>
/// <param name="Rules">Its rules. Every term in them has the sort <see cref="Sort.Declared"/> but for conditions.</param>
/// <param name="Terms">Terms without variables, to rewrite.</param>
/// <param name="Doc">The paragraph above it.</param>
public sealed record Theory(
    string Name,
    Sequence<TheorySort> Sorts,
    Sequence<TheoryOperator> Operators,
    Sequence<Rule> Rules,
    Sequence<TheoryTerm> Terms,
    string Doc);

/// <summary>A sort of a theory and the literals that belong to it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Numbers">Whether numbers do.</param>
/// <param name="Texts">Whether quoted texts do.</param>
/// <param name="Symbols">Whether plain names do, in terms without variables; in rules a symbol is quoted, since a plain name there is a variable.</param>
public sealed record TheorySort(string Name, bool Numbers, bool Texts, bool Symbols);

/// <summary>An operator of a theory.</summary>
/// <param name="Name">Its name, or its sign if it stands between its operands.</param>
/// <param name="Parameters">The sorts of its arguments.</param>
/// <param name="Result">The sort of its terms.</param>
/// <param name="IsInfix">Whether it is written between its operands.</param>
public sealed record TheoryOperator(string Name, Sequence<string> Parameters, string Result, bool IsInfix)
{
    /// <summary>The number of arguments.</summary>
    public int Arity => Parameters.Count;
}

/// <summary>A named term without variables: operators and literals (numbers, and symbols and texts as <see cref="string"/>).</summary>
public sealed record TheoryTerm(string Name, Term Term);
