namespace RewriteLang.EGraphs;

/// <summary>What is left to do for an explanation.</summary>
internal abstract record ProofTask
{
    private ProofTask()
    {
    }

    /// <summary>Turn one exact term into another that is equal, at a place.</summary>
    public sealed record Prove(int From, int To, Place Place) : ProofTask;

    /// <summary>Write down a step.</summary>
    public sealed record Emit(ExplanationStep Step) : ProofTask;
}
