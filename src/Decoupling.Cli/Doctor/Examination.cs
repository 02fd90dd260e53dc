using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Azure;
using Azure.Identity;
using Decoupling.Cli.Azurite;
using Decoupling.Cli.Hosting;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Notifications.Outbox;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Venues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Decoupling.Cli.Doctor;

/// <summary>Checks one thing after another; a check that fails does not keep the next from running.</summary>
internal sealed class Examination(FileInfo? settingsFile, string dataFolder)
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new Finding(Verdict.Good, ".NET", RuntimeInformation.FrameworkDescription);
        yield return await CheckNodeAsync(cancellationToken);
        yield return CheckAzurite();

        var settings = CliSettings.Read(settingsFile, []);
        await using var storage = await TryStartAsync(settings, cancellationToken);
        if (storage is null)
        {
            yield return new Finding(
                Verdict.Bad,
                "storage",
                "Azurite did not start.",
                "Mend what is said of Node and Azurite above, or name a storage account in the settings."
            );
            yield break;
        }

        var (options, fault) = TryRead(CliSettings.Read(settingsFile, storage.Overrides));
        if (options is null)
        {
            yield return new Finding(Verdict.Bad, "settings", fault!, "The README's table lists every setting.");
            yield break;
        }

        yield return new Finding(
            Verdict.Good,
            "settings",
            $"{string.Join(", ", options.Fetch.Assets)} every {options.Fetch.SlotLength.TotalMinutes} min"
        );
        var store = await CheckStorageAsync(options, storage, cancellationToken);
        yield return store;
        await foreach (var finding in CheckVenuesAsync(options, cancellationToken))
        {
            yield return finding;
        }

        await foreach (var finding in CheckChannelsAsync(options, cancellationToken))
        {
            yield return finding;
        }

        if (store.Verdict == Verdict.Good)
        {
            await foreach (var finding in CheckNotificationsAsync(options, cancellationToken))
            {
                yield return finding;
            }
        }
    }

    private static async Task<Finding> CheckNodeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await NodeRuntime.ReadVersionAsync(cancellationToken);
            return version.Major >= NodeRuntime.MinimumMajorVersion
                ? new Finding(Verdict.Good, "Node", version.ToString())
                : new Finding(
                    Verdict.Bad,
                    "Node",
                    $"{version} is too old for Azurite.",
                    $"Install Node {NodeRuntime.MinimumMajorVersion} or later, or name a storage account."
                );
        }
        catch (AzuriteException failure)
        {
            return new Finding(
                Verdict.Bad,
                "Node",
                failure.Message,
                "Install Node 20 or later, or name a storage account."
            );
        }
    }

    private static Finding CheckAzurite() =>
        AzuriteInstall.IsInstalled
            ? new Finding(Verdict.Good, "Azurite", $"{AzuriteInstall.Version} in {AzuriteInstall.Folder}")
            : new Finding(
                Verdict.Warning,
                "Azurite",
                "not installed yet",
                "The first start installs it from npm; that needs the network once."
            );

    private async Task<LocalStorage?> TryStartAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        try
        {
            return await LocalStorage.StartAsync(settings, dataFolder, cancellationToken);
        }
        catch (AzuriteException)
        {
            return null;
        }
    }

    private static (PipelineOptions? Options, string? Fault) TryRead(IConfiguration settings)
    {
        try
        {
            return (PipelineSettings.Read(settings), null);
        }
        catch (ArgumentException failure)
        {
            return (null, failure.Message);
        }
    }

    private static async Task<Finding> CheckStorageAsync(
        PipelineOptions options,
        LocalStorage storage,
        CancellationToken cancellationToken
    )
    {
        using var loggers = ConsoleLog.CreateFactory(TimeProvider.System, LogLevel.None);
        using var pipeline = RiskPipeline.Create(options, TimeProvider.System, loggers);
        try
        {
            await pipeline.CreateStorageAsync(cancellationToken);
            return new Finding(Verdict.Good, "storage", $"blobs and tables answer; data in {storage.Place}");
        }
        catch (RequestFailedException failure)
        {
            return new Finding(
                Verdict.Bad,
                "storage",
                $"answered {failure.Status} {failure.ErrorCode}",
                "The identity needs Storage Blob Data Owner and Storage Table Data Contributor on the account."
            );
        }
        catch (AuthenticationFailedException)
        {
            return new Finding(
                Verdict.Bad,
                "storage",
                "no identity could sign in",
                "Run az login, or set the managed identity."
            );
        }
        catch (AggregateException)
        {
            return new Finding(Verdict.Bad, "storage", "cannot be reached", "Check the addresses and the network.");
        }
    }

    private static async IAsyncEnumerable<Finding> CheckVenuesAsync(
        PipelineOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var loggers = ConsoleLog.CreateFactory(TimeProvider.System, LogLevel.None);
        var market = new MarketFetch(options.Fetch, VenueFactory.Create(options.Venues, TimeProvider.System, loggers));
        var asset = options.Fetch.Assets[0];
        var slotAt = options.Fetch.SlotAt(TimeProvider.System.GetUtcNow());
        var snapshot = await Waiting.ForAsync(
            "asking the venues",
            () => market.FetchAsync(asset, slotAt, previous: null, cancellationToken)
        );
        foreach (var venue in snapshot.Venues)
        {
            yield return venue.Missing.Count == 0
                ? new Finding(Verdict.Good, venue.Venue, $"gives all of {asset}")
                : new Finding(
                    snapshot.Instruments.Any(instrument => instrument.Venue == venue.Venue)
                        ? Verdict.Warning
                        : Verdict.Bad,
                    venue.Venue,
                    string.Join(" ", venue.Missing.Select(missing => missing.Reason).Distinct()),
                    "A slot without this venue is still scored; the rows say what was missing."
                );
        }
    }

    /// <summary>Asks each channel's host, not the channel.</summary>
    private static async IAsyncEnumerable<Finding> CheckChannelsAsync(
        PipelineOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var isAny = false;
        var channels = WebhookProbe.FindFaultsAsync(
            options.Alerts.Channels,
            options.Venues.AllowedHosts,
            cancellationToken
        );
        await foreach (var (channel, fault) in channels)
        {
            isAny = true;
            yield return fault is null
                ? new Finding(Verdict.Good, channel, "its host can be reached (no message was sent)")
                : new Finding(
                    Verdict.Bad,
                    channel,
                    fault,
                    "Check the address and the network; only HTTPS and public hosts are allowed."
                );
        }

        if (!isAny)
        {
            yield return new Finding(
                Verdict.Warning,
                "channels",
                "none is set; alerts are recorded and not sent",
                "Set one of the README's channels, such as Decoupling__SlackWebhookUrl."
            );
        }
    }

    private static async IAsyncEnumerable<Finding> CheckNotificationsAsync(
        PipelineOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var loggers = ConsoleLog.CreateFactory(TimeProvider.System, LogLevel.None);
        using var pipeline = RiskPipeline.Create(options, TimeProvider.System, loggers);
        var desk = new NotificationDesk(pipeline.Tables, TimeProvider.System);
        foreach (var gone in await desk.ReadGoneAsync(cancellationToken))
        {
            yield return new Finding(
                Verdict.Bad,
                gone.Channel,
                $"is disabled, because its receiver is gone ({gone.Reason})",
                $"Mend its address, then: decoupling notifications enable {gone.Channel}"
            );
        }

        var dead = await desk.ReadDeadAsync(null, cancellationToken);
        yield return dead.Count == 0
            ? new Finding(Verdict.Good, "notifications", "none is dead")
            : new Finding(
                Verdict.Warning,
                "notifications",
                $"{dead.Count} could not be told",
                "See decoupling notifications --dead; decoupling notifications replay --all sends them."
            );
    }
}
