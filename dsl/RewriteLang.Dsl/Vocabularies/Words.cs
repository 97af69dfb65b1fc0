namespace RewriteLang.Dsl;

/// <summary>
/// The vocabulary of conditions, gates and right sides. Each word is a line; the optimizer gives it its meaning, host applications register more.
/// </summary>
internal static class Words
{
    private static Signature Fact(string name, string parameters, Sort result, string doc) =>
        Signature.Read(name, parameters, result, WordUse.Fact, doc);

    private static Signature Holds(string name, string parameters, string doc) => Fact(name, parameters, Sort.Boolean, doc);

    private static Signature Estimate(string name, string parameters, Sort result, string doc) =>
        Signature.Read(name, parameters, result, WordUse.Estimate, doc);

    private static Signature Function(string name, string parameters, Sort result, string doc) =>
        Signature.Read(name, parameters, result, WordUse.Function, doc);

    internal static IReadOnlyList<Signature> Facts { get; } =
    [
        Fact("out", "R: Relation/Relations", Sort.Columns, "The columns that come out of R."),
        Fact("out", "xs: Items/Aggregates/Windows", Sort.Columns, "The columns that the items define."),
        Fact("cols", "x: Scalar/Scalars/Conjuncts/Items/Aggregates/Windows/Order", Sort.Columns, "The columns that x uses."),
        Fact("outer_cols", "R: Relation/Relations", Sort.Columns, "The columns that R uses and does not define: its correlation."),
        Fact("keys", "R: Relation", Sort.Columns, "The columns of R's smallest known key; unknown if it has none."),
        Fact("at_least", "R: Relation", Sort.Number, "A lower bound of R's rows that holds whatever the data."),
        Fact("row_bound", "R: Relation", Sort.Number, "An upper bound of R's rows that constraints guarantee; unknown if there is none."),
        Fact("length", "xs: Relations/Scalars/Conjuncts/Columns/Items/Aggregates/Windows/Order", Sort.Number, "The number of elements."),
        Fact("type", "x: Scalar", Sort.Type, "The SQL type of x."),
        Holds("unique", "R: Relation, cols: Columns", "No two rows of R agree on the columns, NULLs being equal."),
        Holds("numbered", "R: Relation, x: Scalar, ks: Columns", "x is a column of R that is 1, 2, 3 and so on among the rows with the same `ks`: each number once."),
        Holds("fd", "R: Relation, from: Columns, to: Columns", "In R, rows that agree on `from` agree on `to`."),
        Holds("has_key", "R: Relation", "No two rows of R are equal: some set of its columns is a key."),
        Holds("references", "on: Conjuncts, A: Relation, B: Relation", "The conjuncts are a foreign key of A to all of table B: each row of A without a NULL in it has a partner."),
        Holds("equates", "on: Conjuncts, a: Columns, b: Columns", "Each conjunct equates a column of `a` with an expression over `b`."),
        Holds("reduced", "R: Relation, cols: Columns", "R is already a semi join on these columns, or groups one by them."),
        Holds("not_null", "x: Scalar/Columns", "x is never NULL where the rule matched."),
        Holds("not_null", "x: Scalar/Columns, R: Relation", "x is never NULL on the rows of R."),
        Holds("constant", "x: Scalar", "x reads no column: it has one value on all rows."),
        Holds("constant", "x: Scalar/Columns, R: Relation", "x has one value, known or not, on all rows of R."),
        Holds("literal", "x: Scalar/Scalars", "x is a literal, or each of them is."),
        Holds("rejects_null", "p: Conjuncts, cols: Columns", "p is not TRUE where all the columns are NULL."),
        Holds("null_on", "x: Scalar/Items, cols: Columns", "x is NULL where all the columns are NULL."),
        Holds("null_on", "as: Aggregates, cols: Columns", "Each aggregate leaves out the rows on which all the columns are NULL."),
        Holds("null_on_no_rows", "as: Aggregates", "Each aggregate is NULL on no rows."),
        Holds("null_on_empty", "xs: Items, as: Aggregates", "Each item is NULL when the aggregates have their values on no rows."),
        Holds("any_distinct", "as: Aggregates", "Some aggregate has DISTINCT."),
        Holds("deterministic", "x: Expression", "The same rows give the same values: no volatile function, no LIMIT cut through ties."),
        Holds("total", "x: Expression", "Evaluating x never fails, whatever the row."),
        Holds("exact", "x: Expression", "No rounding: the order in which values are combined does not show."),
        Holds("same_if_equal", "x: Scalar/Columns", "Equal values of x are one value: no floats (0.0 = -0.0), and no texts, which a collation may take for equal."),
        Holds("decomposable", "as: Aggregates", "Each aggregate can be computed from partial aggregates of parts."),
        Holds(
            "decomposable",
            "as: Aggregates, own: Columns, same: Columns",
            "Each aggregate can be computed from groups of rows with the columns `own` that agree on `same`; conditions may ask for other columns."),
        Fact("condition_cols", "as: Aggregates", Sort.Columns, "The columns that conditions inside aggregates ask for: in FILTER, in a CASE that is aggregated, under DISTINCT."),
        Fact("set_cols", "sets: GroupingSets", Sort.Columns, "The columns of the input by which any of the sets groups."),
        Fact("partition_cols", "ws: Windows", Sort.Columns, "The columns by which all of the window calls partition."),
        Fact("number", "n: Scalar", Sort.Number, "The number that the literal n is; unknown if it is none."),
        Fact("conditional", "as: Aggregates", Sort.Number, "The number of aggregates with a FILTER or a CASE."),
        Holds("grouped", "R: Relation", "R is already the result of a grouping."),
        Holds("duplicate_insensitive", "as: Aggregates", "Each aggregate ignores how often a value occurs."),
        Holds("is_column", "x: Scalar", "x is a column."),
        Holds("is_count", "as: Aggregates", "Each aggregate counts: it is 0, not NULL, on no rows."),
        Holds("empty", "xs: Columns/Conjuncts/Scalars/Items/Aggregates/Windows/Relations/Order", "There are no elements."),
        Holds("disjoint", "a: Columns, b: Columns", "The sets have no column in common."),
        Holds("contradicts", "p: Conjuncts, q: Conjuncts", "p and q are never TRUE of one row."),
        Holds("implies", "p: Conjuncts, q: Conjuncts", "Where p is TRUE, so is q."),
        Holds("engine", "name: Text", "The query will run on that engine."),
        Holds("supports", "feature: Text", "The engine that will run the query has the feature."),
    ];

