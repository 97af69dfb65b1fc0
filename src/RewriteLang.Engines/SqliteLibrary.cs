using System.Runtime.InteropServices;
using SQLitePCL;

namespace RewriteLang.Engines;

/// <summary>
/// Chooses the SQLite that this process uses: the library that <c>REWRITELANG_SQLITE_LIBRARY</c> names; else the system's, from 3.40 and
/// with the math functions; else the one that the package brings.
/// </summary>
internal static unsafe class SqliteLibrary
{
    /// <summary>The environment variable that names a library of the user's own.</summary>
    public const string Variable = "REWRITELANG_SQLITE_LIBRARY";

    private const int OldestSystemVersion = 3_040_000;
    private static nint _library;
    private static readonly Lazy<string> Chosen = new(Choose);

    /// <summary>Makes the choice, once; says where the library comes from.</summary>
    /// <exception cref="DllNotFoundException">The named library cannot be loaded.</exception>
    public static string Origin => Chosen.Value;

    /// <summary>The library that is loaded, for its functions that the provider does not offer.</summary>
    public static nint Handle
    {
        get
        {
            _ = Origin;
            return _library != 0 ? _library : NativeLibrary.Load("e_sqlite3", typeof(SQLite3Provider_e_sqlite3).Assembly, null);
        }
    }

    /// <summary>Where in the last statement's UTF-8 text its error lies; −1 when the library does not say.</summary>
    internal static int ErrorOffset(sqlite3 database)
    {
        if (!NativeLibrary.TryGetExport(Handle, "sqlite3_error_offset", out var function))
        {
            return -1;
        }

        var offset = ((delegate* unmanaged[Cdecl]<nint, int>)function)(database.DangerousGetHandle());
        GC.KeepAlive(database);
        return offset;
    }

    /// <summary>Loads a library and asks it for its version number, 3040001 for 3.40.1; null when it is no SQLite.</summary>
    internal static (nint Library, int Version, bool HasMath)? Load(string name)
    {
        if (!NativeLibrary.TryLoad(name, typeof(SqliteLibrary).Assembly, null, out var library))
        {
            return null;
        }

        if (!NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var version)
            || !NativeLibrary.TryGetExport(library, "sqlite3_compileoption_used", out var option))
        {
            NativeLibrary.Free(library);
            return null;
        }

        fixed (byte* math = "ENABLE_MATH_FUNCTIONS\0"u8)
        {
            return (library, ((delegate* unmanaged[Cdecl]<int>)version)(), ((delegate* unmanaged[Cdecl]<byte*, int>)option)(math) != 0);
        }
    }

    /// <summary>The library and where it comes from; zero for the package's own.</summary>
    internal static (nint Library, string Origin) Find(string? named, IEnumerable<string> system)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return Load(named) is { } own
                ? (own.Library, named)
                : throw new DllNotFoundException(
                    $"'{named}', which {Variable} names, cannot be loaded as SQLite. What to do: name a SQLite library for " +
                    $"{RuntimeInformation.RuntimeIdentifier}, or unset the variable to use the system's or the bundled one.");
        }

        foreach (var name in system)
        {
            if (Load(name) is not { } found)
            {
                continue;
            }

            if (found.Version >= OldestSystemVersion && found.HasMath)
            {
                return (found.Library, "system library");
            }

            NativeLibrary.Free(found.Library);
        }

        return (0, "bundled library");
    }

    private static string Choose()
    {
        string[] names = OperatingSystem.IsWindows() ? ["winsqlite3", "sqlite3"]
            : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib", "/usr/lib/libsqlite3.dylib"]
            : ["libsqlite3.so.0", "libsqlite3.so"];
        var (library, origin) = Find(Environment.GetEnvironmentVariable(Variable), names);
        _library = library;
        if (library != 0)
        {
            // The provider imports from e_sqlite3; this puts the chosen library in its place before the first call.
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? library : 0);
        }

        Batteries_V2.Init();
        return origin;
    }
}
