using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Levels;

/// <content>Semi joins, anti joins and Apply: subqueries at the place of their use.</content>
internal sealed partial class LevelBuilder
{
    private Level.Select BuildMembership(
        ApplyKind kind, Relation left, Relation right, Sequence<Scalar> on, Column? mark, bool isApply, Uses uses, Scope? scope)
    {
        var leftUses = uses.Copy().Add(on);
        if (isApply)
        {
            leftUses.AddOuter(right);
        }

        var level = Build(left, leftUses, scope);
        var form = mark is null ? Membership.Of(kind, isApply, left.Columns, right.Columns, on, _translator.Dialect) : default;
        var readInside = new HashSet<Column>(isApply ? right.OuterColumns() : []);
        if (mark is not null || form is MembershipForm.Exists or MembershipForm.NotExists)
        {
            readInside.UnionWith(on.SelectMany(s => s.ReferencedColumns()));
        }

        var open = OuterSide(level, left.Columns, leftUses, readInside, forWhere: mark is null);
        if (mark is not null)
        {
            open.Columns[mark.Id] = MarkOf(right, on, open, scope);
            return uses[mark] > 1 ? Materialize(open, [.. left.Columns, mark], leftUses) : open;
        }

        if (form is MembershipForm.SemiJoin or MembershipForm.AntiJoin)
        {
            return JoinInFrom(form, Plain(open, left.Columns, leftUses), right, on, scope);
        }

        (open.IsGrouped ? open.Having : open.Where).AddRange(Predicates(form, kind, right, on, open, scope));
        return open;
    }

    private Level BuildApply(Relation.Apply apply, Uses uses, Scope? scope) => apply.Kind switch
    {
        ApplyKind.Scalar => BuildScalarSubquery(apply, uses, scope),
        ApplyKind.Inner or ApplyKind.Left => BuildLateral(apply, uses, scope),
        _ => BuildMembership(apply.Kind, apply.Left, apply.Right, apply.On, apply.Mark, isApply: apply.Right.OuterColumns().Count > 0, uses, scope),
    };

    private Level BuildScalarSubquery(Relation.Apply apply, Uses uses, Scope? scope)
    {
        var output = apply.Outputs[0];
        if (uses[output.Out] == 0)
        {
            return Build(apply.Left, uses, scope);
        }

        var outer = apply.Right.OuterColumns();
        var leftUses = uses.Copy().Add(outer);
        var level = Build(apply.Left, leftUses, scope);
        var open = OuterSide(level, apply.Left.Columns, leftUses, outer.ToHashSet(), forWhere: false);
        var query = _ctes.Local(() =>
            Close(Build(apply.Right, new Uses().Add(output.In), new Scope(open, scope)), [(output.In, ColumnNames.Unique([output.In])[0])]));
        open.Columns[output.Out.Id] = new Expr.Subquery(query);
        return uses[output.Out] > 1 ? Materialize(open, apply.Columns, leftUses) : open;
    }

    /// <summary>
    /// The level with columns that a subquery may name: not aggregates (they would be evaluated in the subquery), windows or subqueries.
    /// </summary>
    private Level.Select OuterSide(Level level, IReadOnlyList<Column> columns, Uses uses, HashSet<Column> readInside, bool forWhere)
    {
        var fits = level is Level.Select { IsSealed: false, Distinct: null, IsCut: false } select
            && !(forWhere && select.HasWindow)
            && !(select.IsGrouped && select.GroupingSets.Count > 0)
            && !(forWhere && select is { IsGrouped: true, GroupBy.Count: 0 } && !_translator.Capabilities.HasHavingWithoutGroupBy)
            && readInside.All(c => !select.Columns.TryGetValue(c.Id, out var expr)
                || expr is Expr.Column
                || (!select.IsGrouped && !expr.HasAggregate() && !expr.HasWindow() && !expr.HasQuery()));
        return fits ? (Level.Select)level : Materialize(level, columns, uses);
    }

    private List<Expr> Predicates(MembershipForm form, ApplyKind kind, Relation right, Sequence<Scalar> on, Level.Select left, Scope? scope)
    {
        if (form is MembershipForm.Exists)
        {
            return [Exists(right, on, left, scope, negated: false)];
        }

        if (form is MembershipForm.NotExists)
        {
            return [Exists(right, kind == ApplyKind.NullAwareAnti ? NotFalse(on) : on, left, scope, negated: true)];
        }

        var split = MembershipCondition.Split(right.Columns, on);
        var isGuarded = form == MembershipForm.GuardedNotIn;
        var inQuery = InQuery(split, right, left, scope, negated: form is not (MembershipForm.In or MembershipForm.InIsNotTrue), isGuarded);
        var predicates = _translator.Conjuncts([.. split.LeftOnly], Resolver(left, scope));
        if (form == MembershipForm.InIsNotTrue)
        {
            return [.. predicates, new Expr.Postfix(inQuery, " IS NOT TRUE", Strength.Comparison)];
        }

        var nullable = isGuarded ? split.Keys.Where(k => !Membership.IsNotNull(k.Left)).ToList() : [];
        predicates.Add(nullable.Count == 0
            ? inQuery
            : new Expr.Junction(false, [.. nullable.Select((k, i) => (Expr)new Expr.Postfix(inQuery.Operands[Index(split, k.Left)], " IS NULL", Strength.Comparison)), inQuery]));
        return predicates;

        static int Index(MembershipCondition split, Scalar key) => split.Keys.ToList().FindIndex(k => ReferenceEquals(k.Left, key));
    }

