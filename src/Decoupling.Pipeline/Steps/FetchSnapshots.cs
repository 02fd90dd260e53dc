using Decoupling.Pipeline.Baselines;
using Decoupling.Pipeline.Ledger;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;
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
    TimeProvider clock,
    ILogger<FetchSnapshots> logger
)
{
    /// <summary>Fetches the present slot of every asset, all at once.</summary>
    /// <returns>The names of the blobs that stand for the slot, without those that another instance works on.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var slotAt = options.SlotAt(clock.GetUtcNow());
        var names = await Task.WhenAll(options.Assets.Select(asset => RunAsync(asset, slotAt, cancellationToken)));
        return [.. names.OfType<string>()];
    }

    private async Task<string?> RunAsync(string asset, DateTimeOffset slotAt, CancellationToken cancellationToken)
    {
        if (!await ledger.ClaimAsync(asset, slotAt, cancellationToken))
        {
            return null;
        }

        var name = new SnapshotName(asset, slotAt);
        if (!await blobs.ExistsAsync(name, cancellationToken))
        {
            var previous = await ReadPreviousAsync(asset, slotAt, cancellationToken);
            var snapshot = await market.FetchAsync(asset, slotAt, previous, cancellationToken) with
            {
                Baseline = await FindBaselineAsync(asset, slotAt, cancellationToken),
            };
            LogMissing(snapshot);
            await blobs.WriteIfAbsentAsync(name, SnapshotWriter.Write(snapshot), cancellationToken);
        }

        return name.Format();
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

    private void LogMissing(MarketSnapshot snapshot)
    {
        foreach (var venue in snapshot.Venues)
        {
            foreach (var missing in venue.Missing)
            {
                LogMissing(snapshot.Asset, snapshot.SlotAt, venue.Venue, missing.Input, missing.Symbol, missing.Reason);
            }
        }
    }

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
