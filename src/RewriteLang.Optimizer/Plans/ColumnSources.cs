using RewriteLang.Algebra;

namespace RewriteLang.Optimizer.Plans;

/// <summary>
/// The stored columns that columns' values come from, for estimates: also under the new names that they get beside padded rows and as keys of grouping sets, where NULLs are more than
/// are stored, and by which a use of a CTE knows them, which is an occurrence of the table for itself.
/// </summary>
/// <param name="origins">Where columns of base tables come from.</param>
internal sealed class ColumnSources(IReadOnlyDictionary<Column, TableOrigin> origins)
{
    // A rule may name columns back and forth.
    private const int MostHops = 32;

    private readonly Dictionary<Column, (Column In, ColumnId? Use)> _sources = [];
    private readonly Dictionary<Column, TableOrigin?> _known = [];
    private readonly Dictionary<Column, List<Column>> _parts = [];

    /// <summary>The stored column; null for one that is calculated.</summary>
    public TableOrigin? Of(Column column)
    {
        if (_known.TryGetValue(column, out var known))
        {
            return known;
        }

        var (source, use) = (column, (ColumnId?)null);
        for (var hops = 0; hops < MostHops && _sources.TryGetValue(source, out var next); hops++)
        {
            (source, use) = (next.In, use ?? next.Use);
        }

        var origin = origins.GetValueOrDefault(source);
        return _known[column] = origin is not null && use is { } first ? origin with { Occurrence = -1 - first.Value } : origin;
    }

    /// <summary>Takes note of the names that an operator gives to columns of its inputs.</summary>
    public void Add(Relation shell)
    {
        foreach (var pair in Renamed(shell))
        {
            _sources.TryAdd(pair.Out, (pair.In, shell is Relation.WithRef use ? use.Pairs[0].Out.Id : null));
        }

        foreach (var pair in HandedOn(shell))
        {
            var parts = _parts.TryGetValue(pair.Out, out var known) ? known : _parts[pair.Out] = [];
            if (pair.In != pair.Out && !parts.Contains(pair.In))
            {
                parts.Add(pair.In);
            }
        }
    }

    /// <summary>The columns below whose values a column of a projection or of a union hands on, one a branch; none for others.</summary>
    public IReadOnlyCollection<Column> Parts(Column column) => _parts.TryGetValue(column, out var parts) ? parts : [];

    private static IEnumerable<ColumnPair> HandedOn(Relation shell) => shell switch
    {
        Relation.Project project => project.Items.Where(i => i.Expression is Scalar.ColumnRef).Select(i => new ColumnPair(i.Column, ((Scalar.ColumnRef)i.Expression).Column)),
        Relation.UnionAll union => union.Sources.SelectMany(s => s.Select((column, i) => new ColumnPair(union.Columns[i], column))),
        _ => [],
    };

    private static IEnumerable<ColumnPair> Renamed(Relation shell) => shell switch
    {
        Relation.LeftJoin join => join.Padded.Where(p => p.Out != p.In),
        Relation.FullJoin join => join.PaddedLeft.Concat(join.PaddedRight).Where(p => p.Out != p.In),
        Relation.Aggregate aggregate => aggregate.Keys.Where(p => p.Out != p.In),
        Relation.WithRef reference => reference.Pairs.Where(p => p.Out != p.In),
        _ => [],
    };
}
