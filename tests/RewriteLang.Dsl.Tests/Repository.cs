namespace RewriteLang.Dsl.Tests;

/// <summary>Finds files of the repository that tests read.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    /// <summary>A path below the repository's root.</summary>
    internal static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Whether expectations are rewritten instead of checked.</summary>
    internal static bool UpdatesCases => Environment.GetEnvironmentVariable("UPDATE_CASES") == "1";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RewriteLang.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
