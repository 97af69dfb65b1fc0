using RewriteLang.Benchmarks.Representation;

namespace RewriteLang.EGraphTests.Representation;

/// <summary>Asks both ways whether two relations are one, up to renaming.</summary>
internal static class Pairs
{
    public static (bool Slotted, bool Global) Same(Plan a, Plan b)
    {
        var models = Normalize.Run(Build.Models(a, b));
        var (slotted, root) = Ways.Slotted(models, saturate: false);
        var (global, top) = Ways.Global(models, saturate: false);
        var (s, g) = (slotted.Open(root).Single().Children, global.Open(top)[0].Children);
        return (s[0].Class == s[1].Class, g[0] == g[1]);
    }
}
