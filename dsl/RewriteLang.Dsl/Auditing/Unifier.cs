using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Auditing;

/// <summary>
/// Finds what variables must stand for so that two shapes are the same. Where order means nothing, every way to pair elements is tried; there is one open rest in a list at
/// most, as in patterns. A shape without variables is matched rather than unified: see <see cref="Frozen"/>.
/// </summary>
/// <param name="effort">Steps that may be taken, by all that share it; null for none but the own limit.</param>
internal sealed class Unifier(Effort? effort = null)
{
    private readonly Dictionary<string, Shape> _bindings = [];
    private int _steps;
    private int _fresh;

    /// <summary>Pairings are tried up to so many; beyond that nothing is found.</summary>
    private const int MaximumSteps = 2_000;

    /// <summary>Whether an element of a set that is an operator was paired with another: without that, two rules that apply to one set touch different things in it.</summary>
    internal bool HasSharedOperator { get; private set; }

    /// <summary>The shape with its variables made constants.</summary>
    internal static Shape Frozen(Shape shape) => shape switch
    {
        Shape.Variable variable => new Shape.Node($"?{variable.Name}", [], false, variable.Sort),
        Shape.Many many => new Shape.Node($"?..{many.Name}", [], false, many.Sort),
        Shape.Node node => node.With(node.Children.Map(Frozen)),
        _ => shape,
    };

    /// <summary>Whether operators and literals agree wherever both shapes have one in the same place; if not, no variables can make them the same. A look of linear time, without bindings.</summary>
    internal static bool MayUnify(Shape left, Shape right) => (left, right) switch
    {
        (Shape.Node l, Shape.Node r) => l.Name == r.Name && l.IsUnordered == r.IsUnordered && (l.IsUnordered ? MayPair(l, r) && MayPair(r, l) : MayUnifyInOrder(l.Children, r.Children)),
        _ => true,
    };

    private static bool MayUnifyInOrder(Sequence<Shape> left, Sequence<Shape> right)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (left[i] is Shape.Many || right[i] is Shape.Many)
            {
                return true;
            }

