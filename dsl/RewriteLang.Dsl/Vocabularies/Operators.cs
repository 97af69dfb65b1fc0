using System.Collections.Frozen;

namespace RewriteLang.Dsl;

/// <summary>
/// The operators of the algebra as patterns: what the checker, the manual and <c>explain</c> know of them. A term of the operator has the groups
/// listed here, a list's elements standing in the place of its parameter.
/// </summary>
internal static class Operators
{
    /// <summary>Operators that are matched and cannot be built: a right side could not say which table, which type, which inputs.</summary>
    internal static IReadOnlySet<string> MatchedOnly { get; } = FrozenSet.Create("scan", "cast", "bundle");

    /// <summary>Operators whose column a right side may name anew: it comes from nothing else.</summary>
    internal static IReadOnlySet<string> Naming { get; } = FrozenSet.Create("values");

    private static Signature Relation(string name, string parameters, string doc) =>
        Signature.Read(name, parameters, Sort.Relation, WordUse.Operator, doc);

    private static Signature Scalar(string name, string parameters, string doc) =>
        Signature.Read(name, parameters, Sort.Scalar, WordUse.Operator, doc);

    private static Signature Aggregate(string name, string parameters, string doc) =>
        Signature.Read(name, parameters, Sort.Aggregates, WordUse.Operator, doc);

    internal static IReadOnlyList<Signature> Relations { get; } =
    [
        Relation("join", "inputs: Relations | on: Conjuncts", "A block: the product of its inputs, kept where every conjunct is TRUE. Order means nothing."),
        Relation("filter", "R: Relation, p: Conjuncts", "A block of exactly one input; alone, `p` stands for all its conjuncts."),
        Relation("left_join", "L: Relation, R: Relation | on: Conjuncts", "Left outer join; right columns come out as new, padded ones."),
        Relation("full_join", "L: Relation, R: Relation | on: Conjuncts", "Full outer join; all columns come out as new, padded ones."),
        Relation("semi_join", "L: Relation, R: Relation | on: Conjuncts", "Left rows with a partner, each once; the sides do not see each other."),
        Relation("anti_join", "L: Relation, R: Relation | on: Conjuncts", "Left rows without a partner."),
        Relation("null_aware_anti_join", "L: Relation, R: Relation | on: Conjuncts", "NOT IN: left rows for which every right row makes the condition FALSE."),
        Relation("apply_inner", "L: Relation, R: Relation | on: Conjuncts", "Lateral join: R may use the columns of L."),
        Relation("apply_left", "L: Relation, R: Relation | on: Conjuncts", "Lateral left join: R may use the columns of L."),
        Relation("apply_semi", "L: Relation, R: Relation | on: Conjuncts", "Correlated EXISTS or IN."),
        Relation("apply_anti", "L: Relation, R: Relation | on: Conjuncts", "Correlated NOT EXISTS."),
        Relation("apply_null_aware_anti", "L: Relation, R: Relation | on: Conjuncts", "Correlated NOT IN."),
        Relation("apply_scalar", "L: Relation, R: Relation", "A scalar subquery: left rows with R's single value, NULL where R has no row."),
        Relation("apply_mark", "L: Relation, R: Relation, m: Column | on: Conjuncts", "A subquery as a value: left rows with a column m that says whether R has a row that makes the condition TRUE, UNKNOWN where one makes it UNKNOWN and none TRUE. EXISTS has no condition, IN an equality."),
        Relation("project", "R: Relation, xs: Items", "Computed columns; a column passed on keeps its id."),
        Relation("aggregate", "R: Relation, ks: Columns, as: Aggregates", "Grouping by the columns `ks`, one set; without keys exactly one group."),
        Relation("grouping_sets", "R: Relation, sets: GroupingSets, as: Aggregates", "Grouping by several sets of columns, the groups of all of them together: GROUPING SETS, ROLLUP, CUBE. Keys come out as new columns, NULL where a set leaves them out."),
        Relation("distinct", "R: Relation", "Each row once, NULLs being equal."),
        Relation("union_all", "inputs: Relations", "The rows of all inputs."),
        Relation("intersect", "A: Relation, B: Relation", "Rows of both sides, each once."),
        Relation("except", "A: Relation, B: Relation", "Rows of A that are not in B, each once."),
        Relation("window", "R: Relation, ws: Windows", "The input's rows with one more column a call."),
        Relation("top_n", "R: Relation, order: Order, n: Scalar, offset: Scalar", "The first `n` rows after `offset`; `null` stands for none given."),
        Relation("scan", "T: Text", "One occurrence of the base table of that name; matched only."),
        Relation("empty", "R: Relation", "No rows, with the columns of R."),
        Relation("bundle", "R: Relation", "As an input of a join: all inputs, two or more, that match R with equal relations inside, taken together; R's other names stand for all members'; matched only."),
        Relation("values", "c: Column, xs: Scalars", "Rows given in the query: of one column c, one for each of the scalars. On a right side c may be a new name."),
        Relation("one_row", "", "One row without columns: what a SELECT without FROM reads."),
    ];

    internal static IReadOnlyList<Signature> Scalars { get; } =
    [
        Scalar("and", "operands: Scalars", "Three-valued AND of any number of operands; also written `p and q`."),
        Scalar("or", "operands: Scalars", "Three-valued OR of any number of operands; also written `p or q`."),
        Scalar("case", "condition: Scalar, value: Scalar, otherwise: Scalar", "A CASE of one branch."),
        Scalar("cast", "x: Scalar", "A cast of `x`, to whatever type; matched only."),
        Scalar("in_list", "x: Scalar, items: Scalars", "IN over a list of values."),
    ];

    internal static IReadOnlyList<Signature> Aggregates { get; } =
    [
        Aggregate("count_star", "", "The number of rows."),
        Aggregate("count", "x: Scalar", "The number of values that are not NULL."),
        Aggregate("sum", "x: Scalar", "The sum; NULL on no rows."),
        Aggregate("min", "x: Scalar", "The smallest value; NULL on no rows."),
        Aggregate("max", "x: Scalar", "The largest value; NULL on no rows."),
        Aggregate("avg", "x: Scalar", "The mean; NULL on no rows."),
        Aggregate("any_value", "x: Scalar", "Some value that is not NULL: which one is not determined."),
        Aggregate("bool_and", "x: Scalar", "Whether all are TRUE."),
        Aggregate("bool_or", "x: Scalar", "Whether any is TRUE."),
    ];
}
