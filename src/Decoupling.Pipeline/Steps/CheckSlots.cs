using System.Runtime.ExceptionServices;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Health;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Storage;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Steps;

/// <summary>Accounts for every slot of the schedule: those that nobody ran are closed as Skipped, those that died half way as Failed.</summary>
/// <remarks>A slot whose blob stands is scored here, so an event that was lost is made up for. Blob triggers never fire when fetching has died; this timer does,
/// and tells what is late before it closes what is missed.</remarks>
public sealed partial class CheckSlots(
    FetchOptions options,
    SnapshotBlobs blobs,
    ScoreSnapshot score,
    RecordPoison poison,
    HealthCheck health,
    RuleRunner alerts,
    DeliverNotifications deliver,
    SlotLedger ledger,
    TimeProvider clock,
    ILogger<CheckSlots> logger
)
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(1);

    // A slot is given two lengths before it is called missed: one to run, one for a late trigger.
    private const int GraceSlots = 2;

    // A snapshot that cannot be scored for so long is put aside: storage that is away for a while is no reason yet.
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(1);

    /// <summary>Closes what is open of the last day, from the first slot that the ledger has. An asset that fails keeps no other from being checked.
    /// Whatever came of it, how each part of the pipeline does is written at the end.</summary>
    /// <returns>How many slots were closed or made up for.</returns>
    /// <exception cref="Exception">What the first slot threw that failed, after all others were tried.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TellLateAsync(TableKeys.AllAssets, cancellationToken);
            var closed = await Task.WhenAll(options.Assets.Select(asset => CheckAsync(asset, cancellationToken)));
            return closed.Sum();
        }
        finally
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                await health.RunAsync(cancellationToken);
            }
        }
    }

    /// <summary>Tells which alerts of an asset, or of all assets together, got no row in time.</summary>
    private async Task TellLateAsync(string asset, CancellationToken cancellationToken)
    {
        if (await alerts.CheckAsync(asset, cancellationToken) > 0)
        {
            await deliver.RunAsync(asset, cancellationToken);
        }
    }

    private async Task<int> CheckAsync(string asset, CancellationToken cancellationToken)
    {
        await TellLateAsync(asset, cancellationToken);
        var now = clock.GetUtcNow();
        var to = options.SlotAt(now) - (GraceSlots * options.SlotLength);
        var entries = await ledger
            .ReadAsync(asset, options.SlotAt(now - LookBack), to, cancellationToken)
            .ToDictionaryAsync(entry => entry.SlotAt, cancellationToken: cancellationToken);
        if (entries.Count == 0)
        {
            return 0;
        }

        var closed = 0;
        ExceptionDispatchInfo? failure = null;
        for (var slotAt = entries.Keys.Min(); slotAt < to; slotAt += options.SlotLength)
        {
            var entry = entries.GetValueOrDefault(slotAt);
            if (entry is null || (entry.Status == SlotStatus.Claimed && entry.ClaimExpiresAt <= now))
            {
                try
                {
                    await CloseOrPutAsideAsync(new SnapshotName(asset, slotAt), entry, cancellationToken);
                    closed++;
                }
#pragma warning disable CA1031 // whatever one slot makes of the step, the next has its turn
                catch (Exception thrown) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    failure ??= ExceptionDispatchInfo.Capture(thrown);
                }
            }
        }

        failure?.Throw();
        return closed;
    }

    private async Task CloseOrPutAsideAsync(
        SnapshotName name,
        SlotLedger.Entry? entry,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await CloseAsync(name, entry, cancellationToken);
        }
#pragma warning disable CA1031 // the trigger's place: what fails for an hour is put aside, as the blob trigger does after its tries
        catch (Exception thrown)
            when (!cancellationToken.IsCancellationRequested && clock.GetUtcNow() - name.SlotAt > GivenUpAfter)
#pragma warning restore CA1031
        {
            await poison.RunAsync(
                new PoisonMessage(nameof(ScoreSnapshot), SnapshotName.Container, name.Format()),
                PoisonMessage.ReasonOf(nameof(ScoreSnapshot), thrown),
                cancellationToken
            );
        }
    }

    private async Task CloseAsync(SnapshotName name, SlotLedger.Entry? entry, CancellationToken cancellationToken)
    {
        if (await blobs.ExistsAsync(name, cancellationToken))
        {
            LogMadeUp(name.Format());
            await score.RunAsync(name.Format(), cancellationToken);
            return;
        }

        var (status, reason) = entry is null
            ? (SlotStatus.Skipped, "Nobody ran this slot.")
            : (SlotStatus.Failed, "The run that claimed this slot stored no snapshot.");
        LogClosed(name.Asset, name.SlotAt, status, reason);
        await ledger.CloseAsync(name.Asset, name.SlotAt, status, reason, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Snapshot} was stored and never scored; it is scored now")]
    private partial void LogMadeUp(string snapshot);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slot {SlotAt:u} of {Asset} is {Status}: {Reason}")]
    private partial void LogClosed(string asset, DateTimeOffset slotAt, SlotStatus status, string reason);
}
