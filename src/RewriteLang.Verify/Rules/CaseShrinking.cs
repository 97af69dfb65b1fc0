using System.Diagnostics;
using RewriteLang.Algebra;
using RewriteLang.Dsl;
using RewriteLang.Optimizer;
using RewriteLang.Verify.Equality;
using RewriteLang.Verify.Generation;
using RewriteLang.Verify.Reference;

namespace RewriteLang.Verify.Rules;

/// <summary>Makes a difference small: fewer rows, simpler values, fewer conjuncts and calculations, as long as it stays a difference.</summary>
internal static class CaseShrinking
{
    private const int MaximumSteps = 400;

    // Ways in which one operator is made simpler.
    private const int Parts = 10;

    /// <summary>The case as small as it can be made, with its script.</summary>
    public static Refutation Minimal(Rule rule, FoundDifference found, PrintQuery print)
    {
        var judge = found.Judge;
        (RuleTrial Trial, Judgement Judgement)? Differs(Query candidate, TinyDatabase on)
        {
            try
            {
                var trial = RuleTrial.Run(rule, candidate, found.Columns, "duckdb");
                return trial.Applications > 0 && judge.Prepare(trial.Before, trial.After)
                    && judge.On(on, -1, ComparisonSpec.For(trial.Before, judge.Numbers)) is { Verdict: Verdict.Differs } judgement
                    ? (trial, judgement)
                    : null;
            }
            catch (Exception fault) when (RuleRun.IsFault(fault))
            {
                return null;
            }
        }

        var query = ShrinkValues(found.Query, q => Differs(q, found.Database) is not null);
        var small = Shrink(found.Database, d => Differs(query, d) is not null);
        var simple = Shrink(query, q => Differs(q, small) is not null);
        small = Shrink(small, d => Differs(simple, d) is not null);
        if (Differs(simple, small) is not var (shown, judgement))
        {
            throw new UnreachableException("A difference got lost while it was made small.");
        }

        var engine = judge is Judge.OfEngine ? judge.Name : "duckdb";
        var leaves = shown.Before.Body.DescendantsAndSelf().ToList();
        return new(
            judge.Name,
            ((Verdict.Differs)judgement.Verdict).Difference.ToString(),
            SqlScript.Of(
                small, shown.Before, print(shown.Before, engine) ?? "-- cannot be printed", print(shown.After, engine) ?? "-- cannot be printed",
                judgement.Before, judgement.After, engine),
            leaves.OfType<Relation.Scan>().Select(s => s.Table).Distinct().Sum(t => small.Of(t).Count) + leaves.OfType<Relation.Values>().Sum(v => v.Rows.Count),
            found.Attempt);
    }

    /// <summary>The smallest database found on which <paramref name="differs"/> still holds.</summary>
    public static TinyDatabase Shrink(TinyDatabase database, Func<TinyDatabase, bool> differs)
    {
        var steps = 0;
        bool Holds(TinyDatabase candidate) => steps++ < MaximumSteps && Constraints.Hold(candidate) && differs(candidate);
        for (var changed = true; changed && steps < MaximumSteps;)
        {
            changed = false;
            foreach (var candidate in Smaller(database))
            {
                if (Holds(candidate))
                {
                    (database, changed) = (candidate, true);
                    break;
                }
            }
        }

        return database;
    }

    /// <summary>The smallest query found on which <paramref name="differs"/> still holds.</summary>
    public static Query Shrink(Query query, Func<Query, bool> differs)
    {
        var steps = 0;
        for (var changed = true; changed && steps < MaximumSteps;)
        {
            changed = false;
            foreach (var candidate in Smaller(query))
            {
                if (steps++ < MaximumSteps && differs(candidate))
                {
                    (query, changed) = (candidate, true);
                    break;
                }
            }
        }

        return query;
    }

    // All combinations of values are many rows; a half at a time they are soon one, before anything else is tried on all of them.
    private static Query ShrinkValues(Query query, Func<Query, bool> differs)
    {
        while (query.Body.DescendantsAndSelf().OfType<Relation.Values>().FirstOrDefault(v => v.Rows.Count > 1) is { } values)
        {
            var smaller = Enumerable.Range(0, Parts).Select(p => HalfOf(values, p)).OfType<Relation.Values>()
                .Select(v => query with { Body = query.Body.Transform(r => ReferenceEquals(r, values) ? v : r) }).FirstOrDefault(differs);
            if (smaller is null)
            {
                return query;
            }

            query = smaller;
        }

        var joined = query with { Body = query.Body.Transform(r => r is Relation.Block block ? Joined(block) : r) };
        return differs(joined) ? joined : query;
    }

