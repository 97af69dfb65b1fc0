using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RewriteLang.EGraphs;

/// <summary>
/// One e-node in 16 bytes. Up to two children lie in the record itself, the unused places holding −1; of three or more,
/// <see cref="A"/> is their offset in the pool and <see cref="B"/> the negated number.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Node
{
    /// <summary>The symbol of a copy.</summary>
    public const int Dead = -1;

    /// <summary>The symbol, or <see cref="Dead"/> once the node turned out to be a copy of another.</summary>
    public int Symbol;

    /// <summary>The class it was put in; its root is the class it belongs to.</summary>
    public int Class;

    /// <summary>First child, or offset in the pool, or −1. Must directly precede <see cref="B"/>: a pair of children is read as a span.</summary>
    public int A;

    /// <summary>Second child, or minus the number of pooled children, or −1.</summary>
    public int B;

    /// <summary>Number of children.</summary>
    public readonly int Arity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => B >= 0 ? 2 : B < -1 ? -B : A >= 0 ? 1 : 0;
    }

    /// <summary>Whether the children lie in the pool.</summary>
    public readonly bool IsPooled => B < -1;
}
