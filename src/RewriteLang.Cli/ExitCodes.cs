namespace RewriteLang.Cli;

/// <summary>What the process says at its end.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The input is wrong; diagnostics are on standard error.</summary>
    public const int WrongInput = 1;

    /// <summary>An engine, or reading or writing, failed.</summary>
    public const int Fault = 2;

    /// <summary>A rule is refuted, results differ, or a lock is stale.</summary>
    public const int Refuted = 3;

    /// <summary>It cannot be told.</summary>
    public const int Undetermined = 4;

    /// <summary>Stopped by the user; what is done is kept.</summary>
    public const int Interrupted = 130;

    /// <summary>One code for several: what is refuted counts first, then the highest.</summary>
    internal static int Worst(params ReadOnlySpan<int> codes) => codes.Contains(Refuted) ? Refuted : codes.ToArray().Max();
}
