using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Decoupling.Pipeline.Venues;
using Decoupling.Pipeline.Venues.Binance;
using Decoupling.Pipeline.Venues.Deribit;
using Decoupling.Pipeline.Venues.Hyperliquid;
using Decoupling.Pipeline.Venues.Kraken;
using Decoupling.Pipeline.Venues.Okx;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>Replies that other people recorded, read in place: OKX, Deribit, Hyperliquid, Kraken and Binance COIN-M.</summary>
public class NewVenueFixtureTests
{
    private const string Okx = "OKX.Net/OKX.Net.UnitTests/Endpoints/UnifiedApi/ExchangeData/";
    private const string Coin = "Binance.Net/Binance.Net.UnitTests/Endpoints/CoinFutures/ExchangeData/";
    private const string Hyper = "HyperLiquid.Net/HyperLiquid.Net.UnitTests/Endpoints/";
    private const string Nautilus = "nautilus_trader/crates/adapters/";

    [Fact]
    public void Okx_Fixtures_Parse()
    {
        Read(Okx + "GetServerTime.txt", OkxJson.Default.OkxReplyOkxTime).Data![0]!.Ts.ShouldBe(1597026383085);
        Read(Okx + "GetMarkPrices.txt", OkxJson.Default.OkxReplyOkxMarkPrice)
            .Data.ShouldBe([new OkxMarkPrice("BTC-USDT-SWAP", 200, 1597026383085)]);
        Read(Okx + "GetIndexTickers.txt", OkxJson.Default.OkxReplyOkxIndexTicker)
            .Data.ShouldBe([new OkxIndexTicker("BTC-USDT", 43350, 1649419644492)]);
        Read(Okx + "GetFundingRates.txt", OkxJson.Default.OkxReplyOkxFundingRate)
            .Data.ShouldBe([
                new OkxFundingRate(
                    "BTC-USDT-SWAP",
                    0.0000792386885340m,
                    1703088000000,
                    1703116800000,
                    -0.00375m,
                    0.00375m,
                    1703070685309
                ),
            ]);
        Read(Okx + "GetFundingRateHistory.txt", OkxJson.Default.OkxReplyOkxPayment)
            .Data![0]
            .ShouldBe(new OkxPayment("BTC-USD-SWAP", 0.0000746572360545m, 1703059200000));
        Read(Okx + "GetOpenInterests.txt", OkxJson.Default.OkxReplyOkxOpenInterest)
            .Data.ShouldBe([new OkxOpenInterest("BTC-USDT-SWAP", 5000, 555.55m, 1597026383085)]);
        foreach (var bars in new[] { "GetKlines.txt", "GetKlineHistory.txt" })
        {
            var row = Read(Okx + bars, OkxJson.Default.OkxReplyWireColumns).Data![0];
            (row[4], row[5], row[6], row[8]).ShouldBe((3.708m, 8422410m, 22698348.04828491m, 0m));
        }
        Read(Okx + "GetOrderBook.txt", OkxJson.Default.OkxReplyOkxBook).Data![0]!.Asks.ShouldBe([
            new WireLevel(41006.8m, 0.60038921m),
        ]);
    }

    [Theory]
    [InlineData("okx/test_data/http_get_instruments_spot.json", InstrumentKind.Spot)]
    [InlineData("okx/test_data/http_get_instruments_swap.json", InstrumentKind.InversePerpetual)]
    [InlineData("okx/test_data/http_get_instruments_futures.json", InstrumentKind.InverseFuture)]
    public void Okx_Instruments_AreListed(string file, InstrumentKind kind)
    {
        var listed = Read(Nautilus + file, OkxJson.Default.OkxReplyOkxInstrument).Data.ShouldNotBeNull();

        var first = OkxListing.From(listed[0]!, kind).Value.ShouldNotBeNull();

        first.TickSize.ShouldNotBeNull().ShouldBeGreaterThan(0);
        (first.ExpiresAt is not null).ShouldBe(kind == InstrumentKind.InverseFuture);
        first.Multiplier.ShouldBe(kind == InstrumentKind.Spot ? 1 : 100);
    }

