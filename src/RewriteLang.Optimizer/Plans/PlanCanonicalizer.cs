using System.Diagnostics;
using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Plans;

/// <summary>
/// Gives equal parts of a plan equal column ids, once, before saturation (docs/decisions/0001): the k-th occurrence of a thing in a scope
/// is named by what it is and by k. Occurrences in scopes that do not see each other become identical and so share an e-class; two
/// occurrences in one scope keep different ids, so t × t stays t × t. CTEs that may be computed more than once are inlined on the way.
/// </summary>
/// <param name="columns">Where columns come from.</param>
/// <param name="kept">CTEs that are not to be inlined; null for none.</param>
public sealed partial class PlanCanonicalizer(ColumnFactory columns, IReadOnlySet<string>? kept = null)
{
    private readonly Dictionary<Column, Column> _renaming = [];
    private readonly List<(Column Column, Column? Before)> _renamed = [];
    private readonly Dictionary<string, Relation> _inlined = [];
    private readonly Dictionary<string, Dictionary<Column, Column>> _defined = [];
    private readonly Dictionary<Column, TableOrigin> _origins = [];

    /// <summary>Where columns that are a base table's column unchanged come from.</summary>
    public IReadOnlyDictionary<Column, TableOrigin> Origins => _origins;

    /// <summary>The query under canonical columns, narrowed at the root to what it delivers and orders by.</summary>
    public Query Canonicalize(Query query)
    {
        var body = Visit(query.Body, ColumnSet.Empty).Relation;
        var order = query.Order.MapKeys(e => e.MapColumns(Renamed));
        var outputs = query.Outputs.Select(o => o with { Column = Renamed(o.Column) }).ToSequence();
        var needed = outputs.Select(o => o.Column).Concat(order.SelectMany(k => k.Expression.ReferencedColumns())).Distinct().ToSequence();
        var narrow = needed.Count == body.Columns.Count ? body : new Relation.Project(body, [.. needed.Select(c => new ProjectItem(c, c.Ref()))]);
        return new(narrow, order, outputs);
    }

    private Column Renamed(Column column) => _renaming.GetValueOrDefault(column, column);

    private void Rename(Column column, Column to)
    {
        _renamed.Add((column, _renaming.GetValueOrDefault(column)));
        _renaming[column] = to;
    }

    // What does not come out is nobody's business above: there the same id may be that of another thing.
    private void ForgetHidden(int since, Sequence<Column> visible)
    {
        var stay = ColumnSet.Of(visible);
        for (var i = _renamed.Count - 1; i >= since; i--)
        {
            var (column, before) = _renamed[i];
            if (stay.Contains(column))
            {
                continue;
            }

            if (before is null)
            {
                _renaming.Remove(column);
            }
            else
            {
                _renaming[column] = before;
            }

            _renamed.RemoveAt(i);
        }
    }

    // Taken: ids that the new ones must differ from. Exposed: ids of the result that a sibling must differ from, also hidden ones that a
    // rewrite may bring to light (a projection's input, a correlated subquery's inside).
    private (Relation Relation, ColumnSet Exposed) Visit(Relation relation, ColumnSet taken)
    {
        var before = _renamed.Count;
        var visited = VisitInScope(relation, taken);
        ForgetHidden(before, relation.Columns);
        return visited;
    }

