using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace RewriteLang.Benchmarks.Kernel;

/// <summary>Nanoseconds and bytes per node over the number of nodes as an SVG: nodes on a logarithmic axis, both curves from zero.</summary>
internal static class GrowthPlot
{
    private const int Width = 640;
    private const int Height = 320;
    private const int Left = 60;
    private const int Right = 580;
    private const int Top = 40;
    private const int Bottom = 270;

    public static string Draw(ImmutableArray<GrowthPoint> points)
    {
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""");
        svg.AppendLine("""<rect width="100%" height="100%" fill="white"/>""");
        var (first, last) = (Math.Floor(Math.Log10(points[0].Nodes * 1.05)), Math.Ceiling(Math.Log10(points[^1].Nodes * 0.95)));
        for (var decade = first; decade <= last; decade++)
        {
            var x = X(Math.Pow(10, decade));
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{x:F1}" y1="{Top}" x2="{x:F1}" y2="{Bottom}" stroke="#ddd"/><text x="{x:F1}" y="{Bottom + 18}" text-anchor="middle">1e{decade:F0}</text>""");
        }

        svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{Left}" y1="{Bottom}" x2="{Right}" y2="{Bottom}" stroke="black"/><text x="{(Left + Right) / 2}" y="{Bottom + 38}" text-anchor="middle">e-nodes</text>""");
        Curve(svg, points, point => point.NanosecondsPerNode, X, "#0b62a4", "ns per node", Left - 6, "end");
        Curve(svg, points, point => point.BytesPerNode, X, "#b4450b", "bytes per node", Right + 6, "start");
        return svg.AppendLine("</svg>").ToString();

        double X(double nodes) => Left + ((Right - Left) * (Math.Log10(nodes) - first) / (last - first));
    }

    private static void Curve(
        StringBuilder svg, ImmutableArray<GrowthPoint> points, Func<GrowthPoint, double> value, Func<double, double> x, string color, string name, int axis, string anchor)
    {
        var step = Step(points.Max(value));
        var most = step * Math.Ceiling(points.Max(value) / step);
        for (var tick = 0.0; tick <= most; tick += step)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{axis}" y="{Y(tick) + 4:F1}" text-anchor="{anchor}" fill="{color}">{tick:F0}</text>""");
        }

        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{axis}" y="{Top - 16}" text-anchor="{(anchor == "end" ? "start" : "end")}" fill="{color}">{name}</text>""");
        var places = points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{x(point.Nodes):F1},{Y(value(point)):F1}"));
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<polyline points="{string.Join(' ', places)}" fill="none" stroke="{color}" stroke-width="2"/>""");
        foreach (var point in points)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<circle cx="{x(point.Nodes):F1}" cy="{Y(value(point)):F1}" r="3" fill="{color}"/>""");
        }

        double Y(double v) => Bottom - ((Bottom - Top) * v / most);
    }

    // About five ticks of a round distance.
    private static double Step(double most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(most / 5)));
        return new[] { 1, 2, 5, 10 }.Select(digit => digit * power).First(step => most / step <= 5);
    }
}