    [Fact]
    public void Okx_OtherRecordings_Parse()
    {
        const string Folder = Nautilus + "okx/test_data/";
        Read(Folder + "http_get_candlesticks.json", OkxJson.Default.OkxReplyWireColumns).Data![0][4].ShouldNotBeNull();
        Read(Folder + "http_get_mark_price.json", OkxJson.Default.OkxReplyOkxMarkPrice).Data![
            0
        ]!.MarkPx.ShouldNotBeNull();
        Read(Folder + "http_get_index_price.json", OkxJson.Default.OkxReplyOkxIndexTicker).Data![
            0
        ]!.IdxPx.ShouldNotBeNull();
        Read(Folder + "http_get_funding_rate_history.json", OkxJson.Default.OkxReplyOkxPayment).Data![
            0
        ]!.RealizedRate.ShouldNotBeNull();
    }

    [Fact]
    public void Deribit_Recordings_Parse()
    {
        const string Folder = Nautilus + "deribit/test_data/";
        Read(Folder + "http_get_time.json", DeribitJson.Default.DeribitReplyNullableDecimal)
            .Result.ShouldBe(1733338800000);
        var instrument = Read(Folder + "http_get_instrument.json", DeribitJson.Default.DeribitInstrument, "result");
        var listed = DeribitListing.From(instrument, InstrumentKind.InversePerpetual).Value.ShouldNotBeNull();
        (listed.Symbol, listed.Multiplier, listed.SettlementCoin, listed.TickSize, listed.Pause).ShouldBe(
            ("BTC-PERPETUAL", 10, "BTC", 0.5, null)
        );
        Read(Folder + "http_get_instruments.json", DeribitJson.Default.DeribitReplyIReadOnlyListDeribitInstrument)
            .Result.ShouldNotBeNull()
            .ShouldNotBeEmpty();
        var book = Read(Folder + "http_get_order_book.json", DeribitJson.Default.DeribitReplyDeribitBook).Result!;
        book.Bids![0].ShouldBe(new WireLevel(87002.5m, 199190));
        var chart = Read(Folder + "http_get_tradingview_chart_data.json", DeribitJson.Default.DeribitReplyDeribitChart);
        chart.Result!.Volume![0].ShouldBe(2.94375216m);
        chart.Result.Ticks!.Count.ShouldBe(chart.Result.Close!.Count);
        Read(Folder + "http_get_last_trades.json", DeribitJson.Default.DeribitReplyDeribitTrades).Result!.Trades![
            0
        ]!.ShouldBe(new DeribitTrade(203024587, 1766332040636, 2968.3m, 1, "sell", null));
    }

    [Fact]
    public void Hyperliquid_Fixtures_Parse()
    {
        var markets = Read(
            Hyper + "Futures/ExchangeData/GetExchangeInfoAndTickers.txt",
            HyperliquidJson.Default.HyperliquidPerpetuals
        );
        var contract = HyperliquidListing.Perpetual("ETH", markets).Value.ShouldNotBeNull();
        contract.Context.ShouldBe(new HyperliquidContext(6.0436m, 6.0457m, 0.0000125m, 1882.55m));
        Read(
                Hyper + "Futures/ExchangeData/GetFundingRateHistory.txt",
                HyperliquidJson.Default.IReadOnlyListHyperliquidFunding
            )
            .ShouldBe([new HyperliquidFunding("ETH", -0.00022196m, 1683849600076)]);
        var spot = Read(Hyper + "Spot/ExchangeData/GetExchangeInfo.txt", HyperliquidJson.Default.HyperliquidSpot);
        HyperliquidListing.Spot("PURR", spot).Value.ShouldNotBeNull().Symbol.ShouldBe("PURR/USDC");
        Read(Hyper + "Spot/ExchangeData/GetKlines.txt", HyperliquidJson.Default.IReadOnlyListHyperliquidCandle)[
            0
        ]!.ShouldBe(new HyperliquidCandle(1737331200000, "@107", 20.184m, 22.755m, 19.3m, 20.547m, 10651612.71m));
        var book = Read(Hyper + "Spot/ExchangeData/GetOrderBook.txt", HyperliquidJson.Default.HyperliquidBook);
        (book.Coin, book.Time, book.Levels!.Count).ShouldBe(("@107", 1737442821369m, 2));
        Read(Nautilus + "hyperliquid/test_data/http_l2_book_btc.json", HyperliquidJson.Default.HyperliquidBook).Levels![
            0
        ]!
            [0]
            .ShouldBe(new HyperliquidLevel(110427.0m, 4.11882m));
        Read(
                Nautilus + "hyperliquid/test_data/http_funding_history.json",
                HyperliquidJson.Default.IReadOnlyListHyperliquidFunding
            )
            .ShouldNotBeEmpty();
    }

