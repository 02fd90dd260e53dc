using System.Net;
using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

public class VenueFailureTests
{
    private readonly ManualTime _time = new(Recording.NowAt);

    [Theory]
    [InlineData("binance", HttpStatusCode.UnavailableForLegalReasons, "blocked from this region (HTTP 451)")]
    [InlineData(
        "bybit",
        HttpStatusCode.Forbidden,
        "blocked from this region (HTTP 403), or from this address for asking too often"
    )]
    [InlineData("binance", HttpStatusCode.InternalServerError, "the venue answered HTTP 500")]
    public async Task FetchAsync_NothingComes_SaysSoOnceForTheVenue(string name, HttpStatusCode status, string reason)
    {
        var handler = new ReplayHandler(new Dictionary<string, string>())
        {
            Instead = (_, _) => Task.FromResult(new HttpResponseMessage(status)),
        };

        var fetch = await FetchAsync(name, handler);

        fetch.Instruments.ShouldBeEmpty();
        fetch.Venue.ServerTimeAt.ShouldBeNull();
        fetch
            .Venue.Missing.ShouldHaveSingleItem()
            .ShouldBe(new MissingInput("venue", null, $"Nothing came from {name}: {reason}."));
    }

    [Theory]
    [InlineData("\"91338.45210870\"", "\"0.00000000\"")]
    [InlineData("\"91338.45210870\"", "\"-91338.45210870\"")]
    [InlineData("\"91338.45210870\"", "\"NaN\"")]
    [InlineData("\"91338.45210870\"", "\"\"")]
    [InlineData("\"91338.45210870\"", "null")]
    [InlineData("\"91338.45210870\"", "{}")]
    [InlineData("\"91338.45210870\"", "1e400")]
    [InlineData("\"markPrice\"", "\"renamed\"")]
    public async Task FetchAsync_BadMarkPrice_MissesMarkAndWhatIsValuedByItAndNoMore(string oldText, string newText)
    {
        var handler = new ReplayHandler(Recording.Binance().With("premiumIndex", oldText, newText));

        var fetch = await FetchAsync("binance", handler);

        fetch.Venue.Missing.Select(missing => missing.Input).ShouldBe(["mark", "openInterest"]);
        fetch.Venue.Missing.ShouldAllBe(missing => missing.Symbol == "BTCUSDT");
        fetch
            .Venue.Missing[0]
            .Reason.ShouldBe("BTCUSDT perpetual, mark price: the price is missing or not a number above zero.");
        var perpetual = fetch.Only(InstrumentKind.LinearPerpetual);
        perpetual.Mark.ShouldBeNull();
        perpetual.OpenInterest.ShouldBeNull();
        perpetual.Index.ShouldNotBeNull();
        perpetual.Funding.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("binance", "api/v3/klines?symbol=BTCUSDT&interval=5m", "1795174500000", "1795174200000")]
    [InlineData("binance", "api/v3/klines?symbol=BTCUSDT&interval=5m", "1795174500000", "1795174500001")]
    [InlineData("binance", "api/v3/klines?symbol=BTCUSDT&interval=5m", "1795174500000", "1795170000000")]
    [InlineData("binance", "api/v3/klines?symbol=BTCUSDT&interval=5m", "1795174500000", "1795175400000")]
    [InlineData("bybit", "kline?category=spot&symbol=BTCUSDT&interval=5&", "1795174500000", "1795174200000")]
    public async Task FetchAsync_BarRepeatedOrOffTheGrid_SpoilsTheseBarsOnly(
        string name,
        string path,
        string oldText,
        string newText
    )
    {
        var recording = name == "binance" ? Recording.Binance() : Recording.Bybit();
        var handler = new ReplayHandler(recording.With(path, oldText, newText));

        var fetch = await FetchAsync(name, handler);

        var missing = fetch.Venue.Missing.ShouldHaveSingleItem();
        missing.Input.ShouldBe("bars");
        missing.Reason.ShouldStartWith("BTCUSDT spot, bars: the bar of 2026-11-20 ");
        fetch.Only(InstrumentKind.Spot).Bars.ShouldBeNull();
        fetch.Only(InstrumentKind.Spot).HourlyBars.ShouldNotBeNull();
    }

