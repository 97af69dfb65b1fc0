using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Levels;

/// <summary>What stands beside a relation in FROM and reads its columns: lateral subqueries and unnested lists.</summary>
internal sealed partial class LevelBuilder
{
    private Level.Select BuildLateral(Relation.Apply apply, Uses uses, Scope? scope)
    {
        var isLeft = apply.Kind == ApplyKind.Left;
        var leftUses = uses.Copy().Add(apply.On).AddOuter(apply.Right);
        var rightUses = (isLeft ? new Uses() : uses.Copy()).Add(apply.On);
        foreach (var pair in apply.Outputs)
        {
            rightUses.Add(pair.In, uses[pair.Out]);
        }

        var left = OuterSide(Plain(Build(apply.Left, leftUses, scope), apply.Left.Columns, leftUses), apply.Left.Columns, leftUses, [.. apply.Right.OuterColumns()], true);
        if (left.From.Count == 0)
        {
            left = Materialize(left, apply.Left.Columns, leftUses);
        }

        var inner = new Scope(left, scope);
        var built = Build(apply.Right, rightUses, inner);

        // ON sees the sides of its join alone: where it reads the left rows the right side has to be lateral as a whole.
        if (!isLeft && built is Level.Select { IsPlain: true } joined
            && !joined.From.Exists(f => _translator.MustComeFirst(f) || f.JoinsReadOutside()))
        {
            left.From.AddRange(joined.From);
            left.Where.AddRange(joined.Where);
            foreach (var column in apply.Right.Columns)
            {
                if (joined.Columns.TryGetValue(column.Id, out var expr))
                {
                    left.Columns[column.Id] = expr;
                }
            }

            left.Where.AddRange(_translator.Conjuncts(apply.On, Resolver(left, scope)));
            return left;
        }

        var right = JoinSide(built, apply.Right.Columns, rightUses, filtersMove: isLeft);
        var outside = left.From.SelectMany(f => f.Items).ToHashSet();
        if (right.From[0] is FromElement.Single { Item: { Query: { } query } item } && (!ReferenceEquals(built, right) || query.Reads(outside.Contains)))
        {
            _translator.RequireLateral();
            item.Lateral = true;
        }

        var on = On(apply.On, left, right, scope);
        if (isLeft)
        {
            on.AddRange(right.Where);
            Attach(left, "LEFT JOIN", right.From[0], on);
            Pad(left, apply.Outputs, right);
        }
        else
        {
            left.From.Add(right.From[0]);
            left.Where.AddRange(on);
            Pad(left, [.. apply.Right.Columns.Select(c => new ColumnPair(c, c))], right);
        }

        return left;
    }

    private Level.Select BuildUnnest(Relation.Unnest unnest, Uses uses, Scope? scope)
    {
        _translator.RequireUnnest();
        var below = uses.Copy().Add(unnest.List);
        var input = Plain(Build(unnest.Input, below, scope), unnest.Input.Columns, below);
        var list = _translator.Value(unnest.List, Resolver(input, scope));
        var item = new FromItem
        {
            Function = new Expr.Call("unnest", [list]),
            Lateral = true,
            Columns = ColumnNames.Unique([unnest.Element]),
            NamesColumns = true,
            WantedAlias = "u",
        };
        input.From.Add(new FromElement.Single(item));
        input.Columns[unnest.Element.Id] = new Expr.Column(item, 0);
        return input;
    }
}
