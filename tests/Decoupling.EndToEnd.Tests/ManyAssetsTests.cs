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
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Simulator.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Decoupling.EndToEnd.Tests;

/// <summary>Many assets on seven venues of 50 ms latency: every slot whole, and no venue asked more than it documents. Fifty assets with
/// DECOUPLING_CAMPAIGN=full, two otherwise.</summary>
[Collection(nameof(SharedStorage))]
public sealed class ManyAssetsTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    // Fifty assets from cold keep a small machine busy: its timeouts are to pass more slowly.
    private static int Pace => Campaign.IsFull ? 5 : 20;

    // After all other tests that share the storage: a slot older than the last one decided moves no alert.
    private static readonly DateTimeOffset ColdAt = new(2028, 3, 1, 12, 40, 0, TimeSpan.Zero);
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SweepLength = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FetchDelay = TimeSpan.FromSeconds(10);

    private static int AssetCount => Campaign.IsFull ? 50 : 2;

    private static MarketScript ScriptFrom(DateTimeOffset startAt) =>
        new()
        {
            StartAt = startAt,
            Phases = [MarketPhase.Dislocation("bybit", TimeSpan.FromMinutes(15))],
            MadeUpAssets = 2 * AssetCount,
        };

    // Of each test its own: alerts of the others' assets stand at slots of theirs, and may have fired already.
    private static string[] Assets => [.. Enumerable.Range(1, AssetCount).Select(Asset)];

    private static string[] AssetsOfMemory => [.. Enumerable.Range(1 + AssetCount, AssetCount).Select(Asset)];

    private static string Asset(int number) => $"SIM{number:00}";

    [Fact]
    public async Task Run_WarmSlot_IsWholeAndWithinEveryDocumentedLimit()
    {
        await FillAsync(Assets, ColdAt);
        var warmAt = ColdAt + SlotLength;
        var clock = new PacedClock(warmAt + FetchDelay);
        await using var simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = ScriptFrom(ColdAt), Latency = TimeSpan.FromMilliseconds(50) },
            clock,
            TestContext.Current.CancellationToken
        );
        await using var receiver = await WebhookReceiver.StartAsync(
            new WebhookReceiverOptions { EnforceRateLimit = false },
            clock,
            TestContext.Current.CancellationToken
        );
        using var pipeline = Open(simulator, receiver, clock);

        var run = await RunAsync(pipeline, warmAt, receiver, clock);

        output.WriteLine(run.Describe());
        foreach (var venue in Enum.GetValues<SimulatedVenue>())
        {
            output.WriteLine(
                $"{venue}: {simulator.Faults.RequestsOf(venue)} requests; "
                    + string.Join(", ", simulator.ChargedTo(venue).Select(charged => $"{charged.Key} {charged.Value}"))
            );
            simulator.OverLimit(venue).ShouldBe(0, $"{venue} was asked more than it documents");
        }

        foreach (var asset in Assets)
        {
            var snapshot = (await ReadAsync(asset, warmAt)).ShouldNotBeNull(asset);
            snapshot.Venues.SelectMany(venue => venue.Missing).ShouldBeEmpty(asset);
            snapshot.Venues.Count.ShouldBe(7);
            snapshot.Instruments.Count.ShouldBe(11, asset);
            snapshot.Instruments.ShouldAllBe(instrument => instrument.Book != null && instrument.Bars!.Count == 288);
        }

        CheckWeights(simulator);

        var slots = await StoredRows.ReadAsync(azurite.Tables, ResultTableNames.Slots);
        slots
            .Where(row => (DateTimeOffset)row["SlotAt"]! == warmAt)
            .Select(row => ((string)row["Asset"]!, (string)row["Status"]!))
            .ShouldBe(Assets.Select(asset => (asset, "Done")), ignoreOrder: true);
        receiver.Posted.Count.ShouldBe(Assets.Length, "each asset's perpetual leaves its spot on one venue");
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
            simulator.ChargedTo(venue)[limit].ShouldBe(slot + (asset * AssetCount), $"{venue} {limit}");
        }
    }

    [Fact]
    public async Task Run_WarmSlot_TakesLessThan256MiB()
    {
        Assert.SkipUnless(Campaign.IsFull, "The whole campaign only: two assets say nothing of the memory of fifty.");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The most memory that a process had is read from /proc.");
        var present = TimeProvider.System.GetUtcNow();
        var before =
            new DateTimeOffset(present.UtcTicks - (present.UtcTicks % SlotLength.Ticks), TimeSpan.Zero) - SlotLength;
        await FillAsync(AssetsOfMemory, before);
        await using var simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = ScriptFrom(before), Latency = TimeSpan.FromMilliseconds(50) },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

        // The product as a process of its own: the simulator's memory is not its.
        await using var process = CliProcess.Start(Settings(simulator), "run", "--once");
        var ended = process.WaitAsync(TimeSpan.FromMinutes(5));
        var peak = 0L;
        while (await Task.WhenAny(ended, Task.Delay(200, TestContext.Current.CancellationToken)) != ended)
        {
            peak = Math.Max(peak, PeakBytesOf(process.Id));
        }

        var result = await ended;
        output.WriteLine($"the process had {peak >> 20} MiB at most");
        result.ExitCode.ShouldBe(0, result.Error);
        // The slot before was stored and not scored: this run makes up for it.
        result
            .Text.Split('\n')
            .Count(line => line.Contains(" rows, ", StringComparison.Ordinal))
            .ShouldBe(2 * AssetCount);
        peak.ShouldBeInRange(1, 256 << 20);
    }

    private Dictionary<string, string> Settings(VenueSimulator simulator) =>
        new()
        {
            ["Decoupling__Assets"] = string.Join(',', AssetsOfMemory),
            ["Decoupling__Venues"] = string.Join(',', VenueCatalog.Names),
            ["Decoupling__StorageConnectionString"] = azurite.ConnectionString,
            ["Decoupling__AllowedHosts"] = simulator.OkxAddress.Authority,
            ["Decoupling__BinanceSpotAddress"] = simulator.BinanceSpotAddress.AbsoluteUri,
            ["Decoupling__BinanceFuturesAddress"] = simulator.BinanceFuturesAddress.AbsoluteUri,
            ["Decoupling__BybitAddress"] = simulator.BybitAddress.AbsoluteUri,
            ["Decoupling__CoinbaseAddress"] = simulator.CoinbaseAddress.AbsoluteUri,
            ["Decoupling__DeribitAddress"] = simulator.DeribitAddress.AbsoluteUri,
            ["Decoupling__HyperliquidAddress"] = simulator.HyperliquidAddress.AbsoluteUri,
            ["Decoupling__KrakenAddress"] = simulator.KrakenAddress.AbsoluteUri,
            ["Decoupling__OkxAddress"] = simulator.OkxAddress.AbsoluteUri,
        };

    private static long PeakBytesOf(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status")
                .First(text => text.StartsWith("VmHWM", StringComparison.Ordinal));
            return 1024
                * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>Stores the slot before, whole: as many cold slots as it takes, by a clock on which limits pass quickly.</summary>
    private async Task FillAsync(string[] assets, DateTimeOffset slotAt)
    {
        await using var simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = ScriptFrom(slotAt), EnforceRequestLimits = false },
            new PacedClock(slotAt + FetchDelay),
            TestContext.Current.CancellationToken
        );
        var clock = new PacedClock(slotAt + FetchDelay, Pace);
        var options = new FetchOptions { Assets = assets, SpreadsBackfill = false };
        var venues = VenueFactory.Create(
            SevenVenues.At(simulator) with
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
            new ParallelOptions { MaxDegreeOfParallelism = AssetCount },
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

    private RiskPipeline Open(VenueSimulator simulator, WebhookReceiver receiver, TimeProvider clock) =>
        RiskPipeline.Create(
            new PipelineOptions
            {
                Fetch = new FetchOptions { Assets = Assets },
                Storage = new StorageOptions { ConnectionString = azurite.ConnectionString },
                Alerts = new AlertOptions
                {
                    Channels = new ChannelOptions { Slack = new SecretAddress(receiver.Address.AbsoluteUri) },
                },
                Venues = SevenVenues.At(simulator) with
                {
                    AllowedHosts = [simulator.BybitAddress.Authority, receiver.Address.Authority],
                },
            },
            clock,
            NullLoggerFactory.Instance
        );

    /// <summary>Runs a slot as the hosts do: the fetch, and beside it a score for each blob once it is there.</summary>
    private static async Task<SlotRun> RunAsync(
        RiskPipeline pipeline,
        DateTimeOffset slotAt,
        WebhookReceiver receiver,
        TimeProvider clock
    )
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var run = new SlotRun(slotAt, clock);
        var fetch = pipeline.Fetch.RunAsync(cancellationToken);
        var waiting = new ConcurrentQueue<string>(Assets);
        var scoring = Enumerable
            .Range(0, 2)
            .Select(async _ =>
            {
                while (waiting.TryDequeue(out var asset))
                {
                    var name = new SnapshotName(asset, slotAt);
                    if (!await pipeline.Blobs.ExistsAsync(name, cancellationToken))
                    {
                        waiting.Enqueue(asset);
                        await Task.Delay(20, cancellationToken);
                        continue;
                    }

                    await pipeline.Score.RunAsync(name.Format(), cancellationToken);
                    run.Scored();
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
        run.Told([.. receiver.Received.Select(webhook => webhook.ReceivedAt)]);
        return run;
    }

    private async Task<Decoupling.Snapshots.MarketSnapshot?> ReadAsync(string asset, DateTimeOffset at) =>
        (await azurite.Blobs.ReadAsync(new SnapshotName(asset, at), TestContext.Current.CancellationToken)).Snapshot;

    /// <summary>How long rows and messages took from the slot's time, of which the fetch waits ten seconds for the venues' bars.</summary>
    private sealed class SlotRun(DateTimeOffset slotAt, TimeProvider clock)
    {
        private readonly ConcurrentBag<DateTimeOffset> scoredAt = [];
        private IReadOnlyList<DateTimeOffset> toldAt = [];

        public void Scored() => scoredAt.Add(clock.GetUtcNow());

        public void Told(IReadOnlyList<DateTimeOffset> at) => toldAt = at;

        public string Describe() => $"rows after {Quantiles([.. scoredAt])}\nmessages after {Quantiles(toldAt)}";

        private string Quantiles(IReadOnlyList<DateTimeOffset> times)
        {
            var ordered = times.Select(at => (at - slotAt).TotalSeconds).Order().ToList();
            return ordered.Count == 0
                ? "never"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"p50 {ordered[ordered.Count / 2]:0.0} s, p95 {ordered[(int)Math.Ceiling(0.95 * (ordered.Count - 1))]:0.0} s, last {ordered[^1]:0.0} s"
                );
        }
    }
}
