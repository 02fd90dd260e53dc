using System.Security.Cryptography;
using Decoupling.Cli.Azurite;

namespace Decoupling.EndToEnd.Tests.Consumers;

/// <summary>Runs scripts of Node.js beside the packages that the examples need, installed once for this user from the lock file.</summary>
internal static class NodeScripts
{
    private const string Tested = "Consumers";

    private static readonly NodeInstall Install = new(
        "the packages of the examples",
        $"consumers-{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf("package-lock.json"))))[..16]}",
        Path.Combine("node_modules", "hyparquet", "package.json"),
        name => File.OpenRead(PathOf(name))
    );

    /// <summary>Runs a script and returns what it printed; one that fails fails the test with what it said.</summary>
    /// <param name="script">The script's path.</param>
    /// <param name="settings">Environment variables for it.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<string> RunAsync(
        string script,
        IReadOnlyDictionary<string, string> settings,
        params string[] arguments
    )
    {
        await Install.EnsureAsync(log: null, TestContext.Current.CancellationToken);

        // Node looks for packages in the folders above a script.
        var place = Directory.CreateDirectory(Path.Combine(Install.Folder, "runs", Guid.NewGuid().ToString("n")));
        try
        {
            var copy = Path.Combine(place.FullName, Path.GetFileName(script));
            File.Copy(script, copy);
            return await ConsumerProcess.RunAsync("node", [copy, .. arguments], settings);
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }

    /// <summary>A file of this folder as it was built.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, Tested, name);
}
