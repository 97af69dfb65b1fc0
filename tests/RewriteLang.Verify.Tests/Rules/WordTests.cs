using System.Text.RegularExpressions;
using RewriteLang.Dsl;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Verify.Tests.Rules;

/// <summary>Every word of the rule language is evaluated: a sound rule with it applies and survives random data, and its unsound neighbour does not.</summary>
public sealed partial class WordTests
{
    private static readonly Dictionary<string, string> Sound = new()
    {
        ["map over conjuncts, all, length"] = "\n  filter(R, ..p) => filter(R, map(p, x => x = true))\n  when all(p, x => total(x)), length(p) > 0",
        ["map over items"] = "\n  project(R, xs) => project(R, map(xs, (c, e) => [c := coalesce(e, e)]))",
        ["map over columns"] = "\n  distinct(R) => aggregate(R, map(out(R), c => c), [])\n  when not empty(out(R))",
        ["map over aggregates, filtered"] = "\n  aggregate(filter(R, ..p), ks, as) => aggregate(filter(R, ..p), ks, map(as, a => filtered(a, p)))",
        ["map over relations in set"] = " in set\n  union_all(..xs) => union_all(map(xs, x => distinct(x)))",
        ["map over relations with positions"] = "\n  union_all(..xs) => project(union_all(map(xs, (x, i) => project(x, [n := i, items(out(x))]))), items(out(xs)))",
        ["map over conjuncts with positions"] = "\n  filter(R, ..p) => filter(R, map(p, (x, i) => x and i > 0))",
        ["each, every"] = "\n  each aggregate(R, ks, as) => aggregate(aggregate(R, every(ks), partials(every(as))), ks, finals(as))\n  when decomposable(as)",
        ["each, any_of every"] = "\n  each filter(R, p) => filter(filter(R, any_of(every(p)) & common(every(p))), p)",
        ["each in set"] = " in set\n  each project(R, xs) => project(distinct(R), xs)",
        ["with"] = "\n  x := aggregate(R, ks, as) with y := distinct(R) => x := aggregate(R, ks, as), y := aggregate(R, out(R), [])\n  when not empty(out(R))",
        ["with, up to a renaming"] = "\n  x := distinct(A) with y := aggregate(B, ks, as) => x := distinct(distinct(rename(B, m)))\n  when A ~ B by m",
        ["a union of a rest"] = " in set\n  union_all(R, R, ..rest) => union_all(R, ..rest)",
        ["a union that may have no branch"] = "\n  union_all(A, ..rest) => union_all(A, union_all(..rest))",
        ["zip"] = "\n  filter(R, ..p) => filter(R, zip(p, p, (x, y) => x = true and y = true))",
        ["any"] = "\n  filter(R, ..p) => filter(R, map(p, x => x = true))\n  when any(c in out(R), not_null(c, R))",
        ["not_null of columns"] = "\n  filter(R, ..p) => filter(R, ..p & not_nulls(keys(R)))\n  when not_null(keys(R), R), not empty(keys(R))",
        ["implies"] = "\n  filter(R, p & q & ..rest) => filter(R, p & ..rest)\n  when implies(p, q)",
        ["contradicts"] = "\n  filter(R, p & q & ..rest) => empty(R)\n  when contradicts(p, q)",
        ["supports, engine"] = "\n  distinct(distinct(R)) => distinct(R)\n  when supports('full_join'), engine('duckdb')",
        ["fd, keys"] = "\n  distinct(R) => R\n  when fd(R, keys(R), out(R)), unique(R, keys(R))",
        ["constant of a column"] = "\n  apply_scalar(A, R) => apply_scalar(A, distinct(R))\n  when constant(out(R), R)",
        ["constant, literal, type"] = "\n  x = y => y = x and x = y\n  when constant(y), literal(y), type(x) = type(y)",
        ["null_on, rejects_null"] = "\n  join(left_join(L, R | ..on), ..rest | x = y & ..ps) => join(L, R, ..rest | ..on & x = y & ..ps)\n  when null_on(x, out(R)), is_column(x)",
        ["deterministic, total, exact of relations"] = "\n  distinct(distinct(R)) => distinct(R)\n  when deterministic(R), total(R), exact(R)",
        ["deterministic, total, exact of aggregates"] = "\n  distinct(aggregate(R, ks, as)) => aggregate(R, ks, as)\n  when deterministic(as), total(as), exact(as)",
        ["deterministic, total, exact of columns"] = "\n  distinct(aggregate(R, ks, as)) => aggregate(R, ks, as)\n  when deterministic(ks), total(ks), exact(ks)",
        ["is_count, any_distinct"] = "\n  distinct(aggregate(R, ks, as)) => aggregate(R, ks, as)\n  when is_count(as), not any_distinct(as)",
        ["conjuncts, disjoin"] = "\n  filter(R, p & ..ps) => filter(R, disjoin([p, p = true]) & ..ps & conjuncts(p))",
        ["split, remainder"] = "\n  join(A, B | ..on) => join(filter(A, split(on, out(A))), B | remainder(on, out(A)))\n  when not empty(split(on, out(A))), disjoint(outer_cols(A), out(B)), disjoint(outer_cols(B), out(A))",
        ["equalities, partners"] = "\n  join(A, B | ..on) => join(A, filter(B, not_nulls(partners(equalities(on, out(A), out(B)), out(A)))) | ..on)\n  when not empty(equalities(on, out(A), out(B)))",
        ["used items"] = "\n  project(project(R, xs), ys) => project(project(R, used(xs, cols(ys))), ys)\n  when not out(xs) <= cols(ys), not empty(used(xs, cols(ys)))",
        ["substitute an order"] = "\n  filter(project(R, xs), ..p) => project(filter(R, substitute(p, xs)), xs)",
        ["replace in conjuncts"] = "\n  filter(R, x = y & ..p) => filter(R, x = y & replace(p, x, y))\n  when is_column(x), type(x) = type(y), exact(x)",
        ["concat of conjuncts"] = "\n  join(filter(A, ..p), B | ..q) => join(A, B | concat(p, q))",
        ["define from a list of aggregates"] = "\n  aggregate(R, ks, [n := count(x), ..as]) => aggregate(R, ks, [n := count_star(), ..as])\n  when not_null(cols(x), R), is_column(x)",
        ["a column pattern"] = "\n  distinct(aggregate(R, [k, ..ks], as)) => aggregate(R, concat([k], ks), as)",
        ["a list pattern of items"] = "\n  project(R, [c := x, ..xs]) => project(R, [c := coalesce(x, x), ..xs])",
        ["a conjunction in an or"] = "\n  or(x <= y, and(q, ..r), ..rest) => or(and(q, ..r), not (x > y), ..rest)",
        ["same_if_equal"] = "\n  filter(R, x = y & ..p) => filter(R, x = y & replace(p, x, y))\n  when is_column(x), type(x) = type(y), same_if_equal(x), not empty(p)",
        ["sets"] = "\n  aggregate(distinct(R), ks, as) => aggregate(R, ks, as)\n  when duplicate_insensitive(as), (ks | cols(as)) & out(R) <= out(R), out(R) - ks <= out(R)",
        ["full_join"] = "\n  filter(full_join(A, B | ..on), ..p) => filter(left_join(A, B | ..on), ..p)\n  when rejects_null(p, out(A))",
        ["apply_left"] = "\n  apply_left(A, R | ..on) => left_join(A, R | ..on)\n  when disjoint(outer_cols(R), out(A))",
        ["apply_scalar"] = "\n  apply_scalar(A, R) => apply_scalar(A, distinct(R))",
        ["apply_mark"] = "\n  apply_mark(A, R, m | ..on) => apply_mark(A, distinct(R), m | ..on)",
        ["apply_mark as a condition"] = "\n  aggregate(filter(apply_mark(A, R, m), m & ..ps), ks, as) => aggregate(filter(apply_semi(A, R), ..ps), ks, as)\n  when disjoint(cols(ps) | ks | cols(as), m)",
        ["a name in every branch"] = "\n  union_all(A, B) => filter(union_all(project(A, [s := 1, items(out(A))]), project(B, [s := 2, items(out(B))])), s = 1 or s = 2)",
        ["apply_inner"] = "\n  apply_inner(A, R | ..on) => join(A, R | ..on)\n  when disjoint(outer_cols(R), out(A))",
        ["apply_null_aware_anti"] = "\n  apply_null_aware_anti(A, R | ..on) => null_aware_anti_join(A, R | ..on)\n  when disjoint(outer_cols(R), out(A))",
        ["intersect"] = "\n  distinct(intersect(A, B)) => intersect(A, B)",
        ["sides of a set operation"] = "\n  intersect(A, B) => filter(aggregate(union_all(project(A, [s := 1, items(out(A))]), project(B, [s := 2, items(out(B))])), out(A), [first := min(s), last := max(s)]), first = 1 & last = 2)\n  when same_if_equal(out(A))",
        ["a set operation in a set operation"] = "\n  except(except(A, B), C) => except(A, union_all(B, C))",
        ["has_key of a side"] = "\n  union_all(A, B) => union_all(distinct(A), B)\n  when has_key(A)",
        ["values"] = "\n  semi_join(A, values(c, x, y) | ..on) => semi_join(A, values(c, y, x, x) | ..on)",
        ["numbered, neighbours"] = "\n  join(A, B | x = y + 1 & ..on) => filter(window(A, neighbours(out(B), m, part, x, 'lag')), y is not null & ..present)\n  let part = cols(on) & out(A), present = not_nulls(part, A)\n  when A ~ B by m, empty(without(on, equalities(on, out(A), out(B)))), cols(y) <= out(B), rename(y, m) = x, all(on, e => length(rename(cols(e), m)) = 1), numbered(A, x, part)",
        ["intersect built"] = "\n  intersect(A, B) => intersect(distinct(A), B)",
        ["except built"] = "\n  except(A, B) => except(A, distinct(B))",
        ["window"] = "\n  distinct(window(R, ws)) => window(distinct(R), ws)\n  when has_key(R)",
        ["top_n"] = "\n  distinct(top_n(distinct(R), order, n, null)) => top_n(distinct(R), order, n, 0)",
        ["scan"] = "\n  aggregate(left_join(A, scan(_t) | .._on), ks, as) => aggregate(A, ks, as)\n  when ks | cols(as) <= out(A), duplicate_insensitive(as)",
        ["one_row, empty"] = "\n  semi_join(A, one_row()) => join(A, one_row())",
        ["cast"] = "\n  cast(x) is null => x is null",
        ["cast built"] = "\n  project(R, [c := x, ..xs]) => project(R, [c := cast(cast(x, 'VARCHAR'), type(x)), ..xs])\n  when exact(x)",
        ["case"] = "\n  case(p, x, y) => case(p, x, case(p, y, y))",
        ["aggregates"] = "\n  aggregate(R, ks, [a := min(x), ..as]) => aggregate(R, ks, [a := any_value(x), ..as])\n  when ks = cols(x), is_column(x)",
        ["or, three-valued"] = "\n  distinct(R) => R\n  when row_bound(R) <= 1 or has_key(R)",
        ["partition_cols"] = "\n  join(window(R, ws), ..rest | ..on) => join(window(filter(R, ..local), ws), ..rest | ..others)\n  let local = split(on, partition_cols(ws)), others = remainder(on, partition_cols(ws))\n  when not empty(local), disjoint(out(R), out(rest))",
    };

