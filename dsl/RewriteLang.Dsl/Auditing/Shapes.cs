using System.Diagnostics;
using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Auditing;

/// <summary>Terms as shapes, the names of lets replaced by what they stand for.</summary>
internal sealed class Shapes
{
    private readonly Dictionary<string, Shape> _meanings = [];
    private readonly string _suffix;

    /// <summary>The shapes of one rule's terms.</summary>
    /// <param name="lets">Its lets, each using earlier ones.</param>
    /// <param name="suffix">Put after the names of its variables, to tell them from another rule's.</param>
    internal Shapes(IEnumerable<LetBinding> lets, string suffix)
    {
        _suffix = suffix;
        foreach (var let in lets)
        {
            _meanings[let.Name] = Of(let.Value);
        }
    }

    /// <summary>The shape of a term.</summary>
    internal Shape Of(Term term)
    {
        switch (term)
        {
            case Term.Variable variable:
                return _meanings.GetValueOrDefault(variable.Name) ?? new Shape.Variable(variable.Name + _suffix, variable.Sort);
            case Term.Rest rest:
                return _meanings.GetValueOrDefault(rest.Name) ?? new Shape.Many(rest.Name + _suffix, rest.Sort);
            case Term.Literal literal:
                return new Shape.Node(TermText.Of(literal), [], false, literal.Sort);
            case Term.Lambda lambda:
                return OfLambda(lambda);
            case Term.Operator op:
                return OfOperator(op);
            default:
                throw new UnreachableException(term.GetType().Name);
        }
    }

    // Parameters are known by their position: how they are called means nothing.
    private Shape.Node OfLambda(Term.Lambda lambda)
    {
        var hidden = lambda.Parameters.Select((p, i) => (Name: p, Before: _meanings.GetValueOrDefault(p), Index: i)).ToList();
        hidden.ForEach(h => _meanings[h.Name] = new Shape.Node($"${h.Index}", [], false, Sort.Scalar));
        var body = Of(lambda.Body);
        foreach (var (name, before, _) in hidden)
        {
            _meanings.Remove(name);
            if (before is not null)
            {
                _meanings[name] = before;
            }
        }

        return new("=>", [body], false, lambda.Sort);
    }

    private Shape OfOperator(Term.Operator op)
    {
        if (op.Groups is [var only])
        {
            Sequence<Shape> children = [.. only.Select(Of)];
            switch (op.Name)
            {
                case ">" or ">=":
                    return new Shape.Node(op.Name == ">" ? "<" : "<=", [children[1], children[0]], false, op.Sort);
                case "filter":
                    return Block(op, [children[0]], [.. children.Skip(1)]);
                case "join":
                    return Block(op, children, []);
                case "=" or "<>" or "+" or "*" or "is_distinct" or "is_not_distinct" or "and" or "or" or "list" or "union" or "intersect" or "conjoin":
                    return Shape.Make(new(op.Name, [], true, op.Sort), Listed(op.Name, children));
                default:
                    return new Shape.Node(op.Name, Listed(op.Name, children), false, op.Sort);
            }
        }

        return op.Name == "join"
            ? Block(op, [.. op.Groups[0].Select(Of)], [.. op.Groups[1].Select(Of)])
            : new Shape.Node(op.Name, [.. op.Groups.Select((g, i) => (Shape)Group(Listed("", [.. g.Select(Of)]), IsSet(op.Name, i)))], false, op.Sort);
    }

    private static Shape Block(Term.Operator op, Sequence<Shape> inputs, Sequence<Shape> conjuncts) =>
        Shape.Make(new("join", [], false, op.Sort), [Group(Listed("", inputs), true), Group(Listed("", conjuncts), true)]);

    private static Shape.Node Group(Sequence<Shape> children, bool isSet) => new("", children, isSet, Sort.Relations);

    private static bool IsSet(string name, int group) =>
        Vocabulary.Standard.Find(name) is [var signature, ..] && group < signature.Groups.Count && signature.Groups[group] is [{ IsList: true } only] && !only.Sorts.Has(Sort.Scalars);

    // A variable for a whole list, among elements, stands for all of them.
    private static Sequence<Shape> Listed(string name, Sequence<Shape> children) => name is "" or "and" or "or" or "conjoin"
        ? children.Map(c => c is Shape.Variable { Sort: Sort.Conjuncts or Sort.Scalars or Sort.Relations } all ? new Shape.Many(all.Name, all.Sort) : c)
        : children;
}
