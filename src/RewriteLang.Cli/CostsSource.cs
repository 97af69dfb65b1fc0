using RewriteLang.Algebra;
using RewriteLang.Corpus.Loading;
using RewriteLang.Engines;
using RewriteLang.Optimizer.Costs;

namespace RewriteLang.Cli;

/// <summary>The costs that a file names, for an engine.</summary>
internal static class CostsSource
{
    /// <summary>A file with the costs of another engine.</summary>
    private const string OtherEngine = "RW3315";

    /// <summary>Reads a file of costs; no file stands for the shipped ones.</summary>
    /// <param name="file">The file; null for none.</param>
    /// <param name="engine">The engine that will run the queries.</param>
    public static Result<EngineCosts> Load(string? file, Engine engine)
    {
        if (file is null)
        {
            return Result<EngineCosts>.Success(EngineCosts.Of(engine.Name));
        }

        return TextFile.Read(file, "rw calibrate writes such a file.").Then(text => CostsText.Read(file, text)).Then(read => read.Engine == engine.Name
            ? Result<EngineCosts>.Success(read.Costs)
            : Result<EngineCosts>.Failure(Diagnostic.Error(
                OtherEngine, $"'{file}' has the costs of {read.Engine}, and the queries will run on {engine.Name}.", hint: $"rw calibrate --engine {engine.Name} writes the costs of {engine.Name}.")));
    }
}
