using RewriteLang.Dsl;

namespace RewriteLang.Verify.Rules;

/// <summary>
/// A rule with one thing about it made wrong: a condition dropped, a soundness level widened, or on the right side another operator, other constants, an
/// operand left out. A refuter that does not notice most of them is too weak to vouch for the rule.
/// </summary>
internal static class RuleMutants
{
    private static readonly Dictionary<string, string[]> Others = new()
    {
        ["left_join"] = ["join"],
        ["apply_null_aware_anti"] = ["apply_anti"],
        ["semi_join"] = ["anti_join"],
        ["anti_join"] = ["semi_join", "null_aware_anti_join"],
        ["null_aware_anti_join"] = ["anti_join"],
        ["apply_semi"] = ["apply_anti"],
        ["apply_anti"] = ["apply_semi"],
        ["intersect"] = ["except"],
        ["except"] = ["intersect"],
        ["="] = ["<>"],
        ["<>"] = ["="],
        ["<"] = ["<=", ">"],
        ["<="] = ["<", ">="],
        [">"] = [">=", "<"],
        [">="] = [">", "<="],
        ["is_null"] = ["is_not_null"],
        ["is_not_null"] = ["is_null"],
        ["is_distinct"] = ["<>"],
        ["is_not_distinct"] = ["="],
        ["and"] = ["or"],
        ["or"] = ["and"],
        ["+"] = ["-"],
        ["-"] = ["+"],
        ["min"] = ["max"],
        ["max"] = ["min"],
        ["sum"] = ["max"],
        ["bool_and"] = ["bool_or"],
        ["bool_or"] = ["bool_and"],
    };

    // Words that, put away, leave their first argument: what they do must matter.
    private static readonly HashSet<string> Wrappers =
        ["distinct", "filter", "not", "partials", "finals", "filtered", "filtered_each", "without", "split", "remainder", "using", "substitute", "replace"];

    /// <summary>The mutants, each with what was changed.</summary>
    public static IEnumerable<(string Description, Rule Mutant)> Of(Rule rule)
    {
        for (var i = 0; i < rule.Conditions.Count; i++)
        {
            yield return ($"without {TermText.Of(rule.Conditions[i])}", rule with { Conditions = rule.Conditions.RemoveAt(i) });
        }

        if (rule.Level != SoundnessLevel.Everywhere)
        {
            yield return ("everywhere", rule with { Level = SoundnessLevel.Everywhere });
        }

        for (var s = 0; s < rule.Sites.Count; s++)
        {
            var site = rule.Sites[s];
            if (site.Stays)
            {
                continue;
            }

            foreach (var (description, right) in Variants(site.Right))
            {
                // What leaves everything as it is claims nothing.
                if (TermText.Of(right) == TermText.Of(site.Left))
                {
                    continue;
                }

                yield return ($"with {description}", rule with { Sites = rule.Sites.SetItem(s, site with { Right = right }) });
            }
        }
    }

    private static IEnumerable<(string Description, Term Term)> Variants(Term term)
    {
        switch (term)
        {
            case Term.Literal { Value: bool truth } literal:
                yield return ($"{(truth ? "false" : "true")} for {TermText.Of(term)}", literal with { Value = !truth });
                break;
            case Term.Literal { Value: long number } literal:
                yield return ($"{number + 1} for {number}", literal with { Value = number + 1 });
                break;
            // Of what has no rows only the columns count, and they stay.
            case Term.Operator { Name: "empty" }:
                break;
            case Term.Operator op:
                foreach (var variant in Own(op).Concat(Inside(op)))
                {
                    yield return variant;
                }

                break;
            default:
                break;
        }
    }

    // Another operator, the same with its sides swapped, or none.
    private static IEnumerable<(string, Term)> Own(Term.Operator op)
    {
        foreach (var other in Others.GetValueOrDefault(op.Name, []))
        {
            yield return ($"{other} for {op.Name}", op with { Name = other });
        }

        if (Wrappers.Contains(op.Name) && op.Arguments is [var first, ..] && first.Sort == op.Sort)
        {
            yield return ($"{TermText.Of(first)} for {TermText.Of(op)}", first);
        }

        if (op.Name is "left_join" or "-" or "/" or "except" && op.Groups[0] is [var a, var b, ..])
        {
            yield return ($"the sides of {op.Name} swapped", op with { Groups = op.Groups.SetItem(0, [b, a, .. op.Groups[0].Skip(2)]) });
        }
    }

    private static IEnumerable<(string, Term)> Inside(Term.Operator op)
    {
        for (var g = 0; g < op.Groups.Count; g++)
        {
            var group = op.Groups[g];
            for (var i = 0; i < group.Count; i++)
            {
                // Conjuncts and operands may be left out; without an input columns would be missing.
                var isElement = group[i] is Term.Rest { Sort: not Sort.Relations } || (op.Name is "join" or "filter" && group[i].Sort is Sort.Scalar or Sort.Conjuncts) || (op.Name is "and" or "or");
                if (isElement && group.Count + g > 1)
                {
                    yield return ($"{op.Name} without {TermText.Of(group[i])}", op with { Groups = op.Groups.SetItem(g, group.RemoveAt(i)) });
                }

                foreach (var (description, changed) in Variants(group[i]))
                {
                    yield return (description, op with { Groups = op.Groups.SetItem(g, group.SetItem(i, changed)) });
                }
            }
        }
    }
}
