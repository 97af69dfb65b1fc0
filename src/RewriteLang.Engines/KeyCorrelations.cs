using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>What <see cref="ColumnStatistics.KeyCorrelation"/> is counted of.</summary>
internal static class KeyCorrelations
{
    /// <summary>The column that is the table's key by itself; null if none is, or if nobody looked whether it is one.</summary>
    public static TableColumn? KeyOf(Table table) =>
        table.Keys.FirstOrDefault(k => k.Trust != Trust.Declared && k.Columns.Count == 1) is { } key && table.IndexOf(key.Columns[0]) is >= 0 and var at ? table.Columns[at] : null;

    /// <summary>A correlation with as many digits as are the same in whatever order rows were added up; 0 for none.</summary>
    public static double Rounded(double? correlation) => Math.Clamp(Math.Round(correlation ?? 0, 3), -1, 1);
}
