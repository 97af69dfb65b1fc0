using System.Globalization;
using System.Text;

namespace RewriteLang.Benchmarks.RuleFiles;

/// <summary>Rule files of any length, made of rules of several shapes: of relations and of scalars, with rests, lets, conditions and gates.</summary>
internal static class GeneratedRules
{
    private static readonly Func<int, string>[] Shapes =
    [
        i => $$"""
            /// A filter by {{i}} goes below a join.
            rule filter-below-join-{{i}}
              join(filter(A, x = {{i}} & ..ps), B, ..rest | y = x & ..on) => join(A, filter(B, y = {{i}}), ..rest | ..ps & y = x & ..on & x = {{i}})
              when cols(y) <= out(B), cols(x) <= out(A)

            """,
        i => $$"""
            /// Rows of a part {{i}} times as small are grouped before they are joined.
            rule group-below-join-{{i}}
              aggregate(join(F, ..rest | ..on), ks, as)
                => aggregate(join(aggregate(F, low, partials(as)), ..rest | ..on), ks, finals(as))
              let low = (cols(on) | ks) & out(F)
              when cols(as) <= out(F), decomposable(as), not unique(F, low), not empty(out(rest))
              gate distinct_values(F, low) * {{i + 2}} < rows(F)

            """,
        i => $$"""
            /// {{i}} is taken to the other side.
            rule constant-to-the-right-{{i}}
              x + {{i}} = y => x = y - {{i}}
              when constant(y), exact(x), exact(y)

            """,
        i => $$"""
            /// A condition that all alternatives share, and {{i}}.
            rule factor-{{i}} in filter
              or(and(p, x < {{i}}, ..ps), and(p, ..qs)) => and(p, or(and(x < {{i}}, ..ps), and(..qs)))
              when total(p)

            """,
        i => $$"""
            /// A left join whose {{i}} rejects the padded rows is inner.
            rule reject-{{i}}
              project(join(left_join(L, R | ..on), ..rest | p & y > {{i}} & ..ps), xs) => project(join(L, R, ..rest | ..on & p & y > {{i}} & ..ps), xs)
              when rejects_null(p, out(R)), disjoint(cols(y), out(L))

            """,
    ];

    /// <summary>A file of so many rules.</summary>
    public static string Text(int rules) => string.Concat(Enumerable.Range(0, rules).Select(Rule).Prepend("language 1\n\n"));

    /// <summary>A file of at most so many characters, less than a rule below it.</summary>
    public static string TextOfLength(int characters)
    {
        var text = new StringBuilder("language 1\n\n");
        for (var i = 0; text.Length + Rule(i).Length <= characters; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Rule(i)}");
        }

        return text.ToString();
    }

    private static string Rule(int number) => Shapes[number % Shapes.Length](number).ReplaceLineEndings("\n") + "\n";
}