    internal static IReadOnlyList<Signature> Estimates { get; } =
    [
        Estimate("rows", "R: Relation", Sort.Number, "The estimated number of rows."),
        Estimate("distinct_values", "R: Relation, cols: Columns", Sort.Number, "The estimated number of different values of the columns."),
        Estimate("selectivity", "p: Conjuncts, R: Relation", Sort.Number, "The estimated part of R's rows that p keeps, 0 to 1."),
        Estimate("selectivity", "p: Conjuncts", Sort.Number, "The estimated part of the rows, of whatever relation they are, that p keeps."),
        Estimate("width", "R: Relation", Sort.Number, "The estimated bytes of a row."),
        Estimate("serial", "R: Relation", Sort.Number, "A number that no other relation has, larger for what was built later: to take the first of several that are alike."),
        Estimate("first_form", "R: Relation", Sort.Boolean, "Where what reads R is known in several forms, R belongs to the one that was built first."),
        Estimate("uses", "R: Relation", Sort.Number, "How often R occurs in the query."),
        Estimate("explain", "sign: Text", Sort.Boolean, "The engine's own plan of the original query shows the sign; where it does not tell, or there is none, the gate is open."),
        Estimate("explain_rows", "sign: Text", Sort.Number, "The most rows that the plan estimates for one operator with the sign; 0 if there is none."),
        Estimate("indexed", "R: Relation, cols: Columns", Sort.Boolean, "An index of R starts with these columns."),
    ];

