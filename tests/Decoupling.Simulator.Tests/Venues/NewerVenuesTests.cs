using System.Net;
using System.Text;
using System.Text.Json;
using static Decoupling.Simulator.Tests.Venues.SimulatorHost;

namespace Decoupling.Simulator.Tests.Venues;

/// <summary>What OKX, Deribit, Hyperliquid, Coinbase, Kraken and Binance COIN-M do otherwise than the first two venues.</summary>
public class NewerVenuesTests
{
    private static readonly long Noon = StartAt.ToUnixTimeMilliseconds();

    [Fact]
    public async Task Okx_Candles_AreNewestFirstWithoutTheEndsAndSayWhatRuns()
    {
        await using var host = await StartAsync();
        var from = Noon - 1;

        var reply = await GetAsync(
            host,
            host.Simulator.OkxAddress,
            $"api/v5/market/candles?instId=BTC-USDT-SWAP&bar=5m&before={from}"
        );

        var rows = reply.GetProperty("data");
        rows.Times().ShouldBe(Enumerable.Range(0, 7).Select(i => Noon + (6 - i) * 300_000L));
        rows.EnumerateArray().Select(row => row[8].GetString()).ShouldBe(["0", .. Enumerable.Repeat("1", 6)]);
        // Contracts of a hundredth of a coin.
        rows[1][5].Parsed().ShouldBe(rows[1][6].Parsed() * 100, tolerance: 1e-6);
    }

