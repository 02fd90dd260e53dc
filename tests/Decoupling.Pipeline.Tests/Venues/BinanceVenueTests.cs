using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

public class BinanceVenueTests
{
    private readonly ManualTime _time = new(Recording.NowAt);

    [Fact]
    public async Task FetchAsync_Recording_AsksEachEndpointOnceAndMissesNothing()
    {
        var recording = Recording.Binance();
        var handler = new ReplayHandler(recording);

        var fetch = await FetchAsync(handler);

        fetch.Venue.Missing.ShouldBeEmpty();
        handler.Sent.Order().ShouldBe(recording.Keys.Where(path => !path.Contains("/depth?")).Order());
        fetch.Instruments.Select(i => i.Kind).ShouldBe([InstrumentKind.Spot, InstrumentKind.LinearPerpetual]);
        fetch.Instruments.ShouldAllBe(i => i.Venue == "binance" && i.Symbol == "BTCUSDT" && i.ContractMultiplier == 1);
        fetch.Instruments.ShouldAllBe(i => i.SettlementCoin == "USDT");
    }

    [Fact]
    public async Task FetchAsync_SpotBars_LieOnTheGridWithAGapAsNaN()
    {
        var bars = (await FetchAsync()).Only(InstrumentKind.Spot).Bars.ShouldNotBeNull();

        bars.StartAt.ShouldBe(Recording.SlotAt.AddMinutes(-30));
        bars.EndAt.ShouldBe(Recording.SlotAt);
        bars.Close.ShouldBe([91270.40, 91295.99, double.NaN, 91322.11, 91333.30, 91355.05]);
        bars.High.ShouldBe([91288.00, 91301.20, double.NaN, 91340.75, 91350.00, 91360.20]);
        bars.Low.ShouldBe([91230.55, 91262.00, double.NaN, 91290.30, 91301.00, 91320.10]);
        bars.Volume.ShouldBe([12.5031, 9.8812, double.NaN, 15.0047, 7.219, 11.6405]);
    }

    [Fact]
    public async Task FetchAsync_HourlyBars_HaveCloseAndVolumeOnly()
    {
        var bars = (await FetchAsync()).Only(InstrumentKind.LinearPerpetual).HourlyBars.ShouldNotBeNull();

        bars.StartAt.ShouldBe(Recording.SlotAt.AddHours(-5));
        bars.Close.ShouldBe([90935.10, 91066.60, 91020.20, 91177.70, 91340.00]);
        bars.Volume.ShouldBe([9120.441, 10388.02, 8100.305, 7712.916, 8033.21]);
        bars.High.ShouldBeNull();
        bars.Low.ShouldBeNull();
    }

    [Fact]
    public async Task FetchAsync_Quotes_HaveBothClocksAndUnits()
    {
        var perpetual = (await FetchAsync()).Only(InstrumentKind.LinearPerpetual);

        var premiumAt = Recording.SlotAt.AddSeconds(1);
        perpetual.Mark.ShouldBe(new PriceQuote(91338.4521087, premiumAt, Recording.NowAt));
        perpetual.Index.ShouldBe(new PriceQuote(91352.11543478, premiumAt, Recording.NowAt));
        perpetual.Funding.ShouldBe(
            new FundingQuote(
                -0.00003271,
                TimeSpan.FromHours(8),
                Recording.SlotAt.AddHours(4),
                premiumAt,
                Recording.NowAt
            )
        );
        var openInterest = perpetual.OpenInterest.ShouldNotBeNull();
        openInterest.Quantity.ShouldBe(84210.554);
        openInterest.Unit.ShouldBe(QuantityUnit.Coins);
        openInterest.Usd.ShouldBe(84210.554 * 91338.4521087, tolerance: 0.01);
        openInterest.VenueAt.ShouldBe(Recording.SlotAt.AddMilliseconds(812));
    }

    [Fact]
    public async Task FetchAsync_Histories_AreInOrderWithTheirOwnTimes()
    {
        var perpetual = (await FetchAsync()).Only(InstrumentKind.LinearPerpetual);

        var funding = perpetual.FundingHistory.ShouldNotBeNull();
        funding.At.ShouldBe([Recording.SlotAt.AddHours(-4).AddMilliseconds(1)]);
        funding.Values.ShouldBe([0.0000412]);
        var openInterest = perpetual.OpenInterestHistoryUsd.ShouldNotBeNull();
        openInterest.At.ShouldBe(Enumerable.Range(-5, 6).Select(hour => Recording.SlotAt.AddHours(hour)));
        openInterest.Values[0].ShouldBe(7610300112.44);
        openInterest.Values[^1].ShouldBe(7691604321.55);
    }

