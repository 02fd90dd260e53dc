using System.Net;
using static Decoupling.Simulator.Tests.Venues.SimulatorHost;

namespace Decoupling.Simulator.Tests.Venues;

public class BinanceSpotTests
{
    [Fact]
    public async Task Time_Asked_IsTheClocks()
    {
        await using var host = await StartAsync();

        var reply = await host.SpotJsonAsync("api/v3/time");

        reply.Names().ShouldBe(["serverTime"]);
        reply.GetProperty("serverTime").GetInt64().ShouldBe(host.Clock.Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Ping_Asked_IsAnEmptyObject()
    {
        await using var host = await StartAsync();

        (await host.SpotJsonAsync("api/v3/ping")).ToString().ShouldBe("{}");
    }

    [Fact]
    public async Task Klines_WithoutTimes_AreFiveHundredOldestFirstAndTheRunningOneLast()
    {
        await using var host = await StartAsync();

        var rows = await host.SpotJsonAsync("api/v3/klines?symbol=BTCUSDT&interval=1m");

        var minute = StartAt.AddMinutes(30).ToUnixTimeMilliseconds();
        rows.Times().ShouldBe(Enumerable.Range(-499, 500).Select(i => minute + i * 60_000L));
        rows[499][6].GetInt64().ShouldBe(minute + 59_999);
        rows[0].Kinds().ShouldBe("nsssssnsnsss");
        rows[0][1].GetString()!.ShouldMatch(@"^\d+\.\d{2}000000$");
        rows[0][5].GetString()!.ShouldMatch(@"^\d+\.\d{8}$");
        rows[0][11].GetString().ShouldBe("0");
    }

    [Theory]
    [InlineData("5m", 5)]
    [InlineData("1h", 60)]
    [InlineData("1d", 1440)]
    public async Task Klines_FromAStart_AreAlignedAndPagedFromThere(string interval, int minutes)
    {
        await using var host = await StartAsync();
        var start = StartAt.AddDays(-40).AddSeconds(1).ToUnixTimeMilliseconds();

        var rows = await host.SpotJsonAsync(
            $"api/v3/klines?symbol=ETHUSDT&interval={interval}&startTime={start}&limit=7"
        );

        var step = minutes * 60_000L;
        var first = (start + step - 1) / step * step;
        rows.Times().ShouldBe(Enumerable.Range(0, 7).Select(i => first + i * step));
    }

    [Fact]
    public async Task Klines_BetweenTimes_IncludeBothEnds()
    {
        await using var host = await StartAsync();
        var (from, to) = (StartAt.ToUnixTimeMilliseconds(), StartAt.AddMinutes(3).ToUnixTimeMilliseconds());

        var rows = await host.SpotJsonAsync($"api/v3/klines?symbol=BTCUSDT&interval=1m&startTime={from}&endTime={to}");

        rows.Times().ShouldBe([from, from + 60_000, from + 120_000, to]);
    }

    [Fact]
    public async Task Klines_InTheFuture_AreNone()
    {
        await using var host = await StartAsync();
        var start = StartAt.AddDays(1).ToUnixTimeMilliseconds();

        var rows = await host.SpotJsonAsync($"api/v3/klines?symbol=BTCUSDT&interval=1m&startTime={start}");

        rows.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Klines_LimitTooHigh_IsCutToAThousand()
    {
        await using var host = await StartAsync();

        var rows = await host.SpotJsonAsync("api/v3/klines?symbol=BTCUSDT&interval=1m&limit=5000");

        rows.GetArrayLength().ShouldBe(1_000);
    }

    [Fact]
    public async Task Klines_ThirtyDaysOfHours_AreOfOnePiece()
    {
        await using var host = await StartAsync();

        var rows = await host.SpotJsonAsync("api/v3/klines?symbol=BTCUSDT&interval=1h&limit=720");

        var cells = rows.EnumerateArray().ToList();
        cells.Zip(cells.Skip(1)).ShouldAllBe(pair => pair.First[4].GetString() == pair.Second[1].GetString());
    }

    [Theory]
    [InlineData("api/v3/klines?symbol=NOPE&interval=1m", -1121, "Invalid symbol.")]
    [InlineData("api/v3/klines?symbol=BTCUSDT&interval=7m", -1120, "Invalid interval.")]
    [InlineData(
        "api/v3/klines?interval=1m",
        -1102,
        "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."
    )]
    [InlineData(
        "api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=soon",
        -1100,
        "Illegal characters found in parameter 'startTime'; legal range is '^[0-9]{1,20}$'."
    )]
    public async Task Request_ThatBinanceRefuses_GetsItsCodeAndMessage(string query, int code, string message)
    {
        await using var host = await StartAsync();

        var response = await host.SpotAsync(query);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var reply = await JsonOfAsync(response);
        reply.GetProperty("code").GetInt32().ShouldBe(code);
        reply.GetProperty("msg").GetString().ShouldBe(message);
    }

    [Fact]
    public async Task Depth_WithoutLimit_IsAHundredLevelsASide()
    {
        await using var host = await StartAsync();

        var book = await host.SpotJsonAsync("api/v3/depth?symbol=BTCUSDT");

        book.Names().ShouldBe(["lastUpdateId", "bids", "asks"]);
        book.GetProperty("bids").GetArrayLength().ShouldBe(100);
        book.GetProperty("asks").GetArrayLength().ShouldBe(100);
        book.GetProperty("bids")[0].Kinds().ShouldBe("ss");
        book.GetProperty("bids")[0][0].Parsed().ShouldBeGreaterThan(book.GetProperty("bids")[1][0].Parsed());
        book.GetProperty("bids")[0][0].Parsed().ShouldBeLessThan(book.GetProperty("asks")[0][0].Parsed());
    }

    [Fact]
    public async Task ExchangeInfo_OfSomeSymbols_NamesTheirGrids()
    {
        await using var host = await StartAsync();

        var info = await host.SpotJsonAsync("api/v3/exchangeInfo?symbols=[\"BTCUSDT\",\"ETHUSDT\"]");

        var symbols = info.GetProperty("symbols");
        symbols.EnumerateArray().Select(each => each.GetProperty("baseAsset").GetString()).ShouldBe(["BTC", "ETH"]);
        symbols[0].GetProperty("status").GetString().ShouldBe("TRADING");
        symbols[0].GetProperty("filters")[0].GetProperty("tickSize").GetString().ShouldBe("0.01000000");
    }
}
