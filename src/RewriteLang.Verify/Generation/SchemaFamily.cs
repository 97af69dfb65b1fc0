using RewriteLang.Algebra;

namespace RewriteLang.Verify.Generation;

/// <summary>
/// The tables that generated plans read: without keys (<c>r</c>, <c>s</c>), with a key (<c>p</c>), with foreign keys that admit NULL (<c>c</c>) and
/// that do not (<c>o</c>), with a composite key (<c>m</c>) and with a UNIQUE column that admits NULL (<c>q</c>).
/// </summary>
public static class SchemaFamily
{
    /// <summary>The catalog.</summary>
    public static Catalog Catalog { get; } = Build();

    private static Catalog Build()
    {
        Sequence<TableColumn> wide =
        [
            new("a", SqlType.Integer), new("b", SqlType.Integer), new("n", SqlType.Integer, Trust.Enforced), new("t", SqlType.Varchar),
            new("x", SqlType.Double), new("d", SqlType.Decimal(6, 2)), new("w", SqlType.Date), new("f", SqlType.Boolean),
        ];
        TableColumn id = new("id", SqlType.Integer, Trust.Enforced);
        return new(
        [
            new("r", wide, [], [], []),
            new("s", wide, [], [], []),
            new("p", [id, new("a", SqlType.Integer), new("t", SqlType.Varchar, Trust.Enforced), new("x", SqlType.Double)], [Primary("id")], [], []),
            new("c", [id, new("p_id", SqlType.Integer), new("b", SqlType.Integer), new("d", SqlType.Decimal(6, 2))], [Primary("id")], [ToP], []),
            new("o", [id, new("p_id", SqlType.Integer, Trust.Enforced), new("b", SqlType.Integer), new("t", SqlType.Varchar)], [Primary("id")], [ToP], []),
            new(
                "m",
                [new("k1", SqlType.Integer, Trust.Enforced), new("k2", SqlType.Integer, Trust.Enforced), new("v", SqlType.Integer), new("w", SqlType.Date)],
                [Primary("k1", "k2")],
                [],
                []),
            new("q", [new("u", SqlType.Integer), new("b", SqlType.Integer), new("f", SqlType.Boolean)], [new(["u"], false, Trust.Enforced)], [], []),
        ]);
    }

    private static ForeignKey ToP => new(["p_id"], "p", ["id"], Trust.Enforced);

    private static TableKey Primary(params string[] columns) => new([.. columns], true, Trust.Enforced);
}
