using System.Collections.Immutable;

namespace RewriteLang.EGraphs;

/// <summary>
/// A pattern compiled to a sequence of joins over <see cref="SymbolRows"/> (relational e-matching: Zhang et al., 2022): the first step reads all rows of the root's symbol, each further
/// one finds, for a column of classes, the rows of a nested symbol in those classes. Columns are numbered; column 0 is the matched class.
/// </summary>
internal sealed class SearchPlan
{
    private readonly SymbolTable symbols;
    private readonly List<SearchStep> steps = [];
    private readonly List<Pattern> grounds = [];

    // The column of each variable that was met.
    private readonly Dictionary<string, int> variables = [];

    // Patterns that await their steps, with the columns of the classes to look in: level by level from the root.
    private readonly Queue<(Pattern.Apply Pattern, int Column)> nested = new();

    private SearchPlan(SymbolTable symbols) => this.symbols = symbols;

    /// <summary>The steps; empty for a pattern that is one variable, which every class matches.</summary>
    public ImmutableArray<SearchStep> Steps { get; private set; }

    /// <summary>Patterns without variables, looked up before a search: without them in the graph there is no match.</summary>
    public ImmutableArray<Pattern> Grounds { get; private set; }

    /// <summary>Number of columns.</summary>
    public int ColumnCount { get; private set; } = 1;

    /// <summary>Columns that a match keeps: the matched class, then the variables in order, then, if asked for, the terms of the matched nodes.</summary>
    public ImmutableArray<int> Kept { get; private set; }

    /// <param name="pattern">What to search.</param>
    /// <param name="names">The variables whose classes a match keeps, in this order.</param>
    /// <param name="symbols">For the shapes.</param>
    /// <param name="withTerms">Whether matches keep the terms of the matched nodes, step by step.</param>
    /// <exception cref="ArgumentException">The pattern has a symbol whose children are not a plain list.</exception>
    public static SearchPlan Compile(Pattern pattern, ImmutableArray<string> names, SymbolTable symbols, bool withTerms)
    {
        var plan = new SearchPlan(symbols);
        if (pattern is Pattern.Variable variable)
        {
            plan.variables[variable.Name] = 0;
        }
        else
        {
            plan.nested.Enqueue(((Pattern.Apply)pattern, 0));
        }

        while (plan.nested.TryDequeue(out var next))
        {
            plan.AddStep(next.Pattern, next.Column, withTerms);
        }

        plan.Finish(names, withTerms);
        return plan;
    }

    /// <summary>
    /// Whether a pattern below the root is looked up instead of matched: when it has no variables; when matched nodes are kept, only a leaf, whose term is known
    /// without them.
    /// </summary>
    public static bool IsConstant(Pattern.Apply pattern, bool withTerms) => withTerms ? pattern.Children.IsEmpty : pattern.IsGround;

    private void AddStep(Pattern.Apply pattern, int column, bool withTerms)
    {
        if (!symbols.ShapeOf(pattern.Symbol).IsPlain)
        {
            throw new ArgumentException($"a pattern needs symbols with a plain list of children; {symbols.PayloadOf(pattern.Symbol)} has a shape", nameof(pattern));
        }

        var parts = ImmutableArray.CreateBuilder<ChildPart>(pattern.Children.Length);
        var ownColumns = new HashSet<int>();
        foreach (var child in pattern.Children)
        {
            parts.Add(Part(child, ownColumns, withTerms));
        }

        var termColumn = withTerms ? ColumnCount++ : -1;
        steps.Add(new SearchStep(pattern.Symbol.Value, column, parts.MoveToImmutable(), termColumn));
    }

    private ChildPart Part(Pattern child, HashSet<int> ownColumns, bool withTerms)
    {
        if (child is Pattern.Variable variable)
        {
            if (variables.TryGetValue(variable.Name, out var known))
            {
                return ownColumns.Contains(known) ? new ChildPart(PartKind.SameRow, known) : new ChildPart(PartKind.Bound, known);
            }

            variables[variable.Name] = ColumnCount;
        }
        else if (IsConstant((Pattern.Apply)child, withTerms))
        {
            var ground = grounds.IndexOf(child);
            if (ground < 0)
            {
                ground = grounds.Count;
                grounds.Add(child);
            }

            return new ChildPart(PartKind.Ground, ground);
        }
        else
        {
            nested.Enqueue(((Pattern.Apply)child, ColumnCount));
        }

        ownColumns.Add(ColumnCount);
        return new ChildPart(PartKind.Binds, ColumnCount++);
    }

    // Walks back from the columns that a match keeps to those that each step has to hand on.
    private void Finish(ImmutableArray<string> names, bool withTerms)
    {
        Kept = KeptColumns(names, withTerms);
        Grounds = [.. grounds];
        var needed = new bool[ColumnCount];
        foreach (var column in Kept)
        {
            needed[column] = true;
        }

        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var output = ImmutableArray.CreateBuilder<int>();
            for (var column = 0; column < ColumnCount; column++)
            {
                if (needed[column] && IsKnownAfter(i, column))
                {
                    output.Add(column);
                }
            }

            steps[i] = steps[i] with { Output = output.ToImmutable() };
            needed[steps[i].Column] = true;
            foreach (var part in steps[i].Parts)
            {
                if (part.Kind == PartKind.Bound)
                {
                    needed[part.Index] = true;
                }
            }
        }

        Steps = [.. steps];
    }

    private ImmutableArray<int> KeptColumns(ImmutableArray<string> names, bool withTerms)
    {
        var kept = ImmutableArray.CreateBuilder<int>();
        kept.Add(0);
        foreach (var name in names)
        {
            kept.Add(variables[name]);
        }

        foreach (var step in steps)
        {
            if (withTerms)
            {
                kept.Add(step.TermColumn);
            }
        }

        return kept.ToImmutable();
    }

    private bool IsKnownAfter(int step, int column)
    {
        for (var i = 0; i <= step; i++)
        {
            if (steps[i].Makes(column))
            {
                return true;
            }
        }

        return column == 0;
    }
}
