using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>Binance's and Bybit's perpetuals that settle in the coin.</summary>
public class InverseVenueTests
{
    private readonly ManualTime _time = new(Recording.NowAt);

    [Theory]
    [InlineData("binance", "BTCUSD_PERP", 100, 0.1, 9)]
    [InlineData("bybit", "BTCUSD", 1, 0.5, 7)]
    public async Task FetchAsync_Inverse_AsksForItAloneAndMissesNothing(
        string name,
        string symbol,
        double multiplier,
        double tickSize,
        int requests
    )
    {
        var handler = new ReplayHandler(Recording.Of(name));

        var fetch = await FetchAsync(name, handler);

        fetch.Venue.Missing.ShouldBeEmpty();
        fetch.Venue.NotPublished.ShouldHaveSingleItem().Input.ShouldBe("liquidations");
        var inverse = fetch.Instruments.ShouldHaveSingleItem();
        (inverse.Symbol, inverse.Kind).ShouldBe((symbol, InstrumentKind.InversePerpetual));
        (inverse.ContractMultiplier, inverse.SettlementCoin, inverse.TickSize).ShouldBe((multiplier, "BTC", tickSize));
        handler
            .Sent.Count(path => path.Contains("BTCUSD") && !path.Contains("BTCUSDT") || path.Contains("dapi"))
            .ShouldBe(requests - 1, "all but the book");
        handler.Sent.ShouldNotContain(path => path.Contains("BTCUSDT"));
    }

    [Theory]
    // By hand: 9,133,000 contracts of 100 USD; half of 913,000,000 USD.
    [InlineData("binance", 9_133_000, QuantityUnit.Contracts, 913_300_000)]
    [InlineData("bybit", 456_500_000, QuantityUnit.Usd, 456_500_000)]
    public async Task FetchAsync_OpenInterest_IsItsNumberOfDollars(
        string name,
        double quantity,
        QuantityUnit unit,
        double usd
    )
    {
        var inverse = (await FetchAsync(name)).Only(InstrumentKind.InversePerpetual);

        var openInterest = inverse.OpenInterest.ShouldNotBeNull();
        (openInterest.Quantity, openInterest.Unit).ShouldBe((quantity, unit));
        openInterest.Usd.ShouldBe(usd, tolerance: 1e-3);
        var history = inverse.OpenInterestHistoryUsd.ShouldNotBeNull();
        history.At.ShouldBe(Enumerable.Range(-5, 6).Select(hour => Recording.SlotAt.AddHours(hour)));
        history.Values[0].ShouldBe(name == "binance" ? 900_000_000 : 454_000_000);
    }

    [Theory]
    [InlineData("binance", 46.53, 91245.1)]
    [InlineData("bybit", 24.816, 91244.1)]
    public async Task FetchAsync_Volume_IsCoins(string name, double coins, double close)
    {
        var bars = (await FetchAsync(name)).Only(InstrumentKind.InversePerpetual).Bars.ShouldNotBeNull();

        bars.Volume.ShouldNotBeNull()[0].ShouldBe(coins, tolerance: 1e-9);
        bars.Close[0].ShouldBe(close);
        bars.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("binance", -0.0000441, 0.0000215)]
    [InlineData("bybit", 0.0001, 0.00008)]
    public async Task FetchAsync_Funding_IsPerEightHours(string name, double rate, double paid)
    {
        var inverse = (await FetchAsync(name)).Only(InstrumentKind.InversePerpetual);

        var funding = inverse.Funding.ShouldNotBeNull();
        (funding.RatePerInterval, funding.Interval).ShouldBe((rate, TimeSpan.FromHours(8)));
        funding.SettlesAt.ShouldBe(Recording.SlotAt.AddHours(4));
        inverse.FundingHistory.ShouldNotBeNull().Values.ShouldBe([paid]);
    }

    [Theory]
    [InlineData("binance", "BTCUSD_PERP", 4310)]
    [InlineData("bybit", "BTCUSD", 5400)]
    public async Task FetchBooksAsync_Sizes_AreContracts(string name, string symbol, double size)
    {
        var instruments = (await FetchAsync(name)).Instruments;
        var venue = Venue(name, new ReplayHandler(Recording.Of(name)));

        var fetch = await venue.FetchBooksAsync(instruments, TestContext.Current.CancellationToken);

        fetch.Missing.ShouldBeEmpty();
        fetch.Books[(InstrumentKind.InversePerpetual, symbol)].BidSizes[0].ShouldBe(size);
    }

    private IVenue Venue(string name, ReplayHandler handler) =>
        Recording.Venue(name, handler, _time, Recording.Options(name) with { Products = VenueProducts.Inverse });

    private Task<VenueFetch> FetchAsync(string name, ReplayHandler? handler = null) =>
        _time.RunAsync(() =>
            Venue(name, handler ?? new ReplayHandler(Recording.Of(name)))
                .FetchAsync(Recording.Request, TestContext.Current.CancellationToken)
        );
}
