using System.Net;
using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

public class DeribitVenueTests
{
    private static readonly DateTimeOffset AnsweredAt = Recording.SlotAt.AddMilliseconds(1300);

    private readonly ManualTime _time = new(Recording.NowAt);

    [Fact]
    public async Task FetchAsync_Recording_AsksEachEndpointAndMissesNothing()
    {
        var recording = Recording.Of("deribit");
        var handler = new ReplayHandler(recording);

        var fetch = await FetchAsync(handler);

        fetch.Venue.Missing.ShouldBeEmpty();
        fetch.Venue.NotPublished.ShouldHaveSingleItem().Input.ShouldBe("openInterest");
        handler.Sent.Order().ShouldBe(recording.Keys.Where(path => !path.Contains("get_order_book")).Order());
        fetch.Venue.ServerTimeAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1350));
        fetch
            .Instruments.Select(i => (i.Symbol, i.Kind, i.ContractMultiplier, i.SettlementCoin, i.TickSize))
            .ShouldBe([
                ("BTC_USDC-PERPETUAL", InstrumentKind.LinearPerpetual, 0.001, "USDC", 1),
                ("BTC-PERPETUAL", InstrumentKind.InversePerpetual, 10, "BTC", 0.5),
                ("BTC_USDC-25DEC26", InstrumentKind.LinearFuture, 0.001, "USDC", 1),
                ("BTC-27NOV26", InstrumentKind.InverseFuture, 10, "BTC", 0.5),
                ("BTC-25DEC26", InstrumentKind.InverseFuture, 10, "BTC", 0.5),
            ]);
        fetch.Instruments.Select(i => i.ExpiresAt?.Day).ShouldBe([null, null, 25, 27, 25]);
    }

    [Fact]
    public async Task FetchAsync_Columns_BecomeBarsWithVolumeInCoins()
    {
        var bars = (await FetchAsync()).Only(InstrumentKind.InversePerpetual).Bars.ShouldNotBeNull();

        bars.StartAt.ShouldBe(Recording.SlotAt.AddMinutes(-30));
        bars.Close.ShouldBe([91247.1, 91273.7, 91291.9, 91301.2, 91313.6, 91332.0]);
        bars.Volume.ShouldNotBeNull()[0].ShouldBe(31.02);
    }

    [Fact]
    public async Task FetchAsync_OpenInterest_IsDollarsOrCoinsByTheSettlement()
    {
        var fetch = await FetchAsync();

        var inverse = fetch.Only(InstrumentKind.InversePerpetual);
        inverse.OpenInterest.ShouldBe(
            new OpenInterestQuote(913_301_200, QuantityUnit.Usd, 913_301_200, AnsweredAt, Recording.NowAt)
        );
        var linear = fetch.Only(InstrumentKind.LinearPerpetual).OpenInterest.ShouldNotBeNull();
        (linear.Quantity, linear.Unit).ShouldBe((1250.75, QuantityUnit.Coins));
        linear.Usd.ShouldBe(1250.75 * 91334.5, tolerance: 1e-3);
        inverse.OpenInterestHistoryUsd.ShouldNotBeNull().At.ShouldBe([Recording.SlotAt], "noon is a full hour");
        inverse.OpenInterestHistoryUsd.Values.ShouldBe([913_301_200]);
    }

    [Fact]
    public async Task FetchAsync_Funding_IsPerEightHoursAndSettlesAtOnce()
    {
        var perpetual = (await FetchAsync()).Only(InstrumentKind.InversePerpetual);

        perpetual.Funding.ShouldBe(
            new FundingQuote(0.0000412, TimeSpan.FromHours(8), AnsweredAt, AnsweredAt, Recording.NowAt)
        );
        // Hourly rows from 07:00 to 12:00: only 08:00 ends a round of 8 hours.
        perpetual.FundingHistory.ShouldNotBeNull().At.ShouldBe([Recording.SlotAt.AddHours(-4)]);
        perpetual.FundingHistory.Values.ShouldBe([2.2e-5]);
    }

    [Fact]
    public async Task FetchAsync_TradesUnderLiquidation_AreAllOfThem()
    {
        var fetch = await FetchAsync();

        // By hand: 182,500 USD sold by the taker at 91,250; 91,200 USD bought by the maker at 91,200; 9,110 USD of both at 91,100.
        var tape = fetch.Only(InstrumentKind.InversePerpetual).Liquidations.ShouldNotBeNull();
        tape.Coverage.ShouldBe(LiquidationCoverage.Complete);
        tape.SizeCoins.ShouldBe([-2, 1, 0.1, -0.1]);
        tape.Price.ShouldBe([91250, 91200, 91100, 91100]);
        fetch.Only(InstrumentKind.LinearPerpetual).Liquidations!.SizeCoins.ShouldBe([0.5]);
    }

    [Fact]
    public async Task FetchAsync_MoreTradesThanAreAskedFor_IsALowerBound()
    {
        var newest = $"{Recording.SlotAt.AddSeconds(-60).ToUnixTimeMilliseconds()}";
        var recording = Recording.Of("deribit");
        var path = recording.Keys.Single(key => key.Contains("trades") && key.Contains("name=BTC-PERPETUAL"));
        var body = recording[path].Replace("\"has_more\": false", "\"has_more\": true");
        foreach (var secondsAgo in new[] { 200, 180, 120 })
            body = body.Replace($"{Recording.SlotAt.AddSeconds(-secondsAgo).ToUnixTimeMilliseconds()}", newest);
        // Each page holds the same four trades, which are all of the page's last millisecond.
        var handler = new ReplayHandler(recording)
        {
            Instead = (asked, _) =>
                asked.Contains("trades") && asked.Contains("name=BTC-PERPETUAL")
                    ? Task.FromResult(ReplayHandler.Json(body))
                    : null,
        };

        var tape = (await FetchAsync(handler)).Only(InstrumentKind.InversePerpetual).Liquidations.ShouldNotBeNull();

        tape.Coverage.ShouldBe(LiquidationCoverage.LowerBound);
        tape.At.Length.ShouldBe(4, "a trade that comes twice counts once");
        handler.Sent.Count(asked => asked.Contains("trades") && asked.Contains("name=BTC-PERPETUAL")).ShouldBe(5);
    }

    [Fact]
    public async Task FetchBooksAsync_Sizes_AreCoinsOrContracts()
    {
        var venue = Recording.Venue("deribit", new ReplayHandler(Recording.Of("deribit")), _time);
        var instruments = (await FetchAsync()).Instruments;

        var fetch = await venue.FetchBooksAsync(instruments, TestContext.Current.CancellationToken);

        fetch.Missing.ShouldBeEmpty();
        var inverse = fetch.Books[(InstrumentKind.InversePerpetual, "BTC-PERPETUAL")];
        inverse.BidSizes.ShouldBe([19919, 1000], "US dollars over the contract's ten");
        inverse.VenueAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1541));
        fetch.Books[(InstrumentKind.LinearPerpetual, "BTC_USDC-PERPETUAL")].AskSizes.ShouldBe([0.75, 2]);
    }

    [Theory]
    [InlineData(13020, "the venue does not list it")]
    [InlineData(11029, "the venue answered code 11029")]
    public async Task FetchAsync_ErrorBesideStatus400_IsNamedByItsCode(int code, string reason)
    {
        var handler = new ReplayHandler(Recording.Of("deribit"))
        {
            Instead = (path, _) =>
                path.Contains("get_instruments?currency=BTC")
                    ? Task.FromResult(
                        ReplayHandler.Json(
                            $$$"""{"jsonrpc":"2.0","error":{"code":{{{code}}},"message":"no"},"testnet":false}""",
                            HttpStatusCode.BadRequest
                        )
                    )
                    : null,
        };

        var fetch = await FetchAsync(handler);

        fetch.Venue.Missing.ShouldBe([
            new MissingInput("listing", "BTC-PERPETUAL", $"BTC-PERPETUAL inverse perpetual, all inputs: {reason}."),
            new MissingInput("listing", "BTC", $"BTC inverse future, all futures: {reason}."),
        ]);
    }

    [Fact]
    public async Task FetchAsync_TooManyRequests_WaitsAndAsksAgain()
    {
        var refusals = 1;
        var handler = new ReplayHandler(Recording.Of("deribit"))
        {
            Instead = (path, _) =>
                path.Contains("ticker") && refusals-- > 0
                    ? Task.FromResult(
                        ReplayHandler.Json(
                            """{"jsonrpc":"2.0","error":{"code":10028,"message":"too_many_requests"}}""",
                            HttpStatusCode.BadRequest
                        )
                    )
                    : null,
        };

        (await FetchAsync(handler)).Venue.Missing.ShouldBeEmpty();

        _time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Recording.NowAt.AddSeconds(1));
    }

    [Fact]
    public async Task FetchAsync_ColumnsOfDifferentLength_SpoilTheBars()
    {
        var recording = Recording.Of("deribit").With("name=BTC-PERPETUAL", "resolution=5", "[31.02, ", "[");

        var fetch = await FetchAsync(new ReplayHandler(recording));

        fetch.Venue.Missing.ShouldHaveSingleItem().Reason.ShouldEndWith("the bars' columns are of different length.");
        fetch.Only(InstrumentKind.InversePerpetual).HourlyBars.ShouldNotBeNull();
    }

    private Task<VenueFetch> FetchAsync(ReplayHandler? handler = null) =>
        _time.RunAsync(() =>
            Recording
                .Venue("deribit", handler ?? new ReplayHandler(Recording.Of("deribit")), _time)
                .FetchAsync(Recording.Request, TestContext.Current.CancellationToken)
        );
}
