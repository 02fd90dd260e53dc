using System.Globalization;
using Decoupling.EndToEnd.Tests.Loopback;
using Decoupling.Pipeline.Snapshots;
using Decoupling.Reference;
using Decoupling.Results;
using Decoupling.Scoring;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Snapshots;

namespace Decoupling.EndToEnd.Tests;

/// <summary>A slot is fetched once, and asks only for what is new since the one before.</summary>
[Collection(nameof(SharedStorage))]
public sealed class FetchSnapshotsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Asset = "BTC";

    private static int day;

    // Ten minutes before a funding round and a full hour.
    private readonly DateTimeOffset slotAt = new DateTimeOffset(2026, 9, 1, 15, 50, 0, TimeSpan.Zero).AddDays(
        3 * Interlocked.Increment(ref day)
    );

    private SimulatedPipeline simulated = null!;

    public async ValueTask InitializeAsync() =>
        simulated = await SimulatedPipeline.StartAsync(
            azurite.ConnectionString,
            MarketScript.CalmThroughout(slotAt),
            Asset
        );

    public ValueTask DisposeAsync() => simulated.DisposeAsync();

    [Fact]
    public async Task Run_TwoInstancesAtOnce_OneFetchesTheSlot()
    {
        var other = simulated.Open(simulated.Options);
        simulated.MoveToFetchOf(slotAt);

        var names = await Task.WhenAll(
            simulated.Pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken),
            other.Fetch.RunAsync(TestContext.Current.CancellationToken)
        );

        names.SelectMany(fetched => fetched).ShouldBe([new SnapshotName(Asset, slotAt).Format()]);
        simulated.Simulator.Faults.RequestsOf(SimulatedVenue.Bybit, "v5/market/time").ShouldBe(1);
    }

    [Fact]
    public async Task Run_ClaimRanOut_AnotherInstanceTakesTheSlotOver()
    {
        simulated.MoveToFetchOf(slotAt);
        await simulated.Pipeline.Ledger.ClaimAsync(Asset, slotAt, TestContext.Current.CancellationToken);
        (await simulated.Pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        simulated.Clock.MoveTo(slotAt.AddMinutes(3));

        var names = await simulated.Pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);

        names.ShouldBe([new SnapshotName(Asset, slotAt).Format()]);
    }

    [Fact]
    public async Task Run_ReserveGiven_GoesIntoTheSnapshotAndTheLeverageRatio()
    {
        var reserves = VenueReserves.Parse(
            $$"""
            { "schemaVersion": 1, "reserves": [ { "venue": "bybit", "asset": "BTC", "quantity": 2.5e9, "unit": "usd",
              "countedAt": "{{slotAt.AddDays(-9):yyyy-MM-dd}}", "source": "a test" } ] }
            """
        );
        var pipeline = simulated.Open(
            simulated.Options with
            {
                Fetch = simulated.Options.Fetch with { Reserves = reserves },
            }
        );
        simulated.MoveToFetchOf(slotAt);

        var names = await pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);

        var stored = await pipeline.Blobs.ReadAsync(names.Single(), TestContext.Current.CancellationToken);
        stored.Snapshot!.Venues.Select(venue => venue.Reserve?.Quantity).ShouldBe([null, 2.5e9]);
        var scores = SnapshotScoring.Compute(stored.Snapshot, simulated.Options.Scoring).Derivatives;
        scores
            .Select(score => score.Crowding.LeverageRatio.Status)
            .ShouldBe([MetricStatus.OutOfDomain, MetricStatus.Ok]);
        scores.ShouldAllBe(score => score.Arbitrage.BuyHere.Status == MetricStatus.Ok);
    }

    [Fact]
    public async Task Run_SecondSlot_AsksForAFewBarsOnly()
    {
        await using var spot = await Forwarder.StartAsync(simulated.Simulator.BinanceSpotAddress);
        await using var futures = await Forwarder.StartAsync(simulated.Simulator.BinanceFuturesAddress);
        await using var bybit = await Forwarder.StartAsync(simulated.Simulator.BybitAddress);
        Forwarder[] all = [spot, futures, bybit];
        var venues = SimulatedPipeline.VenuesAt(spot.Address, futures.Address, bybit.Address) with
        {
            AllowedHosts = [.. all.Select(forwarder => forwarder.Address.Authority)],
        };
        var pipeline = simulated.Open(simulated.Options with { Venues = venues });
        simulated.MoveToFetchOf(slotAt);
        await pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);
        var cold = all.Select(forwarder => forwarder.Requests.Count).ToArray();
        simulated.MoveToFetchOf(slotAt.AddMinutes(5));

        await pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);

        var warm = all.SelectMany((forwarder, index) => forwarder.Requests.Skip(cold[index])).ToArray();
        warm.Length.ShouldBeLessThan(cold.Sum());
        var bars = warm.Where(request => request.Contains("kline", StringComparison.Ordinal)).ToArray();
        // Spot and perpetual on two venues at the slot's step: the new bar, and three again for late corrections. No hour has closed.
        bars.Length.ShouldBe(4);
        bars.Max(LimitOf).ShouldBeLessThanOrEqualTo(4);
        warm.Where(request => request.Contains("nterest", StringComparison.Ordinal))
            .Where(HasLimit)
            .ShouldBeEmpty("no hour has passed since the last sample");
    }

    [Fact]
    public async Task Run_SlotsOverAFundingRoundAndAGap_CarryWhatAColdFetchGives()
    {
        foreach (var minutes in new[] { 0, 5, 10, 25, 30 })
        {
            simulated.MoveToFetchOf(slotAt.AddMinutes(minutes));
            await simulated.Pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);
        }

        var last = slotAt.AddMinutes(30);
        var name = new SnapshotName(Asset, last);
        var carried = (
            await azurite.Blobs.ReadAsync(name, TestContext.Current.CancellationToken)
        ).Snapshot.ShouldNotBeNull();

        var cold = await simulated.FetchAsync(Asset, last);

        carried.Venues.SelectMany(venue => venue.Missing).ShouldBeEmpty();
        carried.Instruments.Count.ShouldBe(cold.Instruments.Count);
        foreach (var (warm, fresh) in carried.Instruments.Zip(cold.Instruments))
        {
            var what = $"{warm.Venue} {warm.Symbol} {warm.Kind}";
            ShouldBeSame(warm.Bars, fresh.Bars, $"{what} bars");
            ShouldBeSame(warm.HourlyBars, fresh.HourlyBars, $"{what} hourly bars");
            ShouldBeSame(warm.FundingHistory, fresh.FundingHistory, $"{what} funding");
            ShouldEndAs(warm.OpenInterestHistoryUsd, fresh.OpenInterestHistoryUsd, $"{what} open interest");
        }
    }

    [Fact]
    public async Task Run_SnapshotBeforeIsDamaged_FetchesTheWholeWindows()
    {
        var before = new SnapshotName(Asset, slotAt.AddMinutes(-5));
        await azurite.Blobs.WriteIfAbsentAsync(
            before,
            "no snapshot"u8.ToArray(),
            TestContext.Current.CancellationToken
        );
        simulated.MoveToFetchOf(slotAt);

        await simulated.Pipeline.Fetch.RunAsync(TestContext.Current.CancellationToken);

        var name = new SnapshotName(Asset, slotAt);
        var snapshot = (
            await azurite.Blobs.ReadAsync(name, TestContext.Current.CancellationToken)
        ).Snapshot.ShouldNotBeNull();
        snapshot.Instruments.ShouldAllBe(instrument =>
            instrument.Bars!.Count == 288 && instrument.HourlyBars!.Count >= 720
        );
    }

    private static void ShouldBeSame(BarSeries? carried, BarSeries? cold, string what)
    {
        (carried?.StartAt, carried?.Step).ShouldBe((cold?.StartAt, cold?.Step), what);
        carried?.Close.ShouldBe(cold!.Close, what);
        carried?.High.ShouldBe(cold!.High, what);
        carried?.Low.ShouldBe(cold!.Low, what);
        carried?.Volume.ShouldBe(cold!.Volume, what);
    }

    private static void ShouldBeSame(SampleSeries? carried, SampleSeries? cold, string what)
    {
        carried?.At.ShouldBe(cold!.At, what);
        carried?.Values.ShouldBe(cold!.Values, what);
    }

    /// <summary>A carried history may begin earlier than the venue still tells it.</summary>
    private static void ShouldEndAs(SampleSeries? carried, SampleSeries? cold, string what)
    {
        carried?.At.TakeLast(cold!.At.Length).ShouldBe(cold.At, what);
        carried?.Values.TakeLast(cold!.Values.Length).ShouldBe(cold.Values, what);
    }

    private static bool HasLimit(string request) => request.Contains("limit=", StringComparison.Ordinal);

    private static int LimitOf(string request) =>
        int.Parse(request.Split("limit=")[1].Split('&')[0], CultureInfo.InvariantCulture);
}
