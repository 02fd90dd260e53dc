using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>The two venues that are asked for spot only.</summary>
public class SpotVenueTests
{
    private readonly ManualTime _time = new(Recording.NowAt);

    [Theory]
    [InlineData("coinbase", "BTC-USD", 0.01, 1350)]
    [InlineData("kraken", "XBTUSD", 0.1, 1500)]
    public async Task FetchAsync_Recording_AsksEachEndpointAndMissesNothing(
        string name,
        string symbol,
        double tickSize,
        int clockMs
    )
    {
        var recording = Recording.Of(name);
        var handler = new ReplayHandler(recording);

        var fetch = await FetchAsync(name, handler);

        fetch.Venue.Missing.ShouldBeEmpty();
        handler
            .Sent.Order()
            .ShouldBe(recording.Keys.Where(path => !path.Contains("/book?") && !path.Contains("Depth")).Order());
        fetch.Venue.ServerTimeAt.ShouldBe(Recording.SlotAt.AddMilliseconds(clockMs));
        var spot = fetch.Instruments.ShouldHaveSingleItem();
        (spot.Symbol, spot.Kind, spot.SettlementCoin, spot.TickSize).ShouldBe(
            (symbol, InstrumentKind.Spot, "USD", tickSize)
        );
    }

    [Fact]
    public async Task FetchAsync_CoinbaseRows_AreReorderedAndALengthWithoutTradesStaysAGap()
    {
        var bars = (await FetchAsync("coinbase")).Only(InstrumentKind.Spot).Bars.ShouldNotBeNull();

        // The row of 11:45 is not there, and one from before the range is.
        bars.StartAt.ShouldBe(Recording.SlotAt.AddMinutes(-30));
        bars.Close.ShouldBe([91274.1, 91300.7, 91318.9, double.NaN, 91340.6, 91359.0]);
        bars.Low.ShouldNotBeNull()[0].ShouldBe(91240.3);
        bars.High.ShouldNotBeNull()[0].ShouldBe(91286.4);
        bars.Volume.ShouldNotBeNull()[0].ShouldBe(37.224);
    }

    [Fact]
    public async Task FetchAsync_KrakenRows_LeaveTheRunningBarOut()
    {
        var bars = (await FetchAsync("kraken")).Only(InstrumentKind.Spot).Bars.ShouldNotBeNull();

        bars.EndAt.ShouldBe(Recording.SlotAt);
        bars.Close.ShouldBe([91273.1, 91299.7, 91317.9, 91327.2, 91339.6, 91358.0]);
        bars.Volume.ShouldNotBeNull()[0].ShouldBe(15.51);
    }

    [Theory]
    [InlineData("coinbase", "BTC-USD")]
    [InlineData("kraken", "XBTUSD")]
    public async Task FetchBooksAsync_Recording_MapsLevels(string name, string symbol)
    {
        var venue = Recording.Venue(name, new ReplayHandler(Recording.Of(name)), _time);
        var instruments = (await FetchAsync(name)).Instruments;

        var fetch = await venue.FetchBooksAsync(instruments, TestContext.Current.CancellationToken);

        fetch.Missing.ShouldBeEmpty();
        var book = fetch.Books[(InstrumentKind.Spot, symbol)];
        book.BidPrices.Length.ShouldBe(2);
        book.BidPrices[0].ShouldBeLessThan(book.AskPrices[0]);
        // Kraken's book has no time of its own: when it was asked for stands in, after what went before it at one request a second.
        book.VenueAt.ShouldBe(name == "coinbase" ? Recording.SlotAt.AddMilliseconds(1541) : _time.GetUtcNow());
    }

    [Theory]
    [InlineData("coinbase", "products", "\"online\"", "\"delisted\"", "the venue has delisted it")]
    [InlineData(
        "coinbase",
        "products",
        "\"trading_disabled\": false",
        "\"trading_disabled\": true",
        "its trading is suspended"
    )]
    [InlineData(
        "coinbase",
        "products",
        "\"auction_mode\": false",
        "\"auction_mode\": true",
        "its book is in an auction"
    )]
    [InlineData("kraken", "AssetPairs", "\"online\"", "\"cancel_only\"", "its trading is suspended")]
    [InlineData(
        "kraken",
        "AssetPairs",
        "\"online\"",
        "\"work_in_progress\"",
        "it does not trade by the venue's status"
    )]
    [InlineData(
        "kraken",
        "AssetPairs",
        "\"error\": []",
        "\"error\": [\"EQuery:Unknown asset pair\"]",
        "the venue does not list it"
    )]
    [InlineData(
        "kraken",
        "AssetPairs",
        "\"error\": []",
        "\"error\": [\"EGeneral:Internal error\"]",
        "the venue answered an error"
    )]
    public async Task FetchAsync_PairThatDoesNotTrade_IsNamedOnceAndNotAskedFor(
        string name,
        string path,
        string oldText,
        string newText,
        string reason
    )
    {
        var recording = Recording.Of(name);
        var key = recording.Keys.First(key => key == path || (name == "kraken" && key.Contains(path)));
        recording[key].ShouldContain(oldText);
        recording[key] = recording[key].Replace(oldText, newText);

        var fetch = await FetchAsync(name, new ReplayHandler(recording));

        fetch.Instruments.ShouldBeEmpty();
        fetch.Venue.Missing.ShouldHaveSingleItem().Reason.ShouldEndWith($" spot, all inputs: {reason}.");
    }

    [Fact]
    public async Task FetchAsync_KrakenAskedTooOften_WaitsAndAsksAgain()
    {
        var refusals = 1;
        var handler = new ReplayHandler(Recording.Of("kraken"))
        {
            Instead = (path, _) =>
                path.Contains("OHLC") && refusals-- > 0
                    ? Task.FromResult(ReplayHandler.Json("""{"error":["EGeneral:Too many requests"]}"""))
                    : null,
        };

        (await FetchAsync("kraken", handler)).Venue.Missing.ShouldBeEmpty();

        _time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Recording.NowAt.AddSeconds(5));
    }

    private Task<VenueFetch> FetchAsync(string name, ReplayHandler? handler = null) =>
        _time.RunAsync(() =>
            Recording
                .Venue(name, handler ?? new ReplayHandler(Recording.Of(name)), _time)
                .FetchAsync(Recording.Request, TestContext.Current.CancellationToken)
        );
}
