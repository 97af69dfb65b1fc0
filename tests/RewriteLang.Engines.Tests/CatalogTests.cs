using RewriteLang.Algebra;

namespace RewriteLang.Engines.Tests;

public sealed class CatalogTests
{
    [Fact]
    public void Reads_what_DuckDB_declares()
    {
        using var database = DuckDbEngine.Instance.OpenMemory();
        database.Execute(
            """
            CREATE TABLE "Parent, odd" (a INTEGER, "b, c" VARCHAR(10) NOT NULL, d DECIMAL(15,2) UNIQUE, PRIMARY KEY (a, "b, c"));
            CREATE TABLE child (x BIGINT, a INTEGER, bc VARCHAR, FOREIGN KEY (a, bc) REFERENCES "Parent, odd" (a, "b, c"));
            CREATE INDEX child_x ON child (x, a);
            CREATE UNIQUE INDEX child_bc ON child (bc);
            CREATE INDEX child_expression ON child ((x + 1));
            CREATE SCHEMA other; CREATE TABLE other.t (y DATE);
            CREATE VIEW v AS SELECT * FROM child;
            """);
        var catalog = database.ReadCatalog();
        Assert.Equal(["Parent, odd", "child", "other.t"], catalog.Tables.Select(table => table.ToString()));

        var parent = catalog.Find("parent, ODD")!;
        Assert.Equal(
            [
                new TableColumn("a", SqlType.Integer, Trust.Enforced), new TableColumn("b, c", SqlType.Varchar, Trust.Enforced),
                new TableColumn("d", SqlType.Decimal(15, 2)),
            ],
            parent.Columns);
        Assert.Equal([new TableKey(["a", "b, c"], true, Trust.Enforced), new TableKey(["d"], false, Trust.Enforced)], parent.Keys);
        Assert.Empty(parent.ForeignKeys);
        Assert.Equal(["Parent, odd_pkey", "Parent, odd_key1"], parent.Indexes.Select(index => index.Name));

        var child = catalog.Find("child")!;
        Assert.Equal([new ForeignKey(["a", "bc"], "Parent, odd", ["a", "b, c"], Trust.Enforced)], child.ForeignKeys);
        Assert.Equal([new TableIndex("child_x", ["x", "a"], false), new TableIndex("child_bc", ["bc"], true)], child.Indexes);
        Assert.Equal([new TableKey(["bc"], false, Trust.Enforced)], child.Keys);
        Assert.False(child.RowIdIsVisible);
    }

    [Fact]
    public void Reads_the_CHECKs_of_both_engines()
    {
        const string Ddl =
            """
            CREATE TABLE "a check (b)" (
              x INTEGER CHECK (x > 0), -- CHECK (no)
              "check (y)" VARCHAR DEFAULT 'check (z)' NOT NULL, /* CHECK (neither) */
              checked INTEGER, CONSTRAINT named cHeCk ( (x + checked) < 10 AND "check (y)" <> 'it''s )' ))
            """;
        using var duckDb = DuckDbEngine.Instance.OpenMemory();
        duckDb.Execute(Ddl);
        Assert.Equal(
            [new TableCheck("(x > 0)", Trust.Enforced), new TableCheck("(((x + checked) < 10) AND (\"check (y)\" != 'it''s )'))", Trust.Enforced)],
            Assert.Single(duckDb.ReadCatalog().Tables).Checks);

        using var sqlite = SqliteEngine.Instance.OpenMemory();
        sqlite.Execute(Ddl);
        var read = Assert.Single(sqlite.ReadCatalog().Tables);
        Assert.Equal(
            [new TableCheck("x > 0", Trust.Enforced), new TableCheck("(x + checked) < 10 AND \"check (y)\" <> 'it''s )'", Trust.Enforced)], read.Checks);
        Assert.All(new Catalog([read]).Relying(Trust.Enforced).Tables[0].Checks, c => Assert.Equal(Trust.Enforced, c.Trust));
    }

