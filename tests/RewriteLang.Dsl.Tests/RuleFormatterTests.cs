namespace RewriteLang.Dsl.Tests;

public sealed class RuleFormatterTests
{
    [Fact]
    public void Lays_out_a_rule()
    {
        const string text = """
            language   1
            ///A filter.
            rule   left-join-to-inner   in   filter
            filter(left_join(L,R|on),p)=>filter( join( L , R|on&p ),p)
              let  low=(cols(on)|ks)&out(F),b=not   a
              when x is  not   null,rejects_null(p,out(R)),any(x in xs,not total(x))
              cite[a-b,c]
              pathology aggregate-over-join   expect 1.2..8   on duckdb
              tags a,b
              example
                schema create table t (a int)
                before select *
                          from t
                after  select 1
              counterexample rejects_null
                query select 1

            """;
        const string expected = """
            language 1

            /// A filter.
            rule left-join-to-inner in filter
              filter(left_join(L, R | on), p) => filter(join(L, R | on & p), p)
              let low = (cols(on) | ks) & out(F), b = not a
              when x is not null, rejects_null(p, out(R)), any(x in xs, not total(x))
              cite [a-b, c]
              pathology aggregate-over-join expect 1.2..8 on duckdb
              tags a, b
              example
                schema  create table t (a int)
                before  select *
                        from t
                after   select 1
              counterexample rejects_null
                query   select 1

            """;

        Assert.Equal(expected, RuleFormatter.Format(text).Value);
    }

    [Fact]
    public void Keeps_comments_beside_what_they_are_about()
    {
        const string text = """
            // A file of rules.

            // About one.
            /// One.
            rule one // trailing
              // before the law
              distinct(R) // inside the law
                => R // after the law
              when has_key(R), // first
                // second
                unique(R, keys(R)) // third
            // the end

            """;
        const string expected = """
            // A file of rules.

            // About one.
            /// One.
            rule one  // trailing
              // before the law
              // inside the law
              distinct(R) => R  // after the law
              // first
              // second
              when has_key(R), unique(R, keys(R))  // third
            // the end

            """;

        Assert.Equal(expected, RuleFormatter.Format(text).Value);
    }

    [Fact]
    public void Breaks_what_is_too_long_for_a_line()
    {
        const string text = """
            /// Long.
            rule long
              aggregate(join(F, ..rest | ..on), ks, as) => aggregate(join(aggregate(filter(F, local), low, partials(as)), ..rest | ..links), ks, finals(as))
              when cols(as) <= out(F), decomposable(as), not unique(F, low), not empty(cols(links) & out(F)), not empty(out(rest)), disjoint(outer_cols(F), out(rest))

            """;
        const string expected = """
            /// Long.
            rule long
              aggregate(join(F, ..rest | ..on), ks, as)
                => aggregate(join(aggregate(filter(F, local), low, partials(as)), ..rest | ..links), ks, finals(as))
              when cols(as) <= out(F), decomposable(as), not unique(F, low), not empty(cols(links) & out(F)), not empty(out(rest)),
                   disjoint(outer_cols(F), out(rest))

            """;

        Assert.Equal(expected, RuleFormatter.Format(text).Value);
    }

    [Fact]
    public void Changes_nothing_when_there_is_a_syntax_error()
    {
        var result = RuleFormatter.Format("rule x\n  distinct(R => R\n", "x.rw");

        Assert.False(result.IsSuccess);
        Assert.Equal(["RW2101"], result.Diagnostics.Select(d => d.Code));
    }

    public static TheoryData<string> Files => [.. Sources().Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_idempotent_and_keeps_meaning_and_comments(string name)
    {
        var text = Sources().First(s => s.Name == name).Text;

        var once = RuleFormatter.Format(text, name);
        Assert.Equal("", string.Join('\n', once.Diagnostics));
        var twice = RuleFormatter.Format(once.Value!, name);

        Assert.Equal(once.Value, twice.Value);
        Assert.Equal(Comments(text), Comments(once.Value!));
        Assert.Equal(Said(text), Said(once.Value!));
    }

    private static IEnumerable<(string Name, string Text)> Sources() =>
        Directory.GetFiles(Repository.PathOf("dsl/examples"), "*.rw").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllText(f)))
            .Concat(MarkdownExamples.Read(Repository.PathOf("dsl/manual.md")).Where(b => b.Language == "rw").Select(b => ($"manual.md:{b.Line}", b.Text)));

    private static IEnumerable<string> Comments(string text) => Syntax.Tokenizer.Read(text, "x").All
        .Where(t => t.Kind == Syntax.TokenKind.Comment).Select(t => t.Text.TrimEnd()).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Said(string text) =>
        RuleParser.Parse(text, "x").Value?.Rules.Select(r => $"{r.Normalized} {string.Join('|', r.Examples.Select(e => e.Before))} {r.Doc}") ?? [];
}
