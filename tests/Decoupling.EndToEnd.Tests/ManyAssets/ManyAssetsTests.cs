using System.Collections.Concurrent;
using System.Globalization;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline;
using Decoupling.Pipeline.Notifications;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Storage;
using Decoupling.Pipeline.Venues;
using Decoupling.Simulator.Venues;
using Decoupling.Simulator.Webhooks;
using Decoupling.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.EndToEnd.Tests.ManyAssets;

/// <summary>Many assets on venues of 50 ms latency: every slot whole, and no venue asked more than it documents.</summary>
[Collection(nameof(SharedStorage))]
public sealed class ManyAssetsTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private static readonly DateTimeOffset WarmAt = new(2028, 3, 1, 12, 45, 0, TimeSpan.Zero);
    private static readonly TimeSpan SweepLength = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Run_WarmSlot_IsWholeAndWithinEveryDocumentedLimit()
    {
        var messages = 0;
        await RunAsync(
            WarmStorage.Assets,
            SevenVenues.At,
            (simulator, receiver) =>
            {
                CheckWeights(simulator);
                messages = receiver.Posted.Count;
            }
        );

        foreach (var snapshot in await ReadAsync(WarmStorage.Assets))
        {
            snapshot.Venues.Count.ShouldBe(7);
            snapshot.Instruments.Count.ShouldBe(11, snapshot.Asset);
        }

        messages.ShouldBe(WarmStorage.AssetCount, "each asset's perpetual leaves its spot on one venue");
    }

    /// <summary>Where no venue's limit holds it up.</summary>
    [Fact]
    public async Task Run_WarmSlotWithoutTheNarrowestVenues_IsWholeAndWithinEveryDocumentedLimit()
    {
        await RunAsync(WarmStorage.OtherAssets, WithoutTheNarrowest);

        foreach (var snapshot in await ReadAsync(WarmStorage.OtherAssets))
        {
            snapshot.Venues.Count.ShouldBe(5);
        }
    }

    /// <summary>Hyperliquid's limit lets some twenty assets a minute through, Kraken's one asset a second.</summary>
    private static VenueOptions WithoutTheNarrowest(VenueSimulator simulator)
    {
        var venues = SevenVenues.At(simulator);
        return venues with
        {
            Hyperliquid = venues.Hyperliquid with { Enabled = false },
            Kraken = venues.Kraken with { Enabled = false },
        };
    }

    /// <summary>What the README says that a slot and an asset cost.</summary>
    private static void CheckWeights(VenueSimulator simulator)
    {
        (SimulatedVenue Venue, string Limit, int Slot, int Asset)[] costs =
        [
            (SimulatedVenue.BinanceSpot, "REQUEST_WEIGHT", 1, 72),
            (SimulatedVenue.BinanceFutures, "REQUEST_WEIGHT", 11, 22),
            (SimulatedVenue.Bybit, "IP", 1, 7),
            (SimulatedVenue.Okx, "api/v5/market/candles ", 0, 2),
            (SimulatedVenue.Okx, "api/v5/market/books ", 0, 2),
            (SimulatedVenue.Deribit, "requests", 1, 4),
            (SimulatedVenue.Deribit, "get_instruments", 1, 0),
            (SimulatedVenue.Hyperliquid, "weight", 42, 44),
            (SimulatedVenue.Coinbase, "requests", 2, 2),
            (SimulatedVenue.Kraken, "requests", 2, 1),
        ];
        foreach (var (venue, limit, slot, asset) in costs)
        {
            simulator.ChargedTo(venue)[limit].ShouldBe(slot + (asset * WarmStorage.AssetCount), $"{venue} {limit}");
        }
    }

    /// <summary>Runs the slot after the one that is stored, and checks what every slot must be.</summary>
    private async Task RunAsync(
        string[] assets,
        Func<VenueSimulator, VenueOptions> venuesOf,
        Action<VenueSimulator, WebhookReceiver>? check = null
    )
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var storedAt = WarmAt - WarmStorage.SlotLength;
        await WarmStorage.StoreAsync(azurite, assets, storedAt, venuesOf);
        var clock = new PacedClock(WarmAt + WarmStorage.FetchDelay);
        var options = WarmStorage.SimulatorFrom(storedAt);
        await using var simulator = await VenueSimulator.StartAsync(options, clock, cancellationToken);
        await using var receiver = await WebhookReceiver.StartAsync(
            new WebhookReceiverOptions { EnforceRateLimit = false },
            clock,
            cancellationToken
        );
        using var pipeline = Open(assets, venuesOf(simulator), receiver, clock);

        await RunAsync(pipeline, assets);

        foreach (var venue in Enum.GetValues<SimulatedVenue>())
        {
            output.WriteLine(
                $"{venue}: {simulator.Faults.RequestsOf(venue)} requests; "
                    + string.Join(", ", simulator.ChargedTo(venue).Select(charged => $"{charged.Key} {charged.Value}"))
            );
            simulator.OverLimit(venue).ShouldBe(0, $"{venue} was asked more than it documents");
        }

        foreach (var snapshot in await ReadAsync(assets))
        {
            snapshot.Venues.SelectMany(venue => venue.Missing).ShouldBeEmpty(snapshot.Asset);
            snapshot.Instruments.ShouldAllBe(instrument => instrument.Book != null && instrument.Bars!.Count == 288);
        }

        var slots = (await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Slots))
            .Where(row => (DateTimeOffset)row["SlotAt"]! == WarmAt && assets.Contains((string)row["Asset"]!))
            .ToList();
        output.WriteLine(
            $"slots done after {Quantiles(slots.Select(row => (DateTimeOffset)row["DoneAt"]!))}\n"
                + $"messages after {Quantiles(receiver.Received.Select(webhook => webhook.ReceivedAt))}"
        );
        slots
            .Select(row => ((string)row["Asset"]!, (string)row["Status"]!))
            .ShouldBe(assets.Select(asset => (asset, "Done")), ignoreOrder: true);
        check?.Invoke(simulator, receiver);
    }

    private RiskPipeline Open(string[] assets, VenueOptions venues, WebhookReceiver receiver, TimeProvider clock) =>
        RiskPipeline.Create(
            new PipelineOptions
            {
                Fetch = new FetchOptions { Assets = assets },
                Storage = new StorageOptions { ConnectionString = azurite.ConnectionString },
                Alerts = new AlertOptions
                {
                    Channels = new ChannelOptions { Slack = new SecretAddress(receiver.Address.AbsoluteUri) },
                },
                Venues = venues with { AllowedHosts = [.. venues.AllowedHosts, receiver.Address.Authority] },
            },
            clock,
            NullLoggerFactory.Instance
        );

    /// <summary>Runs a slot as the hosts do: the fetch, and beside it a score for each blob once it is there.</summary>
    private static async Task RunAsync(RiskPipeline pipeline, string[] assets)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var fetch = pipeline.Fetch.RunAsync(cancellationToken);
        var waiting = new ConcurrentQueue<string>(assets);
        var scoring = Enumerable
            .Range(0, 2)
            .Select(async _ =>
            {
                while (waiting.TryDequeue(out var asset))
                {
                    var name = new SnapshotName(asset, WarmAt);
                    if (!await pipeline.Blobs.ExistsAsync(name, cancellationToken))
                    {
                        waiting.Enqueue(asset);
                        await Task.Delay(20, cancellationToken);
                        continue;
                    }

                    await pipeline.Score.RunAsync(name.Format(), cancellationToken);
                }
            });
        var allScored = Task.WhenAll([fetch, .. scoring]);
        // What could not be sent at once is swept, as the timer does each half minute.
        do
        {
            await Task.WhenAny(allScored, Task.Delay(SweepLength, cancellationToken));
            await pipeline.Deliver.SweepAsync(cancellationToken);
        } while (!allScored.IsCompleted);

        await allScored;
        await pipeline.Deliver.SweepAsync(cancellationToken);
    }

    /// <summary>Seconds from the slot's time, of which the fetch waits ten for the venues' bars.</summary>
    private static string Quantiles(IEnumerable<DateTimeOffset> times)
    {
        var ordered = times.Select(at => (at - WarmAt).TotalSeconds).Order().ToList();
        return ordered.Count == 0
            ? "never"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"p50 {ordered[ordered.Count / 2]:0.0} s, p95 {ordered[(int)Math.Ceiling(0.95 * (ordered.Count - 1))]:0.0} s, last {ordered[^1]:0.0} s"
            );
    }

    private async Task<IReadOnlyList<MarketSnapshot>> ReadAsync(string[] assets)
    {
        var snapshots = new List<MarketSnapshot>();
        foreach (var asset in assets)
        {
            var read = await azurite.Blobs.ReadAsync(
                new SnapshotName(asset, WarmAt),
                TestContext.Current.CancellationToken
            );
            snapshots.Add(read.Snapshot.ShouldNotBeNull(asset));
        }

        return snapshots;
    }
}
