namespace RewriteLang.Sql.Tests;

/// <summary>The folder of the repository that the tests were built in.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    /// <summary>A file or folder by its path from the root, with <c>/</c> between its parts.</summary>
    public static string PathOf(string path) => Path.Combine(Root, Path.Combine(path.Split('/')));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RewriteLang.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
