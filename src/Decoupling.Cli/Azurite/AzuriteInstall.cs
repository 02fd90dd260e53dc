using System.Diagnostics;
using System.Reflection;

namespace Decoupling.Cli.Azurite;

/// <summary>Installs the storage emulator once for this user, from a lock file that pins every package by its hash.</summary>
public static class AzuriteInstall
{
    /// <summary>Azurite's version; 3.35.0 is the newest that runs on Node 20.</summary>
    public const string Version = "3.35.0";

    /// <summary>The environment variable that names another cache folder.</summary>
    public const string CacheVariable = "DECOUPLING_CACHE";

    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(200);

    /// <summary>The folder that Azurite is installed into, below the user's local application data.</summary>
    public static string Folder => Path.Combine(CacheFolder(), $"azurite-{Version}");

    /// <summary>Whether Azurite is installed already.</summary>
    public static bool IsInstalled => File.Exists(MainScript);

    internal static string MainScript => Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>Installs Azurite if it is not there: about 15 seconds and 190 MB, the only time that the network is needed.</summary>
    /// <param name="log">Told when an installation begins and ends; <see langword="null"/> for silence.</param>
    /// <param name="cancellationToken">Ends the installation; nothing half-done stays in use.</param>
    /// <exception cref="AzuriteException">Node.js or npm is missing or too old, or npm failed: its last lines are in the message.</exception>
    public static async Task EnsureAsync(Action<string>? log, CancellationToken cancellationToken)
    {
        if (IsInstalled)
        {
            return;
        }

        await NodeRuntime.ReadVersionAsync(cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(CacheFolder());
        using var fileLock = await LockAsync(Folder + ".lock", cancellationToken).ConfigureAwait(false);
        if (IsInstalled)
        {
            return;
        }

        log?.Invoke($"Installing Azurite {Version} into {Folder} (once).");
        var unfinished = Folder + ".unfinished";
        Delete(unfinished);
        Delete(Folder);
        Directory.CreateDirectory(unfinished);
        await CopyAsync("package.json", unfinished, cancellationToken).ConfigureAwait(false);
        await CopyAsync("package-lock.json", unfinished, cancellationToken).ConfigureAwait(false);
        await RunNpmAsync(unfinished, cancellationToken).ConfigureAwait(false);
        Directory.Move(unfinished, Folder);
        if (!IsInstalled)
        {
            throw new AzuriteException($"npm ended without an error, but {MainScript} is not there. Delete {Folder}.");
        }

        log?.Invoke($"Azurite {Version} is installed.");
    }

    internal static Stream OpenResource(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"Azurite/{name}")
        ?? throw new AzuriteException($"The assembly was built without its resource Azurite/{name}.");

    private static string CacheFolder()
    {
        var named = Environment.GetEnvironmentVariable(CacheVariable);
        if (!string.IsNullOrWhiteSpace(named))
        {
            return Path.GetFullPath(named);
        }

        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "decoupling");
    }

    /// <summary>Waits until no other process installs; the operating system frees the lock however its holder ends.</summary>
    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(LockRetry, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task CopyAsync(string name, string folder, CancellationToken cancellationToken)
    {
        await using var from = OpenResource(name);
        await using var to = File.Create(Path.Combine(folder, name));
        await from.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RunNpmAsync(string folder, CancellationToken cancellationToken)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        string[] arguments =
        [
            "ci",
            "--ignore-scripts",
            "--omit=optional",
            "--no-audit",
            "--no-fund",
            "--prefer-offline",
        ];
        var start = new ProcessStartInfo(npm, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var lines = new LastLines();
        using var process = NodeRuntime.Start(start);
        process.StandardInput.Close();
        lines.Follow(process);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new AzuriteException(
                $"npm could not install Azurite {Version} (exit code {process.ExitCode}). The first start needs a package registry; npm said:{Environment.NewLine}{lines}"
            );
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
