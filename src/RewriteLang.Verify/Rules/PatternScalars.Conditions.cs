using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Rules;

/// <summary>Conditions of blocks and joins: what relates their inputs.</summary>
internal sealed partial class PatternScalars
{
    private const int NullSafePercent = 6;

    private const int NamedPercent = 70;

    // Whether a conjunct of the group at hand is correlated as the pattern says.
    private bool _isCorrelated;

    /// <summary>The conjuncts of a group: one for each pattern, a few for a rest.</summary>
    /// <param name="patterns">The terms of the group.</param>
    /// <param name="sides">The columns of each input.</param>
    /// <param name="outer">Columns of enclosing scopes.</param>
    public IEnumerable<Scalar> Conjuncts(IReadOnlyList<Term> patterns, IReadOnlyList<Sequence<Column>> sides, IReadOnlyList<Column> outer)
    {
        var visible = sides.SelectMany(s => s).ToList();
        _isCorrelated = false;
        foreach (var pattern in patterns)
        {
            if (pattern is Term.Rest or Term.Variable { Sort: Sort.Conjuncts })
            {
                foreach (var conjunct in Several(sides, visible, outer))
                {
                    yield return conjunct;
                }
            }
            else
            {
                yield return pattern is Term.Operator { Name: "=" or "<>" or "<" or "<=" or ">" or ">=" } comparison
                    ? Comparison(comparison, sides, visible, outer)
                    : Make(pattern, SideOf(pattern, sides), SqlType.Boolean);
            }
        }

        if (patterns.Count > 0)
        {
            while (Wanted.TryDequeue(out var wanted))
            {
                yield return wanted;
            }

            if (sides.Count > 1 && DisjunctionPercent > 0 && random.Percent(DisjunctionPercent))
            {
                yield return Disjunction(sides);
            }
        }
    }

    private Scalar Disjunction(IReadOnlyList<Sequence<Column>> sides)
    {
        var said = sides.Where(s => s.Count > 0).ToList();
        return Scalars.AnyOf(Enumerable.Range(0, 2).Select(_ => Scalars.AllOf(
            said.Where(s => random.Percent(80)).DefaultIfEmpty(said[0]).Select(s => plans.Scalars.Predicate(s, 0)))));
    }

    // Between two sides where there are two, with inner columns on the pattern's one side and outer ones on the other.
    private Scalar Comparison(Term.Operator op, IReadOnlyList<Sequence<Column>> sides, List<Column> visible, IReadOnlyList<Column> outer)
    {
        if (op.Arguments.Any(a => a is Term.Operator) && op.Arguments.All(IsKnown))
        {
            return new Scalar.Comparison(Operator(op.Name), Known(op.Arguments[0]), Known(op.Arguments[^1]));
        }

        if (op.Name == "=" && outer.Count == 0 && random.Percent(NamedPercent) && BetweenNamed(op, visible) is { } named)
        {
            return named;
        }

        var twin = TwinOf(visible, outer);
        if (twin is not null && random.Percent(90))
        {
            // Most of the time a column and its copy, at times another one of the same type.
            var (a, b) = Copies(twin);
            b = random.Percent(90) ? b : random.Pick(twin.Where(p => p.Value.Type == a.Type).Select(p => p.Value).ToList());
            (a, b) = op.Name != "=" && random.Percent(50) ? (b, a) : (a, b);
            if (op.Arguments is [Term.Variable first, ..] && random.Percent(70) && Home(first.Name) is { } home && !home.Contains(a) && home.Contains(b))
            {
                (a, b) = (b, a);
            }

            // A column and itself are what conditions about copies say nothing of.
            b = random.Percent(6) ? a : b;
            if (op.Name == "=")
            {
                _preferred.UnionWith([a, b]);
            }

            return a.Type == SqlType.Integer && random.Percent(CalculatedPercent)
                ? new Scalar.Comparison(Operator(op.Name), Parity(a), Parity(b))
                : new Scalar.Comparison(Operator(op.Name), a.Ref(), b.Ref());
        }

        if (op.Name == "=" && sides.Count > 1 && random.Percent(85))
        {
            var i = random.Below(sides.Count);
            var j = (i + 1 + random.Below(sides.Count - 1)) % sides.Count;
            if (Equality(sides[i], sides[j]) is { } equality)
            {
                return equality;
            }
        }

        if (op.Name == "=" && outer.Count > 0 && random.Percent(85) && Correlation(op, visible, outer) is { } correlation)
        {
            _isCorrelated = true;
            return correlation;
        }

        return op.Name != "=" && random.Percent(85) && BetweenHomes(op, visible) is { } between ? between : Make(op, outer.Count > 0 && random.Percent(50) ? [.. visible, .. outer] : Side(sides), SqlType.Boolean);
    }

