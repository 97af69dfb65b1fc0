using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Rules;

/// <summary>Parts of plans that are made as conditions ask for them, most of the time.</summary>
internal sealed partial class PatternPlans
{
    private const int MaximumDraws = 4;

    // What a filter over the first of two copies says, as column, comparison and literal: the one over the second says the opposite.
    private (Column Column, ComparisonOperator Opposite, Scalar Literal)? _said;

    // A ~ B by m asks for B to be A again; of lists, for each element.
    private string? TwinOf(string name) => _rule.Conditions.OfType<Term.Operator>()
        .Where(c => c.Name == "~").Select(c => c.Arguments.ToList())
        .Where(a => a is [Term.Variable, Term.Variable, ..]).Select(a => (A: ((Term.Variable)a[0]).Name, B: ((Term.Variable)a[1]).Name))
        .Select(p => Partner(name, p.A, p.B) ?? Partner(name, p.B, p.A))
        .FirstOrDefault(p => p is not null);

    private static string? Partner(string name, string side, string other) =>
        name == side ? other
        : name.StartsWith("..", StringComparison.Ordinal) && name[2..^1] == side ? $"..{other}{name[^1]}"
        : null;

    // Two groupings of one table by the same columns, to be joined by them: keys of several columns, with NULLs in them, on either side.
    private (Relation.Aggregate, Relation.Aggregate)? Paired()
    {
        var first = _plans.Scan();
        var second = _plans.Scan(first.Table);
        var keys = Enumerable.Range(0, first.Columns.Count).Where(i => TinyDomains.Has(first.Columns[i].Type) && !first.Columns[i].Type.IsFloat).ToList();
        var chosen = _random.Some(keys, 60).Take(2).ToList();
        if (chosen.Count == 0)
        {
            return null;
        }

        foreach (var key in chosen)
        {
            _scalars.Wanted.Enqueue(first.Columns[key].Ref().EqualTo(second.Columns[key].Ref()));
        }

        return (Grouping(first), Grouping(second));

        Relation.Aggregate Grouping(Relation.Scan scan) => new(
            _random.Percent(50) ? _plans.Filter(scan) : scan,
            [.. chosen.Select(k => new ColumnPair(scan.Columns[k], scan.Columns[k]))],
            [],
            _random.Percent(75) ? [_plans.AggregateItem(scan.Columns, 0, decomposable: true)] : []);
    }

    // With the numbers that the pattern names, and in the order that it names a second time, or that is to be one of a certain relation.
    private Relation.TopN Limited(Term.Operator op, Relation.TopN made)
    {
        var parts = op.Arguments.ToList();
        if (HomeOf(parts[1]) is { } home && _random.Percent(85))
        {
            var asked = _plans.TopN(home).Order;
            made = asked.All(k => k.Expression.ReferencedColumns().All(made.Input.Columns.Contains)) ? made with { Order = asked } : made;
        }

        if (parts[1] is Term.Variable order && !_orders.TryAdd(order.Name, made.Order)
            && _orders[order.Name].All(k => k.Expression.ReferencedColumns().All(made.Input.Columns.Contains)))
        {
            made = made with { Order = _orders[order.Name] };
        }

        return made with { Limit = Number(parts[2], made.Limit), Offset = Number(parts[3], made.Offset) };

        Scalar? Number(Term part, Scalar? random) => part is not Term.Literal literal || !_random.Percent(85) ? random
            : literal.Value is long n ? Scalars.Integer(n) : null;
    }

    // An aggregate whose kind suits the conditions about aggregates: of several draws the first that does, or the last.
    private AggregateItem Suitable(IReadOnlyList<Column> read, int number)
    {
        for (var draw = 1; ; draw++)
        {
            var item = _plans.AggregateItem(read, number, decomposable: _random.Percent(75));
            if (draw == MaximumDraws || Suits(item.Call) || _random.Percent(20))
            {
                return item;
            }
        }
    }

    private bool Suits(AggregateCall call) =>
        !(_words.Contains("duplicate_insensitive") && call.Function is not ("min" or "max") && !call.Distinct)
        && !((_words.Contains("null_on_empty") || _words.Contains("null_on_no_rows")) && call.Function.StartsWith("count", StringComparison.Ordinal))
        && !(_words.Contains("is_count") && !call.Function.StartsWith("count", StringComparison.Ordinal))
        && !(_words.Contains("exact") && call.Type.IsFloat);

    // Two filters over copies of one relation exclude each other now and then, where a condition asks for that.
    private void Contradict(List<Relation> inputs)
    {
        if (inputs is not [var input] || !_words.Contains("contradicts"))
        {
            return;
        }

        if (_said is var (column, opposite, literal))
        {
            var copy = _copied?.GetValueOrDefault(column) ?? column;
            if (input.Columns.Contains(copy))
            {
                _scalars.Wanted.Enqueue(new Scalar.Comparison(opposite, copy.Ref(), literal));
            }

            return;
        }

        if (_random.Percent(50) && input.Columns.Where(c => TinyDomains.Has(c.Type) && c.Type.Kind != TypeKind.Boolean).ToList() is { Count: > 0 } candidates)
        {
            var (said, contrary) = _random.Pick<(ComparisonOperator, ComparisonOperator)>(
            [
                (ComparisonOperator.Less, ComparisonOperator.GreaterOrEqual), (ComparisonOperator.Less, ComparisonOperator.Greater), (ComparisonOperator.LessOrEqual, ComparisonOperator.Greater),
                (ComparisonOperator.Greater, ComparisonOperator.LessOrEqual), (ComparisonOperator.Equal, ComparisonOperator.Less), (ComparisonOperator.Equal, ComparisonOperator.NotEqual),
            ]);
            var chosen = _random.Pick(candidates);
            _said = (chosen, contrary, TinyDomains.Literal(chosen.Type, _random));
            _scalars.Wanted.Enqueue(new Scalar.Comparison(said, chosen.Ref(), _said.Value.Literal));
        }
    }
}