    [Fact]
    public void Looks_whether_the_data_keeps_a_CHECK()
    {
        using var database = SqliteEngine.Instance.OpenMemory();
        database.Execute("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1), (NULL), (5)");
        var declared = new Catalog([database.ReadCatalog().Tables[0] with
        {
            Checks = [new("x > 0", Trust.Enforced), new("x < 5", Trust.Enforced), new("no_such_function(x)", Trust.Enforced)],
        }]);
        var validated = database.Validate(declared);
        Assert.Equal([Trust.Validated, Trust.Declared, Trust.Declared], validated.Value!.Tables[0].Checks.Select(c => c.Trust));
        Assert.Equal(2, validated.Diagnostics.Count(d => d.Code == ConstraintValidation.Broken));
    }

    [Fact]
    public void Reads_what_SQLite_declares_and_holds()
    {
        using var database = SqliteEngine.Instance.OpenMemory();
        database.Execute(
            """
            CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, price DECIMAL(15,2), born DATE, anything);
            CREATE TABLE loose (k VARCHAR(10) PRIMARY KEY, p INTEGER REFERENCES parent);
            CREATE TABLE tight (k TEXT, n INT, PRIMARY KEY (n, k)) WITHOUT ROWID;
            CREATE TABLE checked (k TEXT PRIMARY KEY, n INT) STRICT;
            CREATE TABLE folded (k TEXT COLLATE NOCASE PRIMARY KEY);
            CREATE INDEX loose_p ON loose (p);
            CREATE UNIQUE INDEX loose_some ON loose (p) WHERE p > 0;
            CREATE UNIQUE INDEX loose_computed ON loose (abs(p));
            """);
        var catalog = database.ReadCatalog();
        Assert.Equal(["parent", "loose", "tight", "checked", "folded"], catalog.Tables.Select(table => table.Name));

        var parent = catalog.Find("parent")!;
        Assert.Equal(
            [
                new TableColumn("id", SqlType.BigInt, Trust.Enforced, "INTEGER"), new TableColumn("name", SqlType.Varchar, Trust.Enforced, "TEXT"),
                new TableColumn("price", SqlType.Double, null, "DECIMAL(15,2)"), new TableColumn("born", SqlType.Date, null, "DATE"),
                new TableColumn("anything", SqlType.Unknown, null, ""),
            ],
            parent.Columns);
        Assert.Equal([new TableKey(["id"], true, Trust.Enforced), new TableKey(["name"], false, Trust.Enforced)], parent.Keys);
        Assert.True(parent.RowIdIsVisible);

        // A primary key of text admits NULL, and nobody checked the foreign key.
        var loose = catalog.Find("loose")!;
        Assert.Null(loose.Columns[0].NotNull);
        Assert.Equal([new TableKey(["k"], true, Trust.Enforced)], loose.Keys);
        Assert.Equal([new ForeignKey(["p"], "parent", ["id"], Trust.Declared)], loose.ForeignKeys);
        Assert.Equal([new TableIndex("sqlite_autoindex_loose_1", ["k"], true), new TableIndex("loose_p", ["p"], false)], loose.Indexes);

        var tight = catalog.Find("tight")!;
        Assert.Equal([new TableKey(["n", "k"], true, Trust.Enforced)], tight.Keys);
        Assert.All(tight.Columns, column => Assert.Equal(Trust.Enforced, column.NotNull));
        Assert.False(tight.RowIdIsVisible);
        Assert.Equal(Trust.Enforced, catalog.Find("checked")!.Columns[0].NotNull);
        Assert.Empty(catalog.Find("folded")!.Keys);
    }

