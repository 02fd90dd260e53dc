using System.Globalization;
using System.Net;
using static Decoupling.Simulator.Tests.Venues.SimulatorHost;

namespace Decoupling.Simulator.Tests.Venues;

public class BybitTests
{
    [Fact]
    public async Task Time_Asked_IsInSecondsAndNanosecondsAsText()
    {
        await using var host = await StartAsync();

        var reply = await host.BybitJsonAsync("v5/market/time");

        var now = host.Clock.Now.ToUnixTimeMilliseconds();
        reply.Names().ShouldBe(["retCode", "retMsg", "result", "retExtInfo", "time"]);
        reply.GetProperty("time").GetInt64().ShouldBe(now);
        var text = now.ToString(CultureInfo.InvariantCulture);
        reply.GetProperty("result").GetProperty("timeSecond").GetString().ShouldBe(text[..^3]);
        reply.GetProperty("result").GetProperty("timeNano").GetString().ShouldBe(text + "000000");
    }

    [Theory]
    [InlineData("spot")]
    [InlineData("linear")]
    public async Task Kline_WithoutTimes_IsTwoHundredNewestFirstWithTheRunningOneAtTheHead(string category)
    {
        await using var host = await StartAsync();

        var result = await host.BybitResultAsync($"v5/market/kline?category={category}&symbol=BTCUSDT&interval=1");

        var minute = StartAt.AddMinutes(30).ToUnixTimeMilliseconds();
        result.GetProperty("category").GetString().ShouldBe(category);
        result.GetProperty("symbol").GetString().ShouldBe("BTCUSDT");
        var list = result.GetProperty("list");
        list.Times().ShouldBe(Enumerable.Range(0, 200).Select(i => minute - i * 60_000L));
        list[0].Kinds().ShouldBe("sssssss");
        list[0][1].GetString()!.ShouldNotEndWith("0000");
    }

    [Theory]
    [InlineData("mark-price-kline")]
    [InlineData("index-price-kline")]
    public async Task Kline_OfMarkAndIndex_IsFiveCells(string endpoint)
    {
        await using var host = await StartAsync();

        var result = await host.BybitResultAsync($"v5/market/{endpoint}?category=linear&symbol=BTCUSDT&interval=60");

        result.GetProperty("list").GetArrayLength().ShouldBe(200);
        result.GetProperty("list")[0].Kinds().ShouldBe("sssss");
    }

    [Fact]
    public async Task Kline_FromAStartWithinABar_BeginsWithThatBar()
    {
        await using var host = await StartAsync();
        var start = StartAt.AddHours(-50).AddSeconds(8).ToUnixTimeMilliseconds();

        var result = await host.BybitResultAsync(
            $"v5/market/kline?category=spot&symbol=BTCUSDT&interval=60&start={start}&limit=3"
        );

        var first = StartAt.AddHours(-50).ToUnixTimeMilliseconds();
        result.GetProperty("list").Times().ShouldBe([first + 7_200_000, first + 3_600_000, first]);
    }

    [Fact]
    public async Task Kline_RangeLongerThanThePage_KeepsTheNewest()
    {
        await using var host = await StartAsync();
        var (start, end) = (StartAt.AddHours(-9).ToUnixTimeMilliseconds(), StartAt.ToUnixTimeMilliseconds());

        var result = await host.BybitResultAsync(
            $"v5/market/kline?category=linear&symbol=BTCUSDT&interval=60&start={start}&end={end}&limit=2"
        );

        result.GetProperty("list").Times().ShouldBe([end, end - 3_600_000]);
    }

    [Fact]
    public async Task Tickers_OfAContract_HaveFundingItsIntervalAndOpenInterestOfBothSidesAndOne()
    {
        await using var host = await StartAsync();

        var result = await host.BybitResultAsync("v5/market/tickers?category=linear&symbol=BTCUSDT");

        var ticker = result.GetProperty("list")[0];
        ticker.Parsed("openInterest").ShouldBe(2 * ticker.Parsed("singleOpenInterest"), 1e-6);
        ticker.Parsed("openInterestValue").ShouldBe(ticker.Parsed("openInterest") * ticker.Parsed("markPrice"), 1);
        ticker.GetProperty("fundingIntervalHour").GetString().ShouldBe("8");
        var next = StartAt.AddHours(4).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        ticker.GetProperty("nextFundingTime").GetString().ShouldBe(next);
        ticker.Parsed("bid1Price").ShouldBeLessThan(ticker.Parsed("ask1Price"));
        ticker.Parsed("lowPrice24h").ShouldBeLessThan(ticker.Parsed("highPrice24h"));
        ticker.Parsed("indexPrice").ShouldBe(ticker.Parsed("lastPrice"), ticker.Parsed("lastPrice") * 0.0015);
    }

