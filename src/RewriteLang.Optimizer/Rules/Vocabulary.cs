using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer.Analyses;
using RewriteLang.Optimizer.Plans;

namespace RewriteLang.Optimizer.Rules;

/// <summary>The words of conditions, gates and right sides; each means what the table of the rule language says.</summary>
internal sealed partial class Evaluator
{
    private object Apply(Term.Operator op, Bindings bindings)
    {
        var arguments = op.Arguments.ToList();
        object Argument(int index) => Evaluate(arguments[index], bindings);
        RelationView View(int index) => (RelationView)Argument(index);
        Facts FactsAt(int index) => plans.FactsOf(View(index).Class);
        switch (op.Name)
        {
            // Truth values.
            case "and" when op.Sort == Sort.Boolean:
                return arguments.TrueForAll(a => Holds(a, bindings));
            case "or" when op.Sort == Sort.Boolean:
                return arguments.Exists(a => Holds(a, bindings));
            case "not" when op.Sort == Sort.Boolean:
                return !Holds(arguments[0], bindings);
            case "=" or "<>" or "<" or "<=" or ">" or ">=" when op.Sort == Sort.Boolean:
                return Compare(op.Name, Argument(0), Argument(1));

            case "+" or "-" or "*" or "/" or "%" when op.Sort == Sort.Number:
                return Compute(op.Name, Number(arguments[0], bindings), Number(arguments[1], bindings));

            // Sets.
            case "union":
                return arguments.Select(a => Evaluate(a, bindings)).Aggregate(Join);
            case "intersect":
                return arguments.Select(a => Columns(a, bindings)).Aggregate((a, b) => a.Intersect(b));
            case "minus":
                return Minus(Argument(0), Argument(1));
            case "disjoint":
                return !Columns(arguments[0], bindings).Overlaps(Columns(arguments[1], bindings));
            case "empty":
                return Count(Argument(0)) == 0;
            case "length":
                return (double)Count(Argument(0));
            case "concat":
                return arguments.Select(a => Evaluate(a, bindings)).Aggregate(Join);
            case "define":
                return Define(op, bindings);

            // Columns.
            case "out":
                return OutOf(Argument(0));
            case "cols":
                return arguments.Aggregate(ColumnSet.Empty, (all, a) => all.Union(ColumnsOf(Evaluate(a, bindings))));
            case "outer_cols":
                return OuterOf(Argument(0));
            case "items":
                return arguments.SelectMany(a => ItemsOf([a], bindings)).ToSequence();

            // Facts.
            case "unique":
                return plans.FactsOf(View(0).Class).IsUnique(Inside(View(0), Columns(arguments[1], bindings)));
            case "keys":
                return FactsAt(0).Keys.Aggregate(ColumnSet.Empty, (a, k) => a.Union(k));
            case "has_key":
                return !FactsAt(0).Keys.IsEmpty;
            case "fd":
                return Inside(View(0), Columns(arguments[2], bindings)).IsSubsetOf(FactsAt(0).Closure(Inside(View(0), Columns(arguments[1], bindings))));
            case "not_null":
                return ScalarsIn(Argument(0)).All(s => Nullability.IsNotNull(s, arguments.Count > 1 ? NotNull(View(1)) : SiteNotNull(bindings)));
            case "row_bound":
                return FactsAt(0).MaximumRows == long.MaxValue ? double.PositiveInfinity : (double)FactsAt(0).MaximumRows;
            case "at_least":
                return (double)FactsAt(0).MinimumRows;
            case "rejects_null":
                return ScalarsIn(Argument(0)).Any(s => NullRejection.RejectsNull(s, Columns(arguments[1], bindings)));
            case "null_on":
                return ScalarsIn(Argument(0)).All(s => NullRejection.IsNullOn(s, Columns(arguments[1], bindings)));
            case "null_on_empty":
                return IsNullOnNoRows((Sequence<ProjectItem>)Argument(0), (Sequence<AggregateItem>)Argument(1));
            case "deterministic":
                return Argument(0) is RelationView or Sequence<RelationView>
                    ? ViewsIn(Argument(0)).All(v => !plans.FactsOf(v.Class).IsVolatile)
                    : ScalarsIn(Argument(0)).All(s => s.IsDeterministic());
            case "total":
                return ScalarsIn(Argument(0)).All(s => s.IsTotal());
            case "exact":
                return Argument(0) is Sequence<AggregateItem> calls ? calls.All(c => AggregateTable.IsExact(c.Call)) : ScalarsIn(Argument(0)).All(s => s.Type.IsExact);
            case "literal":
                return ScalarsIn(Argument(0)).All(s => s is Scalar.Constant);
            case "constant":
                return ScalarsIn(Argument(0)).All(s => s is Scalar.Constant);
            case "type":
                return ((Scalar)Argument(0)).Type;
            case "is_count":
                return ((Sequence<AggregateItem>)Argument(0)).All(a => a.Call.Function is "count" or "count_star");
            case "is_column":
                return ScalarsIn(Argument(0)).All(s => s is Scalar.ColumnRef);
            case "decomposable":
                return AggregateTable.AreDecomposable((Sequence<AggregateItem>)Argument(0));
            case "duplicate_insensitive":
                return ((Sequence<AggregateItem>)Argument(0)).All(a => AggregateTable.IsDuplicateInsensitive(a.Call));
            case "any_distinct":
                return CallsIn(Argument(0)).Any(a => a.Call.Distinct);
            case "null_on_no_rows":
                return CallsIn(Argument(0)).All(a => AggregateTable.OnNoRows(a.Call) is Scalar.Constant { Value: null });
            case "references":
                return References(ScalarsIn(Argument(0)).ToSequence(), View(1), View(2));
            case "~":
                return IsSimilar(arguments, bindings);
            case "rename":
                return Rename(Argument(0), (RenamingValue)Argument(1));
            case "reduced":
                return IsReduced(View(0), Columns(arguments[1], bindings));
            case "engine":
                return string.Equals((string)Argument(0), engine, StringComparison.OrdinalIgnoreCase);

            // Parts of conjunct sets.
            case "conjoin":
                return ScalarsOf(arguments, bindings);
            case "split":
                return ScalarsIn(Argument(0)).Where(s => ColumnSet.ReadBy(s).IsSubsetOf(Columns(arguments[1], bindings)) && s.ReferencedColumns().Any()).ToSequence();
            case "remainder":
                return ScalarsIn(Argument(0)).Where(s => !ColumnSet.ReadBy(s).IsSubsetOf(Columns(arguments[1], bindings))).ToSequence();
            case "partners":
                return Partners(ScalarsIn(Argument(0)), Columns(arguments[1], bindings));
            case "conjuncts":
                return ((Scalar)Argument(0)).Conjuncts();
            case "disjoin":
                return Scalars.AnyOf(ScalarsIn(Argument(0)));
            case "shared":
                return Shared(ScalarsIn(Argument(0)));
            case "factored":
                return Factored(ScalarsIn(Argument(0)).ToSequence());
            case "using":
                return ScalarsIn(Argument(0)).Where(s => ColumnSet.ReadBy(s).Overlaps(Columns(arguments[1], bindings))).ToSequence();
            case "equated":
                return Equated(ScalarsIn(Argument(0)), Columns(arguments[1], bindings));
            case "equalities":
                return Equalities(ScalarsIn(Argument(0)), Columns(arguments[1], bindings), Columns(arguments[2], bindings));
            case "equates":
                return AreEqualities(ScalarsIn(Argument(0)), Columns(arguments[1], bindings), Columns(arguments[2], bindings));
            case "not_nulls":
                return Columns(arguments[0], bindings).Ids.Select(id => plans.Columns[id])
                    .Where(c => arguments.Count < 2 || !NotNull(View(1)).Contains(c))
                    .Select(c => (Scalar)new Scalar.Not(new Scalar.IsNull(c.Ref()))).ToSequence();
            case "common":
                return Common((Sequence<object>)Argument(0));
            case "any_of":
                return Scalars.AnyOf(((Sequence<object>)Argument(0)).Select(p => Scalars.AllOf(ScalarsIn(p))));
            case "without":
                return Argument(0) is Sequence<object> sets
                    ? sets.Map(p => ScalarsIn(p).Except(ScalarsIn(Argument(1))).ToSequence())
                    : Minus(Argument(0), Argument(1));
            case "filtered":
                return AggregateTable.Filtered((Sequence<AggregateItem>)Argument(0), ScalarsIn(Argument(1)));
            case "filtered_each":
                return FilteredEach((Sequence<object>)Argument(0), (Sequence<object>)Argument(1));

            // Aggregates.
            case "partials":
                return AggregateTable.Decompose((Sequence<AggregateItem>)Argument(0), plans.Columns).Partials;
            case "finals":
                return AggregateTable.Decompose((Sequence<AggregateItem>)Argument(0), plans.Columns);
            case "used":
                return Used(Argument(0), Columns(arguments[1], bindings));

            // Substitution.
            case "substitute":
                return Substitute(Argument(0), (Sequence<ProjectItem>)Argument(1));
            case "replace":
                return Replace(Argument(0), (Scalar)Argument(1), (Scalar)Argument(2));

            // Estimates.
            case "rows":
                return estimator.Rows(View(0).Class);
            case "distinct_values":
                return estimator.DistinctValues(View(0).Class, Inside(View(0), Columns(arguments[1], bindings)).Ids.Select(id => plans.Columns[id]));
            case "selectivity":
                return estimator.Selectivity(ScalarsIn(Argument(0)), 1000);
            case "uses":
                return (double)plans.Graph.ParentsOf(View(0).Class).Length;
            default:
                return ScalarOperator(op, arguments, bindings);
        }
    }

