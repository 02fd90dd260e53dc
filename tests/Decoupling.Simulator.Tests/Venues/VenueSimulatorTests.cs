using System.Net;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues;
using static Decoupling.Simulator.Tests.Venues.SimulatorHost;

namespace Decoupling.Simulator.Tests.Venues;

public class VenueSimulatorTests
{
    private static readonly string[] s_bybitQueries =
    [
        "v5/market/kline?category=linear&symbol=SOLUSDT&interval=5",
        "v5/market/tickers?category=linear",
        "v5/market/orderbook?category=linear&symbol=ETHUSDT&limit=200",
    ];

    [Fact]
    public async Task Replies_OfTwoSimulatorsWithOneSeed_AreTheSameBytes()
    {
        await using var one = await StartAsync(seed: 7);
        await using var two = await StartAsync(seed: 7);
        await using var other = await StartAsync(seed: 8);

        foreach (var query in s_bybitQueries)
        {
            var bytes = await BytesAsync(one, query);

            (await BytesAsync(two, query)).ShouldBe(bytes);
            (await BytesAsync(other, query)).ShouldNotBe(bytes);
        }
    }

    [Fact]
    public async Task ClosedBars_AskedForLater_HaveNotChanged()
    {
        await using var host = await StartAsync();
        var (from, to) = (StartAt.ToUnixTimeMilliseconds(), StartAt.AddMinutes(29).ToUnixTimeMilliseconds());
        var query = $"fapi/v1/klines?symbol=BTCUSDT&interval=1m&startTime={from}&endTime={to}";
        var before = await (await host.FuturesAsync(query)).Content.ReadAsByteArrayAsync(Cancellation);

        host.Clock.Now = StartAt.AddHours(5);

        (await (await host.FuturesAsync(query)).Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(before);
    }

    [Fact]
    public async Task Perpetuals_DuringTheDislocation_PartOnBybitAndNotOnBinance()
    {
        await using var host = await StartAsync();
        host.Clock.Now = StartAt.AddMinutes(72);

        var bybit = (await host.BybitResultAsync("v5/market/tickers?category=linear&symbol=BTCUSDT")).GetProperty(
            "list"
        )[0];
        var bybitSpot = (await host.BybitResultAsync("v5/market/tickers?category=spot&symbol=BTCUSDT")).GetProperty(
            "list"
        )[0];
        var perpetual = await host.FuturesJsonAsync("fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=1");
        var spot = await host.SpotJsonAsync("api/v3/klines?symbol=BTCUSDT&interval=1m&limit=1");

        var bybitBps = (bybit.Parsed("lastPrice") / bybitSpot.Parsed("lastPrice") - 1) * 1e4;
        var binanceBps = (perpetual[0][4].Parsed() / spot[0][4].Parsed() - 1) * 1e4;
        bybitBps.ShouldBeInRange(-120, -60);
        binanceBps.ShouldBeInRange(-12, 12);
    }

    [Fact]
    public async Task Addresses_OfTheVenues_AreOnLoopbackAndEndInASlash()
    {
        await using var host = await StartAsync();

        Uri[] addresses =
        [
            host.Simulator.BinanceSpotAddress,
            host.Simulator.BinanceFuturesAddress,
            host.Simulator.BybitAddress,
        ];

        addresses.ShouldAllBe(address => address.Host == "127.0.0.1" && address.AbsolutePath.EndsWith('/'));
        addresses.Select(address => address.AbsolutePath).ShouldBe(["/binance-spot/", "/binance-futures/", "/bybit/"]);
    }

    [Fact]
    public async Task Paths_ThatNoVenueHas_AreNotFound()
    {
        await using var host = await StartAsync();

        (await host.SpotAsync("api/v3/trades")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.SpotAsync("/elsewhere")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task StartAsync_ScriptOutOfRange_Throws()
    {
        var options = new SimulatorOptions { Script = MarketScript.Demo(StartAt.AddSeconds(1)) };

        await Should.ThrowAsync<ArgumentException>(() =>
            VenueSimulator.StartAsync(options, new ManualClock(StartAt), Cancellation)
        );
    }

    private static async Task<byte[]> BytesAsync(SimulatorHost host, string query) =>
        await (await host.BybitAsync(query)).Content.ReadAsByteArrayAsync(Cancellation);
}