    [Fact]
    public void Kraken_Recordings_Parse()
    {
        const string Folder = Nautilus + "kraken/test_data/";
        Read(Folder + "http_server_time.json", KrakenJson.Default.KrakenReplyKrakenTime)
            .Result!.Unixtime.ShouldBe(1762820224);
        var pairs = Read(
            Folder + "http_asset_pairs.json",
            KrakenJson.Default.KrakenReplyIReadOnlyDictionaryStringKrakenPair
        );
        KrakenVenue.Listing(pairs.Result!, "XBTUSDT").Value.ShouldNotBeNull().TickSize.ShouldBe(0.1);
        var bars = Read(Folder + "http_ohlc.json", KrakenJson.Default.KrakenReplyKrakenBars).Result!.Rows["XBTUSDT"];
        (bars[0][0], bars[0][4]).ShouldBe((1762777020m, 106038.2m));
        Read(
            Folder + "http_order_book.json",
            KrakenJson.Default.KrakenReplyIReadOnlyDictionaryStringKrakenBook
        ).Result!["XBTUSDT"]!
            .Asks![0]
            .ShouldBe(new WireLevel(105944.3m, 0.136m));
    }

    [Fact]
    public void BinanceCoin_Fixtures_Parse()
    {
        Read(Coin + "GetExchangeInfo.txt", BinanceCoinJson.Default.BinanceCoinExchange).Symbols![
            0
        ]!.ContractSize.ShouldBe(100);
        Read(Coin + "GetMarkPrices.txt", BinanceCoinJson.Default.IReadOnlyListBinancePremiumIndex)[0]!.ShouldBe(
            new BinancePremiumIndex(
                "BTCUSD_PERP",
                11029.69574559m,
                10979.14437500m,
                0.00071003m,
                1596096000000,
                1596094042000
            )
        );
        Read(Coin + "GetFundingRates.txt", BinanceJson.Default.IReadOnlyListBinanceFundingRate)[
            0
        ]!.FundingRate.ShouldBe(-0.003m);
        Read(Coin + "GetOpenInterest.txt", BinanceJson.Default.BinanceOpenInterest).OpenInterest.ShouldBe(15004);
        Read(Coin + "GetOpenInterestHistory.txt", BinanceCoinJson.Default.IReadOnlyListBinanceCoinOpenInterestSample)[0]
            .ShouldBe(new BinanceCoinOpenInterestSample("BTCUSD", "CURRENT_QUARTER", 20403, 1591261042378));
        Read(Coin + "GetOrderBook.txt", BinanceJson.Default.BinanceDepth).Bids.ShouldBe([new WireLevel(9638, 431)]);
        Read(Coin + "GetKlines.txt", BinanceCoinJson.Default.IReadOnlyListWireColumns)[0][7].ShouldNotBeNull();
    }

    /// <summary>A file of JSON, or three lines of method, path and signed flag, then JSON.</summary>
    private static T Read<T>(string file, JsonTypeInfo<T> type, string? property = null)
        where T : class
    {
        var lines = File.ReadAllLines(SharedData.PathOrSkip("exchange_rest_fixtures", file));
        var json = string.Join('\n', file.EndsWith(".txt", StringComparison.Ordinal) ? lines.Skip(3) : lines);
        if (property is null)
            return JsonSerializer.Deserialize(json, type).ShouldNotBeNull();
        using var whole = JsonDocument.Parse(json);
        return whole.RootElement.GetProperty(property).Deserialize(type).ShouldNotBeNull();
    }
}