    private Expr.InQuery InQuery(MembershipCondition split, Relation right, Level.Select left, Scope? scope, bool negated, bool isGuarded)
    {
        Sequence<Scalar> filter =
        [
            .. split.RightOnly,
            .. isGuarded ? split.Keys.Where(k => !Membership.IsNotNull(k.Right)).Select(k => (Scalar)new Scalar.Not(new Scalar.IsNull(k.Right))) : [],
        ];
        var (relation, keys) = KeyColumns(filter.IsEmpty ? right : new Relation.Block([right], filter), [.. split.Keys.Select(k => k.Right)]);
        var query = _ctes.Local(() => Close(
            Build(relation, new Uses().Add(keys), new Scope(left, scope)),
            [.. keys.Zip(ColumnNames.Unique(keys))]));
        var resolve = Resolver(left, scope);
        return new Expr.InQuery([.. split.Keys.Select(k => _translator.Value(k.Left, resolve))], query, negated);
    }

    // The keys as columns, in a projection if they are computed.
    private (Relation Relation, IReadOnlyList<Column> Keys) KeyColumns(Relation relation, IReadOnlyList<Scalar> keys)
    {
        if (keys.All(k => k is Scalar.ColumnRef))
        {
            return (relation, [.. keys.Select(k => ((Scalar.ColumnRef)k).Column)]);
        }

        var items = keys.Select(k => new ProjectItem(k is Scalar.ColumnRef r ? r.Column : Fresh("k", k.Type), k)).ToList();
        return (new Relation.Project(relation, [.. items]), [.. items.Select(i => i.Column)]);
    }

    private Expr.Exists Exists(Relation right, Sequence<Scalar> on, Level.Select left, Scope? scope, bool negated)
    {
        var inner = new Scope(left, scope);
        var uses = new Uses().Add(on);
        var query = _ctes.Local(() =>
        {
            var level = Filter(Build(right, uses, inner), right.Columns, uses, on, inner);
            IReadOnlyList<Column> columns = level switch
            {
                Level.Select { Distinct: { } all } => all,
                Level.Set { NeedsAllColumns: true } set => set.Columns,
                _ => [],
            };
            return Close(level, [.. columns.Zip(ColumnNames.Unique(columns))]);
        });
        return new Expr.Exists(query, negated);
    }

    private Expr MarkOf(Relation right, Sequence<Scalar> on, Level.Select left, Scope? scope)
    {
        if (on.IsEmpty)
        {
            return Exists(right, on, left, scope, negated: false);
        }

        var split = MembershipCondition.Split(right.Columns, on);
        if (split.Keys.Count == on.Count && (on.Count == 1 || _translator.HasStandardRowIn))
        {
            return InQuery(split, right, left, scope, negated: false, isGuarded: false);
        }

        if (on.Count == 1 && _translator.HasQuantifiedComparison && Quantified(on[0], right, left, scope) is { } any)
        {
            return any;
        }

        var isTrue = Exists(right, on, left, scope, negated: false);
        if (on.All(IsTwoValued))
        {
            return isTrue;
        }

        RefuseIfVolatile(right);
        var isUnknown = Exists(right, [new Scalar.IsNull(Scalars.AllOf(on))], left, scope, negated: false);
        return new Expr.Case([(isTrue, new Expr.Text("TRUE")), (isUnknown, new Expr.Text("NULL"))], new Expr.Text("FALSE"));
    }

    private Expr.AnyQuery? Quantified(Scalar condition, Relation right, Level.Select left, Scope? scope)
    {
        var inner = right.Columns.ToHashSet();
        if (condition is not Scalar.Comparison { Operator: not (ComparisonOperator.IsDistinct or ComparisonOperator.IsNotDistinct) } comparison)
        {
            return null;
        }

        var isMirrored = comparison.Left.ReferencedColumns().Any(inner.Contains);
        var (outer, key, @operator) = isMirrored
            ? (comparison.Right, comparison.Left, comparison.Operator.Mirror())
            : (comparison.Left, comparison.Right, comparison.Operator);
        if (outer.ReferencedColumns().Any(inner.Contains) || !key.ReferencedColumns().All(inner.Contains))
        {
            return null;
        }

        var (relation, keys) = KeyColumns(right, [key]);
        var query = _ctes.Local(() => Close(Build(relation, new Uses().Add(keys), new Scope(left, scope)), [(keys[0], ColumnNames.Unique(keys)[0])]));
        return new Expr.AnyQuery(Dialects.Translator.Symbol(@operator), _translator.Value(outer, Resolver(left, scope)), query);
    }

    private static Sequence<Scalar> NotFalse(Sequence<Scalar> on) =>
        on.IsEmpty ? on : [new Scalar.Comparison(ComparisonOperator.IsDistinct, Scalars.AllOf(on), Scalars.False)];

    private static bool IsTwoValued(Scalar condition) => condition.DescendantsAndSelf().All(s => s switch
    {
        Scalar.ColumnRef reference => !reference.Column.Nullable,
        Scalar.Constant constant => constant.Value is not null,
        Scalar.Comparison or Scalar.And or Scalar.Or or Scalar.Not or Scalar.IsNull or Scalar.InList => true,
        _ => false,
    });

    private static void RefuseIfVolatile(Relation relation)
    {
        if (relation.HasVolatileScalars())
        {
            throw new Refusal(Refusal.Volatile, "A volatile expression would have to be written twice.");
        }
    }

    private Level.Select JoinInFrom(MembershipForm form, Level.Select left, Relation right, Sequence<Scalar> on, Scope? scope)
    {
        var uses = new Uses().Add(on);
        var side = JoinSide(Build(right, uses, scope), right.Columns, uses, filtersMove: true);
        var conditions = On(on, left, side, scope);
        conditions.AddRange(side.Where);
        return Attach(left, form == MembershipForm.SemiJoin ? "SEMI JOIN" : "ANTI JOIN", side.From[0], conditions);
    }
}