    private object ScalarOperator(Term.Operator op, List<Term> arguments, Bindings bindings)
    {
        if (ScalarOperators.Comparison(op.Name) is { } comparison)
        {
            return new Scalar.Comparison(comparison, ScalarOf(arguments[0], bindings), ScalarOf(arguments[1], bindings));
        }

        switch (op.Name)
        {
            case "and":
                return Scalars.AllOf(ScalarsOf(arguments, bindings));
            case "or":
                return Scalars.AnyOf(ScalarsOf(arguments, bindings));
            case "not":
                return new Scalar.Not(ScalarOf(arguments[0], bindings));
            case "is_null" or "is null":
                return new Scalar.IsNull(ScalarOf(arguments[0], bindings));
            case "is_not_null" or "is not null":
                return new Scalar.Not(new Scalar.IsNull(ScalarOf(arguments[0], bindings)));
            case "case":
                var then = ScalarOf(arguments[1], bindings);
                return new Scalar.Case([new(ScalarOf(arguments[0], bindings), then)], ScalarOf(arguments[2], bindings), then.Type);
            case "in_list":
                var items = ScalarsOf(arguments, bindings);
                return items.Count > 1 ? new Scalar.InList(items[0], [.. items.Skip(1)]) : Scalars.False;
            default:
                if (!Functions.IsKnown(op.Name))
                {
                    throw new NotSupportedException($"{op.Span}: '{op.Name}' is not known");
                }

                // A call on a right side has the type of its first argument, as coalesce, arithmetic on one type and the like have.
                var operands = ScalarsOf(arguments, bindings);
                return operands.Count == 1 && op.Name == "coalesce" ? operands[0] : new Scalar.Call(op.Name, operands, operands[0].Type);
        }
    }

