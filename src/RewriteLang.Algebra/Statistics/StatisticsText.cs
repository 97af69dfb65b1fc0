namespace RewriteLang.Algebra;

/// <summary>The text of a statistics file: JSON with a version.</summary>
public static class StatisticsText
{
    /// <summary>What a statistics file says it is.</summary>
    public const string Format = "rewritelang-statistics";

    /// <summary>The version of the shape; fields may be added within one.</summary>
    public const int Version = 1;

    /// <summary>The code of a file that is no statistics file, or one of another version.</summary>
    public const string NotStatistics = "RW3301";

    /// <summary>The code of a damaged statistics file.</summary>
    public const string Damaged = "RW3302";

    /// <summary>Writes statistics; the same text for the same statistics. Every table must have been counted.</summary>
    public static string Write(GatheredStatistics statistics) => StatisticsWriter.Write(statistics);

    /// <summary>Reads statistics.</summary>
    /// <param name="file">The name of the file, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <returns>The statistics, or the first mistakes with their places.</returns>
    public static Result<GatheredStatistics> Read(string file, string text) => new StatisticsReader(file, text.TrimStart('\uFEFF')).Read();
}