            if (!MayUnify(left[i], right[i]))
            {
                return false;
            }
        }

        return left.Count == right.Count || left.Skip(right.Count).Concat(right.Skip(left.Count)).Any(s => s is Shape.Many);
    }

    // Whether each element of a set may have a partner in the other, which has no rest that could take it in.
    private static bool MayPair(Shape.Node elements, Shape.Node partners) =>
        partners.Children.Any(p => p is Shape.Many) || elements.Children.All(e => e is Shape.Many || partners.Children.Any(p => MayUnify(e, p)));

    /// <summary>Calls <paramref name="found"/> for each way to make the shapes the same, until it returns true; whether it did.</summary>
    internal bool Unify(Shape left, Shape right, Func<bool> found)
    {
        left = Resolve(left);
        right = Resolve(right);
        if (_steps++ > MaximumSteps || effort?.IsSpent() == true)
        {
            return false;
        }

        return (left, right) switch
        {
            (Shape.Variable l, Shape.Variable r) when l.Name == r.Name => found(),
            (Shape.Variable l, _) when Accepts(l.Sort, right.Sort) && right is not Shape.Many => Bind(l.Name, right, found),
            (_, Shape.Variable r) when Accepts(r.Sort, left.Sort) && left is not Shape.Many => Bind(r.Name, left, found),
            (Shape.Node l, Shape.Node r) when l.Name == r.Name && l.IsUnordered == r.IsUnordered => l.IsUnordered
                ? UnifySets(Elements(l), Elements(r), found)
                : UnifyLists(Elements(l), Elements(r), found),
            _ => false,
        };
    }

    /// <summary>The shape with variables replaced by what they stand for.</summary>
    internal Shape Apply(Shape shape)
    {
        shape = Resolve(shape);
        return shape is Shape.Node node ? Shape.Make(node, [.. Elements(node).Select(Apply)]) : shape;
    }

    private Shape Resolve(Shape shape)
    {
        while (shape is Shape.Variable variable && _bindings.TryGetValue(variable.Name, out var bound))
        {
            shape = bound;
        }

        return shape;
    }

    // The parts, with those of rests that are known in their place.
    private List<Shape> Elements(Shape.Node node) => [.. node.Children.SelectMany(Spread)];

    private IEnumerable<Shape> Spread(Shape child) => child is Shape.Many many && _bindings.TryGetValue(many.Name, out var bound)
        ? ((Shape.Node)bound).Children.SelectMany(Spread)
        : [Resolve(child)];

    private bool Bind(string name, Shape value, Func<bool> found)
    {
        if (Occurs(name, value))
        {
            return false;
        }

        _bindings.Add(name, value);
        if (found())
        {
            return true;
        }

        _bindings.Remove(name);
        return false;
    }

    private bool Occurs(string name, Shape shape) => Resolve(shape) switch
    {
        Shape.Variable variable => variable.Name == name,
        Shape.Many many => many.Name == name,
        Shape.Node node => Elements(node).Exists(e => Occurs(name, e)),
        _ => false,
    };

    private bool UnifyLists(List<Shape> left, List<Shape> right, Func<bool> found)
    {
        if (left.Count > 0 && right.Count > 0 && (left[0], right[0]) is (not Shape.Many, not Shape.Many))
        {
            return Unify(left[0], right[0], () => UnifyLists(left[1..], right[1..], found));
        }

        if (left.Count > 0 && right.Count > 0 && (left[^1], right[^1]) is (not Shape.Many, not Shape.Many))
        {
            return Unify(left[^1], right[^1], () => UnifyLists(left[..^1], right[..^1], found));
        }

        return (left, right) switch
        {
            ([], []) => found(),
            ([Shape.Many l], [Shape.Many r]) when l.Name == r.Name => found(),
            ([Shape.Many l], _) => Bind(l.Name, Spliced(right), found),
            (_, [Shape.Many r]) => Bind(r.Name, Spliced(left), found),
            _ => false,
        };
    }

    private bool UnifySets(List<Shape> left, List<Shape> right, Func<bool> found)
    {
        var (openLeft, openRight) = (left.OfType<Shape.Many>().ToList(), right.OfType<Shape.Many>().ToList());
        foreach (var same in openLeft.IntersectBy(openRight.Select(m => m.Name), m => m.Name).ToList())
        {
            openLeft.RemoveAll(m => m.Name == same.Name);
            openRight.RemoveAll(m => m.Name == same.Name);
        }

        return openLeft.Count <= 1 && openRight.Count <= 1
            && Pair([.. left.Where(s => s is not Shape.Many)], 0, [.. right.Where(s => s is not Shape.Many)], [], openLeft.SingleOrDefault(), openRight.SingleOrDefault(), found);
    }

    // Each element on the left has a partner on the right, or is one of those that the rest on the right stands for.
    private bool Pair(List<Shape> left, int next, List<Shape> right, List<Shape> alone, Shape.Many? openLeft, Shape.Many? openRight, Func<bool> found)
    {
        if (next == left.Count)
        {
            return Close(alone, right, openLeft, openRight, found);
        }

        for (var i = 0; i < right.Count; i++)
        {
            var partner = right[i];
            var before = HasSharedOperator;
            if (Unify(left[next], partner, () =>
            {
                HasSharedOperator |= left[next] is Shape.Node && partner is Shape.Node;
                return Pair(left, next + 1, [.. right.Where(r => !ReferenceEquals(r, partner))], alone, openLeft, openRight, found);
            }))
            {
                return true;
            }

            HasSharedOperator = before;
        }

        return openRight is not null && Pair(left, next + 1, right, [.. alone, left[next]], openLeft, openRight, found);
    }

    private bool Close(List<Shape> left, List<Shape> right, Shape.Many? openLeft, Shape.Many? openRight, Func<bool> found)
    {
        switch (openLeft, openRight)
        {
            case (null, null):
                return left.Count == 0 && right.Count == 0 && found();
            case ({ } rest, null):
                return Bind(rest.Name, Spliced(right), found);
            case (null, { } rest):
                return right.Count == 0 && Bind(rest.Name, Spliced(left), found);
            case ({ } first, { } second):
                var common = new Shape.Many($"{first.Name}/{++_fresh}", first.Sort);
                return Bind(first.Name, Spliced([.. right, common]), () => Bind(second.Name, Spliced([.. left, common]), found));
        }
    }

    private static Shape.Node Spliced(List<Shape> elements) => new("", elements.ToSequence(), false, Sort.Relations);

    private static bool Accepts(Sort variable, Sort value) => variable == value || (variable, value) is
        (Sort.Scalar, Sort.Column or Sort.Number or Sort.Text or Sort.Boolean) or (Sort.Columns, Sort.Column);
}