    // Single values of several variables are one row.
    private static Relation.Block Joined(Relation.Block block)
    {
        var single = block.Inputs.OfType<Relation.Values>().Where(v => v.Rows.Count == 1).ToList();
        return single.Count < 2 ? block : block with
        {
            Inputs = [new Relation.Values([.. single.SelectMany(v => v.Columns)], [[.. single.SelectMany(v => v.Rows[0])]]), .. block.Inputs.Where(i => !single.Contains(i))],
        };
    }

    // Whole tables first, then single rows, then values.
    private static IEnumerable<TinyDatabase> Smaller(TinyDatabase database)
    {
        for (var t = 0; t < database.Rows.Count; t++)
        {
            if (database.Rows[t].Count > 1)
            {
                yield return database.With(t, []);
            }
        }

        for (var t = 0; t < database.Rows.Count; t++)
        {
            for (var r = 0; r < database.Rows[t].Count; r++)
            {
                yield return database.With(t, [.. database.Rows[t].Where((_, i) => i != r)]);
            }
        }

        for (var t = 0; t < database.Rows.Count; t++)
        {
            for (var r = 0; r < database.Rows[t].Count; r++)
            {
                var row = database.Rows[t][r];
                for (var c = 0; c < row.Length; c++)
                {
                    var column = database.Catalog.Tables[t].Columns[c];
                    var simplest = column.NotNull is null ? null : TinyDomains.Has(column.Type) ? TinyDomains.Of(column.Type)[0] : row[c];
                    if (row[c] is not null && !Equals(row[c], simplest))
                    {
                        var simpler = row.ToArray();
                        simpler[c] = simplest;
                        yield return database.With(t, [.. database.Rows[t].Select((old, i) => i == r ? simpler : old)]);
                    }
                }
            }
        }
    }

    // Each operator in turn: without one of its conjuncts, aggregates or items; filters of nothing are their input.
    private static IEnumerable<Query> Smaller(Query query)
    {
        var count = query.Body.DescendantsAndSelf().Count();
        for (var at = 0; at < count; at++)
        {
            for (var part = 0; part < Parts; part++)
            {
                var seen = -1;
                var changed = false;
                var body = Edit(query.Body);
                if (changed && query.Outputs.All(o => body.Columns.Contains(o.Column)))
                {
                    yield return query with { Body = body };
                }

                Relation Edit(Relation relation)
                {
                    seen++;
                    if (seen == at && Without(relation, part) is { } smaller)
                    {
                        changed = true;
                        return smaller;
                    }

                    return relation.WithChildren(relation.Children().Map(Edit));
                }
            }
        }

        for (var o = 0; query.Outputs.Count > 1 && o < query.Outputs.Count; o++)
        {
            yield return query with { Outputs = query.Outputs.RemoveAt(o) };
        }
    }

    private static Relation? Without(Relation relation, int part) => relation switch
    {
        Relation.Block block when part < block.Conjuncts.Count =>
            block.Inputs.Count == 1 && block.Conjuncts.Count == 1 ? block.Inputs[0] : block with { Conjuncts = block.Conjuncts.RemoveAt(part) },
        Relation.LeftJoin join when part < join.On.Count && join.On.Count > 1 => join with { On = join.On.RemoveAt(part) },
        Relation.SemiJoin join when part < join.On.Count && join.On.Count > 1 => join with { On = join.On.RemoveAt(part) },
        Relation.AntiJoin join when part < join.On.Count && join.On.Count > 1 => join with { On = join.On.RemoveAt(part) },
        Relation.Aggregate aggregate when aggregate.Aggregates.Count > 1 && part < aggregate.Aggregates.Count =>
            aggregate with { Aggregates = aggregate.Aggregates.RemoveAt(part) },
        Relation.Aggregate aggregate when part == 5 && aggregate.Keys.Count > 1 && aggregate.Sets.IsEmpty => aggregate with { Keys = aggregate.Keys.RemoveAt(0) },
        Relation.TopN { Limit: Scalar.Constant { Value: long limit and > 0 } } top when part == 0 => top with { Limit = Scalars.Integer(limit - 1) },
        Relation.TopN { Offset: not null } top when part == 1 => top with { Offset = null },
        Relation.Values values when values.Rows.Count > 1 => HalfOf(values, part),
        Relation.Project project when project.Items.Count > 1 && part < project.Items.Count => project with { Items = project.Items.RemoveAt(part) },
        _ => null,
    };

    // A half, a quarter, … from either end.
    private static Relation.Values? HalfOf(Relation.Values values, int part)
    {
        var count = values.Rows.Count >> ((part / 2) + 1);
        return count == 0 ? null : values with { Rows = [.. part % 2 == 0 ? values.Rows.Take(values.Rows.Count - count) : values.Rows.Skip(count)] };
    }
}
