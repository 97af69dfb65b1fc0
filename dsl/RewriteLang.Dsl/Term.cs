using RewriteLang.Algebra;

namespace RewriteLang.Dsl;

/// <summary>What a term of the rule language denotes.</summary>
public enum Sort
{
    /// <summary>A relation.</summary>
    Relation,

    /// <summary>Several relations: the rest of a block's or union's inputs.</summary>
    Relations,

    /// <summary>One scalar expression.</summary>
    Scalar,

    /// <summary>A set of predicates, all of which must hold.</summary>
    Conjuncts,

    /// <summary>A list of scalar expressions: operands of AND or OR, arguments, IN items.</summary>
    Scalars,

    /// <summary>One column.</summary>
    Column,

    /// <summary>A set of columns.</summary>
    Columns,

    /// <summary>The computed columns of a projection.</summary>
    Items,

    /// <summary>The calls of an aggregation, each with its column.</summary>
    Aggregates,

    /// <summary>The calls of a window, each with its column.</summary>
    Windows,

    /// <summary>Sort keys.</summary>
    Order,

    /// <summary>The sets of columns by which a grouping groups, one after the other.</summary>
    GroupingSets,

    /// <summary>Which column of one relation is which of another.</summary>
    Renaming,

    /// <summary>A number: an estimate, a count, a bound.</summary>
    Number,

    /// <summary>Whether a condition holds. Unknown counts as no.</summary>
    Boolean,

    /// <summary>Text: the name of an engine or of a feature.</summary>
    Text,

    /// <summary>A SQL type.</summary>
    Type,

    /// <summary>A sort declared by a theory.</summary>
    Declared,
}

/// <summary>A checked term of the rule language, on either side of a rule or in its conditions.</summary>
/// <param name="Sort">What it denotes.</param>
/// <param name="Span">Where it is written.</param>
public abstract record Term(Sort Sort, SourceSpan Span)
{
    /// <summary>A variable. On a left side its first occurrence binds it; later ones must be equal.</summary>
    public sealed record Variable(string Name, Sort Sort, SourceSpan Span) : Term(Sort, Span);

    /// <summary><c>..name</c>: whatever else there is of a multiset, set or list. On a right side, all of it spliced in.</summary>
    public sealed record Rest(string Name, Sort Sort, SourceSpan Span) : Term(Sort, Span);

    /// <summary>
    /// An operator, function or vocabulary word applied to arguments. Groups are what <c>|</c> separates:
    /// <c>join(A, ..rest | p &amp; ..on)</c> has the groups <c>[A, ..rest]</c> and <c>[p, ..on]</c>: a list's elements stand in the place of its
    /// parameter, so <c>filter(R, p &amp; ..ps)</c> has the one group <c>[R, p, ..ps]</c>, and a group left out is there and empty. An element of a list of
    /// conjuncts is a Scalar, a Rest, or a term of sort Conjuncts that stands for several (a lone name, <c>split(on, c) &amp; p</c>); likewise for
    /// relations and scalars. A Column may stand where a Scalar (its value) or Columns (the set of it) is asked for, a Scalar where Conjuncts are.
    /// Infix operators have the names <c>= &lt;&gt; &lt; &lt;= &gt; &gt;= + - * / % || and or not</c>, <c>is_null is_not_null
    /// is_distinct is_not_distinct</c>; sets <c>union intersect minus</c>; a list of predicates joined by <c>&amp;</c> outside an
    /// operator's group is <c>conjoin</c> of sort Conjuncts; <c>[a, ..b]</c> is <c>list</c>, <c>c := x</c> in it is <c>define</c> with the column first;
    /// <c>A ~ B by m</c> is <c>~</c> with the arguments A, B and, if named, the renaming m. The operators themselves are in <see cref="Vocabulary"/>.
    /// </summary>
    public sealed record Operator(string Name, Sequence<Sequence<Term>> Groups, Sort Sort, SourceSpan Span) : Term(Sort, Span)
    {
        /// <summary>All arguments, whatever their group.</summary>
        public Sequence<Term> Arguments => Groups is [var only] ? only : [.. Groups.SelectMany(g => g)];
    }

    /// <summary>A literal: null, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/> or <see cref="string"/>.</summary>
    public sealed record Literal(object? Value, Sort Sort, SourceSpan Span) : Term(Sort, Span);

    /// <summary>A function over the elements of a list: <c>x => body</c>.</summary>
    public sealed record Lambda(Sequence<string> Parameters, Term Body, Sort Sort, SourceSpan Span) : Term(Sort, Span);
}