    private static readonly Dictionary<string, string> Unsound = new()
    {
        ["map over conjuncts"] = "\n  filter(R, ..p) => filter(R, map(p, x => x is null))",
        ["in set, everywhere"] = "\n  union_all(..xs) => union_all(map(xs, x => distinct(x)))",
        ["in set, of an aggregate"] = " in set\n  aggregate(R, ks, as) => aggregate(distinct(R), ks, as)",
        ["any for all"] = "\n  filter(R, ..p) => empty(R)\n  when any(x in p, null_on(x, cols(x)))",
        ["implies the other way round"] = "\n  filter(R, p & q & ..rest) => filter(R, p & ..rest)\n  when implies(q, p)",
        ["contradicts, left out"] = "\n  filter(R, p & q & ..rest) => empty(R)",
        ["a list pattern of aggregates"] = "\n  aggregate(R, ks, [n := count(x), ..as]) => aggregate(R, ks, [n := count_star(), ..as])",
        ["a column pattern"] = "\n  project(aggregate(R, [k, ..ks], as), xs) => project(aggregate(R, ks, as), xs)\n  when not cols(k) <= cols(xs), not empty(ks)",
        ["full_join"] = "\n  full_join(A, B | ..on) => left_join(A, B | ..on)",
        ["apply_mark, UNKNOWN made FALSE"] = "\n  apply_mark(A, R, m | x = y) => apply_mark(A, filter(R, y is not null), m | x = y)",
        ["a name in every branch"] = "\n  union_all(A, B) => filter(union_all(project(A, [s := 1, items(out(A))]), project(B, [s := 2, items(out(B))])), s = 2)",
        ["a set operation in a set operation"] = "\n  except(A, except(B, C)) => except(A, union_all(B, C))",
        ["a full join, NULL keys together"] = "\n  full_join(A, B | ..on) => aggregate(union_all(project(A, [items(out(A), h), nulls(rename(out(B), h)), s := 1]), project(project(B, [items(out(B)), items(kb, m)]), [items(ka | out(B), h), nulls(rename(out(A) - ka, h)), s := 2])), rename(ka, h), [largest(out(A) - ka, h), filtered(largest(ka, h), s = 1), largest(out(B), h)])\n  let ka = cols(on) & out(A), kb = cols(on) & out(B), m = pairing(on, kb, ka), h = apart(out(A) | out(B))\n  when unique(A, ka), unique(B, kb), same_if_equal(ka)",
        ["values"] = "\n  semi_join(A, values(c, x, y) | ..on) => semi_join(A, values(c, x) | ..on)",
        ["values, how many"] = "\n  join(A, values(c, x, ..ys) | ..on) => join(A, values(c, x, x, ..ys) | ..on)",
        ["neighbours on the other side"] = "\n  join(A, B | x = y + 1 & ..on) => filter(window(A, neighbours(out(B), m, part, x, 'lead')), y is not null & ..present)\n  let part = cols(on) & out(A), present = not_nulls(part, A)\n  when A ~ B by m, empty(without(on, equalities(on, out(A), out(B)))), cols(y) <= out(B), rename(y, m) = x, all(on, e => length(rename(cols(e), m)) = 1), numbered(A, x, part)",
        ["finals of padded parts"] = "\n  aggregate(left_join(L, R | ..on), ks, as) => aggregate(left_join(L, aggregate(R, low, partials(as)) | ..on), ks, finals(as))\n  let low = (cols(on) | ks) & out(R)\n  when cols(as) <= out(R), null_on(as, out(R)), decomposable(as), not empty(low)",
        ["cast built"] = "\n  project(R, [c := x, ..xs]) => project(R, [c := cast(cast(x, 'BOOLEAN'), type(x)), ..xs])\n  when type(x) = 'INTEGER'",
        ["except"] = "\n  except(A, B) => except(B, A)",
        ["a number in a pattern"] = "\n  top_n(R, order, 3, offset) => top_n(R, order, 2, offset)",
        ["each, what all have at each"] = "\n  each filter(R, p) => filter(R, any_of(every(p)))",
        ["each, the keys of all"] = "\n  each aggregate(R, ks, as) => project(aggregate(R, every(ks), as), items(ks | out(as)))\n  when not empty(every(ks) - ks)",
        ["with, one place's condition at the other"] = "\n  x := filter(R, p) with y := filter(R, q) => x := filter(R, p & q)",
        ["with, any partner"] = "\n  x := distinct(A) with y := distinct(B) => x := distinct(semi_join(A, B | ))",
        ["map over relations with positions"] = "\n  union_all(..xs) => project(filter(union_all(map(xs, (x, i) => project(x, [n := i, items(out(x))]))), n > 1), items(out(xs)))",
        ["top_n"] = "\n  top_n(R, order, n, offset) => R",
        ["a condition on other columns than partition_cols"] = "\n  join(window(R, ws), ..rest | ..on) => join(window(filter(R, ..local), ws), ..rest | ..others)\n  let local = split(on, out(R) - partition_cols(ws)), others = remainder(on, out(R) - partition_cols(ws))\n  when not empty(local), disjoint(out(R), out(rest))",
    };

