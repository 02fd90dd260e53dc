using System.Globalization;
using System.Text;
using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>A cold start asks for more than a page holds. The venue here makes its rows from the question, within its own limits.</summary>
public class PagingTests
{
    private static readonly VenueRequest ColdStart = new(
        "BTC",
        Recording.SlotAt,
        TimeSpan.FromMinutes(1),
        BarsFrom: Recording.SlotAt.AddDays(-1),
        HourlyFrom: Recording.SlotAt.AddDays(-30),
        HistoryFrom: Recording.SlotAt.AddDays(-30)
    );

    private readonly ManualTime _time = new(Recording.NowAt);

    [Theory]
    [InlineData("binance")]
    [InlineData("bybit")]
    public async Task FetchAsync_ColdStart_JoinsThePagesWithoutGapOrRepetition(string name)
    {
        var (fetch, _) = await FetchAsync(name);

        var spot = fetch.Only(InstrumentKind.Spot);
        spot.Bars.ShouldNotBeNull().Close.ShouldBe(Closes(ColdStart.BarsFrom, TimeSpan.FromMinutes(1), 1440));
        spot.HourlyBars.ShouldNotBeNull().Close.ShouldBe(Closes(ColdStart.HourlyFrom, TimeSpan.FromHours(1), 720));
        var perpetual = fetch.Only(InstrumentKind.LinearPerpetual);
        perpetual.Bars.ShouldNotBeNull().Count.ShouldBe(1440);
        perpetual.OpenInterestHistoryUsd.ShouldNotBeNull().At.Length.ShouldBe(720);
        perpetual.OpenInterestHistoryUsd.At[^1].ShouldBe(Recording.SlotAt);
        perpetual.FundingHistory.ShouldNotBeNull().At.Length.ShouldBe(721);
    }

    [Theory]
    [InlineData("binance", "api/v3/klines", 3)]
    [InlineData("binance", "fapi/v1/klines", 2)]
    [InlineData("binance", "openInterestHist", 2)]
    [InlineData("binance", "fundingRate", 1)]
    [InlineData("bybit", "kline?category=spot", 3)]
    [InlineData("bybit", "open-interest", 4)]
    [InlineData("bybit", "funding/history", 4)]
    public async Task FetchAsync_ColdStart_TakesAsFewPagesAsTheLimitsAllow(string name, string path, int pages)
    {
        var (_, sent) = await FetchAsync(name);

        sent.Count(asked => asked.Contains(path, StringComparison.Ordinal)).ShouldBe(pages);
    }

    [Fact]
    public async Task FetchAsync_OnePageFails_HasNoBarsRatherThanAHole()
    {
        var (fetch, _) = await FetchAsync(
            "binance",
            path => path.Contains("api/v3/klines") && path.Contains("limit=440")
        );

        fetch.Only(InstrumentKind.Spot).Bars.ShouldBeNull();
        fetch.Only(InstrumentKind.Spot).HourlyBars.ShouldNotBeNull();
        fetch.Venue.Missing.ShouldHaveSingleItem().Reason.ShouldBe("BTCUSDT spot, bars: the venue answered HTTP 400.");
    }

    private async Task<(VenueFetch Fetch, IReadOnlyList<string> Sent)> FetchAsync(
        string name,
        Func<string, bool>? fails = null
    )
    {
        var handler = new ReplayHandler(name == "binance" ? Recording.Binance() : Recording.Bybit())
        {
            Instead = (path, _) =>
                fails?.Invoke(path) == true
                    ? Task.FromResult(ReplayHandler.Json("{}", System.Net.HttpStatusCode.BadRequest))
                : Rows(path) is { } body ? Task.FromResult(ReplayHandler.Json(body))
                : null,
        };
        var fetch = await _time.RunAsync(() =>
            Recording.Venue(name, handler, _time).FetchAsync(ColdStart, TestContext.Current.CancellationToken)
        );
        return (fetch, handler.Sent);
    }

    private static string? Rows(string path)
    {
        var query = path.Split('?')
            .Last()
            .Split('&')
            .Select(part => part.Split('='))
            .ToDictionary(p => p[0], p => p[^1]);
        var fromMs = long.Parse(query.GetValueOrDefault("startTime", query.GetValueOrDefault("start", "0")));
        var untilMs = long.Parse(query.GetValueOrDefault("endTime", query.GetValueOrDefault("end", "0")));
        var limit = int.Parse(query.GetValueOrDefault("limit", "0"), CultureInfo.InvariantCulture);
        var hour = (long)TimeSpan.FromHours(1).TotalMilliseconds;
        var step = query.GetValueOrDefault("interval") is "1m" or "1" ? hour / 60 : hour;
        var oldestFirst = Times(fromMs, untilMs, step).Take(limit);
        var newestFirst = Times(fromMs, untilMs, step).Reverse().Take(limit);
        return path.Split('?')[0] switch
        {
            "api/v3/klines" when limit <= 1000 => Join(oldestFirst, Bar),
            "fapi/v1/klines" when limit <= 1500 => Join(oldestFirst, Bar),
            "fapi/v1/fundingRate" when limit <= 1000 => Join(
                oldestFirst,
                at => $$"""{"symbol":"BTCUSDT","fundingTime":{{at}},"fundingRate":"0.0001"}"""
            ),
            "futures/data/openInterestHist" when limit <= 500 => Join(
                oldestFirst,
                at => $$"""{"symbol":"BTCUSDT","sumOpenInterestValue":"7e9","timestamp":{{at}}}"""
            ),
            "v5/market/kline" when limit <= 1000 => Wrap(Join(newestFirst, Bar)),
            "v5/market/funding/history" when limit <= 200 => Wrap(
                Join(
                    newestFirst,
                    at => $$"""{"symbol":"BTCUSDT","fundingRate":"0.0001","fundingRateTimestamp":"{{at}}"}"""
                )
            ),
            "v5/market/open-interest" when limit <= 200 => Wrap(
                Join(
                    newestFirst,
                    at => $$"""{"openInterest":"100000","singleOpenInterest":"50000","timestamp":"{{at}}"}"""
                )
            ),
            _ => null,
        };
    }

    private static IEnumerable<long> Times(long fromMs, long untilMs, long step)
    {
        for (var at = (fromMs + step - 1) / step * step; at <= untilMs; at += step)
            yield return at;
    }

    private static string Bar(long at) =>
        $"[\"{at}\",\"90000\",\"99999\",\"80000\",\"{90000 + at / 60000 % 7}\",\"1.5\"]";

    private static double[] Closes(DateTimeOffset fromAt, TimeSpan step, int count) =>
        [.. Enumerable.Range(0, count).Select(i => 90000.0 + (fromAt + step * i).ToUnixTimeMilliseconds() / 60000 % 7)];

    private static string Join(IEnumerable<long> times, Func<long, string> row) =>
        new StringBuilder("[").AppendJoin(',', times.Select(row)).Append(']').ToString();

    private static string Wrap(string list) =>
        $$"""{"retCode":0,"retMsg":"OK","result":{"symbol":"BTCUSDT","list":{{list}}},"time":1795176001400}""";
}
