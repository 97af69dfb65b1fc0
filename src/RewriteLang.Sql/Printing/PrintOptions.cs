namespace RewriteLang.Sql.Printing;

/// <summary>How a query is printed.</summary>
/// <param name="Capabilities">What the engine can do; null for the dialect's default.</param>
/// <param name="Width">Characters a line should not pass when there is a way to break it.</param>
public sealed record PrintOptions(EngineCapabilities? Capabilities = null, int Width = 100);

/// <summary>A printed query.</summary>
/// <param name="Text">The statement, without a semicolon, without a trailing line break.</param>
/// <param name="Dialect">Its dialect.</param>
public sealed record PrintedSql(string Text, Dialect Dialect)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
