using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Rules;

/// <summary>Operators over two inputs and more: unions, set operations, joins, applies.</summary>
internal sealed partial class PatternPlans
{
    // One row for each scalar of the pattern, a few for a rest.
    private Relation.Values Values(Term.Operator op)
    {
        var type = _random.Pick(TinyDomains.Types);
        var rows = op.Groups[0].Skip(1).SelectMany(t => t is Term.Rest ? Enumerable.Range(0, _random.Between(1, 3)).Select(_ => TinyDomains.Literal(type, _random)) : [_scalars.Make(t, [], type)]).ToList();
        var column = _columns.Fresh("c", type);
        if (op.Groups[0][0] is Term.Variable name)
        {
            _scalars.BindAlone(name.Name, column);
        }

        return new([column], [.. rows.Select(r => (Sequence<Scalar>)[r])]);
    }

    private Relation Union(Term.Operator op, IReadOnlyList<Column> outer)
    {
        var inputs = op.Groups[0].SelectMany(t => t is Term.Rest r ? Rest(r.Name, false, outer) : [Make(t, outer)]).ToList();
        while (inputs.Count < 2)
        {
            inputs.Add(_plans.Scan());
        }

        var types = inputs.Select(i => i.Columns.Select(c => c.Type)).Aggregate((a, b) => a.Intersect(b)).ToList();
        if (types.Count == 0)
        {
            return inputs[0];
        }

        var sources = inputs.Select(i => types.Select(t => i.Columns.First(c => c.Type == t)).ToSequence());
        return new Relation.UnionAll([.. inputs], [.. types.Select((t, i) => _columns.Fresh($"u{i}", t))], [.. sources]);
    }

    private Relation SetOp(Term.Operator op, IReadOnlyList<Column> outer)
    {
        var union = Union(op, outer);
        return union is Relation.UnionAll { Inputs: [var l, var r] } u
            ? new Relation.SetOp(op.Name == "intersect" ? SetOperator.Intersect : SetOperator.Except, false, l, r, u.Columns, u.Sources[0], u.Sources[1])
            : union;
    }

    private Relation Binary(Term.Operator op, IReadOnlyList<Column> outer)
    {
        var left = Make(op.Groups[0][0], outer);
        var isApply = op.Name.StartsWith("apply", StringComparison.Ordinal);
        _scalars.Outer = isApply ? left.Columns : [];
        var right = (op.Name == "apply_scalar" || _asksForRow) && op.Groups[0][1] is Term.Variable variable
            ? SingleRow(variable.Name, left.Columns)
            : Make(op.Groups[0][1], isApply ? left.Columns : outer);
        _scalars.Outer = [];
        if (_words.Contains("references"))
        {
            var sides = new List<Relation> { left, right };
            AlongForeignKey([.. op.Groups[0]], sides);
            (left, right) = (sides[0], sides[1]);
        }

        if (op.Groups[0] is [Term.Variable l, Term.Variable r, ..] && LetsUse("pairing") && _random.Percent(60) && Paired() is var (one, other))
        {
            (_relations[l.Name], _relations[r.Name]) = (left, right) = (one, other);
        }

        var on = _scalars.Conjuncts(op.Groups.Skip(1).Take(1).SelectMany(g => g).ToList(), [left.Columns, right.Columns], []).ToSequence();
        return op.Name switch
        {
            "left_join" => new Relation.LeftJoin(left, right, on, _plans.Padding(right.Columns)),
            "full_join" => new Relation.FullJoin(left, right, on, _plans.Padding(left.Columns), _plans.Padding(right.Columns)),
            "semi_join" => new Relation.SemiJoin(left, right, on),
            "anti_join" => new Relation.AntiJoin(left, right, on),
            "null_aware_anti_join" => new Relation.NullAwareAntiJoin(left, right, on),
            "apply_semi" => new Relation.Apply(ApplyKind.Semi, left, right, on, [], null),
            "apply_anti" => new Relation.Apply(ApplyKind.Anti, left, right, on, [], null),
            "apply_null_aware_anti" => new Relation.Apply(ApplyKind.NullAwareAnti, left, right, on, [], null),
            "apply_inner" => new Relation.Apply(ApplyKind.Inner, left, right, on, [], null),
            "apply_left" => new Relation.Apply(ApplyKind.Left, left, right, on, _plans.Padding(right.Columns), null),
            "apply_mark" => new Relation.Apply(ApplyKind.Mark, left, right, on, [], Mark(op.Groups[0][2], isNullable: !on.IsEmpty)),
            "apply_scalar" => new Relation.Apply(ApplyKind.Scalar, left, right, [], [.. _plans.Padding(right.Columns).Take(1)], null),
            _ => throw new NotSupportedException($"{op.Span}: no plans are generated for '{op.Name}'"),
        };
    }

    // What else the pattern says of the name is said of this column.
    private Column Mark(Term pattern, bool isNullable)
    {
        var mark = _columns.Fresh("found", SqlType.Boolean, isNullable);
        if (pattern is Term.Variable variable)
        {
            _scalars.BindAlone(variable.Name, mark);
        }

        return mark;
    }

    private Relation SingleRow(string name, IReadOnlyList<Column> outer)
    {
        var input = _plans.Relation(new(_random.Between(0, Math.Max(0, _depth - 1)), Outer: _random.Percent(40) ? outer : null));
        var aggregate = new Relation.Aggregate(input, [], [], [Suitable(input.Columns, 0)]);

        // Now and then partners of that row, of which there may be several, or a HAVING, which may leave no row.
        return _relations[name] = _random.Percent(10) ? _plans.LeftJoin(aggregate, _plans.Scan()) : _random.Percent(25) ? new Relation.Block([aggregate], [_plans.Scalars.Predicate(aggregate.Columns, 1)]) : aggregate;
    }
}
