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
        var name = new SnapshotName(asset, slotAt).Format();
        if (!await ledger.ClaimAsync(asset, slotAt, cancellationToken))
        {
            return null;
        }

        if (await blobs.ExistsAsync(name, cancellationToken))
        {
            return name;
        }

        var previous = await ReadPreviousAsync(asset, slotAt, cancellationToken);
        var snapshot = await market.FetchAsync(asset, slotAt, previous, cancellationToken);
        foreach (var missing in snapshot.Venues.SelectMany(venue => venue.Missing, (venue, missing) => (venue, missing)))
        {
            LogMissing(asset, slotAt, missing.venue.Venue, missing.missing.Input, missing.missing.Symbol, missing.missing.Reason);
        }

        await blobs.WriteIfAbsentAsync(name, SnapshotWriter.Write(snapshot), cancellationToken);
        return name;
    }

    private async Task<MarketSnapshot?> ReadPreviousAsync(
        string asset,
        DateTimeOffset slotAt,
        CancellationToken cancellationToken
    )
    {
        var name = await blobs.FindNewestAsync(asset, slotAt - options.BarWindow, slotAt, cancellationToken);
        return name is null ? null : SnapshotReader.Read(await blobs.ReadAsync(name, cancellationToken)).Snapshot;
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
