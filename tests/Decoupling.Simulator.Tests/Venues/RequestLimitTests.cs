using System.Net;
using static Decoupling.Simulator.Tests.Venues.SimulatorHost;

namespace Decoupling.Simulator.Tests.Venues;

public class RequestLimitTests
{
    [Theory]
    [InlineData("fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=99", 1)]
    [InlineData("fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=499", 2)]
    [InlineData("fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=1000", 5)]
    [InlineData("fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=1500", 10)]
    [InlineData("fapi/v1/depth?symbol=BTCUSDT", 10)]
    [InlineData("fapi/v1/depth?symbol=BTCUSDT&limit=1000", 20)]
    [InlineData("fapi/v1/premiumIndex", 10)]
    [InlineData("fapi/v1/fundingInfo", 0)]
    [InlineData("futures/data/openInterestHist?symbol=BTCUSDT&period=5m", 0)]
    public async Task Weight_OfAFuturesRequest_IsAsDocumented(string query, int weight)
    {
        await using var host = await StartAsync();

        using var response = await host.FuturesAsync(query);

        response.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single().ShouldBe($"{weight}");
    }

    [Theory]
    [InlineData("api/v3/klines?symbol=BTCUSDT&interval=1m", 2)]
    [InlineData("api/v3/depth?symbol=BTCUSDT", 5)]
    [InlineData("api/v3/depth?symbol=BTCUSDT&limit=5000", 250)]
    [InlineData("api/v3/exchangeInfo", 20)]
    public async Task Weight_OfASpotRequest_IsAsDocumented(string query, int weight)
    {
        await using var host = await StartAsync();

        using var response = await host.SpotAsync(query);

        response.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single().ShouldBe($"{weight}");
    }

    [Fact]
    public async Task Weight_OverTheMinutesLimit_Is429UntilTheClocksNextMinute()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 24; i++)
            (await host.SpotAsync("api/v3/depth?symbol=BTCUSDT&limit=5000")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var refused = await host.SpotAsync("api/v3/time");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
        (await JsonOfAsync(refused)).GetProperty("code").GetInt32().ShouldBe(-1003);
        host.Clock.Now += TimeSpan.FromSeconds(30);
        (await host.SpotAsync("api/v3/time")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Weight_LimitsSwitchedOff_IsCountedOnly()
    {
        await using var host = await StartAsync(enforceRequestLimits: false);

        for (var i = 0; i < 25; i++)
            (await host.SpotAsync("api/v3/depth?symbol=BTCUSDT&limit=5000")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bybit_SixHundredRequestsInFiveSeconds_ThenForbidden()
    {
        await using var host = await StartAsync();
        using var first = await host.BybitAsync("v5/market/time");
        first.Headers.GetValues("X-Bapi-Limit").Single().ShouldBe("600");
        first.Headers.GetValues("X-Bapi-Limit-Status").Single().ShouldBe("599");
        for (var i = 1; i < 600; i++)
            (await host.BybitAsync("v5/market/time")).Dispose();

        var refused = await host.BybitAsync("v5/market/time");

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        refused.Headers.RetryAfter.ShouldBeNull();
        refused.Headers.GetValues("X-Bapi-Limit-Status").Single().ShouldBe("0");
        (await JsonOfAsync(refused)).GetProperty("retCode").GetInt32().ShouldBe(10018);
        host.Clock.Now += TimeSpan.FromSeconds(5);
        (await host.BybitAsync("v5/market/time")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
