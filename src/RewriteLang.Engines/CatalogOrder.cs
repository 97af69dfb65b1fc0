using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>The order in which tables can be filled.</summary>
public static class CatalogOrder
{
    /// <summary>
    /// The tables such that each comes after those that its foreign keys name, otherwise in the catalog's order. In a cycle the first of the
    /// catalog comes first.
    /// </summary>
    public static Sequence<Table> ReferencedFirst(this Catalog catalog)
    {
        List<Table> ordered = [];
        var seen = new HashSet<Table>();
        foreach (var table in catalog.Tables)
        {
            Visit(table);
        }

        return [.. ordered];

        void Visit(Table table)
        {
            if (!seen.Add(table))
            {
                return;
            }

            foreach (var key in table.ForeignKeys)
            {
                if (catalog.Find(key.ReferencedTable, table.Schema) is { } referenced)
                {
                    Visit(referenced);
                }
            }

            ordered.Add(table);
        }
    }
}
