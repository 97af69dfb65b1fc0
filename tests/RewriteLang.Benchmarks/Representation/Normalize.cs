namespace RewriteLang.Benchmarks.Representation;

/// <summary>
/// What both ways do before anything else: projections are inlined into what reads them and nested blocks become one. A
/// projection stays at a root, on the right of a semi-join, under UNION ALL, where it is a CTE's, and where a join reads a
/// derived table that is more than a block.
/// </summary>
internal static class Normalize
{
    public static Plan Run(Plan plan) => Boundary(plan, []);

    // Keeps the projection itself; `inlined` collects, for columns that no longer exist, what they were.
    private static Plan Boundary(Plan plan, Dictionary<int, Scalar> inlined)
    {
        var inputs = new List<Plan>();
        foreach (var input in plan.Inputs)
        {
            var right = plan.Operator is Operator.SemiJoin && inputs.Count == 1;
            var keep = plan.Operator is Operator.UnionAll or Operator.Models || right || input.Label == "cte";
            var done = keep ? Boundary(input, inlined) : Inline(input, inlined, plan.Operator is Operator.Block && plan.Inputs.Count > 1);
            inputs.Add(done);
        }

        List<Item> items = [.. plan.Items.Select(item => new Item(item.Defines, item.Body.Map(inlined.GetValueOrDefault)))];
        if (plan.Operator is not Operator.Block)
            return plan with { Inputs = inputs, Items = items };
        items.AddRange(inputs.Where(input => input.Operator is Operator.Block).SelectMany(input => input.Items));
        return plan with { Inputs = [.. inputs.SelectMany(input => input.Operator is Operator.Block ? input.Inputs : [input])], Items = items };
    }

    private static Plan Inline(Plan plan, Dictionary<int, Scalar> inlined, bool inJoin)
    {
        var done = Boundary(plan, inlined);
        if (done.Operator is not Operator.Project || done.Label == "cte")
            return done;
        if (inJoin && done.Inputs[0].Operator is not (Operator.Block or Operator.Scan))
            return done;
        foreach (var item in done.Items)
            inlined[item.Defines] = item.Body;
        return done.Inputs[0];
    }
}
