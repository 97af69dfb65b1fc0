using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>What follows from a library alone, found once and used for every query.</summary>
internal sealed class CompiledRules
{
    private static readonly ConditionalWeakTable<RuleLibrary, CompiledRules> Known = [];

    private CompiledRules(RuleLibrary library)
    {
        Relational = [.. library.Rules.Where(PlanOptimizer.IsRelational).Select(RuleShape.Of)];
        Structure = [.. Relational.Where(r => r.Rule.Tags.Contains(PlanOptimizer.StructureTag))];
        Scalar = new(library.Rules.Where(r => !PlanOptimizer.IsRelational(r) && r.Simplify));
    }

    /// <summary>The rules over relations, in the library's order.</summary>
    public ImmutableArray<RuleShape> Relational { get; }

    /// <summary>Those that every engine applies by itself.</summary>
    public ImmutableArray<RuleShape> Structure { get; }

    /// <summary>The simplifying rules over scalars.</summary>
    public ScalarRuleIndex Scalar { get; }

    /// <summary>The rules of a library, compiled.</summary>
    public static CompiledRules Of(RuleLibrary library) => Known.GetValue(library, l => new(l));
}
