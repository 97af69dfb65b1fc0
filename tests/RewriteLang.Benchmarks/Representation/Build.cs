namespace RewriteLang.Benchmarks.Representation;

/// <summary>Builds plans the way a binder does: every occurrence of a table, every computed column gets a fresh id.</summary>
internal sealed class Build
{
    private int _last;

    public int Fresh() => ++_last;

    public Plan Scan(string table, params string[] columns) =>
        new(Operator.Scan, table, [], [.. columns.Select(name => new Item(Fresh(), new Scalar.Constant(name)))]);

    /// <summary>The column of a scan that has this name.</summary>
    public static Scalar Col(Plan scan, string name) =>
        new Scalar.Column(scan.Items.Single(item => item.Body is Scalar.Constant k && k.Text == name).Defines);

    /// <summary>The n-th column that an operator defines.</summary>
    public static Scalar Out(Plan plan, int n) => new Scalar.Column(plan.Items[n].Defines);

    public static Scalar Call(string name, params Scalar[] arguments) => new Scalar.Call(name, arguments);

    public static Scalar Eq(Scalar a, Scalar b) => Call("=", a, b);

    public static Scalar Val(string text) => new Scalar.Constant(text);

    public static Plan Block(IEnumerable<Plan> inputs, params Scalar[] conjuncts) =>
        new(Operator.Block, "", [.. inputs], [.. conjuncts.Select(c => new Item(0, c))]);

    public static Plan SemiJoin(Plan left, Plan right, params Scalar[] conjuncts) =>
        new(Operator.SemiJoin, "", [left, right], [.. conjuncts.Select(c => new Item(0, c))]);

    public Plan Project(Plan input, params Scalar[] bodies) => Define(Operator.Project, "", [input], bodies);

    /// <summary>A projection that stays where it is: the text of a CTE that is used more than once.</summary>
    public Plan Cte(Plan input, params Scalar[] bodies) => Define(Operator.Project, "cte", [input], bodies);

    public Plan Aggregate(Plan input, params Scalar[] bodies) => Define(Operator.Aggregate, "", [input], bodies);

    public Plan Window(Plan input, params Scalar[] bodies) => Define(Operator.Window, "", [input], bodies);

    public Plan UnionAll(IEnumerable<Plan> inputs, params Scalar[] bodies) => Define(Operator.UnionAll, "", [.. inputs], bodies);

    public static Plan Models(params Plan[] roots) => new(Operator.Models, "", roots, []);

    /// <summary>The same relation again, all columns new, as when a CTE is referred to a second time.</summary>
    public Plan Again(Plan plan)
    {
        var names = new Dictionary<int, int>();
        return Copy(plan);

        Plan Copy(Plan p)
        {
            Plan[] inputs = [.. p.Inputs.Select(Copy)];
            foreach (var item in p.Items.Where(item => item.Defines != 0))
                names[item.Defines] = Fresh();
            return p with { Inputs = inputs, Items = [.. p.Items.Select(item => new Item(names.GetValueOrDefault(item.Defines), item.Body.Rename(names)))] };
        }
    }

    private Plan Define(Operator op, string label, IReadOnlyList<Plan> inputs, Scalar[] bodies) =>
        new(op, label, inputs, [.. bodies.Select(body => new Item(Fresh(), body))]);
}