    [Fact]
    public async Task Tickers_OfSpot_HaveNoContractFields()
    {
        await using var host = await StartAsync();

        var result = await host.BybitResultAsync("v5/market/tickers?category=spot&symbol=BTCUSDT");

        var names = result.GetProperty("list")[0].Names();
        names.ShouldContain("usdIndexPrice");
        names.ShouldNotContain("fundingRate");
    }

    [Fact]
    public async Task InstrumentsInfo_OfAContract_HasItsFundingIntervalInMinutesAsANumber()
    {
        await using var host = await StartAsync();

        var result = await host.BybitResultAsync("v5/market/instruments-info?category=linear&symbol=BTCUSDT");

        var contract = result.GetProperty("list")[0];
        contract.GetProperty("contractType").GetString().ShouldBe("LinearPerpetual");
        contract.GetProperty("fundingInterval").GetInt32().ShouldBe(480);
        contract.GetProperty("settleCoin").GetString().ShouldBe("USDT");
        contract.GetProperty("priceFilter").GetProperty("tickSize").GetString().ShouldBe("0.10");
        contract.GetProperty("lotSizeFilter").GetProperty("qtyStep").GetString().ShouldBe("0.001");
        result.GetProperty("nextPageCursor").GetString().ShouldBe("");
    }

    [Theory]
    [InlineData("spot", "", 1)]
    [InlineData("linear", "", 25)]
    [InlineData("linear", "&limit=500", 500)]
    public async Task Orderbook_ByLimit_HasTheLevelsDocumented(string category, string limit, int levels)
    {
        await using var host = await StartAsync();

        var book = await host.BybitResultAsync($"v5/market/orderbook?category={category}&symbol=BTCUSDT{limit}");

        book.Names().ShouldBe(["s", "b", "a", "ts", "u", "seq", "cts"]);
        book.GetProperty("b").GetArrayLength().ShouldBe(levels);
        book.GetProperty("a").GetArrayLength().ShouldBe(levels);
    }

    [Fact]
    public async Task FundingHistory_WithoutTimes_IsTwoHundredNewestFirst()
    {
        await using var host = await StartAsync();

        var result = await host.BybitResultAsync("v5/market/funding/history?category=linear&symbol=BTCUSDT");

        var times = result
            .GetProperty("list")
            .EnumerateArray()
            .Select(each => (long)each.Parsed("fundingRateTimestamp"))
            .ToList();
        times.Count.ShouldBe(200);
        times[0].ShouldBe(StartAt.AddHours(-4).ToUnixTimeMilliseconds());
        times.Zip(times.Skip(1)).ShouldAllBe(pair => pair.First - pair.Second == 8 * 3_600_000);
    }

    [Fact]
    public async Task OpenInterest_FollowingTheCursor_GivesTheWholeRangeOnce()
    {
        await using var host = await StartAsync();
        var (start, end) = (StartAt.AddHours(-10).ToUnixTimeMilliseconds(), StartAt.ToUnixTimeMilliseconds());
        var query =
            $"v5/market/open-interest?category=linear&symbol=BTCUSDT&intervalTime=1h&startTime={start}&endTime={end}&limit=4";
        var (times, cursor) = (new List<long>(), "");

        do
        {
            var page = await host.BybitResultAsync(cursor == "" ? query : $"{query}&cursor={cursor}");
            times.AddRange(page.GetProperty("list").EnumerateArray().Select(each => (long)each.Parsed("timestamp")));
            cursor = page.GetProperty("nextPageCursor").GetString()!;
        } while (cursor != "");

        times.ShouldBe(Enumerable.Range(0, 11).Select(i => end - i * 3_600_000L));
    }

    [Theory]
    [InlineData("v5/market/kline?category=linear&symbol=NOPE&interval=1", "Not supported symbols")]
    [InlineData("v5/market/kline?category=linear&symbol=BTCUSDT&interval=7", "Invalid period!")]
    [InlineData("v5/market/tickers?symbol=BTCUSDT", "params error: category invalid")]
    [InlineData(
        "v5/market/funding/history?category=linear&symbol=BTCUSDT&startTime=1",
        "params error: endTime invalid"
    )]
    public async Task Request_ThatBybitRefuses_HasStatus200AndCode10001(string query, string message)
    {
        await using var host = await StartAsync();

        var response = await host.BybitAsync(query);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var reply = await JsonOfAsync(response);
        reply.GetProperty("retCode").GetInt32().ShouldBe(10001);
        reply.GetProperty("retMsg").GetString().ShouldBe(message);
        reply.GetProperty("result").Names().ShouldBeEmpty();
    }
}
