using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Verify.Generation;

namespace RewriteLang.Verify.Rules;

/// <summary>
/// Plans over all combinations of a few values of the variables of a scalar rule, NULL among them: for each type that its values can have, with all
/// variables nullable, none, and each one in turn not.
/// </summary>
internal static class ExhaustiveScalars
{
    private const int MaximumRows = 2_500;

    private static readonly SqlType[] Types = [SqlType.Integer, SqlType.Double, SqlType.Varchar, SqlType.Date, SqlType.Decimal(6, 2), SqlType.Boolean];

    /// <summary>The plans, each with the factory of its columns and its number of rows.</summary>
    public static IEnumerable<(Query Query, ColumnFactory Columns, int Rows)> Plans(Rule rule, SeededRandom random)
    {
        var made = new HashSet<string>();
        foreach (var type in Types)
        {
            // What stands for a rest varies in length.
            for (ulong variant = 0; variant < 3; variant++)
            {
                var count = Variables(rule, type, new(), random.Fork(variant), []).Variables.Count;
                var modes = new[] { Enumerable.Empty<int>(), Enumerable.Range(0, count) }.Concat(Enumerable.Range(0, count > 1 ? count : 0).Select(i => new[] { i }.AsEnumerable()));
                foreach (var notNull in modes)
                {
                    var columns = new ColumnFactory();
                    var (scalar, variables) = Variables(rule, type, columns, random.Fork(variant), notNull.ToHashSet());
                    if (variables.Count > 0 && made.Add($"{scalar} {string.Join(",", variables.Select(v => v.Type + (v.Nullable ? "?" : "")))}"))
                    {
                        foreach (var (body, rows) in Bodies(rule, scalar, variables, columns))
                        {
                            yield return (new(body, [], [.. body.Columns.Select((c, i) => new OutputColumn($"{c.Name}_{i}", c))]), columns, rows);
                        }
                    }
                }
            }
        }
    }

    private static (Scalar Scalar, List<Column> Variables) Variables(Rule rule, SqlType type, ColumnFactory columns, SeededRandom random, HashSet<int> notNull)
    {
        var variables = new List<Column>();
        var pattern = rule.Sites[0].Left;
        var scalars = new PatternScalars(new(SchemaFamily.Catalog, columns, random), random)
        {
            ValueType = type,
            Literals = PatternScalars.LiteralsOf(rule),
            Leaves = (name, of) =>
            {
                variables.Add(columns.Fresh(name, of, !notNull.Contains(variables.Count)));
                return variables[^1].Ref();
            },
        };
        return (scalars.Make(pattern, [], PatternScalars.TypeAt(rule)), variables);
    }

    // As a value unless it only has to hold in a filter; as a filter if it can be one.
    private static IEnumerable<(Relation Body, int Rows)> Bodies(Rule rule, Scalar scalar, List<Column> variables, ColumnFactory columns)
    {
        var rows = Combinations(variables);
        var values = new Relation.Values([.. variables], [.. rows]);
        if (rule.Level != SoundnessLevel.InFilter)
        {
            yield return (new Relation.Project(values, [.. variables.Select(c => new ProjectItem(c, c.Ref())), new(columns.Fresh("e", scalar.Type), scalar)]), rows.Count);
        }

        if (scalar.Type.Kind == TypeKind.Boolean && rule.Level != SoundnessLevel.InSet)
        {
            yield return (new Relation.Block([values], scalar.Conjuncts()), rows.Count);
        }
    }

    private static List<Sequence<Scalar>> Combinations(List<Column> variables)
    {
        // Fewer values of each domain where all of them would be too many rows.
        var size = 8;
        while (size > 2 && variables.Aggregate(1.0, (product, v) => product * (Math.Min(size, TinyDomains.Of(v.Type).Count) + 1)) > MaximumRows)
        {
            size--;
        }

        List<Sequence<Scalar>> rows = [[]];
        foreach (var variable in variables)
        {
            var domain = TinyDomains.Of(variable.Type).Take(size).Select(v => (Scalar)new Scalar.Constant(v, variable.Type));
            var all = variable.Nullable ? domain.Append(Scalars.Null(variable.Type)).ToList() : [.. domain];
            rows = [.. rows.SelectMany(r => all, (r, v) => (Sequence<Scalar>)[.. r, v]).Take(MaximumRows)];
        }

        return rows;
    }
}