    private static double Compute(string name, double left, double right) => name switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        _ => left % right,
    };

    private static bool Compare(string name, object left, object right) => (name, left, right) switch
    {
        ("=", double l, double r) => l.Equals(r),
        ("<>", double l, double r) => !l.Equals(r),
        ("<", double l, double r) => l < r,
        ("<=", double l, double r) => l <= r,
        (">", double l, double r) => l > r,
        (">=", double l, double r) => l >= r,
        ("<=", _, _) => SetOf(left).IsSubsetOf(SetOf(right)),
        (">=", _, _) => SetOf(right).IsSubsetOf(SetOf(left)),
        ("=", _, _) => left.Equals(right) || (left is ColumnSet or Scalar.ColumnRef && SetOf(left).Equals(SetOf(right))),
        ("<>", _, _) => !left.Equals(right),
        _ => false,
    };

    private static ColumnSet SetOf(object value) => value switch
    {
        ColumnSet set => set,
        Scalar.ColumnRef reference => ColumnSet.Of(reference.Column),
        _ => throw new NotApplicableException($"{value} is not a set of columns"),
    };

    private static object Join(object left, object right) => (left, right) switch
    {
        (Sequence<ProjectItem> l, Sequence<ProjectItem> r) => l.Concat(r).DistinctBy(i => i.Column).ToSequence(),
        (Sequence<AggregateItem> l, Sequence<AggregateItem> r) => l.Concat(r).DistinctBy(i => i.Column).ToSequence(),
        (Sequence<Scalar> l, Sequence<Scalar> r) => l.Concat(r).Distinct().ToSequence(),
        _ => SetOf(left).Union(SetOf(right)),
    };

    private static object Minus(object left, object right) => left switch
    {
        Sequence<Scalar> scalars => scalars.Except(ScalarsIn(right)).ToSequence(),
        _ => SetOf(left).Except(SetOf(right)),
    };

    private static int Count(object value) => value switch
    {
        ColumnSet set => set.Count,
        System.Collections.ICollection collection => collection.Count,
        Sequence<Scalar> s => s.Count,
        Sequence<RelationView> s => s.Count,
        Sequence<ProjectItem> s => s.Count,
        Sequence<AggregateItem> s => s.Count,
        Sequence<WindowItem> s => s.Count,
        Sequence<SortKey> s => s.Count,
        Sequence<object> s => s.Count,
        _ => throw new UnreachableException(value.GetType().Name),
    };

    private static IEnumerable<Scalar> ScalarsIn(object value) => value switch
    {
        Scalar scalar => [scalar],
        Sequence<Scalar> scalars => scalars,
        Sequence<ProjectItem> items => items.Select(i => i.Expression),
        ColumnSet => throw new NotApplicableException("columns where scalars are asked for"),
        _ => throw new UnreachableException(value.GetType().Name),
    };

    private static Sequence<RelationView> ViewsIn(object value) => value switch
    {
        RelationView one => [one],
        Sequence<RelationView> many => many,
        _ => throw new UnreachableException(value.GetType().Name),
    };

    private static IEnumerable<AggregateItem> CallsIn(object value) => value switch
    {
        Sequence<AggregateItem> items => items,
        Sequence<object> lists => lists.SelectMany(CallsIn),
        _ => throw new UnreachableException(value.GetType().Name),
    };

    private ColumnSet OutOf(object value) => value switch
    {
        Sequence<ProjectItem> items => ColumnSet.Of(items.Select(i => i.Column)),
        Sequence<AggregateItem> items => ColumnSet.Of(items.Select(i => i.Column)),
        Sequence<WindowItem> items => ColumnSet.Of(items.Select(i => i.Column)),
        _ => OutOfRelations(value),
    };

    private ColumnSet OutOfRelations(object value) => ViewsIn(value).Aggregate(ColumnSet.Empty, (all, v) => all.Union(Out(v)));

    private ColumnSet OuterOf(object value) => ViewsIn(value).Aggregate(ColumnSet.Empty, (all, v) => all.Union(plans.FactsOf(v.Class).Outer));

    private static ColumnSet ColumnsOf(object value) => value switch
    {
        ColumnSet set => set,
        Sequence<AggregateItem> items => AggregateTable.ColumnsOf(items),
        Sequence<SortKey> keys => ColumnSet.ReadBy(keys.Select(k => k.Expression)),
        Sequence<WindowItem> items => ColumnSet.ReadBy(items.SelectMany(i => new Relation.Window(Stub, [i]).OwnScalars())),
        Sequence<object> many => many.Aggregate(ColumnSet.Empty, (all, one) => all.Union(ColumnsOf(one))),
        _ => ColumnSet.ReadBy(ScalarsIn(value)),
    };

    // Columns as the view's class knows them.
    private static ColumnSet Inside(RelationView view, ColumnSet seen)
    {
        if (view.Renaming.IsEmpty)
        {
            return seen;
        }

        var renamed = ColumnSet.Of(view.Renaming.Where(p => seen.Contains(p.Out)).Select(p => p.In));
        return seen.Except(ColumnSet.Of(view.Renaming.Select(p => p.Out))).Union(renamed);
    }

    private ColumnSet NotNull(RelationView view) => view.Renaming.IsEmpty
        ? plans.FactsOf(view.Class).NotNull
        : ColumnSet.Of(plans.FactsOf(view.Class).NotNull.Ids.Select(id => view.Seen(plans.Columns[id])));

    // Where a scalar rule is matched, its place says which columns are not NULL.
    private static ColumnSet SiteNotNull(Bindings bindings) =>
        bindings.TryGet(ScalarSite.NotNullKey, out var value) ? (ColumnSet)value : ColumnSet.Empty;

    private static ColumnSet Equated(IEnumerable<Scalar> conjuncts, ColumnSet side) =>
        ColumnSet.Of(conjuncts.SelectMany(c => FactsDerivation.EquatedWith(c, side, ColumnSet.Empty)));

    // Each conjunct sets a column of one side equal to something of the other side alone.
    private static bool AreEqualities(IEnumerable<Scalar> conjuncts, ColumnSet inner, ColumnSet outer) => conjuncts.All(c =>
        c is Scalar.Comparison { Operator: ComparisonOperator.Equal } equality
        && ((equality.Left is Scalar.ColumnRef l && inner.Contains(l.Column) && ColumnSet.ReadBy(equality.Right).IsSubsetOf(outer))
            || (equality.Right is Scalar.ColumnRef r && inner.Contains(r.Column) && ColumnSet.ReadBy(equality.Left).IsSubsetOf(outer))));

    private static Sequence<Scalar> Equalities(IEnumerable<Scalar> conjuncts, ColumnSet a, ColumnSet b) => [.. conjuncts.Where(c =>
        c is Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef l, Right: Scalar.ColumnRef r }
        && ((a.Contains(l.Column) && b.Contains(r.Column)) || (b.Contains(l.Column) && a.Contains(r.Column))))];

    // The columns that are set equal to one of these.
    private static ColumnSet Partners(IEnumerable<Scalar> conjuncts, ColumnSet columns) => ColumnSet.Of(conjuncts
        .OfType<Scalar.Comparison>()
        .Where(c => c is { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef, Right: Scalar.ColumnRef })
        .Select(c => (Left: ((Scalar.ColumnRef)c.Left).Column, Right: ((Scalar.ColumnRef)c.Right).Column))
        .SelectMany(c => new[] { columns.Contains(c.Left) ? c.Right : null, columns.Contains(c.Right) ? c.Left : null })
        .OfType<Column>());

    private static bool IsNullOnNoRows(Sequence<ProjectItem> items, Sequence<AggregateItem> calls)
    {
        if (calls.Any(c => AggregateTable.OnNoRows(c.Call) is null))
        {
            return false;
        }

        var values = calls.ToDictionary(c => c.Column, c => AggregateTable.OnNoRows(c.Call)!);
        return items.All(i => NullRejection.IsNullOn(i.Expression.Substitute(values), ColumnSet.Empty));
    }

    private static Sequence<Scalar> Common(Sequence<object> sets) =>
        sets.Select(s => ScalarsIn(s)).Aggregate((a, b) => a.Intersect(b)).ToSequence();

    // The conjuncts that every disjunct has.
    private static Sequence<Scalar> Shared(IEnumerable<Scalar> disjuncts) =>
        disjuncts.Select(d => d.Conjuncts().AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).ToSequence();

    private static Scalar Factored(Sequence<Scalar> disjuncts)
    {
        var shared = Shared(disjuncts);
        return Scalars.AllOf([.. shared, Scalars.AnyOf(disjuncts.Select(d => Scalars.AllOf(d.Conjuncts().Except(shared))))]);
    }

    private static Sequence<AggregateItem> FilteredEach(Sequence<object> calls, Sequence<object> conditions) =>
        [.. calls.Zip(conditions, (c, p) => AggregateTable.Filtered((Sequence<AggregateItem>)c, ScalarsIn(p))).SelectMany(c => c)];

    private static object Used(object value, ColumnSet needed) => value switch
    {
        Sequence<AggregateItem> items => items.Where(i => needed.Contains(i.Column)).ToSequence(),
        Sequence<ProjectItem> items => items.Where(i => needed.Contains(i.Column)).ToSequence(),
        Sequence<WindowItem> items => items.Where(i => needed.Contains(i.Column)).ToSequence(),
        _ => throw new UnreachableException(value.GetType().Name),
    };

    private static object Substitute(object value, Sequence<ProjectItem> items)
    {
        var replacements = items.Where(i => i.Expression is not Scalar.ColumnRef r || r.Column != i.Column).ToDictionary(i => i.Column, i => i.Expression);
        Scalar Step(Scalar scalar) => scalar.Substitute(replacements);
        return value switch
        {
            Scalar scalar => Step(scalar),
            Sequence<Scalar> scalars => scalars.Map(Step),
            Sequence<ProjectItem> projected => projected.Map(i => i with { Expression = Step(i.Expression) }),
            Sequence<AggregateItem> calls => calls.Map(c => c with { Call = c.Call.MapScalars(Step) }),
            Sequence<WindowItem> calls => calls.Map(c => c with { Call = c.Call.MapScalars(Step) }),
            Sequence<SortKey> keys => keys.MapKeys(Step),
            ColumnSet columns when !replacements.Keys.Any(columns.Contains) => columns,
            ColumnSet => throw new NotApplicableException("a key would have to be computed"),
            _ => throw new UnreachableException(value.GetType().Name),
        };
    }

    private static object Replace(object value, Scalar old, Scalar replacement)
    {
        Scalar Step(Scalar scalar) => scalar.Transform(s => s.Equals(old) ? replacement : s);
        return value switch
        {
            Scalar scalar => Step(scalar),
            Sequence<Scalar> scalars => scalars.Map(Step),
            Sequence<ProjectItem> projected => projected.Map(i => i with { Expression = Step(i.Expression) }),
            _ => throw new UnreachableException(value.GetType().Name),
        };
    }

    // The conjuncts are a foreign key of one occurrence in A that refers to all of B's table, column by column.
    private bool References(Sequence<Scalar> conjuncts, RelationView a, RelationView b)
    {
        if (!b.Renaming.IsEmpty || !plans.Graph.NodesOf(b.Class).ToArray().Any(n => plans.ShellOf(n) is Algebra.Relation.Scan))
        {
            return false;
        }

        var pairs = new List<(TableOrigin Here, TableOrigin There)>();
        foreach (var conjunct in conjuncts)
        {
            if (conjunct is not Scalar.Comparison { Operator: ComparisonOperator.Equal, Left: Scalar.ColumnRef l, Right: Scalar.ColumnRef r })
            {
                return false;
            }

            var (here, there) = Out(b).Contains(r.Column) ? (l.Column, r.Column) : (r.Column, l.Column);
            if (!Out(a).Contains(here) || !Out(b).Contains(there)
                || !plans.Origins.TryGetValue(here, out var from) || !plans.Origins.TryGetValue(there, out var to))
            {
                return false;
            }

            pairs.Add((from, to));
        }

        return pairs.Count > 0
            && pairs.TrueForAll(p => p.Here.Table == pairs[0].Here.Table && p.Here.Occurrence == pairs[0].Here.Occurrence)
            && pairs[0].Here.Table.ForeignKeys.Any(f => f.Trust >= plans.Derivation.MinimumTrust
                && string.Equals(f.ReferencedTable, pairs[0].There.Table.Name, StringComparison.OrdinalIgnoreCase)
                && f.Columns.Count == pairs.Count
                && Enumerable.Range(0, f.Columns.Count).All(i => pairs.Exists(p =>
                    p.Here.Position == p.Here.Table.IndexOf(f.Columns[i]) && p.There.Position == p.There.Table.IndexOf(f.ReferencedColumns[i]))));
    }

    // The same relation up to the renaming that pairs their columns; null if that is not known.
    private Dictionary<Column, Column>? Renaming(RelationView a, RelationView b)
    {
        if (!a.Renaming.IsEmpty || !b.Renaming.IsEmpty)
        {
            return null;
        }

        return SameUpToRenaming.Find(plans, a.Class, b.Class);
    }

    // A ~ B by m: m takes B's columns to A's. The matcher binds m before the conditions are asked; see RelationRule.
    private bool IsSimilar(List<Term> arguments, Bindings bindings) =>
        Renaming((RelationView)Evaluate(arguments[0], bindings), (RelationView)Evaluate(arguments[1], bindings)) is not null;

    /// <summary>The bindings with the renaming that a condition <c>A ~ B by m</c> names; null where there is none.</summary>
    public Bindings? BindRenaming(Term condition, Bindings bindings)
    {
        if (condition is not Term.Operator { Name: "~" } similar || similar.Arguments.ElementAtOrDefault(2) is not Term.Variable name)
        {
            return bindings;
        }

        var a = (RelationView)Evaluate(similar.Arguments.ElementAt(0), bindings);
        var b = (RelationView)Evaluate(similar.Arguments.ElementAt(1), bindings);
        return Renaming(b, a) is { } found ? bindings.Set(name.Name, new RenamingValue(found)) : null;
    }

    private static object Rename(object value, RenamingValue renaming)
    {
        Column Step(Column column) => renaming.Columns.GetValueOrDefault(column, column);
        Scalar Each(Scalar scalar) => scalar.MapColumns(Step);
        return value switch
        {
            Scalar scalar => Each(scalar),
            Sequence<Scalar> scalars => scalars.Map(Each),
            Sequence<ProjectItem> items => items.Map(i => i with { Expression = Each(i.Expression) }),
            Sequence<AggregateItem> calls => calls.Map(c => c with { Call = c.Call.MapScalars(Each) }),
            _ => throw new NotApplicableException($"{value.GetType().Name} cannot be renamed"),
        };
    }

    // Whether some member of the class is a semi join on these columns: it has been reduced by them before.
    private bool IsReduced(RelationView view, ColumnSet columns)
    {
        var inside = Inside(view, columns);
        foreach (var node in plans.Graph.NodesOf(view.Class))
        {
            if (plans.ShellOf(node) is Algebra.Relation.SemiJoin join && ColumnSet.ReadBy(join.On).Overlaps(inside))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Which column of one relation is which of another.</summary>
/// <param name="Columns">From the one's columns to the other's.</param>
internal sealed record RenamingValue(IReadOnlyDictionary<Column, Column> Columns);
