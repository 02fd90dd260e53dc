using System.Reflection;

namespace Decoupling.Cli.Azurite;

/// <summary>Installs the storage emulator once for this user, from a lock file that pins every package by its hash.</summary>
public static class AzuriteInstall
{
    /// <summary>Azurite's version; 3.35.0 is the newest that runs on Node 20.</summary>
    public const string Version = "3.35.0";

    /// <summary>The environment variable that names another cache folder.</summary>
    public const string CacheVariable = NodeInstall.CacheVariable;

    private static readonly NodeInstall Install = new(
        $"Azurite {Version}",
        $"azurite-{Version}",
        Path.Combine("node_modules", "azurite", "dist", "src", "azurite.js"),
        OpenResource
    );

    /// <summary>The folder that Azurite is installed into, below the user's local application data.</summary>
    public static string Folder => Install.Folder;

    /// <summary>Whether Azurite is installed already.</summary>
    public static bool IsInstalled => Install.IsInstalled;

    internal static string MainScript => Install.MainScript;

    /// <summary>Installs Azurite if it is not there: about 15 seconds and 190 MB, the only time that the network is needed.</summary>
    /// <param name="log">Told when an installation begins and ends; <see langword="null"/> for silence.</param>
    /// <param name="cancellationToken">Ends the installation; nothing half-done stays in use.</param>
    /// <exception cref="AzuriteException">Node.js or npm is missing or too old, or npm failed: its last lines are in the message.</exception>
    public static Task EnsureAsync(Action<string>? log, CancellationToken cancellationToken) =>
        Install.EnsureAsync(log, cancellationToken);

    internal static Stream OpenResource(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"Azurite/{name}")
        ?? throw new AzuriteException($"The assembly was built without its resource Azurite/{name}.");
}