    private (Relation Relation, ColumnSet Exposed) VisitInScope(Relation relation, ColumnSet taken)
    {
        switch (relation)
        {
            case Relation.With { Materialization: not Materialization.Always } inline when kept?.Contains(inline.Name) != true && !inline.Definition.HasVolatileScalars():
                _inlined[inline.Name] = inline.Definition;
                return Visit(inline.Body, taken);
            case Relation.WithRef reference when _inlined.TryGetValue(reference.Name, out var definition):
                var inlined = Visit(definition, taken);
                foreach (var pair in reference.Pairs)
                {
                    Rename(pair.Out, Renamed(pair.In));
                }

                return Narrowed(inlined, [.. reference.Pairs.Select(p => Renamed(p.Out)).Distinct()], reference.Alias);
            case Relation.WithRef reference when _defined.TryGetValue(reference.Name, out var columnsOf):
                return (reference with { Pairs = reference.Pairs.Map(p => p with { In = columnsOf[p.In] }) }, ColumnSet.Of(reference.Columns));
        }

        var exposed = ColumnSet.Empty;
        var inputs = new List<Relation>();
        var sources = new List<Sequence<Column>>();
        var children = relation.Children();
        for (var i = 0; i < children.Count; i++)
        {
            // The sides of unions and set operations, the parts of WITH and of a text do not see each other.
            var isolated = relation is Relation.UnionAll or Relation.SetOp or Relation.With or Relation.RecursiveWith or Relation.Opaque;
            var child = Visit(children[i], isolated ? taken : taken.Union(exposed));

            // At once: the next one may use the same ids for other things.
            sources.Add(SourceOf(relation, i).Map(Renamed));

            // What a side shows besides nobody sees; where it is shown alone rules find it.
            inputs.Add(relation is Relation.UnionAll && child.Relation is not Relation.Values ? Narrowed(child, [.. sources[i].Distinct()], default).Relation : child.Relation);
            if (relation is Relation.With with && i == 0)
            {
                _defined[with.Name] = with.Definition.Columns.Distinct().ToDictionary(c => c, Renamed);
            }

            if (IsExposed(relation, i, child.Relation))
            {
                exposed = exposed.Union(relation is Relation.Apply && i == 1 ? AllColumns(child.Relation) : child.Exposed);
            }
        }

        NameColumns(relation, sources, taken.Union(exposed));
        var renamed = WithSources(relation.WithChildren([.. inputs]).MapColumns(Renamed), sources);
        var shown = ColumnSet.Of(renamed.Columns);
        var hides = relation is Relation.Aggregate or Relation.UnionAll or Relation.SetOp or Relation.With or Relation.RecursiveWith or Relation.Opaque;
        return (renamed, hides ? shown : exposed.Union(shown));
    }

    private static bool IsExposed(Relation relation, int index, Relation child) => (relation, index) switch
    {
        (Relation.SemiJoin or Relation.AntiJoin or Relation.NullAwareAntiJoin, 1) => false,
        (Relation.Apply, 1) => child.OuterColumns().Count > 0,
        _ => true,
    };

    private static ColumnSet AllColumns(Relation relation) => ColumnSet.Of(relation.DescendantsAndSelf().SelectMany(r => r.Columns));

    private static (Relation Relation, ColumnSet Exposed) Narrowed((Relation Relation, ColumnSet Exposed) wide, Sequence<Column> needed, Provenance alias) =>
        needed.Count == wide.Relation.Columns.Count
            ? wide
            : (new Relation.Project(wide.Relation, [.. needed.Select(c => new ProjectItem(c, c.Ref()))], alias), wide.Exposed);

