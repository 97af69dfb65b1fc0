using RewriteLang.Algebra;

namespace RewriteLang.Dsl.Auditing;

/// <summary>
/// A term of a rule as far as rules are compared with each other: without places, one spelling for what is the same (filters are blocks, comparisons point one way), with it
/// known where order means nothing.
/// </summary>
/// <param name="Sort">What it denotes.</param>
internal abstract record Shape(Sort Sort)
{
    /// <summary>A variable for one thing.</summary>
    internal sealed record Variable(string Name, Sort Sort) : Shape(Sort);

    /// <summary>A variable for any number of elements of the list that it stands in.</summary>
    internal sealed record Many(string Name, Sort Sort) : Shape(Sort);

    /// <summary>An operator, function, group or literal. The name of a group, and of elements that go into another list, is empty.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Children">Its parts.</param>
    /// <param name="IsUnordered">Whether their order means nothing.</param>
    /// <param name="Sort">What it denotes.</param>
    internal sealed record Node(string Name, Sequence<Shape> Children, bool IsUnordered, Sort Sort) : Shape(Sort)
    {
        /// <summary>The same over other parts.</summary>
        internal Node With(Sequence<Shape> children) => new(Name, children, IsUnordered, Sort);
    }

    /// <summary>This and all parts of it.</summary>
    internal IEnumerable<Shape> DescendantsAndSelf() =>
        this is Node node ? node.Children.SelectMany(c => c.DescendantsAndSelf()).Prepend(this) : [this];

    /// <summary>A text that two shapes share exactly if they differ in order alone, where that means nothing.</summary>
    internal string Text => _text ??= this switch
    {
        Variable variable => variable.Name,
        Many many => $"..{many.Name}",
        Node { Children.IsEmpty: true } leaf => leaf.Name,
        Node { IsUnordered: true } node => $"{node.Name}{{{string.Join(", ", node.Children.Select(c => c.Text).Order(StringComparer.Ordinal))}}}",
        Node node => $"{node.Name}({string.Join(", ", node.Children.Select(c => c.Text))})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string? _text;

    /// <summary>An operator over parts: an AND in an AND is part of it, an AND of one thing is that thing, and so are OR and blocks.</summary>
    internal static Shape Make(Node form, Sequence<Shape> children)
    {
        if (form.Name is "and" or "or")
        {
            Sequence<Shape> flat = [.. children.SelectMany(c => c is Node inner && inner.Name == form.Name ? inner.Children : [c])];
            return flat is [Node or Variable] && !flat[0].Text.StartsWith("?..", StringComparison.Ordinal) ? flat[0] : form.With(flat);
        }

        return form.Name == "join" && children is [Node { Children: [not Many and var only] }, Node { Children.IsEmpty: true }] ? only : form.With(children);
    }
}
