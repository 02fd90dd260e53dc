using Decoupling.Pipeline.Snapshots;
using Decoupling.Pipeline.Steps;
using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Binance;
using Decoupling.Pipeline.Venues.Bybit;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>The adapters over HTTP against venues that speak the real ones' replies, all from one scripted market.</summary>
public sealed class SimulatedVenuesTests : IAsyncLifetime
{
    private const VenueProducts Everything =
        VenueProducts.Spot | VenueProducts.Linear | VenueProducts.Inverse | VenueProducts.Futures;

    // A full hour, half an hour into the script's calm.
    private static readonly DateTimeOffset SlotAt = new(2026, 1, 5, 13, 0, 0, TimeSpan.Zero);

    private readonly LeapingClock _clock = new(SlotAt.AddSeconds(10));
    private VenueSimulator _simulator = null!;

    public async ValueTask InitializeAsync() =>
        _simulator = await VenueSimulator.StartAsync(
            new SimulatorOptions { Script = MarketScript.Demo(SlotAt.AddMinutes(-30)) },
            _clock,
            TestContext.Current.CancellationToken
        );

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task FetchAsync_AllVenuesAndProducts_GivesASoundSnapshotThatIsSmall()
    {
        var snapshot = await FetchAsync(Everything);

        snapshot.Venues.SelectMany(venue => venue.Missing).ShouldBeEmpty();
        SnapshotRules.Check(snapshot).ShouldBeEmpty();
        snapshot.Venues.ShouldAllBe(venue => venue.ServerTimeAt != null);
        var bytes = SnapshotWriter.Write(snapshot).Length;
        TestContext.Current.TestOutputHelper!.WriteLine($"{snapshot.Instruments.Count} instruments: {bytes:N0} bytes");
        bytes.ShouldBeLessThan(200 * 1024);
        snapshot.Venues.Count.ShouldBe(7);
        foreach (var instrument in snapshot.Instruments)
            RequireWhole(instrument);
    }

    [Fact]
    public async Task FetchAsync_OneMarket_IsOfOneScaleOnEveryVenue()
    {
        var snapshot = await FetchAsync(Everything);

        // Calm: every price within 3 % (a future's carry), and open interest in dollars near that of the script's shares.
        var price = snapshot.Instruments[0].Bars!.Close[^1];
        foreach (var instrument in snapshot.Instruments)
        {
            var what = $"{instrument.Venue} {instrument.Symbol}";
            instrument.Bars!.Close[^1].ShouldBe(price, price * 0.03, what);
            (instrument.Mark?.Price ?? price).ShouldBe(price, price * 0.03, what);
            var coinsADay = instrument.Bars.Volume!.Sum();
            (coinsADay * price).ShouldBeInRange(1e8, 4e10, what);
            if (instrument.OpenInterest is { } openInterest)
            {
                openInterest.Usd.ShouldBeInRange(5e7, 1.2e10, what);
                ContractTerms
                    .Of(instrument.Kind, instrument.ContractMultiplier)
                    .ToUsd(openInterest.Quantity, openInterest.Unit, instrument.Mark!.Price)
                    .Value.ShouldBe(openInterest.Usd, openInterest.Usd * 1e-12, what);
            }
        }
    }

    [Fact]
    public async Task FetchAsync_SecondSlot_CarriesTheWindowsAndMissesNothing()
    {
        var first = await FetchAsync(Everything);
        _clock.Leap(TimeSpan.FromMinutes(5));

        var second = await FetchAsync(Everything, first);

        second.Venues.SelectMany(venue => venue.Missing).ShouldBeEmpty();
        SnapshotRules.Check(second).ShouldBeEmpty();
        foreach (var instrument in second.Instruments)
            RequireWhole(instrument);
    }

