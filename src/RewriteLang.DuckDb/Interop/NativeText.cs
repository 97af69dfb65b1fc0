using System.Runtime.InteropServices;

namespace RewriteLang.DuckDb.Interop;

/// <summary>Strings that come out of the C API.</summary>
internal static class NativeText
{
    /// <summary>Reads text that the library keeps; empty when there is none.</summary>
    public static string Borrow(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    /// <summary>Reads text that is ours to free, and frees it; empty when there is none.</summary>
    public static string Take(nint text)
    {
        var read = Borrow(text);
        if (text != 0)
        {
            NativeMethods.duckdb_free(text);
        }

        return read;
    }
}
