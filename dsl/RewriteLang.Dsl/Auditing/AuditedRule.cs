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
        var primed = new Shapes(rule.Lets, "'");
        Primed = (primed.Of(rule.Sites[0].Left), primed.Of(rule.Sites[0].Right), [.. rule.Conditions.Select(primed.Of)]);
        FrozenConditions = Conditions.Select(c => Unifier.Frozen(c).Text).ToHashSet();
        FrozenGates = Gates.Select(c => Unifier.Frozen(c).Text).ToHashSet();
        Needs = new HashSet<Mark>([.. Mark.OfPattern(Left), .. Mark.Of(MarkPlace.Right, [Right]), .. Mark.Of(MarkPlace.Condition, Conditions), .. Mark.Of(MarkPlace.Gate, Gates)]);
        Has = Marks(MarkPlace.Left, MarkPlace.Right).ToHashSet();
        HasTurned = Marks(MarkPlace.Right, MarkPlace.Left).ToHashSet();
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

    /// <summary>The marks that another rule must have, too, of which this one makes the same or which it takes back.</summary>
    internal IReadOnlySet<Mark> Needs { get; }

    /// <summary>The marks that a rule may need which covers this one.</summary>
    internal IReadOnlySet<Mark> Has { get; }

    /// <summary>The marks that a rule may need which takes this one back.</summary>
    internal IReadOnlySet<Mark> HasTurned { get; }

    /// <summary>The operator that the left side starts with.</summary>
    internal string Root => Left is Shape.Node node ? node.Name : "";

    /// <summary>Whether a site where another rule applies is one where this one may.</summary>
    internal bool MayStandIn(SoundnessLevel level) => Rule.Level == SoundnessLevel.Everywhere || Rule.Level == level;

    /// <summary>The rule with other names for its variables.</summary>
    internal (Shape Left, Shape Right, Sequence<Shape> Conditions) Primed { get; }

    private IEnumerable<Mark> Marks(MarkPlace left, MarkPlace right) =>
    [
        .. Mark.Names(Left).Select(n => new Mark(left, n)),
        .. Mark.Names(Right).Select(n => new Mark(right, n)),
        .. Mark.Of(MarkPlace.Condition, Conditions),
        .. Mark.Of(MarkPlace.Gate, Gates),
    ];
}
