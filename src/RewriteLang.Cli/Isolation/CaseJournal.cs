using System.Text.Json;
using RewriteLang.Verify.Rules;

namespace RewriteLang.Cli.Isolation;

/// <summary>
/// A file with the case that a process is about to try, for whoever finds the process gone. The operating system keeps what was written, however the process ended; it is not
/// forced to the disk, so the end of the machine is another matter. Four bytes of length come first: a shorter case leaves the end of a longer one behind.
/// </summary>
internal sealed class CaseJournal(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Writes a case over the last one.</summary>
    public void Note(PendingCase pending)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(pending);
        _file.Position = 0;
        _file.Write([.. BitConverter.GetBytes(text.Length), .. text]);
    }

    /// <summary>The last case that was written; null if there was none.</summary>
    public static PendingCase? Last(string path)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return bytes.Length > sizeof(int) && BitConverter.ToInt32(bytes) is var length && length <= bytes.Length - sizeof(int)
            ? JsonSerializer.Deserialize<PendingCase>(bytes.AsSpan(sizeof(int), length))
            : null;
    }

    /// <summary>When a case was last written.</summary>
    public static DateTime Stamp(string path) => File.GetLastWriteTimeUtc(path);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
