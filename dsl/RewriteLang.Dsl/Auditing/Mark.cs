namespace RewriteLang.Dsl.Auditing;

/// <summary>The part of a rule that a word stands in.</summary>
internal enum MarkPlace
{
    /// <summary>The left side.</summary>
    Left,

    /// <summary>The right side.</summary>
    Right,

    /// <summary>A condition.</summary>
    Condition,

    /// <summary>A gate.</summary>
    Gate,
}

/// <summary>An operator, function or literal that occurs in a part of a rule. Replacing variables never takes one away, so a law with a mark that another one lacks does not cover it.</summary>
/// <param name="Place">The part.</param>
/// <param name="Name">The operator, function or literal.</param>
internal readonly record struct Mark(MarkPlace Place, string Name)
{
    /// <summary>The marks of a left side, which is matched as it stands.</summary>
    internal static IEnumerable<Mark> OfPattern(Shape shape) => Names(shape).Select(n => new Mark(MarkPlace.Left, n));

    /// <summary>The marks of shapes whose variables are replaced before they are compared: an AND, OR or block may become its only operand, or part of another.</summary>
    internal static IEnumerable<Mark> Of(MarkPlace place, IEnumerable<Shape> shapes) =>
        shapes.SelectMany(Names).Where(n => n is not ("and" or "or" or "join")).Select(n => new Mark(place, n));

    /// <summary>The operators, functions and literals of a shape.</summary>
    internal static IEnumerable<string> Names(Shape shape) => shape.DescendantsAndSelf().OfType<Shape.Node>().Select(n => n.Name).Where(n => n.Length > 0);
}
