using RewriteLang.Algebra;

namespace RewriteLang.Verify.Queries;

/// <summary>
/// What two queries say about the data on which they could differ: the values of every column that decide a comparison, columns that meet in
/// joins, what a row needs to pass a filter, and numbers of rows that decide a HAVING or a LIMIT.
/// </summary>
internal sealed partial class Steering
{
    private const int LargestSize = 130;
    private const decimal MicrosecondsOfDay = 86_400_000_000m;

    /// <summary>How many ways through the ORs of a query are told apart.</summary>
    public const int Alternatives = 6;

    private readonly Catalog _catalog;
    private readonly List<(BaseColumns Lineage, IReadOnlyList<Scalar> Scalars)> _plans = [];
    private readonly List<HashSet<object>[]> _constants;
    private readonly int[][] _class;
    private readonly List<RowTemplate> _templates = [];
    private readonly SortedSet<int> _sizes = [];
    private readonly HashSet<(BaseColumn Column, decimal Steps)> _distances = [];
    private readonly HashSet<BaseColumn> _calendars = [];

    public Steering(Catalog catalog, IEnumerable<Query> queries, IEnumerable<object> looseConstants)
    {
        _catalog = catalog;
        _constants = [.. catalog.Tables.Select(t => t.Columns.Select(_ => new HashSet<object>()).ToArray())];
        _class = Numbered(catalog);
        LinkForeignKeys();
        var plans = queries.ToList();
        foreach (var query in plans)
        {
            Read(query);
        }

        foreach (var constant in looseConstants)
        {
            ForEachColumn(column => Add(column, constant));
        }

        Pools = [.. catalog.Tables.Select((t, i) => t.Columns.Select((_, c) => PoolOf(new(i, c))).ToArray())];
        foreach (var (lineage, scalars) in _plans)
        {
            AddBoundaries(lineage, scalars);
        }

        for (var i = 0; i < plans.Count; i++)
        {
            for (var alternative = 0; alternative < Alternatives; alternative++)
            {
                AddTemplates(plans[i], _plans[i].Lineage, alternative);
            }
        }
    }

    /// <summary>By table and column: the values to draw from. Columns that meet in joins have the same values, as far as their types allow.</summary>
    public IReadOnlyList<object>[][] Pools { get; }

    /// <summary>By table and column: the class of columns that meet.</summary>
    public int ClassOf(BaseColumn column) => _class[column.Table][column.Column];

    /// <summary>The pool of the first column of a class.</summary>
    public IReadOnlyList<object> PoolOfClass(int columnClass) => Pools.SelectMany((t, i) => t.Where((_, c) => _class[i][c] == columnClass)).First();

    /// <summary>Values that lie as far from a value as the queries say that columns of the class do.</summary>
    public IEnumerable<object> AtDistance(int columnClass, object value)
    {
        var type = TypeOfClass(columnClass);
        return _distances.Where(d => ClassOf(d.Column) == columnClass).Select(d => NearbyValues.Step(value, type, d.Steps)).OfType<object>();
    }

    /// <summary>The type of the first column of a class.</summary>
    public SqlType TypeOfClass(int columnClass) =>
        Declared(_class.SelectMany((row, t) => row.Select((c, i) => (Class: c, Column: new BaseColumn(t, i)))).First(c => c.Class == columnClass).Column).Type;

    /// <summary>What rows need to pass, by occurrence of a table.</summary>
    public IReadOnlyList<RowTemplate> Templates => _templates;

    /// <summary>Numbers of rows at which a count or a LIMIT decides.</summary>
    public IReadOnlyCollection<int> Sizes => _sizes;

    private TableColumn Declared(BaseColumn column) => _catalog.Tables[column.Table].Columns[column.Column];

    private static int[][] Numbered(Catalog catalog)
    {
        var next = 0;
        return [.. catalog.Tables.Select(t => t.Columns.Select(_ => next++).ToArray())];
    }

    private void LinkForeignKeys()
    {
        for (var t = 0; t < _catalog.Tables.Count; t++)
        {
            var table = _catalog.Tables[t];
            foreach (var key in table.ForeignKeys)
            {
                var other = _catalog.Tables.ToList().FindIndex(r => string.Equals(r.Name, key.ReferencedTable, StringComparison.OrdinalIgnoreCase));
                for (var i = 0; other >= 0 && i < key.Columns.Count; i++)
                {
                    Link(new(t, table.IndexOf(key.Columns[i])), new(other, _catalog.Tables[other].IndexOf(key.ReferencedColumns[i])));
                }
            }
        }
    }

    private void Link(BaseColumn a, BaseColumn b)
    {
        var (from, to) = (ClassOf(a), ClassOf(b));
        if (from == to || !Related(Declared(a).Type, Declared(b).Type))
        {
            return;
        }

        foreach (var row in _class)
        {
            for (var c = 0; c < row.Length; c++)
            {
                row[c] = row[c] == from ? to : row[c];
            }
        }
    }

    private static bool Related(SqlType a, SqlType b) => a.Kind == b.Kind || (a.IsNumeric && b.IsNumeric) || (IsTime(a) && IsTime(b));

    private static bool IsTime(SqlType type) => type.Kind is TypeKind.Date or TypeKind.Timestamp or TypeKind.TimestampTz;

    private void Read(Query query)
    {
        var lineage = new BaseColumns(_catalog, query.Body);
        var relations = query.Body.DescendantsAndSelf().ToList();
        IReadOnlyList<Scalar> scalars = [.. relations.SelectMany(r => r.OwnScalars()).Concat(query.Order.Select(k => k.Expression)).SelectMany(s => s.DescendantsAndSelf())];
        _plans.Add((lineage, scalars));
        foreach (var scalar in scalars)
        {
            Read(scalar, lineage);
        }

        foreach (var relation in relations)
        {
            Read(relation, lineage);
        }
    }

