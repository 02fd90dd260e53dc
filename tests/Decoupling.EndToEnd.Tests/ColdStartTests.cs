using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Venues;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A cold start of more assets than a venue's limits let through in a slot: over several slots, marked while it lasts, and taken up by whoever comes next.</summary>
[Collection(nameof(SharedStorage))]
public sealed class ColdStartTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int AssetCount = 6;
    private const int Pace = 30;

    private static readonly DateTimeOffset StartAt = new(2027, 7, 1, 9, 5, 0, TimeSpan.Zero);
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    private static readonly string[] Assets = [.. Enumerable.Range(1, AssetCount).Select(i => $"SIM{i:00}")];

    private readonly PacedClock clock = new(StartAt, Pace);
    private VenueSimulator simulator = null!;

    public async ValueTask InitializeAsync() =>
        simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions
            {
                Script = MarketScript.CalmThroughout(StartAt) with { MadeUpAssets = AssetCount },
                EnforceRequestLimits = false,
            },
            clock,
            TestContext.Current.CancellationToken
        );

    public ValueTask DisposeAsync() => simulator.DisposeAsync();

    [Fact]
    public async Task Run_MoreAssetsThanASlotTakes_FillsThemOverSlotsAndMarksThePartialOnes()
    {
        var perSlot = VenueCatalog.BackfillsPerSlot("hyperliquid", SlotLength);
        var left = new List<int>();
        for (var slot = 0; slot < 4; slot++)
        {
            var slotAt = StartAt + (slot * SlotLength);
            await RunAsync(slotAt);

            var snapshots = await Task.WhenAll(Assets.Select(asset => ReadAsync(asset, slotAt)));
            var instruments = snapshots.SelectMany(snapshot => snapshot.Instruments).ToList();
            instruments.Count.ShouldBe(2 * AssetCount, "spot and perpetual of each");
            instruments.ShouldAllBe(instrument => instrument.Bars!.Count == 288);
            var partial = instruments.Where(instrument => instrument.HistoryIsPartial).ToList();
            partial.ShouldAllBe(instrument => instrument.HourlyBars == null && instrument.FundingHistory == null);
            instruments.Except(partial).ShouldAllBe(instrument => instrument.HourlyBars!.Count >= 720);
            snapshots
                .SelectMany(snapshot => snapshot.Venues)
                .SelectMany(venue => venue.Missing)
                .Select(missing => missing.Input)
                .ShouldBe(partial.Select(_ => "history"));
            left.Add(partial.Count);

            var rows = (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.DecouplingScores)).Where(row =>
                (DateTimeOffset)row["AsOf"]! == slotAt
            );
            rows.Count(row => (bool)row["IsHistoryPartial"]!)
                .ShouldBe(snapshots.Count(snapshot => snapshot.Instruments.Any(each => each.HistoryIsPartial)));
        }

        left.ShouldBe(Enumerable.Range(1, 4).Select(slot => Math.Max(0, (2 * AssetCount) - (slot * perSlot))));
    }

    /// <summary>Runs a slot by a process of its own: what the one before has not fetched is known from its snapshots.</summary>
    private async Task RunAsync(DateTimeOffset slotAt)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        clock.MoveTo(slotAt.AddSeconds(10));
        var venues = SevenVenues.At(simulator);
        using var pipeline = RiskPipeline.Create(
            new PipelineOptions
            {
                Fetch = new FetchOptions { Assets = Assets },
                Storage = new StorageOptions { ConnectionString = azurite.ConnectionString },
                Venues = new VenueOptions
                {
                    AllowedHosts = venues.AllowedHosts,
                    Binance = venues.Binance with { Enabled = false },
                    Bybit = venues.Bybit with { Enabled = false },
                    Hyperliquid = venues.Hyperliquid,
                    // By a clock on which limits pass quickly, and timeouts too.
                    TryTimeout = TimeSpan.FromMinutes(1),
                    TotalTimeout = TimeSpan.FromMinutes(5),
                },
            },
            clock,
            NullLoggerFactory.Instance
        );
        foreach (var name in await pipeline.Fetch.RunAsync(cancellationToken))
        {
            await pipeline.Score.RunAsync(name, cancellationToken);
        }
    }

    private async Task<MarketSnapshot> ReadAsync(string asset, DateTimeOffset slotAt) =>
        (
            await azurite.Blobs.ReadAsync(new SnapshotName(asset, slotAt), TestContext.Current.CancellationToken)
        ).Snapshot.ShouldNotBeNull();
}