    private void NameColumns(Relation relation, List<Sequence<Column>> sources, ColumnSet taken)
    {
        switch (relation)
        {
            case Relation.Scan scan:
                NameScan(scan, taken);
                break;
            case Relation.Values values:
                Name(values.Columns, i => ("values", values.Rows, i), ref taken);
                break;
            case Relation.LeftJoin join:
                NamePairs(join.Padded, "padded", ref taken);
                break;
            case Relation.FullJoin join:
                NamePairs(join.PaddedLeft, "padded", ref taken);
                NamePairs(join.PaddedRight, "padded", ref taken);
                break;
            case Relation.Apply apply:
                NamePairs(apply.Outputs, "applied", ref taken);
                if (apply.Mark is { } mark)
                {
                    Name([mark], _ => ("mark", apply.On.Map(Canonical)), ref taken);
                }

                break;
            case Relation.Project project:
                foreach (var item in project.Items)
                {
                    NameItem(item, ref taken);
                }

                break;
            case Relation.Aggregate aggregate:
                foreach (var key in aggregate.Keys)
                {
                    if (key.Out == key.In)
                    {
                        Rename(key.Out, Renamed(key.In));
                    }
                    else
                    {
                        Name([key.Out], _ => ("grouped", Renamed(key.In)), ref taken);
                    }
                }

                Name([.. aggregate.Aggregates.Select(a => a.Column)], i => aggregate.Aggregates[i].Call.MapScalars(Canonical), ref taken);
                break;
            case Relation.UnionAll union:
                Name(union.Columns, i => ("union", sources.Select(s => s[i]).ToSequence()), ref taken);
                break;
            case Relation.SetOp setOp:
                Name(setOp.Columns, i => ("setop", setOp.Operator, setOp.All, sources[0][i], sources[1][i]), ref taken);
                break;
            case Relation.Window window:
                Name([.. window.Items.Select(w => w.Column)], i => window.Items[i].Call.MapScalars(Canonical), ref taken);
                break;
            case Relation.Unnest unnest:
                Name([unnest.Element], _ => ("element", Canonical(unnest.List)), ref taken);
                break;
            case Relation.Opaque or Relation.WithRef or Relation.RecursiveWith or Relation.With:
                // Their columns stay as they are: what is not inlined is its own occurrence.
                break;
            case Relation.Block or Relation.SemiJoin or Relation.AntiJoin or Relation.NullAwareAntiJoin or Relation.Distinct or Relation.TopN:
                break;
            default:
                throw new UnreachableException(relation.GetType().Name);
        }
    }

    private Scalar Canonical(Scalar scalar) => scalar.MapColumns(Renamed);

    private void NameScan(Relation.Scan scan, ColumnSet taken)
    {
        for (var occurrence = 0; ; occurrence++)
        {
            var k = occurrence;
            var named = scan.Columns
                .Select((c, i) => columns.Keyed(("scan", scan.Table, i, k), c.Name, c.Type, c.Nullable)).ToList();
            if (!named.Exists(taken.Contains))
            {
                for (var i = 0; i < named.Count; i++)
                {
                    Rename(scan.Columns[i], named[i]);
                    _origins[named[i]] = new(scan.Table, i, k);
                }

                return;
            }
        }
    }

    private void NameItem(ProjectItem item, ref ColumnSet taken)
    {
        if (item.Expression is Scalar.ColumnRef same && same.Column == item.Column)
        {
            Rename(item.Column, Renamed(item.Column));
        }
        else if (item.Expression.IsDeterministic())
        {
            Name([item.Column], _ => ("computed", Canonical(item.Expression)), ref taken);
        }
    }

    private void NamePairs(Sequence<ColumnPair> pairs, string what, ref ColumnSet taken)
    {
        foreach (var pair in pairs)
        {
            Name([pair.Out], _ => (what, Renamed(pair.In)), ref taken);
        }
    }

    private void Name(Sequence<Column> named, Func<int, object> key, ref ColumnSet taken)
    {
        for (var i = 0; i < named.Count; i++)
        {
            var old = named[i];
            var what = key(i);
            for (var k = 0; ; k++)
            {
                var candidate = columns.Keyed((what, old.Type, old.Nullable, k), old.Name, old.Type, old.Nullable);
                if (!taken.Contains(candidate))
                {
                    taken = taken.Union(ColumnSet.Of(candidate.Id));
                    Rename(old, candidate);
                    break;
                }
            }
        }
    }
}

/// <summary>The base table column that a column is, unchanged and unpadded. Columns of one occurrence in one row belong to one row of the table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Position">The column's position in it.</param>
/// <param name="Occurrence">Which occurrence of the table, numbered within its scope.</param>
public sealed record TableOrigin(Table Table, int Position, int Occurrence)
{
    /// <summary>The column's declaration.</summary>
    public TableColumn Column => Table.Columns[Position];

    /// <summary>Whether the column is a key by itself, and more than declared to be.</summary>
    public bool IsKey => Table.Keys.Any(key => key.Trust != Trust.Declared && key.Columns is [var only] && Table.IndexOf(only) == Position);
}
