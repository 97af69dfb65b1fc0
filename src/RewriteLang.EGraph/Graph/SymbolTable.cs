namespace RewriteLang.EGraphs;

/// <summary>
/// Interns operators with their payloads (a column, a constant, a join kind) to small integers, which is all the kernel sees.
/// Append-only; several e-graphs may share one. Ids follow the order of interning.
/// </summary>
public sealed class SymbolTable
{
    // Looked up, never enumerated: its order would depend on the hashes of payloads.
    private readonly Dictionary<(int Kind, object? Payload), SymbolId> ids = [];

    // By id.
    private readonly List<(int Kind, object? Payload, NodeShape Shape)> symbols = [];

    /// <summary>Number of symbols interned so far.</summary>
    public int Count => symbols.Count;

    /// <summary>The symbol of a kind and payload, which is compared with <see cref="object.Equals(object)"/>.</summary>
    /// <param name="kind">A small tag from 0 (all blocks, all additions): nodes are indexed by it.</param>
    /// <param name="payload">What tells symbols of one kind apart, or null.</param>
    /// <param name="shape">Which children may be permuted; <see cref="NodeShape.List"/> when absent.</param>
    /// <exception cref="ArgumentException">The symbol exists with another shape.</exception>
    public SymbolId Intern(int kind, object? payload = null, NodeShape? shape = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(kind);
        shape ??= NodeShape.List;
        if (ids.TryGetValue((kind, payload), out var known))
        {
            return symbols[known.Value].Shape == shape
                ? known
                : throw new ArgumentException($"symbol {kind} {payload} is interned with another shape", nameof(shape));
        }

        var id = new SymbolId(symbols.Count);
        ids.Add((kind, payload), id);
        symbols.Add((kind, payload, shape));
        return id;
    }

    /// <summary>The symbol of a kind and payload, if it was interned.</summary>
    public bool TryFind(int kind, object? payload, out SymbolId symbol) => ids.TryGetValue((kind, payload), out symbol);

    /// <summary>The operator kind of a symbol.</summary>
    public int KindOf(SymbolId symbol) => symbols[symbol.Value].Kind;

    /// <summary>The payload of a symbol.</summary>
    public object? PayloadOf(SymbolId symbol) => symbols[symbol.Value].Payload;

    /// <summary>The shape of a symbol.</summary>
    public NodeShape ShapeOf(SymbolId symbol) => symbols[symbol.Value].Shape;
}
