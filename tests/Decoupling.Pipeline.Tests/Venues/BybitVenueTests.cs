using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

public class BybitVenueTests
{
    private static readonly DateTimeOffset AnsweredAt = Recording.SlotAt.AddMilliseconds(1400);

    private readonly ManualTime _time = new(Recording.NowAt);

    [Fact]
    public async Task FetchAsync_Recording_AsksEachEndpointOnceAndMissesNothing()
    {
        var recording = Recording.Bybit();
        var handler = new ReplayHandler(recording);

        var fetch = await FetchAsync(handler);

        fetch.Venue.Missing.ShouldBeEmpty();
        handler.Sent.Order().ShouldBe(recording.Keys.Where(path => !path.Contains("/orderbook?")).Order());
        fetch.Instruments.Select(i => i.Kind).ShouldBe([InstrumentKind.Spot, InstrumentKind.LinearPerpetual]);
        fetch.Instruments.ShouldAllBe(i => i.Venue == "bybit" && i.Symbol == "BTCUSDT" && i.ContractMultiplier == 1);
        fetch.Venue.ServerTimeAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1350));
        fetch.Venue.AskedAt.ShouldBe(Recording.NowAt);
    }

    [Fact]
    public async Task FetchAsync_BarsNewestFirst_AreTurnedToOldestFirst()
    {
        var fetch = await FetchAsync();

        var bars = fetch.Only(InstrumentKind.LinearPerpetual).Bars.ShouldNotBeNull();
        bars.StartAt.ShouldBe(Recording.SlotAt.AddMinutes(-30));
        bars.Close.ShouldBe([91249.1, 91275.7, 91293.9, 91303.2, 91315.6, 91334.0]);
        bars.High.ShouldBe([91269.5, 91284.0, 91300.4, 91324.0, 91332.8, 91342.3]);
        var hourly = fetch.Only(InstrumentKind.LinearPerpetual).HourlyBars.ShouldNotBeNull();
        hourly.Close.ShouldBe([90929.1, 91060.6, 91014.2, 91171.7, 91334.0]);
    }

    [Fact]
    public async Task FetchAsync_Quotes_HaveBothClocksAndUnits()
    {
        var perpetual = (await FetchAsync()).Only(InstrumentKind.LinearPerpetual);

        perpetual.Mark.ShouldBe(new PriceQuote(91332.80, AnsweredAt, Recording.NowAt));
        perpetual.Index.ShouldBe(new PriceQuote(91351.44, AnsweredAt, Recording.NowAt));
        perpetual.Funding.ShouldBe(
            new FundingQuote(
                -0.00005512,
                TimeSpan.FromHours(8),
                Recording.SlotAt.AddHours(4),
                AnsweredAt,
                Recording.NowAt
            )
            {
                CapPerInterval = 0.00375,
            }
        );
        perpetual.FundingHistory.ShouldNotBeNull().Values.ShouldBe([0.00003801]);
    }

    [Fact]
    public async Task FetchAsync_OpenInterest_IsOfOneSide()
    {
        var openInterest = (await FetchAsync()).Only(InstrumentKind.LinearPerpetual).OpenInterest.ShouldNotBeNull();

        openInterest.Quantity.ShouldBe(51705.123);
        openInterest.Unit.ShouldBe(QuantityUnit.Coins);
        openInterest.Usd.ShouldBe(4722373636.94, tolerance: 5000, "the venue's own value, rounded to its tick");
    }

    [Fact]
    public async Task FetchAsync_OlderReplyWithBothSidesOnly_HalvesOpenInterest()
    {
        var recording = Recording
            .Bybit()
            .With("tickers", "\"singleOpenInterest\": \"51705.123\",", "")
            .With("open-interest", "\"singleOpenInterest\": \"51705.123\",", "");

        var perpetual = (await FetchAsync(new ReplayHandler(recording))).Only(InstrumentKind.LinearPerpetual);

        perpetual.OpenInterest.ShouldNotBeNull().Quantity.ShouldBe(51705.123);
        perpetual.OpenInterestHistoryUsd.ShouldNotBeNull().Values[^1].ShouldBe(51705.123 * 91334.0, tolerance: 0.01);
    }

    [Fact]
    public async Task FetchAsync_PastOpenInterest_IsValuedAtTheHoursClose()
    {
        var history = (await FetchAsync())
            .Only(InstrumentKind.LinearPerpetual)
            .OpenInterestHistoryUsd.ShouldNotBeNull();

        // The sample of 07:00 has no bar that ended then, so it is left out.
        history.At.ShouldBe(Enumerable.Range(-4, 5).Select(hour => Recording.SlotAt.AddHours(hour)));
        history.Values[0].ShouldBe(51120.250 * 90929.1, tolerance: 0.01);
        history.Values[^1].ShouldBe(51705.123 * 91334.0, tolerance: 0.01);
    }

    [Fact]
    public async Task FetchAsync_SamplesThatCouldNotBeFetchedBefore_AreValuedByTheBarsThatAreCarried()
    {
        var whole = (await FetchAsync()).Only(InstrumentKind.LinearPerpetual);
        var (slotAt, never) = (Recording.SlotAt, Recording.SlotAt.AddDays(1));
        var request = Recording.Request with
        {
            Carried = new Dictionary<(InstrumentKind, string), VenueWindow>
            {
                [(whole.Kind, whole.Symbol)] = new(
                    slotAt,
                    slotAt,
                    never,
                    Recording.Request.SamplesFrom,
                    whole.HourlyBars
                ),
            },
        };

        var late = (await FetchAsync(request: request)).Only(InstrumentKind.LinearPerpetual);

        late.HourlyBars.ShouldBeNull();
        var (valued, expected) = (late.OpenInterestHistoryUsd!, whole.OpenInterestHistoryUsd!);
        valued.At[^1].ShouldBe(expected.At[^1]);
        valued.Values.ShouldBe(expected.Values);
        valued.Values[0].ShouldBe(51120.250 * 90929.1, tolerance: 0.01);
    }

    [Fact]
    public async Task FetchAsync_TickerWithoutInterval_TakesTheInstruments()
    {
        var recording = Recording
            .Bybit()
            .With("tickers", "\"fundingIntervalHour\": \"8\",", "")
            .With("instruments-info?category=linear", "\"fundingInterval\": 480", "\"fundingInterval\": 240");

        var perpetual = (await FetchAsync(new ReplayHandler(recording))).Only(InstrumentKind.LinearPerpetual);

        perpetual.Funding.ShouldNotBeNull().Interval.ShouldBe(TimeSpan.FromHours(4));
    }

    [Fact]
    public async Task FetchAsync_ErrorCodeWithStatus200_IsAnErrorOfThatInput()
    {
        var handler = new ReplayHandler(Recording.Bybit())
        {
            Instead = (path, _) =>
                path.Contains("tickers")
                    ? Task.FromResult(
                        ReplayHandler.Json(
                            """{"retCode":10001,"retMsg":"params error","result":{},"time":1795176001400}"""
                        )
                    )
                    : null,
        };

        var fetch = await FetchAsync(handler);

        fetch.Venue.Missing.Select(missing => missing.Input).ShouldBe(["mark", "index", "funding", "openInterest"]);
        fetch.Venue.Missing[0].Reason.ShouldBe("BTCUSDT perpetual, mark price: the venue answered code 10001.");
        fetch.Only(InstrumentKind.LinearPerpetual).Bars.ShouldNotBeNull();
    }

    [Fact]
    public async Task FetchAsync_TooManyVisits_WaitsAndAsksAgain()
    {
        var refusals = 1;
        var handler = new ReplayHandler(Recording.Bybit())
        {
            Instead = (path, _) =>
                path.Contains("tickers") && refusals-- > 0
                    ? Task.FromResult(
                        ReplayHandler.Json("""{"retCode":10006,"retMsg":"Too many visits!","result":{}}""")
                    )
                    : null,
        };

        var fetch = await FetchAsync(handler);

        fetch.Venue.Missing.ShouldBeEmpty();
        _time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Recording.NowAt.AddSeconds(5));
    }

    [Fact]
    public async Task FetchBooksAsync_Recording_MapsLevelsAndEngineTime()
    {
        var venue = Recording.Venue("bybit", new ReplayHandler(Recording.Bybit()), _time);
        var instruments = (await FetchAsync()).Instruments;

        var fetch = await venue.FetchBooksAsync(instruments, TestContext.Current.CancellationToken);

        fetch.Missing.ShouldBeEmpty();
        var book = fetch.Books[(InstrumentKind.LinearPerpetual, "BTCUSDT")];
        book.BidPrices.ShouldBe([91333.9, 91333.0]);
        book.AskSizes.ShouldBe([3.12, 0.9]);
        book.VenueAt.ShouldBe(Recording.SlotAt.AddMilliseconds(1541));
        fetch.Books[(InstrumentKind.Spot, "BTCUSDT")].BidPrices[0].ShouldBe(91359.0);
    }

    private Task<Pipeline.Venues.VenueFetch> FetchAsync(ReplayHandler? handler = null, VenueRequest? request = null) =>
        _time.RunAsync(() =>
            Recording
                .Venue("bybit", handler ?? new ReplayHandler(Recording.Bybit()), _time)
                .FetchAsync(request ?? Recording.Request, TestContext.Current.CancellationToken)
        );
}