    public static TheoryData<string> Right => [.. Sound.Keys];

    public static TheoryData<string> Wrong => [.. Unsound.Keys];

    [Theory]
    [MemberData(nameof(Right))]
    public void Words_that_are_right_apply_and_survive(string name)
    {
        var report = Verify(Sound[name]);
        Assert.Empty(report.Faults);
        Assert.True(report.Status == RuleStatus.Verified, $"{report.Status}, {report.Matches} matches; {string.Join("; ", report.Rejections)}\n{report.Refutation?.Script}");
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Words_that_are_wrong_are_refuted(string name) => Assert.Equal(RuleStatus.Refuted, Verify(Unsound[name]).Status);

    [Fact]
    public void Every_word_is_tried_here_or_in_the_library()
    {
        var text = string.Join('\n', Sound.Values.Concat(Directory.GetFiles(RulesFolder(), "*.rw").Select(File.ReadAllText)));
        var tried = Word().Matches(text).Select(m => m.Value).ToHashSet();
        var words = Vocabulary.Standard.Signatures.Where(s => s.Use != WordUse.Estimate && s is not { Use: WordUse.Operator, Result: Sort.Aggregates }).Select(s => s.Name).Distinct();
        Assert.Equal([], words.Where(w => !tried.Contains(w)));
    }

    private static RuleReport Verify(string law)
    {
        var parsed = RuleParser.Parse($"language 1\n\n/// A rule on trial.\nsimplify on-trial{(law[0] == ' ' ? "" : " ")}{law}\n", "trial.rw");
        Assert.True(parsed.IsSuccess, string.Join('\n', parsed.Diagnostics));
        using var verifier = new RuleVerifier(new(Seed: 11, Matches: 24, Attempts: 1500, MinimumMatches: 5), [], (query, engine) => null);
        return verifier.Verify(parsed.Value.Rules[0]);
    }

    private static string RulesFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RewriteLang.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "rules");
    }

    [GeneratedRegex("[a-z_]+")]
    private static partial Regex Word();
}
