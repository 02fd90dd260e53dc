using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Binance;
using Decoupling.Pipeline.Venues.Bybit;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>Replies that other people recorded or copied from the venues' documentation: three lines of method, path and signed flag, then JSON.</summary>
public class ExchangeFixtureTests
{
    private const string Spot = "Binance.Net/Binance.Net.UnitTests/Endpoints/Spot/ExchangeData/";
    private const string Usd = "Binance.Net/Binance.Net.UnitTests/Endpoints/UsdFutures/ExchangeData/";
    private const string V5 = "Bybit.Net/Bybit.UnitTests/Endpoints/V5Api/ExchangeData/";

    [Fact]
    public void Binance_SpotFixtures_Parse()
    {
        Read(Spot + "GetServerTime", "/api/v3/time", BinanceJson.Default.BinanceTime)
            .ServerTime.ShouldBe(1499827319559m);
        Read(Spot + "GetExchangeInfo", "/api/v3/exchangeInfo", BinanceJson.Default.BinanceExchangeInfo)
            .Symbols.ShouldBe([new BinanceSymbol("ETHBTC", "TRADING")]);
        Read(Spot + "GetKlines", "/api/v3/klines", BinanceJson.Default.IReadOnlyListWireBar)
            .ShouldBe([new WireBar(1499040000000, 0.0163479m, 0.8m, 0.015758m, 0.015771m, 148976.11427815m)]);
    }

    [Fact]
    public void Binance_UsdFuturesFixtures_Parse()
    {
        Read(Usd + "GetServerTime", "/fapi/v1/time", BinanceJson.Default.BinanceTime).ServerTime.ShouldNotBeNull();
        Read(Usd + "GetKlines", "/fapi/v1/klines", BinanceJson.Default.IReadOnlyListWireBar)[0]
            .Close.ShouldBe(0.015771m);
        Read(Usd + "GetMarkPrice", "/fapi/v1/premiumIndex", BinanceJson.Default.BinancePremiumIndex)
            .ShouldBe(
                new BinancePremiumIndex(
                    "BTCUSDT",
                    11793.63104562m,
                    11781.80495970m,
                    0.00038246m,
                    1597392000000m,
                    1597370495002m
                )
            );
        Read(Usd + "GetFundingInfo", "/fapi/v1/fundingInfo", BinanceJson.Default.IReadOnlyListBinanceFundingInfo)
            .ShouldBe([new BinanceFundingInfo("BLZUSDT", 0.025m, -0.025m, 8)]);
        Read(Usd + "GetFundingRates", "/fapi/v1/fundingRate", BinanceJson.Default.IReadOnlyListBinanceFundingRate)
            .ShouldContain(new BinanceFundingRate("BTCUSDT", 1698796800000, 0.0001m));
        Read(Usd + "GetOpenInterest", "/fapi/v1/openInterest", BinanceJson.Default.BinanceOpenInterest)
            .ShouldBe(new BinanceOpenInterest("BTCUSDT", 10659.509m, 1589437530011));
        Read(
                Usd + "GetOpenInterestHistory",
                "/futures/data/openInterestHist",
                BinanceJson.Default.IReadOnlyListBinanceOpenInterestSample
            )
            .ShouldContain(new BinanceOpenInterestSample("BTCUSDT", 20401.367m, 149940752.14464448m, 1583128200000));
        var depth = Read(Usd + "GetOrderBook", "/fapi/v1/depth", BinanceJson.Default.BinanceDepth);
        depth.TransactionTime.ShouldBe(1589436922959m);
        depth.Bids.ShouldBe([new WireLevel(4m, 431m)]);
        depth.Asks.ShouldBe([new WireLevel(4.000002m, 12m)]);
    }

    [Fact]
    public void Bybit_V5Fixtures_Parse()
    {
        Read(V5 + "GetKlines", "/v5/market/kline", BybitJson.Default.BybitReplyBybitKlines)
            .Result.ShouldNotBeNull()
            .List.ShouldNotBeNull()[0]
            .Values.ShouldNotBeNull()
            .Take(7)
            .ShouldBe([1670608800000, 17071, 17073, 17027, 17055.5m, 268611, 15.74462667m]);
        Read(V5 + "GetLinearInverseTickers", "/v5/market/tickers", BybitJson.Default.BybitReplyBybitListBybitTicker)
            .Result.ShouldNotBeNull()
            .List.ShouldBe([
                new BybitTicker("BTCUSD", 16596m, 16598.54m, -0.001034m, 1672387200000, null, 373504107, null),
            ]);
        var instruments = BybitJson.Default.BybitReplyBybitListBybitInstrument;
        Read(V5 + "GetLinearInverseSymbols", "/v5/market/instruments-info", instruments)
            .Result.ShouldNotBeNull()
            .List.ShouldBe([
                new BybitInstrument("BTCUSDT", "Trading", 480, 0.00375m, -0.00375m, new BybitPriceFilter(0.10m)),
            ]);
        Read(V5 + "GetSpotSymbols", "/v5/market/instruments-info", instruments)
            .Result.ShouldNotBeNull()
            .List.ShouldBe([new BybitInstrument("BTCUSDT", "Trading", null, null, null, new BybitPriceFilter(0.01m))]);
        var book = Read(V5 + "GetOrderbook", "/v5/market/orderbook", BybitJson.Default.BybitReplyBybitBook).Result!;
        (book.Symbol, book.SentTime, book.EngineTime).ShouldBe(("BTCUSDT", 1709199771584m, null));
        book.Bids.ShouldBe([new WireLevel(62710.2m, 5.52m)]);
        Read(
            V5 + "GetFundingRateHistory",
            "/v5/market/funding/history",
            BybitJson.Default.BybitReplyBybitListBybitFundingRate
        )
            .Result.ShouldNotBeNull()
            .List.ShouldBe([new BybitFundingRate("ETHPERP", 0.0001m, 1672041600000)]);
        Read(V5 + "GetOpenInterest", "/v5/market/open-interest", BybitJson.Default.BybitReplyBybitOpenInterest)
            .Result.ShouldNotBeNull()
            .List.ShouldNotBeNull()[0]
            .ShouldBe(new BybitOpenInterestSample(461134384m, null, 1669571400000));
    }

    private static T Read<T>(string file, string path, JsonTypeInfo<T> type)
        where T : class
    {
        var folder = Environment.GetEnvironmentVariable("DECOUPLING_DATA");
        Assert.SkipUnless(folder is not null, "DECOUPLING_DATA names no folder of recorded replies.");
        var lines = File.ReadAllLines(Path.Combine(folder!, "exchange_rest_fixtures", file + ".txt"));
        lines[1].ShouldBe(path);
        return JsonSerializer.Deserialize(string.Join('\n', lines.Skip(3)), type).ShouldNotBeNull();
    }
}
