using RewriteLang.Algebra;

namespace RewriteLang.Verify.Queries;

/// <summary>What rows need to pass the conditions on their table.</summary>
internal sealed partial class Steering
{
    private void AddTemplates(Query query, BaseColumns lineage, int alternative)
    {
        var conditions = query.Body.DescendantsAndSelf().Where(r => r is not (Relation.Project or Relation.Aggregate or Relation.Window or Relation.TopN or Relation.Values))
            .SelectMany(r => r.OwnScalars()).SelectMany(s => s.Conjuncts()).SelectMany(c => Chosen(c, lineage, alternative)).ToList();
        var seen = conditions.Select(c => (Condition: c, Columns: c.ReferencedColumns().Select(lineage.ScannedAs).ToList()))
            .Where(c => c.Columns.Count > 0 && c.Columns.TrueForAll(s => s is not null && ReferenceEquals(s.Scan, c.Columns[0]!.Scan) && s.Use == c.Columns[0]!.Use)).ToList();
        foreach (var scan in query.Body.DescendantsAndSelf().OfType<Relation.Scan>().Where(s => IndexOf(s.Table) >= 0))
        {
            // What is asked where it stands holds for every use; each use adds its own.
            var own = seen.Where(c => ReferenceEquals(c.Columns[0]!.Scan, scan)).ToList();
            foreach (var use in own.Select(c => c.Columns[0]!.Use).Append("").Distinct().ToList())
            {
                _templates.Add(TemplateOf(IndexOf(scan.Table), alternative, [.. own.Where(c => c.Columns[0]!.Use is var u && use.StartsWith(u, StringComparison.Ordinal)).Select(c => c.Condition)], lineage));
            }
        }
    }

    // Of an OR over several tables, one operand: the rows of all tables are then made for the same one.
    private static IEnumerable<Scalar> Chosen(Scalar condition, BaseColumns lineage, int alternative) =>
        condition is Scalar.Or or && or.ReferencedColumns().Select(c => lineage.ScannedAs(c)?.Scan).Distinct().Count() > 1
            ? or.Operands[alternative % or.Operands.Count].Conjuncts().SelectMany(c => Chosen(c, lineage, alternative))
            : [condition];

    private RowTemplate TemplateOf(int table, int alternative, List<Scalar> conditions, BaseColumns lineage)
    {
        var allowed = new IReadOnlyList<object>?[_catalog.Tables[table].Columns.Count];
        var columns = conditions.SelectMany(c => c.ReferencedColumns()).Distinct().Select(c => (Column: c, lineage.ScannedAs(c)!.Position)).ToList();
        foreach (var group in columns.GroupBy(c => c.Position))
        {
            var own = conditions.Where(c => c.ReferencedColumns().All(r => lineage.ScannedAs(r)!.Position == group.Key)).ToList();
            IReadOnlyList<Column> names = [.. group.Select(c => c.Column)];
            var passing = Pools[table][group.Key].Where(v => own.TrueForAll(c => Boundaries.Truth(c, new(names, [.. names.Select(_ => v)], null)) is null or true)).ToList();
            allowed[group.Key] = own.Count > 0 && passing.Count > 0 ? passing : null;
        }

        var several = conditions.Where(c => c.ReferencedColumns().Select(r => lineage.ScannedAs(r)!.Position).Distinct().Count() > 1);
        return new(table, alternative, allowed, [.. several], columns);
    }
}
