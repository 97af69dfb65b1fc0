using System.Numerics;
using RewriteLang.EGraphs;

namespace RewriteLang.Optimizer.Costs;

/// <summary>Costs of which each operator's is multiplied by a factor from 1 to 20, the same for the same operator and seed.</summary>
internal sealed class DisturbedCosts(ICostFunction<double> costs, ulong seed) : ICostFunction<double>
{
    /// <inheritdoc/>
    public double Cost(ENode node, ReadOnlySpan<double> childCosts) => costs.Cost(node, childCosts) * (1 + (19.0 * Fraction(node.Symbol.GetHashCode())));

    // Fibonacci hashing twice: near symbols get far factors.
    private double Fraction(int symbol)
    {
        var mixed = unchecked(((uint)symbol ^ seed) * 0x9E3779B97F4A7C15UL);
        return (unchecked(BitOperations.RotateLeft(mixed, 29) * 0xBF58476D1CE4E5B9UL) >> 40) / (double)(1 << 24);
    }
}
