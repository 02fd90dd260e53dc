using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

public class OkxVenueTests
{
    private readonly ManualTime _time = new(Recording.NowAt);

    [Fact]
    public async Task FetchAsync_Recording_AsksEachEndpointAndMissesNothing()
    {
        var recording = Recording.Of("okx");
        var handler = new ReplayHandler(recording);

        var fetch = await FetchAsync(handler);

        fetch.Venue.Missing.ShouldBeEmpty();
        handler.Sent.Distinct().Order().ShouldBe(recording.Keys.Where(path => !path.Contains("/books?")).Order());
        fetch.Venue.ServerTimeAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1350));
        fetch
            .Instruments.Select(i => (i.Symbol, i.Kind, i.ContractMultiplier, i.SettlementCoin))
            .ShouldBe([
                ("BTC-USDT", InstrumentKind.Spot, 1, "USDT"),
                ("BTC-USDT-SWAP", InstrumentKind.LinearPerpetual, 0.01, "USDT"),
                ("BTC-USD-SWAP", InstrumentKind.InversePerpetual, 100, "BTC"),
                ("BTC-USDT-261127", InstrumentKind.LinearFuture, 0.01, "USDT"),
                ("BTC-USDT-261225", InstrumentKind.LinearFuture, 0.01, "USDT"),
                ("BTC-USD-261225", InstrumentKind.InverseFuture, 100, "BTC"),
            ]);
        fetch.Instruments.ShouldAllBe(i => i.TickSize == 0.1);
        fetch.Only(InstrumentKind.InverseFuture).ExpiresAt.ShouldBe(new(2026, 12, 25, 8, 0, 0, TimeSpan.Zero));
        fetch.Only(InstrumentKind.Spot).ExpiresAt.ShouldBeNull();
    }

    [Fact]
    public async Task FetchAsync_Bars_AreOldestFirstWithVolumeInCoins()
    {
        var fetch = await FetchAsync();

        var linear = fetch.Only(InstrumentKind.LinearPerpetual).Bars.ShouldNotBeNull();
        linear.StartAt.ShouldBe(Recording.SlotAt.AddMinutes(-30));
        linear.Close.ShouldBe([91249.1, 91275.7, 91293.9, 91303.2, 91315.6, 91334.0]);
        linear.Volume.ShouldNotBeNull()[0].ShouldBe(155.1);
        fetch.Only(InstrumentKind.InversePerpetual).Bars!.Volume![0].ShouldBe(62.04);
        fetch.Only(InstrumentKind.Spot).Bars!.Volume![0].ShouldBe(31.02);
        fetch.Only(InstrumentKind.Spot).HourlyBars!.Close[^1].ShouldBe(91354.0);
    }

    [Fact]
    public async Task FetchAsync_RunningBarWithinTheGrid_IsLeftOut()
    {
        var recording = Recording
            .Of("okx")
            .With("candles?instId=BTC-USDT&bar=5m", "\"2792691.78\", \"2792691.78\", \"1\"", "\"1\", \"1\", \"0\"");

        var bars = (await FetchAsync(new ReplayHandler(recording))).Only(InstrumentKind.Spot).Bars.ShouldNotBeNull();

        bars.Count.ShouldBe(6);
        double.IsNaN(bars.Close[^1]).ShouldBeTrue();
    }

    [Fact]
    public async Task FetchAsync_OpenInterest_IsInContractsAndDollarsByTheMultiplier()
    {
        var fetch = await FetchAsync();

        // 2,500,000 contracts of 0.01 coins at 91,332.8; 22,833,200 contracts of 100 USD: the same by hand.
        var linear = fetch.Only(InstrumentKind.LinearPerpetual).OpenInterest.ShouldNotBeNull();
        (linear.Quantity, linear.Unit).ShouldBe((2_500_000, QuantityUnit.Contracts));
        linear.Usd.ShouldBe(2_283_320_000, tolerance: 1e-3);
        var inverse = fetch.Only(InstrumentKind.InversePerpetual).OpenInterest.ShouldNotBeNull();
        (inverse.Quantity, inverse.Unit).ShouldBe((22_833_200, QuantityUnit.Contracts));
        inverse.Usd.ShouldBe(2_283_320_000, tolerance: 1e-3);
        var history = fetch.Only(InstrumentKind.InversePerpetual).OpenInterestHistoryUsd.ShouldNotBeNull();
        history.At.ShouldBe(Enumerable.Range(-5, 6).Select(hour => Recording.SlotAt.AddHours(hour)));
        history.Values[^1].ShouldBe(25_000.0 * 91_300, tolerance: 0.01);
    }

    [Fact]
    public async Task FetchAsync_Funding_HasItsOwnIntervalAndRound()
    {
        var recording = Recording.Of("okx").With("funding-rate?instId=BTC-USD-SWAP", "1795219200000", "1795204800000");
        var fetch = await FetchAsync(new ReplayHandler(recording));

        var linear = fetch.Only(InstrumentKind.LinearPerpetual);
        linear.Funding.ShouldBe(
            new FundingQuote(
                -0.0000551234,
                TimeSpan.FromHours(8),
                Recording.SlotAt.AddHours(4),
                Recording.SlotAt.AddMilliseconds(1310),
                Recording.NowAt
            )
            {
                CapPerInterval = 0.00375,
            }
        );
        linear.FundingHistory.ShouldNotBeNull().Values.ShouldBe([0.0000380112]);
        fetch.Only(InstrumentKind.InversePerpetual).Funding!.Interval.ShouldBe(TimeSpan.FromHours(4));
        fetch.Only(InstrumentKind.InverseFuture).Funding.ShouldBeNull();
    }

    [Fact]
    public async Task FetchAsync_Liquidations_AreCoinsWithSignAndALowerBound()
    {
        var fetch = await FetchAsync();

        var linear = fetch.Only(InstrumentKind.LinearPerpetual).Liquidations.ShouldNotBeNull();
        linear.Coverage.ShouldBe(LiquidationCoverage.LowerBound);
        linear.At.ShouldBe([Recording.SlotAt.AddSeconds(-95), Recording.SlotAt.AddSeconds(-20)]);
        linear.Price.ShouldBe([91190.4, 91402.5]);
        linear.SizeCoins.ShouldBe([-2.5, 0.125]);
        // 1,825 contracts of 100 USD at 91,250 are two coins.
        fetch.Only(InstrumentKind.InversePerpetual).Liquidations!.SizeCoins.ShouldBe([-2.0]);
    }

    [Fact]
    public async Task FetchBooksAsync_Sizes_AreCoinsOrInverseContracts()
    {
        var venue = Recording.Venue("okx", new ReplayHandler(Recording.Of("okx")), _time);
        var instruments = (await FetchAsync()).Instruments;

        var fetch = await venue.FetchBooksAsync(instruments, TestContext.Current.CancellationToken);

        fetch.Missing.ShouldBeEmpty();
        fetch.Books.Count.ShouldBe(6);
        var linear = fetch.Books[(InstrumentKind.LinearPerpetual, "BTC-USDT-SWAP")];
        linear.BidPrices.ShouldBe([91333.9, 91333]);
        linear.BidSizes.ShouldBe([5.401, 0.01]);
        linear.VenueAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1541));
        fetch.Books[(InstrumentKind.InversePerpetual, "BTC-USD-SWAP")].AskSizes.ShouldBe([1200, 45]);
        fetch.Books[(InstrumentKind.Spot, "BTC-USDT")].AskSizes.ShouldBe([0.35, 2]);
    }

    [Theory]
    [InlineData("\"live\"", "\"suspend\"", "its trading is suspended")]
    [InlineData("\"live\"", "\"preopen\"", "it is listed but not open yet")]
    [InlineData("\"normal\"", "\"pre_market\"", "it is in pre-market trading")]
    [InlineData("\"linear\"", "\"inverse\"", "the venue says that it is a contract of another type")]
    [InlineData(
        "\"0.01\",\n      \"ctValCcy\"",
        "\"\",\n      \"ctValCcy\"",
        "the size of its contract is not readable"
    )]
    [InlineData("\"BTC-USDT-SWAP\"", "\"BTC-USDC-SWAP\"", "the venue does not list it")]
    public async Task FetchAsync_InstrumentThatDoesNotTrade_IsNamedOnceAndNotAskedFor(
        string oldText,
        string newText,
        string reason
    )
    {
        var handler = new ReplayHandler(Recording.Of("okx").WithFirst("instruments?instType=SWAP", oldText, newText));

        var fetch = await FetchAsync(handler);

        fetch
            .Venue.Missing.ShouldHaveSingleItem()
            .ShouldBe(new MissingInput("listing", "BTC-USDT-SWAP", $"BTC-USDT-SWAP perpetual, all inputs: {reason}."));
        fetch.Instruments.Count.ShouldBe(5);
        handler.Sent.ShouldNotContain(path => path.Contains("candles?instId=BTC-USDT-SWAP"));
    }

    [Theory]
    [InlineData("51001", "the venue does not list it")]
    [InlineData("50014", "the venue answered code 50014")]
    public async Task FetchAsync_ErrorCode_IsAnErrorOfThatInput(string code, string reason)
    {
        var handler = new ReplayHandler(Recording.Of("okx"))
        {
            Instead = (path, _) =>
                path.Contains("funding-rate?instId=BTC-USD-SWAP")
                    ? Task.FromResult(ReplayHandler.Json($$"""{"code":"{{code}}","msg":"no","data":[]}"""))
                    : null,
        };

        var fetch = await FetchAsync(handler);

        fetch
            .Venue.Missing.ShouldHaveSingleItem()
            .Reason.ShouldBe($"BTC-USD-SWAP inverse perpetual, funding rate: {reason}.");
    }

    [Fact]
    public async Task FetchAsync_TooManyRequests_WaitsAndAsksAgain()
    {
        var refusals = 1;
        var handler = new ReplayHandler(Recording.Of("okx"))
        {
            Instead = (path, _) =>
                path.Contains("mark-price") && refusals-- > 0
                    ? Task.FromResult(ReplayHandler.Json("""{"code":"50011","msg":"Too Many Requests","data":[]}"""))
                    : null,
        };

        (await FetchAsync(handler)).Venue.Missing.ShouldBeEmpty();

        _time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Recording.NowAt.AddSeconds(2));
    }

    private Task<VenueFetch> FetchAsync(ReplayHandler? handler = null) =>
        _time.RunAsync(() =>
            Recording
                .Venue("okx", handler ?? new ReplayHandler(Recording.Of("okx")), _time)
                .FetchAsync(Recording.Request, TestContext.Current.CancellationToken)
        );
}
