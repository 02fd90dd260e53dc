using System.Diagnostics;
using System.Globalization;

namespace Decoupling.Cli.Azurite;

/// <summary>The command line that starts Azurite: no telemetry, no request log, loopback only.</summary>
internal static class AzuriteCommand
{
    /// <summary>Builds the command; its working directory is the data folder, which exists then.</summary>
    public static async Task<ProcessStartInfo> BuildAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(AzuriteInstall.OpenResource("run-azurite.js"));
        var script = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        var folder = options.DataFolder is null
            ? Directory.CreateTempSubdirectory("decoupling-azurite-").FullName
            : Directory.CreateDirectory(options.DataFolder).FullName;
        string[] arguments =
        [
            "--eval",
            script,
            "--",
            AzuriteInstall.MainScript,
            "--location",
            folder,
            "--blobPort",
            options.BlobPort.ToString(CultureInfo.InvariantCulture),
            "--queuePort",
            options.QueuePort.ToString(CultureInfo.InvariantCulture),
            "--tablePort",
            options.TablePort.ToString(CultureInfo.InvariantCulture),
            "--silent",
            "--skipApiVersionCheck",
            "--disableTelemetry",
        ];
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Settings of another Azurite on this machine: other accounts, a database server instead of the folder.
        start.Environment.Remove("AZURITE_ACCOUNTS");
        start.Environment.Remove("AZURITE_DB");
        return start;
    }
}
