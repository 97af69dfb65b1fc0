using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Auditing;

/// <summary>A rule as it is compared with others: its sides, conditions and gates as shapes, and its sides once more with their variables made constants.</summary>
internal sealed class AuditedRule
{
    internal AuditedRule(Rule rule)
    {
        Rule = rule;
        var shapes = new Shapes(rule.Lets, "");
        (Left, Right) = (shapes.Of(rule.Sites[0].Left), shapes.Of(rule.Sites[0].Right));
        Conditions = [.. rule.Conditions.Select(shapes.Of)];
        Gates = [.. rule.Gates.Select(shapes.Of)];
        (FrozenLeft, FrozenRight) = (Unifier.Frozen(Left), Unifier.Frozen(Right));
        FrozenConditions = Conditions.Select(c => Unifier.Frozen(c).Text).ToHashSet();
        FrozenGates = Gates.Select(c => Unifier.Frozen(c).Text).ToHashSet();
        LeftMarks = MarksOf(Left);
        RightMarks = MarksOf(Right);
    }

    internal Rule Rule { get; }

    internal Shape Left { get; }

    internal Shape Right { get; }

    internal Sequence<Shape> Conditions { get; }

    internal Sequence<Shape> Gates { get; }

    internal Shape FrozenLeft { get; }

    internal Shape FrozenRight { get; }

    internal IReadOnlySet<string> FrozenConditions { get; }

    internal IReadOnlySet<string> FrozenGates { get; }

    /// <summary>A bit for each operator and literal on the left: a shape that lacks one of them is no instance.</summary>
    internal ulong LeftMarks { get; }

    /// <summary>The same of the right side.</summary>
    internal ulong RightMarks { get; }

    /// <summary>The operator that the left side starts with.</summary>
    internal string Root => Left is Shape.Node node ? node.Name : "";

    /// <summary>Whether a site where another rule applies is one where this one may.</summary>
    internal bool MayStandIn(SoundnessLevel level) => Rule.Level == SoundnessLevel.Everywhere || Rule.Level == level;

    /// <summary>The rule with other names for its variables.</summary>
    internal (Shape Left, Shape Right, Sequence<Shape> Conditions) Apart(string suffix)
    {
        var shapes = new Shapes(Rule.Lets, suffix);
        return (shapes.Of(Rule.Sites[0].Left), shapes.Of(Rule.Sites[0].Right), [.. Rule.Conditions.Select(shapes.Of)]);
    }

    private static ulong MarksOf(Shape shape) =>
        shape.DescendantsAndSelf().OfType<Shape.Node>().Aggregate(0UL, (marks, n) => n.Name.Length == 0 ? marks : marks | (1UL << (Hash(n.Name) & 63)));

    private static int Hash(string name) => name.Aggregate(17, (h, c) => unchecked((h * 31) + c));
}
