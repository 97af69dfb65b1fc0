using static RewriteLang.Benchmarks.Representation.Build;

namespace RewriteLang.Benchmarks.Representation;

/// <summary>The plans that both ways are measured on: the shapes of three TPC-DS queries and of three session models over one event table.</summary>
internal static class Workloads
{
    public static IReadOnlyList<(string Name, Plan Plan)> All =>
        [("Q88", Q88()), ("Q9", Q9()), ("Q95", Q95()), ("three models", Sessions(3)), ("twelve models", Sessions(12))];

    /// <summary>Eight counts over one join of four tables, each for its own half hour.</summary>
    public static Plan Q88()
    {
        var b = new Build();
        var counts = new List<Plan>();
        for (var half = 0; half < 8; half++)
        {
            var sales = b.Scan("store_sales", "ss_sold_time_sk", "ss_hdemo_sk", "ss_store_sk");
            var household = b.Scan("household_demographics", "hd_demo_sk", "hd_dep_count", "hd_vehicle_count");
            var time = b.Scan("time_dim", "t_time_sk", "t_hour", "t_minute");
            var store = b.Scan("store", "s_store_sk", "s_store_name");
            Scalar Cars(int children) => Call("and", Eq(Col(household, "hd_dep_count"), Val($"{children}")), Call("<=", Col(household, "hd_vehicle_count"), Val($"{children + 2}")));
            var core = Block(
                [sales, household, time, store],
                Eq(Col(sales, "ss_sold_time_sk"), Col(time, "t_time_sk")),
                Eq(Col(sales, "ss_hdemo_sk"), Col(household, "hd_demo_sk")),
                Eq(Col(sales, "ss_store_sk"), Col(store, "s_store_sk")),
                Eq(Col(time, "t_hour"), Val($"{8 + ((half + 1) / 2)}")),
                Call(half % 2 == 0 ? ">=" : "<", Col(time, "t_minute"), Val("30")),
                Call("or", Cars(4), Cars(2), Cars(0)),
                Eq(Col(store, "s_store_name"), Val("ese")));
            counts.Add(b.Aggregate(core, Call("count")));
        }

        return Models(b.Project(Block(counts), [.. counts.Select(count => Out(count, 0))]));
    }

    /// <summary>Fifteen scalar aggregates over one table: three for each of five ranges.</summary>
    public static Plan Q9()
    {
        var b = new Build();
        var reason = b.Scan("reason", "r_reason_sk");
        var inputs = new List<Plan> { reason };
        var buckets = new List<Scalar>();
        string[] least = ["74129", "122840", "56580", "10097", "165306"];
        for (var bucket = 0; bucket < 5; bucket++)
        {
            Scalar Over(string function, string? column)
            {
                var sales = b.Scan("store_sales", "ss_quantity", "ss_ext_discount_amt", "ss_net_paid");
                var range = Call("between", Col(sales, "ss_quantity"), Val($"{(20 * bucket) + 1}"), Val($"{20 * (bucket + 1)}"));
                inputs.Add(b.Aggregate(Block([sales], range), column is null ? Call(function) : Call(function, Col(sales, column))));
                return Out(inputs[^1], 0);
            }

            buckets.Add(Call("case", Call(">", Over("count", null), Val(least[bucket])), Over("avg", "ss_ext_discount_amt"), Over("avg", "ss_net_paid")));
        }

        return Models(b.Project(Block(inputs, Eq(Col(reason, "r_reason_sk"), Val("1"))), [.. buckets]));
    }

