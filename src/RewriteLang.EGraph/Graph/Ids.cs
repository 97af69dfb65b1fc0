namespace RewriteLang.EGraphs;

/// <summary>An e-class: a set of equal terms. Ids stay valid for ever; after a union two ids name one class (<see cref="EGraph.Find"/>).</summary>
/// <param name="Value">A dense index from 0, in order of creation.</param>
public readonly record struct EClassId(int Value) : IComparable<EClassId>
{
    /// <inheritdoc/>
    public int CompareTo(EClassId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => $"c{Value}";

    /// <summary>Orders by age: the older class first.</summary>
    public static bool operator <(EClassId a, EClassId b) => a.Value < b.Value;

    /// <summary>Orders by age: the older class first.</summary>
    public static bool operator >(EClassId a, EClassId b) => a.Value > b.Value;

    /// <summary>Orders by age: the older class first.</summary>
    public static bool operator <=(EClassId a, EClassId b) => a.Value <= b.Value;

    /// <summary>Orders by age: the older class first.</summary>
    public static bool operator >=(EClassId a, EClassId b) => a.Value >= b.Value;
}

/// <summary>An e-node: a symbol over child classes. Valid until the next <see cref="EGraph.Rebuild"/>, which may move nodes.</summary>
/// <param name="Value">A dense index from 0.</param>
public readonly record struct ENodeId(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"n{Value}";
}

/// <summary>An interned operator with its payload (<see cref="SymbolTable"/>).</summary>
/// <param name="Value">A dense index from 0, in order of interning.</param>
public readonly record struct SymbolId(int Value);