    [Theory]
    [InlineData("api/v5/market/candles?instId=BTC-USDT&bar=5m&limit=301", HttpStatusCode.BadRequest, "51000")]
    [InlineData("api/v5/public/mark-price?instType=SWAP&instId=XXX-USDT-SWAP", HttpStatusCode.OK, "51001")]
    public async Task Okx_BadRequest_HasACode(string query, HttpStatusCode status, string code)
    {
        await using var host = await StartAsync();

        var response = await host.Http.GetAsync(new Uri(host.Simulator.OkxAddress, query), Cancellation);

        response.StatusCode.ShouldBe(status);
        (await JsonOfAsync(response)).GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task Okx_OpenInterest_IsTheSameDollarsInBothKinds()
    {
        await using var host = await StartAsync();

        var linear = await OpenInterestAsync("BTC-USDT-SWAP");
        var inverse = await OpenInterestAsync("BTC-USD-SWAP");

        (inverse.Parsed("oi") * 100).ShouldBe(linear.Parsed("oiUsd"), tolerance: 100);
        linear.Parsed("oi").ShouldBe(linear.Parsed("oiCcy") * 100, tolerance: 1e-6);

        async Task<JsonElement> OpenInterestAsync(string symbol) =>
            (
                await GetAsync(
                    host,
                    host.Simulator.OkxAddress,
                    $"api/v5/public/open-interest?instType=SWAP&instId={symbol}"
                )
            ).GetProperty("data")[0];
    }

    [Fact]
    public async Task Deribit_ListsAskedForTooOften_AreRefusedByTheirOwnLimit()
    {
        await using var host = await StartAsync();
        var lists = new Uri(host.Simulator.DeribitAddress, "api/v2/public/get_instruments?currency=BTC&kind=future");
        for (var i = 0; i < 5; i++)
            (await host.Http.GetAsync(lists, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var refused = await host.Http.GetAsync(lists, Cancellation);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await JsonOfAsync(refused)).GetProperty("error").GetProperty("code").GetInt32().ShouldBe(10028);
        var time = await GetAsync(host, host.Simulator.DeribitAddress, "api/v2/public/get_time");
        time.GetProperty("result").GetInt64().ShouldBe(Noon + 30 * 60_000 + 30_000);
    }

    [Fact]
    public async Task Deribit_FundingAndTrades_AreHourlyAndWithinTheRange()
    {
        await using var host = await StartAsync();
        const string Perpetual = "instrument_name=BTC-PERPETUAL";
        var range = $"{Perpetual}&start_timestamp={Noon - 4 * 3_600_000}&end_timestamp={Noon}";

        var funding = await GetAsync(
            host,
            host.Simulator.DeribitAddress,
            $"api/v2/public/get_funding_rate_history?{range}"
        );
        var trades = await GetAsync(
            host,
            host.Simulator.DeribitAddress,
            $"api/v2/public/get_last_trades_by_instrument_and_time?{range}&count=1000&sorting=asc"
        );

        funding.GetProperty("result").GetArrayLength().ShouldBe(5);
        foreach (var trade in trades.GetProperty("result").GetProperty("trades").EnumerateArray())
        {
            trade.GetProperty("timestamp").GetInt64().ShouldBeInRange(Noon - 4 * 3_600_000, Noon);
            (trade.GetProperty("amount").GetDecimal() % 10).ShouldBe(0, "whole contracts of ten dollars");
        }
    }

    [Theory]
    [InlineData("{\"type\":\"l2Book\"", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"type\":\"nothing\"}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"type\":\"candleSnapshot\",\"req\":{\"coin\":\"BTC\"}}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{\"type\":\"l2Book\",\"coin\":\"BTC\"}", HttpStatusCode.OK)]
    public async Task Hyperliquid_Post_IsReadOrRefused(string json, HttpStatusCode status)
    {
        await using var host = await StartAsync();
        using var content = new StringContent(json, Encoding.UTF8, "application/json");

        var response = await host.Http.PostAsync(
            new Uri(host.Simulator.HyperliquidAddress, "info"),
            content,
            Cancellation
        );

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Coinbase_MoreThan300Candles_AreRefused()
    {
        await using var host = await StartAsync();
        const string Candles = "products/BTC-USD/candles?granularity=60&end=2025-03-11T12:00:00Z&start=";

        var fits = await GetAsync(host, host.Simulator.CoinbaseAddress, Candles + "2025-03-11T07:01:00Z");
        var refused = await host.Http.GetAsync(
            new Uri(host.Simulator.CoinbaseAddress, Candles + "2025-03-11T07:00:00Z"),
            Cancellation
        );

        fits.GetArrayLength().ShouldBe(300);
        fits[0][0].GetInt64().ShouldBe(Noon / 1000, "newest first");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Kraken_Ohlc_EndsWithTheRunningBarUnderTheInternalName()
    {
        await using var host = await StartAsync();

        var reply = await GetAsync(host, host.Simulator.KrakenAddress, "0/public/OHLC?pair=XBTUSD&interval=5&since=0");
        var unknown = await GetAsync(host, host.Simulator.KrakenAddress, "0/public/OHLC?pair=BTCUSD");

        var rows = reply.GetProperty("result").GetProperty("XXBTZUSD");
        rows.GetArrayLength().ShouldBe(720);
        rows[719][0].GetInt64().ShouldBe(Noon / 1000 + 30 * 60);
        unknown.GetProperty("error")[0].GetString().ShouldBe("EQuery:Unknown asset pair");
    }

    [Fact]
    public async Task BinanceCoin_Klines_CountContractsOfAHundredDollars()
    {
        await using var host = await StartAsync();

        var rows = await GetAsync(
            host,
            host.Simulator.BinanceCoinAddress,
            "dapi/v1/klines?symbol=BTCUSD_PERP&interval=1h&limit=3"
        );

        rows.GetArrayLength().ShouldBe(3);
        var (contracts, coins, close) = (rows[1][5].Parsed(), rows[1][7].Parsed(), rows[1][4].Parsed());
        (contracts * 100).ShouldBe(coins * close, tolerance: 100);
    }

    private static async Task<JsonElement> GetAsync(SimulatorHost host, Uri address, string query) =>
        await JsonOfAsync(await host.Http.GetAsync(new Uri(address, query), Cancellation));
}
