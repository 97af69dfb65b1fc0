using System.Runtime.InteropServices;

namespace RewriteLang.DuckDb.Interop;

/// <summary>
/// Finds DuckDB's native library: the file that <c>REWRITELANG_DUCKDB_LIBRARY</c> names, and nothing else when it is set; otherwise
/// the one beside the program or beside this assembly, put there by the build; otherwise whatever the system's loader finds.
/// </summary>
internal static class DuckDbLibrary
{
    /// <summary>The name that the imports carry.</summary>
    public const string Name = "duckdb";

    /// <summary>The environment variable that names a library of the user's own.</summary>
    public const string Variable = "REWRITELANG_DUCKDB_LIBRARY";

    private static readonly Lock Gate = new();
    private static nint _library;
    private static bool _registered;

    /// <summary>The file name of the library on this operating system.</summary>
    public static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    /// <summary>Makes the imports of this assembly go through <see cref="Load"/>.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (!_registered)
            {
                NativeLibrary.SetDllImportResolver(typeof(DuckDbLibrary).Assembly, static (name, _, _) => name == Name ? Load() : 0);
                _registered = true;
            }
        }
    }

    /// <summary>Loads the library once.</summary>
    /// <exception cref="DuckDbException">There is none, or it cannot be loaded; the message says what to do.</exception>
    public static nint Load()
    {
        lock (Gate)
        {
            return _library != 0 ? _library : _library = Find(
                Environment.GetEnvironmentVariable(Variable),
                [AppContext.BaseDirectory, Path.GetDirectoryName(typeof(DuckDbLibrary).Assembly.Location) ?? ""]);
        }
    }

    /// <summary>Loads the library from <paramref name="named"/> when that is given, else from the first folder that holds it.</summary>
    public static nint Find(string? named, IEnumerable<string> folders)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return NativeLibrary.TryLoad(named, out var own) ? own : throw Missing([named], $"{Variable} names it");
        }

        List<string> tried = [.. folders.Where(folder => folder.Length > 0).Distinct().Select(folder => Path.Combine(folder, FileName))];
        foreach (var file in tried)
        {
            if (File.Exists(file) && NativeLibrary.TryLoad(file, out var beside))
            {
                return beside;
            }
        }

        return NativeLibrary.TryLoad(Name, typeof(DuckDbLibrary).Assembly, DllImportSearchPath.SafeDirectories, out var system)
            ? system
            : throw Missing(tried, "the build puts it there");
    }

    private static DuckDbException Missing(List<string> tried, string why)
    {
        var state = string.Join("; ", tried.Select(file => $"'{file}' {(File.Exists(file) ? "could not be loaded" : "does not exist")}"));
        return new DuckDbException(
            $"DuckDB's native library was not found: {state} ({why}). What to do: build the project again with npm installed and its " +
            $"registry reachable, which fetches the library; or set {Variable} to the path of a {FileName} of DuckDB 1.5 for " +
            $"{RuntimeInformation.RuntimeIdentifier}.",
            DuckDbErrorReason.LibraryMissing);
    }
}