    // An equality whose sides have names, and homes that conditions name: what a name stands for already it stands for again, and of a copied relation the copy of such a column is taken.
    private Scalar? BetweenNamed(Term.Operator op, List<Column> visible)
    {
        if (op.Arguments is not [Term.Variable left, Term.Variable right] || Candidates(left) is not { } lefts || Candidates(right) is not { } rights)
        {
            return null;
        }

        var pairs = lefts.SelectMany(_ => rights, (l, r) => (L: l, R: r)).Where(p => p.L.Type == p.R.Type && !p.L.Type.IsFloat && p.L.Type.Kind != TypeKind.Boolean).ToList();
        if (pairs.Count == 0)
        {
            return null;
        }

        var copies = pairs.Where(p => IsCopyOfBound(p.L) || IsCopyOfBound(p.R)).ToList();
        var (a, b) = random.Pick(copies.Count > 0 && random.Percent(85) ? copies : pairs);
        (_bound[left.Name], _bound[right.Name]) = (a.Ref(), b.Ref());
        return a.Ref().EqualTo(b.Ref());

        IReadOnlyList<Column>? Candidates(Term.Variable side) =>
            _bound.GetValueOrDefault(side.Name) is Scalar.ColumnRef bound ? visible.Contains(bound.Column) ? [bound.Column] : null
            : Home(side.Name) is { } home ? [.. home.Where(visible.Contains)] : null;

        bool IsCopyOfBound(Column column) => Twins.Any(t => t.Any(p => (p.Value == column && IsBound(p.Key)) || (p.Key == column && IsBound(p.Value))));

        bool IsBound(Column column) => _bound.Values.Any(v => v is Scalar.ColumnRef r && r.Column == column);
    }

    // Of columns of the two relations that conditions name for its sides; a column that an equality uses has one value in a group, so that comparing it says little.
    private Scalar.Comparison? BetweenHomes(Term.Operator op, List<Column> visible)
    {
        List<IReadOnlyList<Column>> homes = [.. op.Arguments.OfType<Term.Variable>().Select(v => Home(v.Name)).OfType<IReadOnlyList<Column>>().Select(h => (IReadOnlyList<Column>)[.. h.Where(visible.Contains)])];
        var pairs = homes is [var left, var right]
            ? left.SelectMany(_ => right, (l, r) => (L: l, R: r)).Where(p => p.L != p.R && p.L.Type == p.R.Type && p.L.Type.Kind != TypeKind.Boolean && p.R.Name is not ("id" or "k1")).ToList()
            : [];
        return pairs.Count == 0 ? null : random.Pick(pairs) is var (a, b) ? new(Operator(op.Name), a.Ref(), b.Ref()) : null;
    }

    // An outer column and one of the block, where conditions say which side of the pattern is which; the same outer one wherever its name stands.
    private Scalar? Correlation(Term.Operator op, List<Column> visible, IReadOnlyList<Column> outer)
    {
        if (op.Arguments is not [Term.Variable left, Term.Variable right])
        {
            return null;
        }

        bool IsOuter(Term.Variable side) => Home(side.Name) is { } home && home.Any(outer.Contains);
        var (outside, inside) = IsOuter(left) ? (left, right) : (right, left);
        var pairs = !IsOuter(outside) ? []
            : outer.SelectMany(_ => visible, (o, v) => (Outer: o, Inner: v)).Where(p => p.Outer.Type == p.Inner.Type && !p.Outer.Type.IsFloat && p.Outer.Type.Kind != TypeKind.Boolean).ToList();
        var again = _bound.TryGetValue(outside.Name, out var bound) ? pairs.Where(p => p.Outer.Ref() == bound).ToList() : pairs;
        if (again.Count == 0)
        {
            return null;
        }

        var (known, own) = random.Pick(again);
        _bound[outside.Name] = known.Ref();
        _bound[inside.Name] = Calculated(own);
        return known.Ref().EqualTo(_bound[inside.Name]);
    }

    // Calculations over what names stand for already.
    private bool IsKnown(Term term) => term is Term.Literal { Value: long }
        || (term is Term.Variable variable && _bound.ContainsKey(variable.Name))
        || (term is Term.Operator { Name: "+" or "-" } op && op.Arguments.All(IsKnown));

    private Scalar Known(Term term) => term switch
    {
        Term.Variable variable => _bound[variable.Name],
        Term.Operator op => new Scalar.Call(op.Name, [.. op.Arguments.Select(Known)], Known(op.Arguments[0]).Type),
        _ => new Scalar.Constant(((Term.Literal)term).Value, SqlType.Integer),
    };

    // A column and its copy, without NULL where conditions ask for that.
    private KeyValuePair<Column, Column> Copies(List<KeyValuePair<Column, Column>> pairs)
    {
        var known = pairs.Where(p => !p.Key.Nullable).ToList();
        return random.Pick(NullPercent > 0 && known.Count > 0 && random.Percent(85) ? known : pairs);
    }

    private Scalar OfCopies(List<KeyValuePair<Column, Column>> pairs)
    {
        var (column, copy) = Copies(pairs);
        return column.Ref().EqualTo(copy.Ref());
    }

