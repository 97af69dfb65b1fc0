namespace RewriteLang.Dsl.Auditing;

/// <summary>Whether one rule says nothing that another does not say, or takes back what another does.</summary>
internal static class Instances
{
    /// <summary>Whether wherever <paramref name="special"/> applies, <paramref name="general"/> does, and makes the same of it.</summary>
    internal static bool Covers(AuditedRule general, AuditedRule special) =>
        general.Root == special.Root
        && general.MayStandIn(special.Rule.Level)
        && (general.Rule.Simplify || !special.Rule.Simplify)
        && Follows(general, special.FrozenLeft, special.FrozenRight, special);

    /// <summary>Whether what <paramref name="second"/> makes, where it applies, <paramref name="first"/> makes back.</summary>
    internal static bool TakesBack(AuditedRule first, AuditedRule second) =>
        first.MayStandIn(second.Rule.Level)
        && Follows(first, second.FrozenRight, second.FrozenLeft, second);

    // Whether the law turns the one into the other under conditions that are among the assumed ones, word for word.
    private static bool Follows(AuditedRule law, Shape from, Shape to, AuditedRule assumed)
    {
        var unifier = new Unifier();
        return unifier.Unify(law.Left, from, () => unifier.Unify(unifier.Apply(law.Right), to, () =>
            law.Conditions.All(c => assumed.FrozenConditions.Contains(unifier.Apply(c).Text))
            && law.Gates.All(g => assumed.FrozenGates.Contains(unifier.Apply(g).Text))));
    }
}