    private void Read(Relation relation, BaseColumns lineage)
    {
        switch (relation)
        {
            case Relation.TopN { Limit: var limit, Offset: var offset }:
                var skipped = (offset as Scalar.Constant)?.Value as long? ?? 0;
                AddSize(skipped);
                AddSize(skipped + ((limit as Scalar.Constant)?.Value as long? ?? 0));
                break;
            case Relation.SetOp setOp:
                for (var i = 0; i < setOp.Columns.Count; i++)
                {
                    LinkAll(lineage.Of(setOp.LeftSource[i].Ref()), lineage.Of(setOp.RightSource[i].Ref()));
                }

                break;
        }
    }

    private void Read(Scalar scalar, BaseColumns lineage)
    {
        if (scalar is Scalar.Comparison comparison)
        {
            LinkAll(lineage.Of(comparison.Left), lineage.Of(comparison.Right));
            ReadDistance(comparison.Left, lineage);
            ReadDistance(comparison.Right, lineage);
        }

        if (scalar is not (Scalar.Comparison or Scalar.InList or Scalar.Call))
        {
            return;
        }

        var flow = lineage.Of(scalar);
        if (scalar is Scalar.Call call && call.Arguments.Any(a => IsTime(a.Type)))
        {
            _calendars.UnionWith(flow.Bases.Where(c => IsTime(Declared(c).Type)));
        }

        foreach (var constant in scalar.DescendantsAndSelf().OfType<Scalar.Constant>().Select(c => c.Value).OfType<object>())
        {
            foreach (var column in flow.Bases)
            {
                Add(column, constant);
                if (flow.Sums && Scale.Of(constant, SqlType.BigInt) is > 2 and var number && decimal.Abs(number) < 1e15m)
                {
                    // So that two values reach the sum.
                    Add(column, decimal.Floor(number / 2));
                }
            }

            if (flow.Counts && Scale.Of(constant, SqlType.BigInt) is { } size)
            {
                AddSize((long)decimal.Clamp(size, -1, LargestSize + 1));
            }
        }
    }

    // x = y + 53: values that lie so far apart.
    private void ReadDistance(Scalar side, BaseColumns lineage)
    {
        if (side is Scalar.Call { Function: "+" or "-", Arguments: [var a, var b] } && lineage.Of(side).Bases is { Count: 1 } bases)
        {
            var column = bases.First();
            foreach (var constant in new[] { a, b }.SelectMany(s => s.DescendantsAndSelf()).OfType<Scalar.Constant>().Select(c => c.Value).OfType<object>())
            {
                var steps = constant is IntervalValue interval ? interval.Days + (30m * interval.Months) + (interval.Microseconds / MicrosecondsOfDay) : Scale.Of(constant, SqlType.BigInt);
                if (steps is { } distance and not 0)
                {
                    _distances.Add((column, distance * (Declared(column).Type.Kind == TypeKind.Timestamp ? 86_400 : Scale.UnitOf(Declared(column).Type))));
                }
            }
        }
    }

    private void LinkAll(ColumnFlow left, ColumnFlow right)
    {
        foreach (var l in left.Bases)
        {
            foreach (var r in right.Bases)
            {
                Link(l, r);
            }
        }
    }

    private void Add(BaseColumn column, object constant)
    {
        if (NearbyValues.Around(constant, Declared(column).Type).Any())
        {
            _constants[column.Table][column.Column].Add(constant);
        }
    }

    private void AddSize(long size)
    {
        if (size is > 0 and <= LargestSize)
        {
            _sizes.Add((int)size);
        }
    }

    private void ForEachColumn(Action<BaseColumn> action)
    {
        for (var t = 0; t < _catalog.Tables.Count; t++)
        {
            for (var c = 0; c < _catalog.Tables[t].Columns.Count; c++)
            {
                action(new(t, c));
            }
        }
    }

    // The constants of all columns of the class, seen as values of this column's type, and a few usual ones.
    private List<object> PoolOf(BaseColumn column)
    {
        var type = Declared(column).Type;
        var constants = new List<object>();
        ForEachColumn(other =>
        {
            if (ClassOf(other) == ClassOf(column))
            {
                constants.AddRange(_constants[other.Table][other.Column]);
            }
        });
        var calendar = _calendars.Any(c => ClassOf(c) == ClassOf(column)) ? NearbyValues.Calendar(type) : [];
        return [.. constants.Distinct().SelectMany(c => NearbyValues.Around(c, type)).Concat(NearbyValues.Usual(type)).Concat(calendar).Distinct()];
    }

    private void AddBoundaries(BaseColumns lineage, IReadOnlyList<Scalar> scalars)
    {
        foreach (var atom in scalars.Where(s => s is Scalar.Comparison or Scalar.InList && s.ReferencedColumns().Distinct().Count() == 1))
        {
            var column = atom.ReferencedColumns()[0];
            if (lineage.ScannedAs(column) is { } scanned && IndexOf(scanned.Scan.Table) is >= 0 and var table)
            {
                var pool = (List<object>)Pools[table][scanned.Position];
                pool.AddRange(Boundaries.Of(atom, column, _catalog.Tables[table].Columns[scanned.Position].Type, pool).Except(pool).ToList());
            }
        }
    }

    private int IndexOf(Table table) => _catalog.Tables.ToList().FindIndex(t => t.Equals(table));
}
