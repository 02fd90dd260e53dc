namespace Decoupling.Pipeline.Tests;

/// <summary>Files of the repository that are no code, for tests that hold them to the code.</summary>
internal static class RepositoryFiles
{
    private static readonly Lazy<string> Root = new(FindRoot);

    public static string PathOf(string path) => Path.Combine(Root.Value, path);

    /// <summary>A file's text with line feeds, however it was checked out.</summary>
    public static string Read(string path) =>
        File.ReadAllText(PathOf(path)).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Decoupling.Functions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
