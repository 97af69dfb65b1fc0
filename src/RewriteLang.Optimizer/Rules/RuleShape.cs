using System.Runtime.CompilerServices;
using RewriteLang.Dsl;

namespace RewriteLang.Optimizer.Rules;

/// <summary>What follows from a rule's text alone, found once and used for every query.</summary>
internal sealed class RuleShape
{
    private static readonly ConditionalWeakTable<Rule, RuleShape> Known = [];

    private RuleShape(Rule rule)
    {
        Rule = rule;
        Kind = RelationMatcher.KindOf(rule.Sites[0].Left);
        Left = (Term.Operator)rule.Sites[0].Left;
        Inputs = InputKinds.Of(Left);
        Depth = Asks(rule, w => w is "uses") ? null : Asks(rule, w => w is "~" or "total") ? MatchStamps.Whole : DepthOf(rule.Sites[0].Left);
        Implicit = new(rule);
        Guards = new(rule);
        Admission = AdmissionStep.Of(rule);
        var ready = rule.Gates.Where(g => !RuleTerms.Names(g).Any()).ToLookup(g => RuleTerms.Uses(g, RuleTerms.AsksPlan));
        PlanGates = [.. ready[true]];
        EngineGates = [.. ready[false]];
        Kinds = PlanGates.Length == 0 ? [] : [.. rule.Sites.SelectMany(s => KindsIn(s.Left)).Distinct()];
    }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    /// <summary>The kind of operator that its left side starts with; of several the first.</summary>
    public int Kind { get; }

    /// <summary>Its left side; of several the first.</summary>
    public Term.Operator Left { get; }

    /// <summary>What it asks of that operator's inputs.</summary>
    public InputKinds Inputs { get; }

    /// <summary>
    /// How many levels of operators it looks at: those that its left side has, or all that there are below; null if its conditions look above. Most words ask what is
    /// certain of the relations that the pattern names, and which operators these are.
    /// </summary>
    public int? Depth { get; }

    /// <summary>The conditions that the compiler adds.</summary>
    public ImplicitConditions Implicit { get; }

    /// <summary>Where its conditions can be asked.</summary>
    public GuardPlaces Guards { get; }

    /// <summary>What is asked of a whole match, in this order.</summary>
    public AdmissionStep[] Admission { get; }

    /// <summary>Its gates that ask for nothing but the engine's plan, and so can be asked before anything has matched.</summary>
    public Term[] PlanGates { get; }

    /// <summary>Its other gates that can be asked then: which engine it is, and what that can do.</summary>
    public Term[] EngineGates { get; }

    /// <summary>For a rule with such gates: the kinds of operators in its left side, each of which has to be in a plan before it can match.</summary>
    public int[] Kinds { get; }

    /// <summary>The shape of a rule.</summary>
    public static RuleShape Of(Rule rule) => Known.GetValue(rule, r => new(r));

    private static bool Asks(Rule rule, Func<string, bool> isWord) => rule.Conditions.Concat(rule.Gates).Concat(rule.Lets.Select(l => l.Value)).Any(t => RuleTerms.Uses(t, isWord));

    private static IEnumerable<int> KindsIn(Term pattern) => pattern switch
    {
        Term.Operator { Name: "bundle" } bundle => KindsIn(bundle.Groups[0][0]),
        Term.Operator { Sort: Sort.Relation } op => op.Arguments.SelectMany(KindsIn).Prepend(RelationMatcher.KindOf(op)),
        _ => [],
    };

    private static int DepthOf(Term pattern) =>
        pattern is Term.Operator { Sort: Sort.Relation } op ? 1 + op.Arguments.Select(DepthOf).DefaultIfEmpty(0).Max() : 0;
}
