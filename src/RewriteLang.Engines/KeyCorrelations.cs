using RewriteLang.Algebra;

namespace RewriteLang.Engines;

/// <summary>How <see cref="ColumnStatistics.KeyCorrelation"/> is kept.</summary>
internal static class KeyCorrelations
{
    /// <summary>A correlation with as many digits as are the same in whatever order rows were added up; 0 for none.</summary>
    public static double Rounded(double? correlation) => Math.Clamp(Math.Round(correlation ?? 0, 3), -1, 1);
}