    [Fact]
    public async Task FetchAsync_DayOfMinutes_JoinsThePagesOfEveryVenue()
    {
        var snapshot = await FetchAsync(VenueProducts.Spot | VenueProducts.Linear, slotLength: TimeSpan.FromMinutes(1));

        snapshot.Venues.SelectMany(venue => venue.Missing).ShouldBeEmpty();
        foreach (var instrument in snapshot.Instruments)
        {
            var bars = instrument.Bars.ShouldNotBeNull();
            bars.Count.ShouldBe(1440, instrument.Venue);
            // Kraken tells the last 720 bars and no more, the running one among them.
            var gaps = bars.Close.TakeWhile(double.IsNaN).Count();
            gaps.ShouldBe(instrument.Venue == "kraken" ? 721 : 0, instrument.Venue);
            bars.Close.Skip(gaps).ShouldAllBe(close => double.IsFinite(close));
        }
    }

    private static void RequireWhole(InstrumentSnapshot instrument)
    {
        var what = $"{instrument.Venue} {instrument.Symbol}";
        instrument.Bars.ShouldNotBeNull(what).Count.ShouldBe(288, what);
        instrument.HourlyBars.ShouldNotBeNull(what).Count.ShouldBe(720, what);
        instrument.Bars.Close.ShouldAllBe(close => double.IsFinite(close));
        // Kraken's last 720 hours are one short: the running one is among them.
        instrument.HourlyBars.Close.Skip(1).ShouldAllBe(close => double.IsFinite(close));
        instrument.Book.ShouldNotBeNull(what);
        if (instrument.Kind == InstrumentKind.Spot)
            return;
        instrument.Mark.ShouldNotBeNull(what);
        instrument.Index.ShouldNotBeNull(what);
        instrument.OpenInterest.ShouldNotBeNull(what);
        instrument.OpenInterestHistoryUsd.ShouldNotBeNull(what);
        if (instrument.ExpiresAt is null)
        {
            instrument.Funding.ShouldNotBeNull(what);
            instrument.FundingHistory.ShouldNotBeNull(what).At.Length.ShouldBeGreaterThanOrEqualTo(90, what);
        }
    }

    private Task<MarketSnapshot> FetchAsync(
        VenueProducts products,
        MarketSnapshot? previous = null,
        TimeSpan? slotLength = null
    )
    {
        var options = new FetchOptions { Assets = ["BTC"] };
        options = options with { SlotLength = slotLength ?? options.SlotLength };
        var defaults = new VenueOptions();
        var venues = VenueFactory.Create(
            defaults with
            {
                AllowedHosts = [_simulator.BybitAddress.Authority],
                Products = products,
                Binance = new BinanceOptions
                {
                    SpotBaseAddress = _simulator.BinanceSpotAddress,
                    FuturesBaseAddress = _simulator.BinanceFuturesAddress,
                    CoinBaseAddress = _simulator.BinanceCoinAddress,
                },
                Bybit = new BybitOptions { BaseAddress = _simulator.BybitAddress },
                Okx = new() { Enabled = true, BaseAddress = _simulator.OkxAddress },
                Hyperliquid = new() { Enabled = true, BaseAddress = _simulator.HyperliquidAddress },
                Coinbase = new() { Enabled = true, BaseAddress = _simulator.CoinbaseAddress },
                Kraken = new() { Enabled = true, BaseAddress = _simulator.KrakenAddress },
                Deribit = new() { Enabled = true, BaseAddress = _simulator.DeribitAddress },
            },
            _clock
        );
        return new MarketFetch(options, venues).FetchAsync(
            "BTC",
            options.SlotAt(_clock.GetUtcNow()),
            previous,
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>Runs as the machine's clock does, from another time on, and leaps when it is told to.</summary>
    private sealed class LeapingClock(DateTimeOffset startAt) : TimeProvider
    {
        private readonly long _startedAt = System.GetTimestamp();
        private TimeSpan _leaps;

        public void Leap(TimeSpan by) => _leaps += by;

        public override DateTimeOffset GetUtcNow() => startAt + _leaps + System.GetElapsedTime(_startedAt);
    }
}
