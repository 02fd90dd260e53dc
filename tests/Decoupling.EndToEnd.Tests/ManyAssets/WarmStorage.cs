using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Venues;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;

namespace Decoupling.EndToEnd.Tests.ManyAssets;

/// <summary>A storage in which many assets have their last slot, so that the next one asks only for what is new. Fifty assets with
/// DECOUPLING_CAMPAIGN=full, two otherwise.</summary>
internal static class WarmStorage
{
    public static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan FetchDelay = TimeSpan.FromSeconds(10);

    public static int AssetCount => Campaign.IsFull ? 50 : 2;

    /// <summary>Those whose alerts are looked at: no other test may have them, since its slots may be later, and its alerts may have fired.</summary>
    public static string[] Assets => [.. Enumerable.Range(1, AssetCount).Select(Asset)];

    /// <summary>As many whose alerts are not.</summary>
    public static string[] OtherAssets => [.. Enumerable.Range(1 + AssetCount, AssetCount).Select(Asset)];

    // Fifty assets from cold keep a small machine busy: its timeouts are to pass more slowly.
    private static int Pace => Campaign.IsFull ? 5 : 20;

    public static SimulatorOptions SimulatorFrom(DateTimeOffset startAt) =>
        new()
        {
            Script = new MarketScript
            {
                StartAt = startAt,
                Phases = [MarketPhase.Dislocation("bybit", TimeSpan.FromMinutes(15))],
                MadeUpAssets = 2 * AssetCount,
            },
            Latency = TimeSpan.FromMilliseconds(50),
        };

    /// <summary>Stores the slot before, whole: as many cold slots as it takes, by a clock on which limits pass quickly.</summary>
    public static async Task StoreAsync(
        AzuriteFixture azurite,
        string[] assets,
        DateTimeOffset slotAt,
        Func<VenueSimulator, VenueOptions> venuesOf
    )
    {
        await using var simulator = await VenueSimulator.StartAsync(
            SimulatorFrom(slotAt) with
            {
                EnforceRequestLimits = false,
                Latency = TimeSpan.Zero,
            },
            new PacedClock(slotAt + FetchDelay),
            TestContext.Current.CancellationToken
        );
        var clock = new PacedClock(slotAt + FetchDelay, Pace);
        var options = new FetchOptions { Assets = assets, SpreadsBackfill = false };
        var venues = VenueFactory.Create(
            venuesOf(simulator) with
            {
                TryTimeout = TimeSpan.FromMinutes(1),
                TotalTimeout = TimeSpan.FromMinutes(5),
                QueueTimeout = TimeSpan.FromMinutes(5),
            },
            clock
        );
        var market = new MarketFetch(options, venues);
        await Parallel.ForEachAsync(
            assets,
            new ParallelOptions { MaxDegreeOfParallelism = assets.Length },
            async (asset, cancellationToken) =>
            {
                var snapshot = await market.FetchAsync(asset, slotAt, null, cancellationToken);
                for (var i = 0; i < 30 && snapshot.Venues.Any(venue => venue.Missing.Count > 0); i++)
                {
                    snapshot = await market.FetchAsync(asset, slotAt, snapshot, cancellationToken);
                }

                snapshot.Venues.SelectMany(venue => venue.Missing).ShouldBeEmpty();
                await azurite.Blobs.WriteIfAbsentAsync(
                    new SnapshotName(asset, slotAt),
                    SnapshotWriter.Write(snapshot),
                    cancellationToken
                );
            }
        );
    }

    private static string Asset(int number) => $"SIM{number:00}";
}