    [Fact]
    public async Task FetchAsync_ServerTime_IsTheFuturesHostsBesideTheMiddleOfTheRequest()
    {
        var handler = new ReplayHandler(Recording.Binance());
        handler.Instead = (path, _) =>
        {
            if (path == "fapi/v1/time")
                _time.Advance(TimeSpan.FromMilliseconds(300));
            return null;
        };

        var venue = (await FetchAsync(handler)).Venue;

        venue.ServerTimeAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1253));
        venue.AskedAt.ShouldBe(Recording.NowAt.AddMilliseconds(150));
    }

    [Fact]
    public async Task FetchAsync_FuturesClockUnreadable_TakesTheSpotHosts()
    {
        var recording = Recording.Binance();
        recording["fapi/v1/time"] = """{ "serverTime": "soon" }""";

        var venue = (await FetchAsync(new ReplayHandler(recording))).Venue;

        venue.ServerTimeAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1250));
        venue.Missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task FetchAsync_ContractListedWithFourHours_TakesItsIntervalAndCap()
    {
        var recording = Recording
            .Binance()
            .With("fundingInfo", "BLZUSDT", "BTCUSDT")
            .With("premiumIndex", "-0.00003271", "0.02600000");

        var fetch = await FetchAsync(new ReplayHandler(recording));

        var funding = fetch.Only(InstrumentKind.LinearPerpetual).Funding.ShouldNotBeNull();
        funding.RatePerInterval.ShouldBe(0.026);
        funding.CapPerInterval.ShouldNotBeNull().ShouldBeLessThan(0.026);
        fetch.Venue.Missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task FetchAsync_FundingInfoFails_HasNoFundingBecauseNoInterval()
    {
        var handler = new ReplayHandler(Recording.Binance())
        {
            Instead = (path, _) =>
                path == "fapi/v1/fundingInfo"
                    ? Task.FromResult(ReplayHandler.Json("{}", System.Net.HttpStatusCode.BadRequest))
                    : null,
        };

        var fetch = await FetchAsync(handler);

        fetch.Only(InstrumentKind.LinearPerpetual).Funding.ShouldBeNull();
        fetch.Venue.Missing.Single().Reason.ShouldContain("its interval is not known, the venue answered HTTP 400");
    }

    [Fact]
    public async Task FetchAsync_SpotHalted_LeavesSpotOutAndSaysSo()
    {
        var recording = Recording.Binance().With("exchangeInfo", "TRADING", "BREAK");

        var fetch = await FetchAsync(new ReplayHandler(recording));

        fetch.Instruments.ShouldHaveSingleItem().Kind.ShouldBe(InstrumentKind.LinearPerpetual);
        fetch
            .Venue.Missing.Single()
            .ShouldBe(
                new MissingInput("bars", "BTCUSDT", "BTCUSDT spot, bars: it does not trade, the venue says BREAK.")
            );
    }

    [Fact]
    public async Task FetchAsync_StaleMark_KeepsTheVenuesOldTimeForTheGates()
    {
        var recording = Recording.Binance().With("premiumIndex", "1795176001000", "1795168801000");

        var mark = (await FetchAsync(new ReplayHandler(recording))).Only(InstrumentKind.LinearPerpetual).Mark;

        mark.ShouldNotBeNull().VenueAt.ShouldBe(Recording.SlotAt.AddHours(-2).AddSeconds(1));
    }

    [Fact]
    public async Task FetchAsync_NothingNewWanted_AsksForNoBars()
    {
        var handler = new ReplayHandler(Recording.Binance())
        {
            Instead = (path, _) =>
                path.Contains("fundingRate") || path.Contains("openInterestHist")
                    ? Task.FromResult(ReplayHandler.Json("[]"))
                    : null,
        };
        var upToDate = Recording.Request with
        {
            BarsFrom = Recording.SlotAt,
            HourlyFrom = Recording.SlotAt,
            HistoryFrom = Recording.SlotAt,
        };

        var fetch = await _time.RunAsync(() =>
            Recording.Venue("binance", handler, _time).FetchAsync(upToDate, TestContext.Current.CancellationToken)
        );

        handler.Sent.ShouldNotContain(path => path.Contains("klines"));
        fetch.Venue.Missing.ShouldBeEmpty();
        fetch.Only(InstrumentKind.Spot).Bars.ShouldBeNull();
        fetch.Only(InstrumentKind.LinearPerpetual).Bars.ShouldBeNull();
        fetch.Only(InstrumentKind.LinearPerpetual).FundingHistory.ShouldBeNull();
    }

    [Fact]
    public async Task FetchBooksAsync_Recording_MapsLevelsAndTimes()
    {
        var venue = Recording.Venue("binance", new ReplayHandler(Recording.Binance()), _time);
        var instruments = (await FetchAsync()).Instruments;

        var fetch = await venue.FetchBooksAsync(instruments, TestContext.Current.CancellationToken);

        fetch.Missing.ShouldBeEmpty();
        var spot = fetch.Books[(InstrumentKind.Spot, "BTCUSDT")];
        spot.BidPrices.ShouldBe([91355.04, 91355.00, 91354.10]);
        spot.AskSizes.ShouldBe([0.7118, 1.05]);
        spot.VenueAt.ShouldBe(Recording.NowAt);
        var perpetual = fetch.Books[(InstrumentKind.LinearPerpetual, "BTCUSDT")];
        perpetual.AskPrices.ShouldBe([91340.00, 91340.10, 91341.00]);
        perpetual.BidSizes.ShouldBe([4.312, 0.12]);
        perpetual.VenueAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1495));
    }

    private Task<Pipeline.Venues.VenueFetch> FetchAsync(ReplayHandler? handler = null) =>
        _time.RunAsync(() =>
            Recording
                .Venue("binance", handler ?? new ReplayHandler(Recording.Binance()), _time)
                .FetchAsync(Recording.Request, TestContext.Current.CancellationToken)
        );
}
