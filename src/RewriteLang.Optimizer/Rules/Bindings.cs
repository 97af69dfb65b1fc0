using System.Diagnostics.CodeAnalysis;
using RewriteLang.Algebra;
using RewriteLang.EGraphs;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// What the variables of a rule stand for: an immutable chain, so that a matcher can try one continuation after the other. Values are
/// <see cref="RelationView"/>, <see cref="Sequence{T}"/> of it, <see cref="Scalar"/>, sequences of scalars, project items, aggregate items,
/// window items or sort keys, <see cref="ColumnSet"/>, numbers, truth values and text.
/// </summary>
public sealed class Bindings
{
    private readonly Bindings? _previous;
    private readonly string _name = "";
    private readonly object _value = "";

    private Bindings()
    {
    }

    private Bindings(Bindings previous, string name, object value) => (_previous, _name, _value) = (previous, name, value);

    /// <summary>Nothing bound.</summary>
    public static Bindings Empty { get; } = new();

    /// <summary>All variables with their values, latest first.</summary>
    public IEnumerable<(string Name, object Value)> All
    {
        get
        {
            for (var b = this; b._previous is not null; b = b._previous)
            {
                if (b._value is not (PlanNode or Term or Bindings[]))
                {
                    yield return (b._name, b._value);
                }
            }
        }
    }

    /// <summary>The operators below the root of the match, latest first.</summary>
    internal IEnumerable<PlanNode> Matched
    {
        get
        {
            for (var b = this; b._previous is not null; b = b._previous)
            {
                if (b._value is PlanNode node)
                {
                    yield return node;
                }
            }
        }
    }

    /// <summary>The value of a variable.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out object? value)
    {
        for (var b = this; b._previous is not null; b = b._previous)
        {
            if (b._name == name)
            {
                value = b._value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>With one more variable; the same bindings where it already has an equal value; null where it has another.</summary>
    public Bindings? Bind(string name, object value) =>
        TryGet(name, out var bound) ? (bound.Equals(value) ? this : null) : new(this, name, value);

    /// <summary>With one more operator that was matched.</summary>
    internal Bindings With(PlanNode matched) => new(this, "", matched);

    // No name of the language.
    private const string EachName = "each place";

    /// <summary>With the bindings of all places that a rule with <c>each</c> takes together.</summary>
    internal Bindings Among(Bindings[] places) => new(this, EachName, places);

    /// <summary>The bindings of all places; this one alone where the rule has no <c>each</c>.</summary>
    internal Bindings[] Places => TryGet(EachName, out var places) ? (Bindings[])places : [this];

    /// <summary>With a condition that was found to hold, so that it need not be asked again.</summary>
    internal Bindings Knowing(Term condition) => new(this, "", condition);

    /// <summary>Whether a condition was found to hold.</summary>
    internal bool Knows(Term condition)
    {
        for (var b = this; b._previous is not null; b = b._previous)
        {
            if (ReferenceEquals(b._value, condition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>With a variable set, whatever it was before.</summary>
    public Bindings Set(string name, object value) => new(this, name, value);
}

/// <summary>
/// A relation as a rule sees it: an e-class, some of whose columns go by other names. The padded side of an outer join is seen under the
/// columns that it has above the join.
/// </summary>
/// <param name="Class">The class.</param>
/// <param name="Renaming">Pairs of the column as seen and the column of the class; columns without a pair keep their identity.</param>
/// <param name="IsNarrow">Columns without a pair are not seen at all, and one of the class may be seen twice: the side of a set operation that uses some of its columns.</param>
public sealed record RelationView(EClassId Class, Sequence<ColumnPair> Renaming, bool IsNarrow = false)
{
    /// <summary>The class under its own names.</summary>
    public RelationView(EClassId id)
        : this(id, [])
    {
    }

    /// <summary>A column of the class as seen.</summary>
    public Column Seen(Column column)
    {
        foreach (var pair in Renaming)
        {
            if (pair.In == column)
            {
                return pair.Out;
            }
        }

        return column;
    }
}
