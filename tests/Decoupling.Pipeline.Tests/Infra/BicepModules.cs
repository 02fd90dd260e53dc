using System.Text.RegularExpressions;

namespace Decoupling.Pipeline.Tests.Infra;

/// <summary>The interfaces of the verified modules, put where the compiler looks for modules that it has restored.</summary>
internal static partial class BicepModules
{
    private const string Folder = "tests/Decoupling.Pipeline.Tests/Infra/Modules";

    private static readonly Lazy<Task<string>> Written = new(WriteAsync);

    /// <summary>Each module by its path in the registry, with the version whose interface is described.</summary>
    public static IReadOnlyList<(string Module, string Version)> All { get; } = [.. Files().Select(Describe)];

    /// <summary>The folder that the compiler takes for the user's: below it lie the modules.</summary>
    public static Task<string> HomeAsync() => Written.Value;

    private static async Task<string> WriteAsync()
    {
        var home = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "bicep-home"));
        home.Delete(recursive: true);
        var sources = Path.Combine(home.FullName, "sources");
        foreach (var path in Directory.GetFiles(RepositoryFiles.PathOf(Folder), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(sources, Path.GetRelativePath(RepositoryFiles.PathOf(Folder), path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        await BicepCompiler.RunWithAsync(home.FullName, "build", "--pattern", Path.Combine(sources, "**/*.bicep"));
        foreach (var (module, version) in All)
        {
            // As the compiler's registry client lays it out; it looks for three files and reads the first.
            var restored = Directory.CreateDirectory(
                Path.Combine(
                    home.FullName,
                    ".bicep/br/mcr.microsoft.com",
                    $"bicep${module.Replace('/', '$')}",
                    $"{version}$"
                )
            );
            File.Copy(
                Path.Combine(sources, $"{module["avm/res/".Length..]}.json"),
                Path.Combine(restored.FullName, "main.json")
            );
            await File.WriteAllTextAsync(Path.Combine(restored.FullName, "manifest"), "{}");
            await File.WriteAllTextAsync(Path.Combine(restored.FullName, "metadata"), "{}");
        }

        return home.FullName;
    }

    private static IEnumerable<string> Files() =>
        Directory
            .GetDirectories(RepositoryFiles.PathOf(Folder))
            .SelectMany(folder => Directory.GetFiles(folder, "*.bicep"));

    private static (string Module, string Version) Describe(string path) =>
        (
            $"avm/res/{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileNameWithoutExtension(path)}",
            VersionLine().Match(File.ReadAllText(path)).Groups["version"].Value
        );

    [GeneratedRegex("^metadata version = '(?<version>[^']+)'", RegexOptions.Multiline)]
    private static partial Regex VersionLine();
}
