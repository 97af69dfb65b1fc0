using RewriteLang.Algebra;
using RewriteLang.Sql.Printing.Tree;

namespace RewriteLang.Sql.Printing.Levels;

/// <summary>
/// The CTEs of a query. One that depends on nothing around it moves to the front of the whole query, where a reader looks for it; a correlated
/// one stays with the subquery it belongs to. A CTE's columns are those that its references use, so it is defined after its body is built.
/// </summary>
internal sealed class CteRegister(IEnumerable<string> tableNames)
{
    private readonly Dictionary<string, Cte> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(tableNames, StringComparer.OrdinalIgnoreCase);
    private readonly List<Cte> _hoisted = [];
    private List<Cte> _local = [];
    private Cte? _defining;

    /// <summary>A CTE that references may now name.</summary>
    /// <param name="name">Its name in the plan.</param>
    /// <param name="columns">The definition's columns.</param>
    /// <param name="isLocal">Whether it stays with the query being built.</param>
    /// <param name="define">Builds what is printed of it, when all its references are known.</param>
    public void Declare(string name, IReadOnlyList<Column> columns, bool isLocal, Func<Cte, CteTree> define)
    {
        var printed = ColumnNames.Distinguish(name, _taken.Contains);
        _taken.Add(printed);
        var cte = new Cte(printed, columns, ColumnNames.Unique(columns), isLocal, define);
        _byName[name] = cte;
        (isLocal ? _local : _hoisted).Add(cte);
    }

    /// <summary>The CTE of that name in the plan.</summary>
    public Cte Find(string name) =>
        _byName.GetValueOrDefault(name) ?? throw new Refusal(Refusal.BrokenPlan, $"CTE {name} is not defined where it is used.");

    /// <summary>Whether a reference to that name binds its query to a place.</summary>
    public bool IsLocal(string name) => _byName.TryGetValue(name, out var cte) && cte.IsLocal;

    /// <summary>Notes that the CTE being defined, if any, uses <paramref name="cte"/>.</summary>
    public void Use(Cte cte) => _defining?.DependsOn.Add(cte);

    /// <summary>Builds a query, and puts the local CTEs declared meanwhile in front of it.</summary>
    public QueryTree Local(Func<QueryTree> build)
    {
        var outer = _local;
        _local = [];
        var tree = build();
        DefineAll(_local);
        Attach(tree, _local);
        _local = outer;
        return tree;
    }

    /// <summary>Puts the CTEs that depend on nothing around them in front of the whole query.</summary>
    public void AttachHoisted(QueryTree tree)
    {
        DefineAll(_hoisted);
        Attach(tree, _hoisted);
    }

    // The last one first: only definitions of later ones, and of those found inside them, can still refer to a CTE whose body is built.
    private void DefineAll(List<Cte> ctes)
    {
        while (ctes.FindLast(c => !c.IsDone) is { } cte)
        {
            cte.IsDone = true;
            if (cte.References > 0)
            {
                var outer = _defining;
                _defining = cte;
                cte.Tree = cte.Define();
                _defining = outer;
                outer?.DependsOn.AddRange(cte.DependsOn);
            }
        }
    }

    private static void Attach(QueryTree tree, List<Cte> ctes)
    {
        var done = new HashSet<Cte>();
        var position = 0;
        foreach (var cte in ctes)
        {
            Visit(cte);
        }

        void Visit(Cte cte)
        {
            if (cte.Tree is not null && done.Add(cte))
            {
                foreach (var other in cte.DependsOn.Where(o => ctes.Contains(o)))
                {
                    Visit(other);
                }

                tree.Ctes.Insert(position++, cte.Tree);
            }
        }
    }
}

/// <summary>A CTE while the query is built.</summary>
internal sealed class Cte(string name, IReadOnlyList<Column> columns, IReadOnlyList<string> names, bool isLocal, Func<Cte, CteTree> define)
{
    private readonly string[] _names = [.. names];

    /// <summary>The printed name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it stays with the subquery it was found in.</summary>
    public bool IsLocal { get; } = isLocal;

    /// <summary>The definition's columns.</summary>
    public IReadOnlyList<Column> Columns { get; } = columns;

    /// <summary>Their printed names; empty for a column that no reference uses and that is left out. References share this list.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>How often references use each column of the definition.</summary>
    public Uses Uses { get; } = new();

    /// <summary>The number of references.</summary>
    public int References { get; set; }

    /// <summary>The CTEs that the definition uses, in order of use.</summary>
    public List<Cte> DependsOn { get; } = [];

    /// <summary>Whether it is defined, or was found not to be used.</summary>
    public bool IsDone { get; set; }

    /// <summary>Builds what is printed.</summary>
    public CteTree Define() => define(this);

    /// <summary>Leaves a column out.</summary>
    public void Hide(int index) => _names[index] = "";

    /// <summary>What is printed; null until it is defined, and for good when nothing refers to it.</summary>
    public CteTree? Tree { get; set; }
}
