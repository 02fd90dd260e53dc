using System.Diagnostics;
using System.Globalization;

namespace Decoupling.Cli.Azurite;

/// <summary>The laptop's storage account: one Azurite with blobs, queues and tables that ends with this process, however that ends.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>The account's name, the same for every emulator.</summary>
    public const string AccountName = "devstoreaccount1";

    /// <summary>The account's key: published, the same for every emulator, and no secret.</summary>
    public const string AccountKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Process process;
    private readonly LastLines lines;
    private readonly bool isTemporary;

    private AzuriteProcess(Process process, LastLines lines, string dataFolder, bool isTemporary)
    {
        this.process = process;
        this.lines = lines;
        this.isTemporary = isTemporary;
        DataFolder = dataFolder;
    }

    /// <summary>The folder that holds the data.</summary>
    public string DataFolder { get; }

    /// <summary>The blob service's address, with the account's name as its path.</summary>
    public Uri BlobUri { get; private set; } = null!;

    /// <summary>The queue service's address, with the account's name as its path.</summary>
    public Uri QueueUri { get; private set; } = null!;

    /// <summary>The table service's address, with the account's name as its path.</summary>
    public Uri TableUri { get; private set; } = null!;

    /// <summary>The connection string for all three services.</summary>
    public string ConnectionString =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};BlobEndpoint={BlobUri};QueueEndpoint={QueueUri};TableEndpoint={TableUri};"
        );

    /// <summary>The process's id.</summary>
    public int ProcessId => process.Id;

    /// <summary>Whether the process has ended by itself.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>The last lines that Azurite wrote, for messages when storage does not answer.</summary>
    public string LastOutput => lines.ToString();

    /// <summary>Installs Azurite if need be, starts it and waits until its three services listen.</summary>
    /// <param name="options">Data folder and ports.</param>
    /// <param name="log">Told of an installation; <see langword="null"/> for silence.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="AzuriteException">It cannot be installed, or does not start: a port is taken, say. Its last lines are in the message.</exception>
    public static async Task<AzuriteProcess> StartAsync(
        AzuriteOptions options,
        Action<string>? log,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        await AzuriteInstall.EnsureAsync(log, cancellationToken).ConfigureAwait(false);
        var start = await AzuriteCommand.BuildAsync(options, cancellationToken).ConfigureAwait(false);
        var lines = new LastLines();
        var ready = new AzuriteListening(lines);
        var azurite = new AzuriteProcess(
            NodeRuntime.Start(start),
            lines,
            start.WorkingDirectory,
            options.DataFolder is null
        );
        try
        {
            lines.Follow(azurite.process);
            await azurite.WaitAsync(ready, cancellationToken).ConfigureAwait(false);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends Azurite: it writes its data out first, unless the data folder is temporary, which is deleted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isTemporary)
        {
            await KillAsync().ConfigureAwait(false);
            Directory.Delete(DataFolder, recursive: true);
        }
        else
        {
            await StopAsync().ConfigureAwait(false);
        }

        process.Dispose();
    }

    private async Task WaitAsync(AzuriteListening ready, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        var ended = process.WaitForExitAsync(limit.Token);
        var first = await Task.WhenAny(ready.Completed, ended).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (first != ready.Completed)
        {
            var why = ended.IsCanceled
                ? $"does not listen after {StartLimit.TotalSeconds} s"
                : "ended while it started";
            throw new AzuriteException($"Azurite {why}. It said:{Environment.NewLine}{lines}");
        }

        BlobUri = ready.UriOf("Blob");
        QueueUri = ready.UriOf("Queue");
        TableUri = ready.UriOf("Table");
        await limit.CancelAsync().ConfigureAwait(false);
    }

    private async Task StopAsync()
    {
        try
        {
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(StopLimit);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            await KillAsync().ConfigureAwait(false);
        }
    }

    private async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
