using System.Data.Common;
using System.Globalization;

namespace RewriteLang.DuckDb;

/// <summary>A connection string taken apart.</summary>
/// <param name="DataSource">A file, <c>:memory:</c> or <c>:memory:name</c>.</param>
/// <param name="Settings">Options of DuckDB's by name, sorted.</param>
internal sealed record DuckDbOptions(string DataSource, SortedDictionary<string, string> Settings)
{
    /// <summary>The database that a connection gets for itself.</summary>
    public const string Memory = ":memory:";

    /// <summary>Whether every connection gets a database of its own.</summary>
    public bool IsPrivate => DataSource == Memory;

    /// <summary>Reads a connection string; an empty one means a private database in memory.</summary>
    /// <exception cref="ArgumentException">It is not of the form <c>key=value;…</c>, or <c>Read Only</c> is neither true nor false.</exception>
    public static DuckDbOptions Parse(string connectionString)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var source = Memory;
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string key in builder.Keys)
        {
            var value = Convert.ToString(builder[key], CultureInfo.InvariantCulture) ?? "";
            switch (key.ToLowerInvariant().Replace(" ", "").Replace("_", ""))
            {
                case "datasource":
                    source = value.Length == 0 ? Memory : value;
                    break;
                case "readonly":
                    settings["access_mode"] = bool.TryParse(value, out var only)
                        ? only ? "READ_ONLY" : "READ_WRITE"
                        : throw new ArgumentException($"'Read Only' is true or false, not '{value}'.", nameof(connectionString));
                    break;
                default:
                    settings[key.ToLowerInvariant().Replace(' ', '_')] = value;
                    break;
            }
        }

        return new DuckDbOptions(source, settings);
    }
}
