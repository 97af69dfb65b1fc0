using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Levels;

/// <content>Tables, VALUES, CTEs.</content>
internal sealed partial class LevelBuilder
{
    private static Level.Select BuildScan(Relation.Scan scan) => Single(
        new FromItem
        {
            Table = scan.Table.Name,
            Schema = scan.Table.Schema,
            WantedAlias = scan.Alias.Name,
            Columns = [.. scan.Table.Columns.Select(c => c.Name)],
        },
        scan.Columns);

    private Level.Select BuildValues(Relation.Values values, Scope? scope)
    {
        var names = ColumnNames.Unique(values.Columns);
        var rows = values.Rows.Select((row, i) => (IReadOnlyList<Expr>)[.. row.Select(s => _translator.Value(s, c => Resolve(c, scope), typed: i == 0))]).ToList();
        var query = _translator.ValuesQuery(names, values.Columns, rows, out var namesColumns);
        return Single(new FromItem { Query = query, Columns = names, NamesColumns = namesColumns, WantedAlias = values.Alias.Name ?? "v" }, values.Columns);
    }

    private Level.Select BuildOpaque(Relation.Opaque opaque)
    {
        var query = _translator.Opaque(opaque, [.. opaque.Holes.Select(HoleQuery)]);
        var names = ColumnNames.Unique(opaque.Columns);
        return Single(
            new FromItem { Query = query, Columns = names, NamesColumns = !names.SequenceEqual(query.Names), WantedAlias = opaque.Alias.Name },
            opaque.Columns);
    }

    private QueryTree HoleQuery(OpaqueHole hole)
    {
        var uses = new Uses().Add(hole.Outputs.Select(o => o.Column));
        return _ctes.Local(() => Close(Build(hole.Input, uses, null), [.. hole.Outputs.Select(o => (o.Column, o.Name))]));
    }

    private Level.Select BuildWithRef(Relation.WithRef reference, Uses uses)
    {
        var cte = _ctes.Find(reference.Name);
        _ctes.Use(cte);
        cte.References++;
        var item = new FromItem { Table = cte.Name, WantedAlias = reference.Alias.Name, Columns = cte.Names };
        var level = new Level.Select();
        level.From.Add(new FromElement.Single(item));
        foreach (var pair in reference.Pairs)
        {
            level.Columns[pair.Out.Id] = new Expr.Column(item, IndexOf(cte.Columns, pair.In));
            cte.Uses.Add(pair.In, uses[pair.Out]);
        }

        return level;
    }

    private Level BuildWith(Relation.With with, Uses uses, Scope? scope)
    {
        var isLocal = with.Definition.OuterColumns().Count > 0
            || (scope is not null && with.Definition.HasVolatileScalars())
            || with.Definition.DescendantsAndSelf().Any(r => r is Relation.WithRef reference && _ctes.IsLocal(reference.Name));
        var inner = isLocal ? scope : null;
        _ctes.Declare(
            with.Name, with.Definition.Columns, isLocal, cte => new(cte.Name, [], CteQuery(cte, with.Definition, inner), _translator.Hint(with.Materialization), false));
        return Build(with.Body, uses, scope);
    }

    private QueryTree CteQuery(Cte cte, Relation definition, Scope? scope) => _ctes.Local(() =>
    {
        // However often references read a column, the definition computes it once.
        var level = Build(definition, new Uses().Add(cte.Columns.Where(c => cte.Uses[c] > 0)), scope);
        // A projection that only passes columns on is not built: its other columns are not there.
        HashSet<ColumnId> fixedColumns = level switch
        {
            Level.Set { NeedsAllColumns: true } set => [.. set.Columns.Select(c => c.Id)],
            Level.Select { Distinct: { } all } => [.. all.Select(c => c.Id)],
            _ => [],
        };
        var exports = new List<(Column Column, string Name)>();
        for (var i = 0; i < cte.Columns.Count; i++)
        {
            if (fixedColumns.Contains(cte.Columns[i].Id) || cte.Uses[cte.Columns[i]] > 0)
            {
                exports.Add((cte.Columns[i], cte.Names[i]));
            }
            else
            {
                cte.Hide(i);
            }
        }

        return Close(level, [.. InOrderOfFrom(level, exports, e => e.Column)]);
    });

    private Level BuildRecursiveWith(Relation.RecursiveWith with, Uses uses, Scope? scope)
    {
        var isLocal = with.Anchor.OuterColumns().Count > 0 || with.Step.OuterColumns().Count > 0;
        var inner = isLocal ? scope : null;
        _ctes.Declare(with.Name, with.Definition, isLocal, cte => new(cte.Name, cte.Names, RecursiveQuery(cte, with, inner), "", true));
        return Build(with.Body, uses, scope);
    }

    private QueryTree.SetOperation RecursiveQuery(Cte cte, Relation.RecursiveWith with, Scope? scope)
    {
        QueryTree Branch(Relation relation, Sequence<Column> source) => _ctes.Local(() => _translator.SetOperand(
            Close(Build(relation, new Uses().Add(source), scope), [.. source.Zip(cte.Names)]), 0));
        return new QueryTree.SetOperation(with.All ? "UNION ALL" : "UNION", [Branch(with.Anchor, with.AnchorSource), Branch(with.Step, with.StepSource)]);
    }
}
