using System.Text.RegularExpressions;

namespace Decoupling.Cli.Azurite;

/// <summary>Reads from Azurite's own lines where its services listen: with port 0 the system chooses, so no port can be lost to another process.</summary>
internal sealed partial class AzuriteListening
{
    private readonly Dictionary<string, Uri> addresses = [];
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AzuriteListening(LastLines lines) => lines.Came += Read;

    /// <summary>Done when all three services listen.</summary>
    public Task Completed => completion.Task;

    public Uri UriOf(string service) => addresses[service];

    private void Read(string line)
    {
        var match = ListeningLine.Match(line);
        if (!match.Success)
        {
            return;
        }

        lock (addresses)
        {
            var address = new Uri(new Uri(match.Groups["address"].Value), AzuriteProcess.AccountName);
            addresses[match.Groups["service"].Value] = address;
            if (addresses.Count == 3)
            {
                completion.TrySetResult();
            }
        }
    }

    [GeneratedRegex(
        @"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at (?<address>https?://\S+)$"
    )]
    private static partial Regex ListeningLine { get; }
}
