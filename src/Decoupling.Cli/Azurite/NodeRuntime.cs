using System.ComponentModel;
using System.Diagnostics;

namespace Decoupling.Cli.Azurite;

/// <summary>The Node.js that Azurite runs on: tells whether this machine has one that is new enough.</summary>
public static class NodeRuntime
{
    /// <summary>The oldest major version that Azurite's packages support.</summary>
    public const int MinimumMajorVersion = 20;

    private const string Advice =
        "Install Node.js 20 or later (https://nodejs.org), open a new terminal and try again.";

    /// <summary>Reads the version of the Node.js on the path.</summary>
    /// <exception cref="AzuriteException">There is none, or it is too old.</exception>
    public static async Task<Version> ReadVersionAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true };
        using var node = Start(start);
        var output = (await node.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).Trim();
        await node.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        var number = output.TrimStart('v').Split('-')[0];
        if (!Version.TryParse(number, out var version) || version.Major < MinimumMajorVersion)
        {
            throw new AzuriteException($"The Node.js on the path is too old: it says \"{output}\". {Advice}");
        }

        return version;
    }

    internal static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new AzuriteException($"\"{start.FileName}\" could not be started. {Advice}", error);
        }
    }
}