    // Columns with their copies, both in sight; those of an outer query are, too.
    private List<KeyValuePair<Column, Column>>? TwinOf(List<Column> visible, IReadOnlyList<Column> outer)
    {
        bool InSight(Column column) => visible.Contains(column) || outer.Contains(column);
        return Twins.Select(t => t.Where(p => InSight(p.Key) && InSight(p.Value)).ToList()).FirstOrDefault(t => t.Count > 0);
    }

    /// <summary>Has further equalities use these columns, where they can.</summary>
    public void Prefer(IEnumerable<Column> columns) => _preferred.UnionWith(columns);

    // The columns of a key are preferred: conditions about uniqueness ask for them.
    private Scalar? Equality(Sequence<Column> left, Sequence<Column> right)
    {
        var mixed = random.Percent(MixPercent);
        var pairs = left.SelectMany(_ => right, (l, r) => (L: l, R: r)).Where(p => mixed ? p.L.Type.IsNumeric && p.R.Type.IsNumeric && (p.L.Type != p.R.Type || p.L.Type.IsFloat)
            : p.L.Type == p.R.Type && !p.L.Type.IsFloat && p.L.Type.Kind != TypeKind.Boolean).ToList();
        var keyed = pairs.Where(p => p.R.Name is "id" or "k1").ToList();
        var preferred = pairs.Where(p => _preferred.Contains(p.L) || _preferred.Contains(p.R)).ToList();
        return pairs.Count == 0 ? null
            : (preferred.Count > 0 && random.Percent(75) ? random.Pick(preferred.Intersect(keyed).ToList() is { Count: > 0 } both && random.Percent(KeyPercent) ? both : preferred) : keyed.Count > 0 && random.Percent(KeyPercent) ? random.Pick(keyed) : random.Pick(pairs)) is var (l, r) ? Equal(Calculated(l), Calculated(r)) : null;
    }

    /// <summary>A calculation that gives one value for many.</summary>
    public static Scalar.Call Parity(Column column) => new("%", [column.Ref(), new Scalar.Constant(2L, column.Type)], column.Type);

    // Now and then one that takes NULL for a value, and so accepts padded rows.
    private Scalar Equal(Scalar left, Scalar right) =>
        random.Percent(NullSafePercent) ? new Scalar.Comparison(ComparisonOperator.IsNotDistinct, left, right) : left.EqualTo(right);

    private Scalar Calculated(Column column) => CalculatedPercent == 0 || !random.Percent(CalculatedPercent) ? column.Ref()
        : column.Type.Kind == TypeKind.Integer ? new Scalar.Call("+", [column.Ref(), TinyDomains.Literal(column.Type, random)], column.Type)
        : TinyDomains.Has(column.Type) ? new Scalar.Call("coalesce", [column.Ref(), TinyDomains.Literal(column.Type, random)], column.Type)
        : column.Ref();

    private IEnumerable<Scalar> Several(IReadOnlyList<Sequence<Column>> sides, List<Column> visible, IReadOnlyList<Column> outer)
    {
        for (var i = 1; i < sides.Count; i++)
        {
            // What is wanted already joins them, and so does the condition of a self join; copies are joined by equal columns, or not at all.
            var pairs = TwinOf([.. sides[i - 1], .. sides[i]], []);
            var isJoined = Wanted.Count > 0 || (pairs is not null && sides.Count == 2 && _preferred.Any(visible.Contains));
            var equality = pairs is not null && !isJoined && random.Percent(88) ? random.Percent(45) ? OfCopies(pairs) : null
                : random.Percent(isJoined ? 12 : 75) ? Equality(sides[i - 1], sides[i]) : null;
            if (equality is not null)
            {
                yield return equality;
            }
        }

        var copied = sides.Count == 1 && outer.Count > 0 ? TwinOf(visible, outer) : null;
        if (copied is not null && random.Percent(75))
        {
            // A copy of an outer relation is correlated by a condition of the pattern; by equal columns besides, at times.
            if (random.Percent(40))
            {
                var (a, b) = random.Pick(copied);
                yield return b.Ref().EqualTo(a.Ref());
            }
        }
        else if (outer.Count > 0 && random.Percent(_isCorrelated ? 12 : 80) && plans.Scalars.JoinCondition(outer, visible) is { } correlation)
        {
            yield return correlation;
        }

        if (random.Percent(PredicatePercent))
        {
            yield return plans.Scalars.Predicate(random.Percent(75) ? Side(sides) : visible, 1);
        }
    }

    // The side that has what the pattern's names already stand for, if there is one.
    private IReadOnlyList<Column> SideOf(Term pattern, IReadOnlyList<Sequence<Column>> sides)
    {
        var known = AskedFor.NamesIn(pattern).Select(_bound.GetValueOrDefault).OfType<Scalar.ColumnRef>().Select(r => r.Column).ToList();
        return known.Count > 0 && sides.FirstOrDefault(s => known.TrueForAll(s.Contains)) is { Count: > 0 } side ? side : Side(sides);
    }

    private IReadOnlyList<Column> Side(IReadOnlyList<Sequence<Column>> sides) => sides.Count == 0 ? [] : [.. random.Pick(sides)];
}
