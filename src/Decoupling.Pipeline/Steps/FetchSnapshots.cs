using System.Collections.Concurrent;
using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Heartbeats;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Telemetry;
using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;
using Decoupling.Venues;
using Microsoft.Extensions.Logging;

namespace Decoupling.Pipeline.Steps;

/// <summary>Fetches each asset's slot from all venues and stores it as one immutable blob.</summary>
/// <remarks>
/// Only what is new since the last stored snapshot is asked for; the rest of the windows is carried from it. Books are
/// fetched together and last, so that they are of one moment. A venue that fails is named in the snapshot.
/// </remarks>
public sealed partial class FetchSnapshots(
    FetchOptions options,
    MarketFetch market,
    SnapshotBlobs blobs,
    BaselineBlobs baselines,
    SlotLedger ledger,
    VenueWatch watch,
    Heartbeat heartbeat,
    TimeProvider clock,
    ILogger<FetchSnapshots> logger
)
{
    private readonly ConcurrentDictionary<(string Asset, string Venue, string Reason), bool> unlisted = new();

    /// <summary>Fetches the present slot of every asset, all at once.</summary>
    /// <returns>The names of the blobs that stand for the slot, without those that another instance works on.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FetchAsync(cancellationToken);
        }
        catch when (!cancellationToken.IsCancellationRequested)
        {
            await heartbeat.FailAsync(cancellationToken);
            throw;
        }
    }

    private async Task<IReadOnlyList<string>> FetchAsync(CancellationToken cancellationToken)
    {
        var slotAt = options.SlotAt(clock.GetUtcNow());
        var health = await watch.ReadAsync(cancellationToken);
        var runs = await Task.WhenAll(
            options.Assets.Select(asset =>
                PipelineSpans.InFetchAsync(asset, slotAt, () => RunAsync(asset, slotAt, health, cancellationToken))
            )
        );
        await watch.WriteAsync(slotAt, health, [.. runs.SelectMany(run => run.Answers)], cancellationToken);
        return [.. runs.Select(run => run.Name).OfType<string>()];
    }

    /// <summary>The name of the blob that stands for the slot, if this instance works on it, and what the venues answered if it was fetched just now.</summary>
    private async Task<(string? Name, IReadOnlyList<VenueSnapshot> Answers)> RunAsync(
        string asset,
        DateTimeOffset slotAt,
        IReadOnlyDictionary<string, VenueHealth> health,
        CancellationToken cancellationToken
    )
    {
        if (!await ledger.ClaimAsync(asset, slotAt, cancellationToken))
        {
            return (null, []);
        }

        var name = new SnapshotName(asset, slotAt);
        if (await blobs.ExistsAsync(name, cancellationToken))
        {
            return (name.Format(), []);
        }

        var previous = await ReadPreviousAsync(asset, slotAt, cancellationToken);
        var snapshot = await market.FetchAsync(asset, slotAt, previous, cancellationToken, health) with
        {
            Baseline = await FindBaselineAsync(asset, slotAt, cancellationToken),
        };
        LogMissing(snapshot, health);
        await blobs.WriteIfAbsentAsync(name, SnapshotWriter.Write(snapshot), cancellationToken);
        return (name.Format(), snapshot.Venues);
    }

    private async Task<MarketSnapshot?> ReadPreviousAsync(
        string asset,
        DateTimeOffset slotAt,
        CancellationToken cancellationToken
    ) =>
        await blobs.FindNewestBeforeAsync(asset, slotAt, options.BarWindow, cancellationToken) is { } name
            ? (await blobs.ReadAsync(name, cancellationToken)).Snapshot
            : null;

    private async Task<string?> FindBaselineAsync(
        string asset,
        DateTimeOffset slotAt,
        CancellationToken cancellationToken
    )
    {
        var day = DateOnly.FromDateTime(slotAt.UtcDateTime);
        return (await baselines.FindNewestAsync(asset, options.SlotLength, day, cancellationToken))?.Format();
    }

    /// <summary>What did not come; that a venue is down was said when it went down.</summary>
    private void LogMissing(MarketSnapshot snapshot, IReadOnlyDictionary<string, VenueHealth> health)
    {
        foreach (var venue in snapshot.Venues)
        {
            if (health.GetValueOrDefault(venue.Venue)?.IsResting(snapshot.SlotAt) == true)
            {
                continue;
            }

            foreach (var missing in venue.Missing.Where(missing => IsNews(snapshot.Asset, venue.Venue, missing)))
            {
                LogMissing(snapshot.Asset, snapshot.SlotAt, venue.Venue, missing.Input, missing.Symbol, missing.Reason);
            }

            PipelineMetrics.QualityFound(snapshot.Asset, venue.Venue, "MissingInput", venue.Missing.Count);
        }
    }

    /// <summary>That a symbol is not listed, or does not trade, is said once.</summary>
    private bool IsNews(string asset, string venue, MissingInput missing) =>
        missing.Input != VenueAnswer.Listing || unlisted.TryAdd((asset, venue, missing.Reason), true);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Asset} {SlotAt:u}: {Venue} did not give {Input} of {Symbol}: {Reason}"
    )]
    private partial void LogMissing(
        string asset,
        DateTimeOffset slotAt,
        string venue,
        string input,
        string? symbol,
        string reason
    );
}
