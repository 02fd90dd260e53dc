using Decoupling.Accounts;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Scoring;

namespace Decoupling.Pipeline.Accounts;

/// <summary>The newest stored snapshot of each asset, as positions are reckoned by.</summary>
public sealed class NewestMarkets(
    FetchOptions fetch,
    ScoringOptions scoring,
    SnapshotBlobs snapshots,
    TimeProvider clock
)
{
    // An older snapshot is Stale in any case.
    private static readonly TimeSpan Within = TimeSpan.FromDays(1);

    /// <summary>Reads them; an asset without a sound snapshot of the last day is left out.</summary>
    public async Task<IReadOnlyDictionary<string, SnapshotMarkets>> ReadAsync(CancellationToken cancellationToken)
    {
        var markets = new Dictionary<string, SnapshotMarkets>(StringComparer.Ordinal);
        var before = fetch.SlotAt(clock.GetUtcNow()) + 2 * fetch.SlotLength;
        foreach (var asset in fetch.Assets)
        {
            var name = await snapshots.FindNewestBeforeAsync(asset, before, Within, cancellationToken);
            if (name is { } newest && (await snapshots.ReadAsync(newest, cancellationToken)).Snapshot is { } snapshot)
            {
                markets[asset] = new SnapshotMarkets(snapshot, $"{SnapshotName.Container}/{newest.Format()}", scoring);
            }
        }

        return markets;
    }
}