    /// <summary>Orders shipped from two warehouses, tested twice: a self-join in a CTE that is used alone and joined to returns.</summary>
    public static Plan Q95()
    {
        var b = new Build();
        string[] columns = ["ws_order_number", "ws_warehouse_sk", "ws_ship_date_sk", "ws_ship_addr_sk", "ws_web_site_sk", "ws_ext_ship_cost", "ws_net_profit"];
        var (one, two) = (b.Scan("web_sales", columns), b.Scan("web_sales", columns));
        var pairs = b.Cte(
            Block([one, two], Eq(Col(one, "ws_order_number"), Col(two, "ws_order_number")), Call("<>", Col(one, "ws_warehouse_sk"), Col(two, "ws_warehouse_sk"))),
            Col(one, "ws_order_number"));
        var (sales, date, address, site) =
            (b.Scan("web_sales", columns), b.Scan("date_dim", "d_date_sk", "d_date"), b.Scan("customer_address", "ca_address_sk", "ca_state"), b.Scan("web_site", "web_site_sk", "web_company_name"));
        var core = Block(
            [sales, date, address, site],
            Call("between", Col(date, "d_date"), Val("1999-02-01"), Val("1999-04-02")),
            Eq(Col(sales, "ws_ship_date_sk"), Col(date, "d_date_sk")),
            Eq(Col(sales, "ws_ship_addr_sk"), Col(address, "ca_address_sk")),
            Eq(Col(address, "ca_state"), Val("IL")),
            Eq(Col(sales, "ws_web_site_sk"), Col(site, "web_site_sk")),
            Eq(Col(site, "web_company_name"), Val("pri")));
        var order = Col(sales, "ws_order_number");
        var first = SemiJoin(core, pairs, Eq(order, Out(pairs, 0)));
        var (again, returns) = (b.Again(pairs), b.Scan("web_returns", "wr_order_number"));
        var returned = b.Project(Block([returns, again], Eq(Col(returns, "wr_order_number"), Out(again, 0))), Col(returns, "wr_order_number"));
        var second = SemiJoin(first, returned, Eq(order, Out(returned, 0)));
        return Models(b.Aggregate(second, Call("count distinct", order), Call("sum", Col(sales, "ws_ext_ship_cost")), Call("sum", Col(sales, "ws_net_profit"))));
    }

    /// <summary>
    /// Models that each compute sessions from raw events, in three kinds in turn. Each names and orders its columns in its own way and keeps
    /// only those it needs; every fourth has sessions of another length, which must not be shared.
    /// </summary>
    public static Plan Sessions(int models)
    {
        var b = new Build();
        return Models([.. Enumerable.Range(0, models).Select(model => Session(b, model))]);
    }

    private static Plan Session(Build b, int model)
    {
        var events = b.Scan("events", "user_id", "event_time", "event_type", "country", "revenue");
        var gaps = b.Window(events, Call("over", Call("lag", Col(events, "event_time")), Col(events, "user_id"), Col(events, "event_time")));
        var (user, time, country, revenue) = (Col(events, "user_id"), Col(events, "event_time"), Col(events, "country"), Col(events, "revenue"));
        var gapped = model % 2 == 0
            ? b.Project(gaps, user, time, Out(gaps, 0), country, revenue)
            : b.Project(gaps, Out(gaps, 0), revenue, country, time, user);
        (user, time, var last, country, revenue) = model % 2 == 0
            ? (Out(gapped, 0), Out(gapped, 1), Out(gapped, 2), Out(gapped, 3), Out(gapped, 4))
            : (Out(gapped, 4), Out(gapped, 3), Out(gapped, 0), Out(gapped, 2), Out(gapped, 1));
        var starts = Call("case", Call("or", Call("is null", last), Call(">", Call("-", time, last), Val(model % 4 == 3 ? "60 min" : "30 min"))), Val("1"), Val("0"));
        var numbered = b.Window(gapped, Call("over", Call("sum", starts), user, time));
        var id = Out(numbered, 0);
        switch (model % 3)
        {
            case 0:
                var days = b.Aggregate(numbered, Call("key", id), Call("min", time), Call("key", user));
                var byDay = b.Aggregate(days, Call("key", Out(days, 2)), Call("key", Call("day", Out(days, 1))), Call("count"));
                return b.Project(byDay, Out(byDay, 0), Out(byDay, 1), Out(byDay, 2));
            case 1:
                var kept = b.Project(numbered, user, id, country, time);
                var lands = b.Aggregate(kept, Call("first", Out(kept, 2), Out(kept, 3)), Call("key", Out(kept, 0)), Call("count"), Call("key", Out(kept, 1)));
                var byLand = b.Aggregate(lands, Call("key", Out(lands, 0)), Call("count"), Call("avg", Out(lands, 2)));
                return b.Project(byLand, Out(byLand, 0), Out(byLand, 2), Out(byLand, 1));
            default:
                var sums = b.Aggregate(numbered, Call("key", user), Call("key", id), Call("sum", revenue), Call("min", time));
                var hours = b.Aggregate(sums, Call("key", Call("hour", Out(sums, 3))), Call("avg", Out(sums, 2)));
                return b.Project(hours, Out(hours, 0), Out(hours, 1));
        }
    }
}
