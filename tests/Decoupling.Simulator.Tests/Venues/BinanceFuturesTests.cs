using static Decoupling.Simulator.Tests.Venues.SimulatorHost;

namespace Decoupling.Simulator.Tests.Venues;

public class BinanceFuturesTests
{
    [Fact]
    public async Task Klines_OfThePerpetual_AreTwelveCellsOnTheTickGrid()
    {
        await using var host = await StartAsync();

        var rows = await host.FuturesJsonAsync("fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=50");

        rows.GetArrayLength().ShouldBe(50);
        rows[0].Kinds().ShouldBe("nsssssnsnsss");
        rows[0][4].GetString()!.ShouldMatch(@"^\d+\.\d0$");
        rows[49][0].GetInt64().ShouldBe(StartAt.AddMinutes(30).ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("fapi/v1/markPriceKlines?symbol=BTCUSDT&interval=1h")]
    [InlineData("fapi/v1/indexPriceKlines?pair=BTCUSDT&interval=1h")]
    public async Task Klines_OfMarkAndIndex_HaveEightDecimalsAndNoVolume(string query)
    {
        await using var host = await StartAsync();

        var rows = await host.FuturesJsonAsync(query);

        rows.GetArrayLength().ShouldBe(500);
        rows[0].Kinds().ShouldBe("nsssssnsnsss");
        rows[0][1].GetString()!.ShouldMatch(@"^\d+\.\d{8}$");
        rows[0][5].GetString().ShouldBe("0");
        rows[0][7].GetString().ShouldBe("0");
    }

    [Theory]
    [InlineData(
        "fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=1501",
        -1130,
        "Data sent for parameter 'limit' is not valid."
    )]
    [InlineData("fapi/v1/depth?symbol=BTCUSDT&limit=1001", -1130, "Data sent for parameter 'limit' is not valid.")]
    [InlineData("fapi/v1/depth?symbol=BTCUSDT&limit=400", -4021, "400 is not valid depth limit.")]
    [InlineData("fapi/v1/openInterest?symbol=X", -1121, "Invalid symbol.")]
    [InlineData(
        "futures/data/openInterestHist?symbol=BTCUSDT",
        -1102,
        "Mandatory parameter 'period' was not sent, was empty/null, or malformed."
    )]
    [InlineData(
        "futures/data/openInterestHist?symbol=BTCUSDT&period=5m&startTime=1730000000000",
        -1130,
        "parameter 'startTime' is invalid."
    )]
    public async Task Request_ThatBinanceRefuses_GetsItsCodeAndMessage(string query, int code, string message)
    {
        await using var host = await StartAsync();

        var reply = await host.FuturesJsonAsync(query);

        reply.GetProperty("code").GetInt32().ShouldBe(code);
        reply.GetProperty("msg").GetString().ShouldBe(message);
    }

    [Fact]
    public async Task PremiumIndex_OfOneContract_HasMarkIndexAndTheRoundThatRuns()
    {
        await using var host = await StartAsync();

        var premium = await host.FuturesJsonAsync("fapi/v1/premiumIndex?symbol=BTCUSDT");

        premium
            .Names()
            .ShouldBe([
                "symbol",
                "markPrice",
                "indexPrice",
                "estimatedSettlePrice",
                "lastFundingRate",
                "interestRate",
                "nextFundingTime",
                "time",
            ]);
        premium.Parsed("markPrice").ShouldBe(premium.Parsed("indexPrice"), premium.Parsed("indexPrice") * 0.0015);
        premium.GetProperty("nextFundingTime").GetInt64().ShouldBe(StartAt.AddHours(4).ToUnixTimeMilliseconds());
        premium.GetProperty("time").GetInt64().ShouldBe(host.Clock.Now.ToUnixTimeMilliseconds());
        premium.GetProperty("interestRate").GetString().ShouldBe("0.00010000");
    }

    [Fact]
    public async Task PremiumIndex_WithoutSymbol_IsAnArrayOfAll()
    {
        await using var host = await StartAsync();

        (await host.FuturesJsonAsync("fapi/v1/premiumIndex")).GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task FundingRate_OfThirtyDays_IsPaidEveryEightHoursOldestFirst()
    {
        await using var host = await StartAsync();
        var start = StartAt.AddDays(-30).ToUnixTimeMilliseconds();

        var rates = await host.FuturesJsonAsync($"fapi/v1/fundingRate?symbol=BTCUSDT&startTime={start}&limit=1000");

        var times = rates.EnumerateArray().Select(rate => rate.GetProperty("fundingTime").GetInt64()).ToList();
        times.Count.ShouldBe(90);
        times[^1].ShouldBe(StartAt.AddHours(-4).ToUnixTimeMilliseconds());
        times.Zip(times.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First == 8 * 3_600_000);
        rates[0].Names().ShouldBe(["symbol", "fundingTime", "fundingRate", "markPrice"]);
        rates[0].GetProperty("fundingRate").GetString()!.ShouldMatch(@"^-?0\.\d{8}$");
    }

    [Fact]
    public async Task FundingInfo_EveryContract_HasItsIntervalAsANumber()
    {
        await using var host = await StartAsync();

        var info = await host.FuturesJsonAsync("fapi/v1/fundingInfo");

        info.EnumerateArray().ShouldAllBe(each => each.GetProperty("fundingIntervalHours").GetInt32() == 8);
        info[0].GetProperty("adjustedFundingRateCap").GetString().ShouldBe("0.00300000");
        info[0].GetProperty("adjustedFundingRateFloor").GetString().ShouldBe("-0.00300000");
    }

    [Fact]
    public async Task OpenInterest_NowAndInHistory_Agree()
    {
        await using var host = await StartAsync();
        host.Clock.Now = StartAt.AddMinutes(30);

        var now = await host.FuturesJsonAsync("fapi/v1/openInterest?symbol=BTCUSDT");
        var history = await host.FuturesJsonAsync("futures/data/openInterestHist?symbol=BTCUSDT&period=5m");

        now.Names().ShouldBe(["openInterest", "symbol", "time"]);
        history.GetArrayLength().ShouldBe(30);
        var last = history[29];
        last.GetProperty("timestamp").GetInt64().ShouldBe(host.Clock.Now.ToUnixTimeMilliseconds());
        last.Parsed("sumOpenInterest").ShouldBe(now.Parsed("openInterest"), 0.001);
        var mark = (await host.FuturesJsonAsync("fapi/v1/premiumIndex?symbol=BTCUSDT")).Parsed("markPrice");
        last.Parsed("sumOpenInterestValue").ShouldBe(last.Parsed("sumOpenInterest") * mark, 1_000_000);
    }

    [Fact]
    public async Task Depth_AThousandLevels_HasItsTimesAndBothSides()
    {
        await using var host = await StartAsync();

        var book = await host.FuturesJsonAsync("fapi/v1/depth?symbol=BTCUSDT&limit=1000");

        book.Names().ShouldBe(["lastUpdateId", "E", "T", "bids", "asks"]);
        book.GetProperty("bids").GetArrayLength().ShouldBe(1_000);
        book.GetProperty("E").GetInt64().ShouldBe(host.Clock.Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task ExchangeInfo_Contracts_ArePerpetualsInUsdt()
    {
        await using var host = await StartAsync();

        var info = await host.FuturesJsonAsync("fapi/v1/exchangeInfo");

        var contract = info.GetProperty("symbols")[0];
        contract.GetProperty("contractType").GetString().ShouldBe("PERPETUAL");
        contract.GetProperty("marginAsset").GetString().ShouldBe("USDT");
        contract.GetProperty("filters")[0].GetProperty("tickSize").GetString().ShouldBe("0.10");
        contract.GetProperty("filters")[1].GetProperty("stepSize").GetString().ShouldBe("0.001");
        info.GetProperty("rateLimits")[0].GetProperty("limit").GetInt32().ShouldBe(2_400);
    }
}