    [Fact]
    public void Reads_DDL_of_either_engine()
    {
        const string Ddl = "CREATE TABLE p (k INTEGER, PRIMARY KEY (k));\nCREATE TABLE c (k VARCHAR NOT NULL, FOREIGN KEY (k) REFERENCES p (k));";
        var duckdb = DdlCatalog.Read("schema.sql", Ddl.Replace("VARCHAR", "INTEGER"));
        Assert.Equal([new ForeignKey(["k"], "p", ["k"], Trust.Enforced)], duckdb.Value!.Find("c")!.ForeignKeys);
        var sqlite = DdlCatalog.Read("schema.sql", Ddl, SqliteEngine.Instance);
        Assert.Equal([new ForeignKey(["k"], "p", ["k"], Trust.Declared)], sqlite.Value!.Find("c")!.ForeignKeys);
    }

    [Theory]
    [InlineData("duckdb", "CREATE TABLE t (x INTEGER);\nCREATE TABEL u (y INTEGER);", "schema.sql:2:8: error RW3001: Parser Error: syntax error at or near \"TABEL\"")]
    [InlineData("sqlite", "CREATE TABLE t (x INTEGER);\nCREATE TABEL u (y INTEGER);", "schema.sql:2:8: error RW3001: near \"TABEL\": syntax error")]
    [InlineData("sqlite", "-- ä\nCREATE TABLE t (x INTEGER);\n\nCREATE TABLE t (y INTEGER);", "schema.sql:4:14: error RW3001: table t already exists")]
    [InlineData("duckdb", "-- ä\nCREATE TABLE t (x INTEGER);\nCREATE TABLE u (y INTEGR);", "schema.sql:3:19: error RW3001: Catalog Error: Type with name INTEGR does not exist! Did you mean \"main.INTEGER\"?")]
    [InlineData("duckdb", "SELECT 1;", "schema.sql:1:1: error RW3002: The schema has no CREATE TABLE.")]
    public void Says_where_DDL_is_wrong(string engine, string ddl, string expected)
    {
        var result = DdlCatalog.Read("schema.sql", ddl, Engine.Find(engine));
        Assert.False(result.IsSuccess);
        Assert.Equal(expected, Assert.Single(result.Diagnostics).ToString());
    }

    [Fact]
    public void DDL_cannot_read_files()
    {
        var result = DdlCatalog.Read("schema.sql", "CREATE TABLE t AS SELECT * FROM read_csv('schema.csv');");
        Assert.Contains("disabled", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_at_the_data_for_what_nobody_enforces()
    {
        var declared = DdlCatalog.Read(
            "schema.sql",
            """
            CREATE TABLE p (k INTEGER PRIMARY KEY, u INTEGER UNIQUE);
            CREATE TABLE c (k INTEGER NOT NULL REFERENCES p (k), l INTEGER NOT NULL REFERENCES p (k));
            """).Value!;
        using var database = DuckDbEngine.Instance.OpenMemory();
        database.Execute(
            """
            CREATE TABLE p AS SELECT * FROM (VALUES (1, NULL), (2, NULL), (3, 7), (4, 7)) v(k, u);
            CREATE TABLE c AS SELECT * FROM (VALUES (1, 1), (2, 9), (2, NULL)) v(k, l);
            """);
        var validated = database.Validate(declared);
        var (p, c) = (validated.Value!.Find("p")!, validated.Value!.Find("c")!);
        Assert.Equal([new TableKey(["k"], true, Trust.Validated), new TableKey(["u"], false, Trust.Declared)], p.Keys);
        Assert.Equal([Trust.Validated, Trust.Declared], c.ForeignKeys.Select(key => key.Trust));
        Assert.Equal([Trust.Validated, Trust.Declared], c.Columns.Select(column => column.NotNull!.Value));
        Assert.Equal(
            [
                "warning RW3003: (\"u\") is declared unique in p, but the data does not keep it; it is not relied on.",
                "warning RW3003: c.l is declared NOT NULL, but the data does not keep it; it is not relied on.",
                "warning RW3003: (\"l\") of c is declared to refer to p, but the data does not keep it; it is not relied on.",
            ],
            validated.Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }
}
