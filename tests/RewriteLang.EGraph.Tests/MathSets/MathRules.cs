using RewriteLang.EGraphs;

namespace RewriteLang.EGraphTests.MathSets;

/// <summary>Three published sets of rules over arithmetic, derivatives and integrals, by which e-graph kernels are compared.</summary>
internal static class MathRules
{
    /// <summary>Commutativity and associativity of one operator.</summary>
    public const string A = """
        comm-add: (+ ?a ?b) => (+ ?b ?a)
        assoc-add: (+ ?a (+ ?b ?c)) => (+ (+ ?a ?b) ?c)
        """;

    /// <summary>24 rules without conditions.</summary>
    public const string B = """
        comm-add: (+ ?a ?b) => (+ ?b ?a)
        comm-mul: (* ?a ?b) => (* ?b ?a)
        assoc-add: (+ ?a (+ ?b ?c)) => (+ (+ ?a ?b) ?c)
        assoc-mul: (* ?a (* ?b ?c)) => (* (* ?a ?b) ?c)
        sub-canon: (- ?a ?b) => (+ ?a (* -1 ?b))
        zero-add: (+ ?a 0) => ?a
        zero-mul: (* ?a 0) => 0
        one-mul: (* ?a 1) => ?a
        cancel-sub: (- ?a ?a) => 0
        distribute: (* ?a (+ ?b ?c)) => (+ (* ?a ?b) (* ?a ?c))
        factor: (+ (* ?a ?b) (* ?a ?c)) => (* ?a (+ ?b ?c))
        pow-mul: (* (pow ?a ?b) (pow ?a ?c)) => (pow ?a (+ ?b ?c))
        pow1: (pow ?x 1) => ?x
        pow2: (pow ?x 2) => (* ?x ?x)
        d-add: (d ?x (+ ?a ?b)) => (+ (d ?x ?a) (d ?x ?b))
        d-mul: (d ?x (* ?a ?b)) => (+ (* ?a (d ?x ?b)) (* ?b (d ?x ?a)))
        d-sin: (d ?x (sin ?x)) => (cos ?x)
        d-cos: (d ?x (cos ?x)) => (* -1 (sin ?x))
        i-one: (i 1 ?x) => ?x
        i-cos: (i (cos ?x) ?x) => (sin ?x)
        i-sin: (i (sin ?x) ?x) => (* -1 (cos ?x))
        i-sum: (i (+ ?f ?g) ?x) => (+ (i ?f ?x) (i ?g ?x))
        i-dif: (i (- ?f ?g) ?x) => (- (i ?f ?x) (i ?g ?x))
        i-parts: (i (* ?a ?b) ?x) => (- (* ?a (i ?b ?x)) (i (* (d ?x ?a) (i ?b ?x)) ?x))
        """;

    /// <summary>36 rules with conditions, over <see cref="ConstantFolding"/>.</summary>
    public const string C = """
        comm-add: (+ ?a ?b) => (+ ?b ?a)
        comm-mul: (* ?a ?b) => (* ?b ?a)
        assoc-add: (+ ?a (+ ?b ?c)) => (+ (+ ?a ?b) ?c)
        assoc-mul: (* ?a (* ?b ?c)) => (* (* ?a ?b) ?c)
        sub-canon: (- ?a ?b) => (+ ?a (* -1 ?b))
        div-canon: (/ ?a ?b) => (* ?a (pow ?b -1)) if is_not_zero(?b)
        zero-add: (+ ?a 0) => ?a
        zero-mul: (* ?a 0) => 0
        one-mul: (* ?a 1) => ?a
        add-zero: ?a => (+ ?a 0)
        mul-one: ?a => (* ?a 1)
        cancel-sub: (- ?a ?a) => 0
        cancel-div: (/ ?a ?a) => 1 if is_not_zero(?a)
        distribute: (* ?a (+ ?b ?c)) => (+ (* ?a ?b) (* ?a ?c))
        factor: (+ (* ?a ?b) (* ?a ?c)) => (* ?a (+ ?b ?c))
        pow-mul: (* (pow ?a ?b) (pow ?a ?c)) => (pow ?a (+ ?b ?c))
        pow0: (pow ?x 0) => 1 if is_not_zero(?x)
        pow1: (pow ?x 1) => ?x
        pow2: (pow ?x 2) => (* ?x ?x)
        pow-recip: (pow ?x -1) => (/ 1 ?x) if is_not_zero(?x)
        recip-mul-div: (* ?x (/ 1 ?x)) => 1 if is_not_zero(?x)
        d-variable: (d ?x ?x) => 1 if is_sym(?x)
        d-constant: (d ?x ?c) => 0 if is_sym(?x) if is_const_or_distinct_var(?c, ?x)
        d-add: (d ?x (+ ?a ?b)) => (+ (d ?x ?a) (d ?x ?b))
        d-mul: (d ?x (* ?a ?b)) => (+ (* ?a (d ?x ?b)) (* ?b (d ?x ?a)))
        d-sin: (d ?x (sin ?x)) => (cos ?x)
        d-cos: (d ?x (cos ?x)) => (* -1 (sin ?x))
        d-ln: (d ?x (ln ?x)) => (/ 1 ?x) if is_not_zero(?x)
        d-power: (d ?x (pow ?f ?g)) => (* (pow ?f ?g) (+ (* (d ?x ?f) (/ ?g ?f)) (* (d ?x ?g) (ln ?f)))) if is_not_zero(?f) if is_not_zero(?g)
        i-one: (i 1 ?x) => ?x
        i-power-const: (i (pow ?x ?c) ?x) => (/ (pow ?x (+ ?c 1)) (+ ?c 1)) if is_const(?c)
        i-cos: (i (cos ?x) ?x) => (sin ?x)
        i-sin: (i (sin ?x) ?x) => (* -1 (cos ?x))
        i-sum: (i (+ ?f ?g) ?x) => (+ (i ?f ?x) (i ?g ?x))
        i-dif: (i (- ?f ?g) ?x) => (- (i ?f ?x) (i ?g ?x))
        i-parts: (i (* ?a ?b) ?x) => (- (* ?a (i ?b ?x)) (i (* (d ?x ?a) (i ?b ?x)) ?x))
        """;

    /// <summary>The term that <see cref="A"/> starts from.</summary>
    public const string SumOfSeven = "(+ 1 (+ 2 (+ 3 (+ 4 (+ 5 (+ 6 7))))))";

    /// <summary>The terms that <see cref="B"/> and <see cref="C"/> start from, all in one graph.</summary>
    public static IReadOnlyList<string> Start { get; } =
    [
        "(i (ln x) x)",
        "(i (+ x (cos x)) x)",
        "(i (* (cos x) x) x)",
        "(d x (+ 1 (* 2 x)))",
        "(d x (- (pow x 3) (* 7 (pow x 2))))",
        "(+ (* y (+ x y)) (- (+ x 2) (+ x x)))",
        "(/ 1 (- (/ (+ 1 (sqrt five)) 2) (/ (- 1 (sqrt five)) 2)))",
    ];

    /// <summary>A graph with these terms.</summary>
    public static EGraph Graph(params IEnumerable<string> terms)
    {
        var graph = new EGraph(new SymbolTable());
        foreach (var term in terms)
        {
            SExpressions.Add(graph, term);
        }

        return graph;
    }
}
