using System.Globalization;
using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Auditing;

/// <summary>
/// Whether conditions can hold together, as far as their words show it: a condition and its negation, a number in two places at once, two engines. What a word means is
/// not asked, so that of conditions which this finds nothing wrong with, none may ever hold all the same.
/// </summary>
internal sealed class Contradictions
{
    private readonly HashSet<string> _true = [];
    private readonly HashSet<string> _false = [];
    private readonly Dictionary<string, Range> _ranges = [];
    private readonly Dictionary<string, string> _equal = [];
    private string? _engine;

    // What a number may be, so far.
    private sealed record Range(double Low, bool LowOpen, double High, bool HighOpen)
    {
        internal bool IsEmpty => Low > High || (Low == High && (LowOpen || HighOpen));

        internal Range And(Range other) => new(
            Math.Max(Low, other.Low),
            Low > other.Low ? LowOpen : Low < other.Low ? other.LowOpen : LowOpen || other.LowOpen,
            Math.Min(High, other.High),
            High < other.High ? HighOpen : High > other.High ? other.HighOpen : HighOpen || other.HighOpen);
    }

    private static readonly Range Any = new(double.NegativeInfinity, false, double.PositiveInfinity, false);

    /// <summary>Says which of a rule's conditions and gates cannot hold, by itself or beside an earlier one.</summary>
    internal static IEnumerable<Diagnostic> Among(IReadOnlyList<Term> conditions, IReadOnlyList<LetBinding> lets)
    {
        var shapes = new Shapes(lets, "");
        var held = new Contradictions();
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i] is not Term.Literal && shapes.Of(conditions[i]) is var shape && !held.Assume(shape))
            {
                var earlier = conditions.Take(i).FirstOrDefault(c => new Contradictions() is var alone && alone.Assume(shapes.Of(c)) && !alone.Assume(shape));
                yield return Problems.NeverHolds(conditions[i].Span, earlier?.Span);
            }
        }
    }

    /// <summary>The same as known so far.</summary>
    internal Contradictions Copy()
    {
        var copy = new Contradictions { _engine = _engine };
        copy._true.UnionWith(_true);
        copy._false.UnionWith(_false);
        _ranges.ToList().ForEach(r => copy._ranges.Add(r.Key, r.Value));
        _equal.ToList().ForEach(e => copy._equal.Add(e.Key, e.Value));
        return copy;
    }

    /// <summary>Takes a condition for true; whether it can be.</summary>
    internal bool Assume(Shape condition, bool isTrue = true)
    {
        if (condition is not Shape.Node node)
        {
            return true;
        }

        if (Known(node) is { } value)
        {
            return value == isTrue;
        }

        switch (node.Name)
        {
            case "not":
                return Assume(node.Children[0], !isTrue);
            case "and" or "or" when (node.Name == "and") == isTrue:
                return node.Children.All(c => Assume(c, isTrue));
            case "and" or "or":
                return node.Children.Any(c => Copy().Assume(c, isTrue));
            case "true" or "false":
                return (node.Name == "true") == isTrue;
        }

        return (isTrue ? !_false.Contains(node.Text) : !_true.Contains(node.Text))
            && (isTrue ? _true : _false) is var known && (known.Add(node.Text) || true)
            && Compare(node, isTrue)
            && (!isTrue || Names(node));
    }

    // What the words of a fact decide by themselves.
    private static bool? Known(Shape.Node node) => node.Name switch
    {
        "empty" when Elements(node).All(e => e is Shape.Node n && !IsOpen(n)) => !Elements(node).Any(),
        "empty" when Elements(node).Any(e => e is Shape.Node n && !IsOpen(n)) => false,
        "not_null" when node.Children is [Shape.Node { Name: "null" }, ..] => false,
        "literal" or "is_column" when node.Children is [Shape.Node { Name: not "", Children.IsEmpty: false }] => false,
        _ => null,
    };

    private static IEnumerable<Shape> Elements(Shape.Node node) => node.Children.SelectMany(c => c is Shape.Node { Name: "" } group ? group.Children : [c]);

    // A list that could hold any number of elements: its name starts with that of a rest or a variable, frozen or not.
    private static bool IsOpen(Shape.Node node) => node.Name.StartsWith('?') || !node.Children.IsEmpty;

    private bool Compare(Shape.Node node, bool isTrue)
    {
        if (node.Name is not ("=" or "<>" or "<" or "<=") || node.Children is not [var left, var right])
        {
            return true;
        }

        // An unknown number is neither above nor below anything, so a negation says nothing of it.
        if (left.Text == right.Text)
        {
            return !isTrue || node.Name is "=" or "<=";
        }

        if (!isTrue)
        {
            return true;
        }

        if (node.Name == "=" && (TextOf(left) ?? TextOf(right)) is { } value)
        {
            var subject = TextOf(left) is null ? left.Text : right.Text;
            return _equal.TryAdd(subject, value) || _equal[subject] == value;
        }

        return (Number(left), Number(right)) switch
        {
            ({ } l, { } r) => node.Name switch { "=" => l == r, "<>" => l != r, "<" => l < r, _ => l <= r },
            (null, { } r) => Narrow(left, node.Name switch { "=" => new(r, false, r, false), "<" => Any with { High = r, HighOpen = true }, "<=" => Any with { High = r }, _ => Any }),
            ({ } l, null) => Narrow(right, node.Name switch { "=" => new(l, false, l, false), "<" => Any with { Low = l, LowOpen = true }, "<=" => Any with { Low = l }, _ => Any }),
            _ => true,
        };
    }

    private bool Narrow(Shape subject, Range to)
    {
        var before = _ranges.GetValueOrDefault(subject.Text) ?? Natural(subject);
        return !(_ranges[subject.Text] = before.And(to)).IsEmpty;
    }

    // What the number may be at all.
    private static Range Natural(Shape subject) => subject is not Shape.Node node ? Any : node.Name switch
    {
        "length" or "row_bound" or "at_least" or "rows" or "distinct_values" or "width" or "serial" or "uses" => Any with { Low = 0 },
        "selectivity" => new(0, false, 1, false),
        _ => Any,
    };

    // The query runs on one engine; a list is empty or has elements.
    private bool Names(Shape.Node node) => node.Name switch
    {
        "engine" => (_engine ??= node.Children[0].Text) == node.Children[0].Text,
        "empty" => Narrow(new Shape.Node("length", node.Children, false, Sort.Number), new(0, false, 0, false)),
        _ => true,
    };

    private static string? TextOf(Shape shape) => shape is Shape.Node { Children.IsEmpty: true } leaf && leaf.Name.StartsWith('\'') ? leaf.Name : null;

    private static double? Number(Shape shape) =>
        shape is Shape.Node { Children.IsEmpty: true } leaf && double.TryParse(leaf.Name, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
