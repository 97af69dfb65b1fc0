namespace RewriteLang.Engines.Tests;

/// <summary>A folder for the files of one test.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("rewritelang-engines-").FullName;

    public string Path => _path;

    public string File(string name) => System.IO.Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
