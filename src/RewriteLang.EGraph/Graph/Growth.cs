namespace RewriteLang.EGraphs;

/// <summary>How flat arrays grow.</summary>
internal static class Growth
{
    /// <summary>The next capacity: twice while small, half as much again from a million on, to keep peak memory low.</summary>
    public static int Next(int capacity) => capacity < 1 << 20 ? capacity * 2 : capacity + (capacity / 2);
}
