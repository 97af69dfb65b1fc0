using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Rules;

/// <summary>Relations with a number for each row, as <c>numbered(A, x, part)</c> asks for, and copies of them that a pattern joins by neighbouring numbers.</summary>
internal sealed class NumberedRows(Rule rule, PlanGenerator plans, ColumnFactory columns, PatternScalars scalars, SeededRandom random)
{
    private readonly List<Term>? _asked = rule.Conditions.OfType<Term.Operator>().FirstOrDefault(c => c.Name == "numbered")?.Arguments.ToList();
    private Column? _number;
    private List<Column> _partition = [];

    /// <summary>Whether the relation of that name should be numbered.</summary>
    public bool IsAskedOf(string relation) => _asked?[0] is Term.Variable variable && variable.Name == relation;

    /// <summary>A table with its rows numbered by a key, or now and then by something else, within parts of it or as a whole.</summary>
    public Relation Make()
    {
        var input = plans.Scan();
        var known = input.Columns.Where(c => TinyDomains.Has(c.Type) && !c.Type.IsFloat).ToList();
        _partition = [.. random.Some(known, 30).Take(1)];
        IReadOnlyList<Column> order = random.Percent(85) && plans.KeyOf(input) is { } key ? key : known.Count > 0 ? [random.Pick(known)] : input.Columns;
        var call = new WindowCall(
            random.Pick(["row_number", "rank", "dense_rank"]), [], false, null, false, [.. _partition.Select(c => (Scalar)c.Ref())], [.. order.Select(c => new SortKey(c.Ref(), random.Percent(30), random.Percent(50)))], null, SqlType.BigInt);
        _number = columns.Fresh("rn", SqlType.BigInt);
        if (_asked![1] is Term.Variable name)
        {
            scalars.BindAlone(name.Name, _number);
        }

        return new Relation.Window(random.Percent(60) ? input : plans.Filter(input), [new(_number, call)]);
    }

    /// <summary>Has the pattern compare the numbers of the copy, within the same parts, most of the time.</summary>
    public void Copied(IReadOnlyDictionary<Column, Column> renaming)
    {
        if (_number is null || !renaming.TryGetValue(_number, out var copy))
        {
            return;
        }

        foreach (var name in rule.Conditions.OfType<Term.Operator>().Where(c => c.Name == "=").SelectMany(c => c.Arguments).OfType<Term.Operator>().Where(r => r.Name == "rename").SelectMany(r => r.Arguments.Take(1)).OfType<Term.Variable>())
        {
            // Now and then another number of the copy: each row has more neighbours then, or none.
            var others = renaming.Values.Where(c => c.Type.IsInteger && c != copy).ToList();
            scalars.BindAlone(name.Name, others.Count > 0 && random.Percent(12) ? random.Pick(others) : copy);
        }

        foreach (var part in _partition.Where(_ => random.Percent(90)))
        {
            var same = renaming.Values.Where(c => c.Type == part.Type).ToList();
            scalars.Wanted.Enqueue(part.Ref().EqualTo((random.Percent(10) ? random.Pick(same) : renaming[part]).Ref()));
        }
    }
}
