using System.Globalization;

namespace RewriteLang.Corpus.Reporting;

/// <summary>Figures as people read them: three digits or so, with a unit.</summary>
public static class Figures
{
    /// <summary>An abstract cost: <c>950</c>, <c>12.3k</c>, <c>4.5M</c>.</summary>
    public static string Cost(double cost) => cost switch
    {
        >= 1e12 => cost.ToString("0.0e0", CultureInfo.InvariantCulture),
        >= 1e9 => Digits(cost / 1e9) + "G",
        >= 1e6 => Digits(cost / 1e6) + "M",
        >= 1e3 => Digits(cost / 1e3) + "k",
        _ => Digits(cost),
    };

    /// <summary>A time: <c>0.42 ms</c>, <c>12.3 ms</c>, <c>1.25 s</c>.</summary>
    public static string Time(TimeSpan time) => time.TotalSeconds >= 1
        ? Digits(time.TotalSeconds) + " s"
        : Digits(time.TotalMilliseconds) + " ms";

    /// <summary>A ratio: <c>2.31x</c>, <c>48x</c>.</summary>
    public static string Ratio(double ratio) => Digits(ratio) + "x";

    private static string Digits(double value) =>
        value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
