using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Rules;

/// <summary>
/// One pattern of elements in any order against the elements of one node: step by step, each step trying every element that those before have left, and going back to
/// the one before where there is none. One object goes through all ways; a step makes bindings, and nothing else.
/// </summary>
/// <param name="relations">Matches an input.</param>
/// <param name="scalars">Matches a conjunct.</param>
/// <param name="guards">What is asked of bindings on the way.</param>
/// <param name="steps">The steps.</param>
/// <param name="inputs">The node's inputs.</param>
/// <param name="conjuncts">Its conjuncts.</param>
internal sealed class UnorderedMatch(
    RelationMatcher relations, ScalarMatcher scalars, MatchGuards guards, PatternStep[] steps, Sequence<RelationView> inputs, Sequence<Scalar> conjuncts)
{
    private readonly Choice[] _choices = new Choice[steps.Length];

    /// <summary>All ways to match.</summary>
    public IEnumerable<Bindings> All(Bindings bindings)
    {
        var known = new Bindings[steps.Length + 1];
        known[0] = bindings;
        for (var at = 0; at >= 0;)
        {
            if (at == steps.Length)
            {
                if (TakesAll())
                {
                    yield return known[at];
                }

                at--;
            }
            else if (Next(at, known[at]) is { } next)
            {
                known[++at] = next;
                if (at < steps.Length)
                {
                    _choices[at] = new();
                }
            }
            else
            {
                at--;
            }
        }
    }

    // Without a rest nothing may remain.
    private bool TakesAll()
    {
        var (takesInputs, takesConjuncts) = (inputs.Count, conjuncts.Count);
        for (var i = 0; i < steps.Length; i++)
        {
            var taken = UnorderedPattern.IsRest(steps[i].Element) ? int.MaxValue : _choices[i].Members?.Length ?? 1;
            (takesInputs, takesConjuncts) = steps[i].IsInput ? (Math.Max(0, takesInputs - taken), takesConjuncts) : (takesInputs, Math.Max(0, takesConjuncts - taken));
        }

        return takesInputs == 0 && takesConjuncts == 0;
    }

    // The next way in which a step can be taken, given the steps before it; null if there is none.
    private Bindings? Next(int at, Bindings known)
    {
        var element = steps[at].Element;
        if (UnorderedPattern.IsRest(element))
        {
            return _choices[at].Tried++ == 0 ? Admitted(element, known.Bind(RuleTerms.Names(element).First(), Left(at))) : null;
        }

        if (element is Term.Operator { Name: "bundle" } bundle)
        {
            var bundles = _choices[at].Bundles ??= Bundles(bundle, at, known).GetEnumerator();
            if (!bundles.MoveNext())
            {
                return null;
            }

            _choices[at].Members = bundles.Current.Members;
            return bundles.Current.Bindings;
        }

        var count = steps[at].IsInput ? inputs.Count : conjuncts.Count;
        while (true)
        {
            while (_choices[at].Ways is { } ways && ways.MoveNext())
            {
                if (guards.Admitted(element, ways.Current) is { } admitted)
                {
                    return admitted;
                }
            }

            _choices[at].Ways = null;
            while (_choices[at].Tried < count && IsTaken(at, _choices[at].Tried))
            {
                _choices[at].Tried++;
            }

            if (_choices[at].Tried == count)
            {
                return null;
            }

            var index = _choices[at].Tried++;
            if (steps[at].IsInput && element is Term.Variable variable)
            {
                if (Admitted(element, known.Bind(variable.Name, inputs[index])) is { } admitted)
                {
                    return admitted;
                }
            }
            else
            {
                _choices[at].Ways = (steps[at].IsInput ? relations.Match(element, inputs[index], known) : scalars.Match(element, conjuncts[index], known)).GetEnumerator();
            }
        }
    }

    private Bindings? Admitted(Term element, Bindings? bound) => bound is null ? null : guards.Admitted(element, bound);

    // Whether a step before this one has taken an element.
    private bool IsTaken(int at, int index)
    {
        for (var i = 0; i < at; i++)
        {
            if (steps[i].IsInput == steps[at].IsInput && !UnorderedPattern.IsRest(steps[i].Element)
                && (_choices[i].Members is { } members ? members.Contains(index) : _choices[i].Tried - 1 == index))
            {
                return true;
            }
        }

        return false;
    }

    private object Left(int at) => steps[at].IsInput ? Left(at, inputs) : Left(at, conjuncts);

    private Sequence<T> Left<T>(int at, Sequence<T> elements)
    {
        if (at == 0)
        {
            return elements;
        }

        var left = new List<T>(elements.Count);
        for (var i = 0; i < elements.Count; i++)
        {
            if (!IsTaken(at, i))
            {
                left.Add(elements[i]);
            }
        }

        return left.Count == elements.Count ? elements : [.. left];
    }

    // All inputs that match one pattern with equal relations inside, two or more, as one bundle; its other variables become lists.
    private IEnumerable<(Bindings Bindings, int[] Members)> Bundles(Term.Operator bundle, int at, Bindings bindings)
    {
        var pattern = bundle.Groups[0][0];
        var found = Enumerable.Range(0, inputs.Count)
            .Where(i => !IsTaken(at, i))
            .SelectMany(i => relations.Match(pattern, inputs[i], bindings).Take(1).Select(b => (Input: i, Bindings: b)))
            .GroupBy(f => Signature(f.Bindings, bindings))
            .Where(g => g.Count() > 1);
        foreach (var group in found)
        {
            var members = group.ToList();
            var bound = members[0].Bindings.Matched.Aggregate(bindings, (b, node) => b.With(node));
            foreach (var (name, first) in members[0].Bindings.All.Where(v => !bindings.TryGet(v.Name, out _)))
            {
                bound = first is RelationView or Sequence<RelationView>
                    ? bound.Set(name, first)
                    : bound.Set(name, members.Select(m => m.Bindings.TryGet(name, out var value) ? value : first).ToSequence());
            }

            yield return (bound, [.. members.Select(m => m.Input)]);
        }
    }

    private static string Signature(Bindings bindings, Bindings outer) => string.Join(';', bindings.All
        .Where(v => v.Value is RelationView or Sequence<RelationView> && !outer.TryGet(v.Name, out _))
        .Select(v => $"{v.Name}:{v.Value}"));

    /// <summary>Where a step is among its ways.</summary>
    private struct Choice
    {
        /// <summary>How many elements it has tried; the last of them is the one that it takes.</summary>
        public int Tried;

        /// <summary>The ways in which the element that it takes can match, as far as they are not used up.</summary>
        public IEnumerator<Bindings>? Ways;

        /// <summary>The bundles that it can take.</summary>
        public IEnumerator<(Bindings Bindings, int[] Members)>? Bundles;

        /// <summary>The members of the bundle that it takes.</summary>
        public int[]? Members;
    }
}