    [Fact]
    public async Task FetchAsync_BarWithHighBelowLow_IsNaNAndNamed()
    {
        var recording = Recording
            .Binance()
            .With("api/v3/klines?symbol=BTCUSDT&interval=5m", "\"91301.20\"", "\"91200.00\"");

        var fetch = await FetchAsync("binance", new ReplayHandler(recording));

        fetch
            .Venue.Missing.ShouldHaveSingleItem()
            .Reason.ShouldBe(
                "BTCUSDT spot, bars: 1 left out for impossible numbers, the first of 2026-11-20 11:35:00 UTC."
            );
        var bars = fetch.Only(InstrumentKind.Spot).Bars.ShouldNotBeNull();
        bars.Close[1].ShouldBe(double.NaN);
        bars.Volume.ShouldNotBeNull()[1].ShouldBe(double.NaN);
        bars.Close[3].ShouldBe(91322.11);
    }

    [Fact]
    public async Task FetchAsync_BarNotClosedAtTheSlot_IsLeftOut()
    {
        var recording = Recording
            .Binance()
            .With(
                "fapi/v1/klines?symbol=BTCUSDT&interval=5m",
                "\n]",
                """, [1795176000000, "9", "9", "9", "9", "1"]]"""
            );

        var fetch = await FetchAsync("binance", new ReplayHandler(recording));

        fetch.Venue.Missing.ShouldBeEmpty();
        fetch.Only(InstrumentKind.LinearPerpetual).Bars.ShouldNotBeNull().EndAt.ShouldBe(Recording.SlotAt);
    }

    [Theory]
    [InlineData("1795190400000", "1795168800000", "its payment is already past: the rate is stale")]
    [InlineData("1795190400000", "1795276800000", "its payment is further off than its interval")]
    [InlineData("-0.00003271", "1.05", "the rate is missing, not a number or above the whole notional")]
    public async Task FetchAsync_ImpossibleFunding_IsMissingWithItsReason(string oldText, string newText, string reason)
    {
        var handler = new ReplayHandler(Recording.Binance().With("premiumIndex", oldText, newText));

        var fetch = await FetchAsync("binance", handler);

        fetch
            .Venue.Missing.ShouldHaveSingleItem()
            .ShouldBe(new MissingInput("funding", "BTCUSDT", $"BTCUSDT perpetual, funding rate: {reason}."));
        fetch.Only(InstrumentKind.LinearPerpetual).Funding.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"91334.1\"", "\"91334.0\"", "the levels are not in the order of their prices")]
    [InlineData("\"0.010\"", "\"0.000\"", "a level has no readable price or size above zero")]
    [InlineData("1795176001541", "0", "the book has no readable time")]
    [InlineData("BTCUSDT", "ETHUSDT", "the reply is of another symbol")]
    public async Task FetchBooksAsync_BadBook_IsMissingWithItsReason(string oldText, string newText, string reason)
    {
        var good = (await FetchAsync("bybit", new ReplayHandler(Recording.Bybit()))).Instruments;
        var handler = new ReplayHandler(Recording.Bybit().With("orderbook?category=linear", oldText, newText));

        var fetch = await _time.RunAsync(() =>
            Recording.Venue("bybit", handler, _time).FetchBooksAsync(good, TestContext.Current.CancellationToken)
        );

        fetch
            .Missing.ShouldHaveSingleItem()
            .ShouldBe(new MissingInput("book", "BTCUSDT", $"BTCUSDT perpetual, order book: {reason}."));
        fetch.Books.Keys.ShouldBe([(InstrumentKind.Spot, "BTCUSDT")]);
    }

    [Fact]
    public async Task FetchAsync_OddStep_HasNoBarsAndDoesNotThrow()
    {
        var handler = new ReplayHandler(Recording.Binance());
        var request = Recording.Request with { BarStep = TimeSpan.FromMinutes(7) };

        var fetch = await _time.RunAsync(() =>
            Recording.Venue("binance", handler, _time).FetchAsync(request, TestContext.Current.CancellationToken)
        );

        fetch.Venue.Missing.Count.ShouldBe(2);
        fetch.Venue.Missing.ShouldAllBe(missing => missing.Reason.EndsWith("the venue has no bars of this length."));
    }

    [Fact]
    public async Task FetchAsync_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var venue = Recording.Venue("binance", new ReplayHandler(Recording.Binance()), _time);

        await Should.ThrowAsync<OperationCanceledException>(venue.FetchAsync(Recording.Request, cancelled.Token));
    }

    private Task<VenueFetch> FetchAsync(string name, ReplayHandler handler) =>
        _time.RunAsync(() =>
            Recording.Venue(name, handler, _time).FetchAsync(Recording.Request, TestContext.Current.CancellationToken)
        );
}
