using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Auditing;

/// <summary>What becomes of constants in predicates without any rule: the optimizer computes them (Kleene's tables for NOT, AND and OR; a comparison with NULL is NULL).</summary>
internal static class Folding
{
    /// <summary>The predicate with one constant less; null if there is none to compute.</summary>
    internal static Shape? Of(Shape.Node node) => (node.Name, node.Children) switch
    {
        ("not", [Shape.Node { Name: "true" } c]) => Leaf("false", c.Sort),
        ("not", [Shape.Node { Name: "false" } c]) => Leaf("true", c.Sort),
        ("not", [Shape.Node { Name: "null" } c]) => c,
        ("is_null", [Shape.Node c]) when IsLiteral(c) => Leaf(c.Name == "null" ? "true" : "false", node.Sort),
        ("is_not_null", [Shape.Node c]) when IsLiteral(c) => Leaf(c.Name == "null" ? "false" : "true", node.Sort),
        ("=" or "<>" or "<" or "<=", var sides) when sides.Any(s => s is Shape.Node { Name: "null" }) => Leaf("null", node.Sort),
        ("and", var operands) => Junction(node, operands, "true", "false"),
        ("or", var operands) => Junction(node, operands, "false", "true"),
        _ => null,
    };

    private static Shape? Junction(Shape.Node node, Sequence<Shape> operands, string neutral, string absorbing)
    {
        Sequence<Shape> different = [.. operands.DistinctBy(o => o.Text).Where(o => o is not Shape.Node n || n.Name != neutral)];
        return operands.Any(o => o is Shape.Node n && n.Name == absorbing) ? Leaf(absorbing, Sort.Scalar)
            : different.IsEmpty ? Leaf(neutral, Sort.Scalar)
            : different.Count < operands.Count ? Shape.Make(node, different)
            : null;
    }

    private static bool IsLiteral(Shape.Node node) => node.Children.IsEmpty && !node.Name.StartsWith('?') && !node.Name.StartsWith('$');

    private static Shape.Node Leaf(string name, Sort sort) => new(name, [], false, sort);
}