    internal static IReadOnlyList<Signature> Functions { get; } =
    [
        Function("partials", "as: Aggregates", Sort.Aggregates, "The aggregates of parts that `finals` combines."),
        Function("finals", "as: Aggregates", Sort.Aggregates, "What combines `partials` to the values of the aggregates."),
        Function("partials", "as: Aggregates, own: Columns, same: Columns", Sort.Aggregates, "The same where groups agree on `same` and have the columns `own`."),
        Function("finals", "as: Aggregates, own: Columns, same: Columns", Sort.Aggregates, "What combines those partials; conditions on `same` and on columns not in `own` are asked here."),
        Function("finals_padded", "as: Aggregates", Sort.Aggregates, "The same above the padded side of an outer join, where a group may have no part: then each aggregate has its value on no rows."),
        Function("merged", "bs: Aggregates, as: Aggregates", Sort.Aggregates, "Calls over the groups that `as` gives, as calls over the rows: a sum of sums is a sum. Nothing is built unless each of them is such a call, or one of the groups' keys that ignores duplicates."),
        Function("filtered", "as: Aggregates, p: Conjuncts", Sort.Aggregates, "The aggregates over the rows where p is TRUE: FILTER."),
        Function(
            "running",
            "as: Aggregates, ks: Columns, comparison: Text, x: Scalar",
            Sort.Windows,
            "The aggregates as window calls, over the rows with the same `ks` whose x is `'<='`, `'<'`, `'>='` or `'>'` that of the row at hand."),
        Function(
            "neighbours",
            "cols: Columns, m: Renaming, ks: Columns, x: Scalar, call: Text",
            Sort.Windows,
            "For each of the columns the value of what the renaming makes of it in the row before (`'lag'`) or after (`'lead'`), by x, among the rows with the same `ks`; NULL where there is none."),
        Function("hidden", "as: Aggregates", Sort.Aggregates, "The aggregates under columns of their own, to be padded with NULL."),
        Function("restored", "as: Aggregates", Sort.Items, "The aggregates' columns from those of `hidden(as)`; what was padded gets the value on no rows, 0 for a count."),
        Function("cast", "x: Scalar, t: Type", Sort.Scalar, "x as a value of that type: of `type(y)`, or of the one that a text names."),
        Function("items", "cols: Columns", Sort.Items, "Items that pass the columns on."),
        Function("items", "cols: Columns, m: Renaming", Sort.Items, "Items that pass the columns on under the names that the renaming gives them."),
        Function("nulls", "cols: Columns", Sort.Items, "Items that are NULL, with the types of these columns."),
        Function("constants", "cols: Columns, R: Relation", Sort.Items, "Those of the columns that have one known value on all rows of R, each defined as that value; of texts and floats it is not known."),
        Function("largest", "cols: Columns, m: Renaming", Sort.Aggregates, "For each of the columns the largest value of the one that the renaming makes of it: the only one, where the others of a group are NULL."),
        Function("apart", "cols: Columns", Sort.Renaming, "Takes each of the columns to another one of the same type, which nothing else has."),
        Function("pairing", "on: Conjuncts, a: Columns, b: Columns", Sort.Renaming, "Takes each column of a to the one of b that the conjuncts equate it with; nothing is built unless they are such equalities, one for each column, and of columns of one type."),
        Function("disjoin", "xs: Scalars/Conjuncts", Sort.Scalar, "One predicate: the OR of the operands; the AND of conjuncts is `and(..p)`."),
        Function("shared", "ps: Scalars", Sort.Conjuncts, "The conjuncts that each of these predicates has."),
        Function("factored", "ps: Scalars", Sort.Scalar, "The OR of the predicates with the conjuncts that they share taken out: shared and (rest or rest)."),
        Function("conjuncts", "p: Scalar", Sort.Conjuncts, "The operands of p if it is an AND, else p."),
        Function("not_nulls", "cols: Columns", Sort.Conjuncts, "`c is not null` for each of the columns."),
        Function("not_nulls", "cols: Columns, R: Relation", Sort.Conjuncts, "`c is not null` for each of the columns that may be NULL in R."),
        Function("using", "on: Conjuncts, cols: Columns", Sort.Conjuncts, "The conjuncts that use any of these columns."),
        Function("without", "p: Conjuncts, q: Conjuncts", Sort.Conjuncts, "The conjuncts of p that are not in q; over a bundle, of each member's."),
        Function("common", "p: Conjuncts", Sort.Conjuncts, "Over a bundle: the conjuncts that all members have."),
        Function("any_of", "p: Conjuncts", Sort.Scalar, "Over a bundle: the OR of the members' conjunctions."),
        Function("filtered_each", "as: Aggregates, p: Conjuncts", Sort.Aggregates, "Over a bundle: each member's aggregates over the rows where its conjuncts are TRUE."),
        Function("every", "ks: Columns", Sort.Columns, "With `each`: the columns of all places together."),
        Function("every", "as: Aggregates", Sort.Aggregates, "With `each`: the aggregates of all places, each column once."),
        Function("every", "p: Conjuncts", Sort.Conjuncts, "With `each`: the conjuncts of each place, as a bundle, for `any_of` and `common`."),
        Function("split", "on: Conjuncts, cols: Columns", Sort.Conjuncts, "The conjuncts that use only these columns."),
        Function("remainder", "on: Conjuncts, cols: Columns", Sort.Conjuncts, "The conjuncts that use other columns too: what `split` leaves."),
        Function("implied", "on: Conjuncts, cols: Columns", Sort.Conjuncts, "What the disjunctions among the conjuncts say of these columns alone."),
        Function("implied", "on: Conjuncts, xs: Relations", Sort.Conjuncts, "The same of each of the relations."),
        Function("equalities", "on: Conjuncts, a: Columns, b: Columns", Sort.Conjuncts, "The conjuncts that equate a column of a with a column of b."),
        Function("linked", "on: Conjuncts, a: Columns, b: Columns", Sort.Conjuncts, "Equalities of a column of a with something over b alone: those among the conjuncts, else one that follows from them by way of other columns of its type."),
        Function("equated", "on: Conjuncts, cols: Columns", Sort.Columns, "Those of the columns that the conjuncts equate with something that is not among them."),
        Function("partners", "on: Conjuncts, cols: Columns", Sort.Columns, "The columns that the conjuncts equate with these."),
        Function("used", "as: Aggregates, cols: Columns", Sort.Aggregates, "The aggregates whose columns are among these."),
        Function("used", "xs: Items, cols: Columns", Sort.Items, "The items whose columns are among these."),
        Function("used", "ws: Windows, cols: Columns", Sort.Windows, "The window calls whose columns are among these."),
        Function("unless", "xs: Conjuncts, c: Boolean", Sort.Conjuncts, "The conjuncts; none where the condition holds."),
        Function("unless", "xs: Items, c: Boolean", Sort.Items, "The items; none where the condition holds."),
        Function("unless", "as: Aggregates, c: Boolean", Sort.Aggregates, "The aggregates; none where the condition holds."),
        Function("replace", "x: Scalar, old: Scalar, new: Scalar", Sort.Scalar, "x with `new` for each `old` in it."),
        Function("replace", "p: Conjuncts, old: Scalar, new: Scalar", Sort.Conjuncts, "The conjuncts with `new` for each `old` in them."),
        Function("replace", "xs: Items, old: Scalar, new: Scalar", Sort.Items, "The items with `new` for each `old` in them."),
        .. Substitutions(),
    ];

    private static IEnumerable<Signature> Substitutions()
    {
        Sort[] sorts =
            [Sort.Scalar, Sort.Conjuncts, Sort.Scalars, Sort.Items, Sort.Aggregates, Sort.Windows, Sort.Order, Sort.Columns, Sort.Relation];
        foreach (var sort in sorts)
        {
            if (sort is not Sort.Relation)
            {
                yield return Function("substitute", $"x: {sort}, xs: Items", sort, "x with each column that the items define replaced by its expression.");
            }

            yield return Function("rename", $"x: {sort}, m: Renaming", sort, "x with its columns renamed.");
        }
    }
}
