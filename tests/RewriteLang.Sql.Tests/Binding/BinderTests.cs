using RewriteLang.Algebra;

namespace RewriteLang.Sql.Tests.Binding;

/// <summary>What each construct is bound to, and the words of each diagnostic.</summary>
public sealed class BinderTests : IDisposable
{
    private const string Ddl = """
        CREATE TABLE t (a INTEGER NOT NULL, b INTEGER);
        CREATE TABLE u (a INTEGER, c INTEGER);
        CREATE TABLE v (s VARCHAR, i SMALLINT, d DECIMAL(5,2), dt DATE, ts TIMESTAMP, bl BOOLEAN);
        """;

    private static readonly Cases Plans = Cases.Beside("plans.cases");
    private static readonly Cases Diagnostics = Cases.Beside("diagnostics.cases");
    private static readonly Cases Accepted = Cases.Beside("accepted.cases");
    private readonly Schema _schema = new(Ddl);

    public static IEnumerable<TheoryDataRow<string>> PlanTitles => Plans.Titles();

    public static IEnumerable<TheoryDataRow<string>> DiagnosticTitles => Diagnostics.Titles();

    public static IEnumerable<TheoryDataRow<string>> AcceptedTitles => Accepted.Titles();

    [Theory]
    [MemberData(nameof(PlanTitles))]
    public void Binds(string title) => Plans.Check(title, sql =>
    {
        var bound = _schema.Bind(sql);
        return bound.IsSuccess ? RelationText.Render(bound.Value.Query) : string.Join('\n', bound.Diagnostics);
    });

    [Theory]
    [MemberData(nameof(DiagnosticTitles))]
    public void Reports(string title) => Diagnostics.Check(title, sql =>
    {
        var bound = _schema.Bind(sql);
        Assert.False(bound.IsSuccess);
        return string.Join('\n', bound.Diagnostics);
    });

    /// <summary>Each query of the case gives the names and types that DuckDB gives.</summary>
    [Theory]
    [MemberData(nameof(AcceptedTitles))]
    public void Names_and_types_columns_as_DuckDB_does(string title) => Accepted.Check(title, text =>
    {
        foreach (var statement in SqlScript.Split(text, "q.sql"))
        {
            DuckDbAgreement.Check(_schema, statement);
        }

        return "";
    });

    public void Dispose() => _schema.Dispose();
}
