using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

public class HyperliquidVenueTests
{
    private readonly ManualTime _time = new(Recording.NowAt);

    [Fact]
    public async Task FetchAsync_Recording_PostsEachRequestAndMissesNothing()
    {
        var recording = Recording.Of("hyperliquid");
        var handler = new ReplayHandler(recording);

        var fetch = await FetchAsync(handler);

        fetch.Venue.Missing.ShouldBeEmpty();
        fetch.Venue.NotPublished.Select(input => input.Input).ShouldBe(["openInterest", "liquidations"]);
        handler.Sent.Order().ShouldBe(recording.Keys.Where(path => !path.Contains("@142\"}")).Order());
        fetch.Venue.ServerTimeAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1350));
        fetch
            .Instruments.Select(i => (i.Symbol, i.Kind, i.ContractMultiplier, i.SettlementCoin, i.TickSize))
            .ShouldBe([
                ("@142", InstrumentKind.Spot, 1, "USDC", null),
                ("BTC", InstrumentKind.LinearPerpetual, 1, "USDC", 1),
            ]);
    }

    [Fact]
    public async Task FetchAsync_Quotes_AreOfTheAskedAssetAndFundingIsHourly()
    {
        var perpetual = (await FetchAsync()).Only(InstrumentKind.LinearPerpetual);

        perpetual.Mark.ShouldBe(new PriceQuote(91332, Recording.NowAt, Recording.NowAt));
        perpetual.Index.ShouldBe(new PriceQuote(91351, Recording.NowAt, Recording.NowAt));
        perpetual.Funding.ShouldBe(
            new FundingQuote(
                -0.0000068921,
                TimeSpan.FromHours(1),
                Recording.SlotAt.AddHours(1),
                Recording.NowAt,
                Recording.NowAt
            )
        );
        perpetual
            .FundingHistory.ShouldNotBeNull()
            .Values.ShouldBe([0.0000125, 0.0000126, 0.0000127, 0.0000128, 0.0000129]);
        var openInterest = perpetual.OpenInterest.ShouldNotBeNull();
        (openInterest.Quantity, openInterest.Unit).ShouldBe((20410.55412, QuantityUnit.Coins));
        openInterest.Usd.ShouldBe(20410.55412 * 91332, tolerance: 1e-3);
    }

    [Fact]
    public async Task FetchAsync_Bars_AreTheAskedCoinsOwn()
    {
        var fetch = await FetchAsync();

        fetch
            .Only(InstrumentKind.LinearPerpetual)
            .Bars.ShouldNotBeNull()
            .Close.ShouldBe([91247.1, 91273.7, 91291.9, 91301.2, 91313.6, 91332.0]);
        fetch.Only(InstrumentKind.Spot).HourlyBars.ShouldNotBeNull().Close[^1].ShouldBe(91356.0);
    }

    [Fact]
    public async Task FetchBooksAsync_Recording_MapsLevelsOfBothSides()
    {
        var venue = Recording.Venue("hyperliquid", new ReplayHandler(Recording.Of("hyperliquid")), _time);
        var instruments = (await FetchAsync()).Instruments;

        var fetch = await venue.FetchBooksAsync(instruments, TestContext.Current.CancellationToken);

        fetch.Missing.ShouldBeEmpty();
        var book = fetch.Books[(InstrumentKind.LinearPerpetual, "BTC")];
        book.BidPrices.ShouldBe([91331, 91330]);
        book.AskSizes.ShouldBe([3.72573, 0.03586]);
        book.VenueAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1350));
    }

    [Theory]
    [InlineData("FTT", "the venue has delisted it")]
    [InlineData("XRP", "the venue does not list it")]
    public async Task FetchAsync_AssetThatIsGone_IsNamed(string asset, string reason)
    {
        var handler = new ReplayHandler(Recording.Of("hyperliquid"));

        var fetch = await FetchAsync(handler, asset);

        fetch.Instruments.ShouldBeEmpty();
        fetch.Venue.Missing.ShouldContain(
            new MissingInput("listing", asset, $"{asset} perpetual, all inputs: {reason}.")
        );
        fetch.Venue.Missing.ShouldContain(missing =>
            missing.Reason == $"{asset}/USDC spot, all inputs: the venue does not list it."
        );
    }

    [Fact]
    public async Task FetchAsync_SeveralAssetsAtOnce_AskForTheListsOnce()
    {
        var handler = new ReplayHandler(Recording.Of("hyperliquid"));
        var venue = Recording.Venue("hyperliquid", handler, _time);

        await _time.RunAsync(async () =>
        {
            await Task.WhenAll(
                new[] { "BTC", "FTT", "XRP" }.Select(asset =>
                    venue.FetchAsync(Recording.Request with { Asset = asset }, TestContext.Current.CancellationToken)
                )
            );
            return 0;
        });

        handler.Sent.Count(path => path.Contains("metaAndAssetCtxs")).ShouldBe(1);
        handler.Sent.Count(path => path.Contains("spotMeta")).ShouldBe(1);
    }

    private Task<VenueFetch> FetchAsync(ReplayHandler? handler = null, string asset = "BTC") =>
        _time.RunAsync(() =>
            Recording
                .Venue("hyperliquid", handler ?? new ReplayHandler(Recording.Of("hyperliquid")), _time)
                .FetchAsync(Recording.Request with { Asset = asset }, TestContext.Current.CancellationToken)
        );
}
