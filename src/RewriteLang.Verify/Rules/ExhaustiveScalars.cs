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
    private const int MaximumRows = 1_200;

    // Of a rule with many variables the first plans already have most combinations.
    private const int MaximumVariants = 4;

    private static readonly SqlType[] Types = [SqlType.Integer, SqlType.Double, SqlType.Varchar, SqlType.Date, SqlType.Decimal(6, 2), SqlType.Boolean];

    // Beside a row nothing is added up here, so that these may be floats which no order of addition leaves alone.
    private static readonly object[] Floats = [0.0, 0.7, 0.3, -0.7, 0.9, 0.1, -0.9, 1e16, -0.0];

    /// <summary>The plans, each with the factory of its columns and its number of rows.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="original">The rule of which it is a mutant, or the rule itself: what that asks of types is tried broken.</param>
    /// <param name="random">What decides.</param>
    public static IEnumerable<(Query Query, ColumnFactory Columns, int Rows)> Plans(Rule rule, Rule original, SeededRandom random)
    {
        var made = new HashSet<string>();
        var variants = PatternScalars.AsksForTypes(original) ? 17 : 3;
        foreach (var type in Types)
        {
            // What stands for a rest varies in length; of a rule about numbers its variables have different types.
            for (var variant = 0; variant < variants; variant++)
            {
                var count = Variables(rule, type, variant, new(), random, []).Variables.Count;
                var modes = new[] { Enumerable.Empty<int>(), Enumerable.Range(0, count) }.Concat(Enumerable.Range(0, count is > 1 and <= MaximumVariants ? count : 0).Select(i => new[] { i }.AsEnumerable()));
                foreach (var notNull in modes)
                {
                    var columns = new ColumnFactory();
                    var (scalar, variables) = Variables(rule, type, variant, columns, random, notNull.ToHashSet());
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

    private static (Scalar Scalar, List<Column> Variables) Variables(Rule rule, SqlType type, int variant, ColumnFactory columns, SeededRandom random, HashSet<int> notNull)
    {
        random = random.Fork((ulong)variant);
        var variables = new List<Column>();
        var pattern = rule.Sites[0].Left;
        var scalars = new PatternScalars(new(SchemaFamily.Catalog, columns, random), random)
        {
            ValueType = type,
            Literals = PatternScalars.LiteralsOf(rule),
            NullPercent = 15,
            MixPercent = variant < 3 ? 0 : 50,
            RestLength = variant < 3 ? variant : null,
            Leaves = (name, of) =>
            {
                variables.Add(columns.Fresh(name, of, !notNull.Contains(variables.Count)));
                return variables[^1].Ref();
            },
        };
        return (scalars.Make(pattern, [], PatternScalars.TypeAt(rule)), variables);
    }

    // As a value unless it only has to hold in a filter; as a filter if it can be one. All combinations are the product of one column a variable, which is
    // little text however many rows it has.
    private static IEnumerable<(Relation Body, int Rows)> Bodies(Rule rule, Scalar scalar, List<Column> variables, ColumnFactory columns)
    {
        var domains = Domains(variables);
        var rows = domains.Aggregate(1, (product, d) => product * d.Rows.Count);
        if (rule.Level != SoundnessLevel.InFilter)
        {
            Relation input = domains is [var one] ? one : new Relation.Block([.. domains], []);
            yield return (new Relation.Project(input, [.. variables.Select(c => new ProjectItem(c, c.Ref())), new(columns.Fresh("e", scalar.Type), scalar)]), rows);
        }

        if (scalar.Type.Kind == TypeKind.Boolean && rule.Level != SoundnessLevel.InSet)
        {
            yield return (new Relation.Block([.. domains], scalar.Conjuncts()), rows);
        }
    }

    // Fewer values of each variable where all of them would be too many rows.
    private static List<Relation.Values> Domains(List<Column> variables)
    {
        var size = Floats.Length;
        while (size > 2 && variables.Aggregate(1.0, (product, v) => product * (Math.Min(size, ValuesOf(v).Count) + 1)) > MaximumRows)
        {
            size--;
        }

        return variables.ConvertAll(v =>
        {
            var domain = ValuesOf(v).Take(size).Select(x => (Scalar)new Scalar.Constant(x, v.Type));
            return new Relation.Values([v], [.. (v.Nullable ? domain.Append(Scalars.Null(v.Type)) : domain).Select(x => (Sequence<Scalar>)[x])]);
        });
    }

    private static IReadOnlyList<object> ValuesOf(Column variable) => variable.Type.IsFloat ? Floats : TinyDomains.Of(variable.Type);
}
