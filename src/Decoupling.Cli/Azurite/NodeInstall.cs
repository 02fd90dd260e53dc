using System.Diagnostics;

namespace Decoupling.Cli.Azurite;

/// <summary>Installs a set of npm packages once for this user, from a lock file that pins every one by its hash.</summary>
/// <param name="name">What it is called in messages, with its version: "Azurite 3.35.0".</param>
/// <param name="folderName">The folder below the cache, which ends with the version.</param>
/// <param name="mainScript">What is run of it, below the folder.</param>
/// <param name="openFile">Opens package.json and package-lock.json.</param>
public sealed class NodeInstall(string name, string folderName, string mainScript, Func<string, Stream> openFile)
{
    /// <summary>The environment variable that names another cache folder.</summary>
    public const string CacheVariable = "DECOUPLING_CACHE";

    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(200);

    /// <summary>The folder that it is installed into, below the user's local application data.</summary>
    public string Folder => Path.Combine(CacheFolder(), folderName);

    /// <summary>The script that is run.</summary>
    public string MainScript => Path.Combine(Folder, mainScript);

    /// <summary>Whether it is installed already.</summary>
    public bool IsInstalled => File.Exists(MainScript);

    /// <summary>Installs it if it is not there, the only time that the network is needed.</summary>
    /// <param name="log">Told when an installation begins and ends; <see langword="null"/> for silence.</param>
    /// <param name="cancellationToken">Ends the installation; nothing half-done stays in use.</param>
    /// <exception cref="AzuriteException">Node.js or npm is missing or too old, or npm failed: its last lines are in the message.</exception>
    public async Task EnsureAsync(Action<string>? log, CancellationToken cancellationToken)
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

        log?.Invoke($"Installing {name} into {Folder} (once).");
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

        log?.Invoke($"{name} is installed.");
    }

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

    private async Task CopyAsync(string fileName, string folder, CancellationToken cancellationToken)
    {
        await using var from = openFile(fileName);
        await using var to = File.Create(Path.Combine(folder, fileName));
        await from.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunNpmAsync(string folder, CancellationToken cancellationToken)
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
                $"npm could not install {name} (exit code {process.ExitCode}). The first start needs a package registry; npm said:{Environment.NewLine}{lines}"
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
