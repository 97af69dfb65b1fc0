using RewriteLang.Engines;
using RewriteLang.Sql.Printing;

namespace RewriteLang.Corpus.Trials;

/// <summary>What the running engine can do, as the printer asks it.</summary>
public static class PrinterCapabilities
{
    /// <summary>The capabilities of an engine's loaded library.</summary>
    public static EngineCapabilities For(Engine engine) => engine is SqliteEngine && Version.TryParse(engine.Version, out var version)
        ? EngineCapabilities.Sqlite(version)
        : EngineCapabilities.DefaultFor(DialectNames.Of(engine.Name));
}
