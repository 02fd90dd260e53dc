using System.Globalization;
using System.Text.Json;
using Decoupling.Pipeline.Venues;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Tests.Venues;

/// <summary>The replies in Recorded/, written by hand after the venues' documentation: BTC at noon on 20 November 2026.</summary>
internal static class Recording
{
    public static readonly DateTimeOffset SlotAt = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset NowAt = SlotAt + TimeSpan.FromSeconds(1);

    public static readonly VenueRequest Request = new(
        "BTC",
        SlotAt,
        TimeSpan.FromMinutes(5),
        BarsFrom: SlotAt - TimeSpan.FromMinutes(30),
        HourlyFrom: SlotAt - TimeSpan.FromHours(5),
        HistoryFrom: SlotAt - TimeSpan.FromHours(5)
    );

    public static Dictionary<string, string> Binance() =>
        Read(
            "binance",
            new()
            {
                ["api/v3/time"] = "spot-time",
                ["fapi/v1/time"] = "futures-time",
                ["api/v3/exchangeInfo?symbol=BTCUSDT"] = "spot-exchange-info",
                [$"api/v3/klines?symbol=BTCUSDT&interval=5m&startTime={Ms(-30)}&endTime={Ms(-5)}&limit=6"] =
                    "spot-klines-5m",
                [$"api/v3/klines?symbol=BTCUSDT&interval=1h&startTime={Ms(-300)}&endTime={Ms(-60)}&limit=5"] =
                    "spot-klines-1h",
                [$"fapi/v1/klines?symbol=BTCUSDT&interval=5m&startTime={Ms(-30)}&endTime={Ms(-5)}&limit=6"] =
                    "perpetual-klines-5m",
                [$"fapi/v1/klines?symbol=BTCUSDT&interval=1h&startTime={Ms(-300)}&endTime={Ms(-60)}&limit=5"] =
                    "perpetual-klines-1h",
                ["fapi/v1/premiumIndex"] = "premium-index",
                ["fapi/v1/fundingInfo"] = "funding-info",
                [$"fapi/v1/fundingRate?symbol=BTCUSDT&startTime={Ms(-300)}&endTime={Ms(0)}&limit=1000"] =
                    "funding-rate",
                ["fapi/v1/openInterest?symbol=BTCUSDT"] = "open-interest",
                [
                    $"futures/data/openInterestHist?symbol=BTCUSDT&period=1h&startTime={Ms(-300)}&endTime={Ms(0)}&limit=6"
                ] = "open-interest-history",
                ["api/v3/depth?symbol=BTCUSDT&limit=1000"] = "spot-depth",
                ["fapi/v1/depth?symbol=BTCUSDT&limit=1000"] = "perpetual-depth",
            }
        );

    public static Dictionary<string, string> Bybit()
    {
        var bars = $"start={Ms(-30)}&end={Ms(-5)}&limit=6";
        var hourly = $"start={Ms(-300)}&end={Ms(-60)}&limit=5";
        return Read(
            "bybit",
            new()
            {
                ["v5/market/time"] = "time",
                ["v5/market/instruments-info?category=spot&symbol=BTCUSDT"] = "spot-instruments-info",
                ["v5/market/instruments-info?category=linear&symbol=BTCUSDT"] = "linear-instruments-info",
                [$"v5/market/kline?category=spot&symbol=BTCUSDT&interval=5&{bars}"] = "spot-kline-5",
                [$"v5/market/kline?category=spot&symbol=BTCUSDT&interval=60&{hourly}"] = "spot-kline-60",
                [$"v5/market/kline?category=linear&symbol=BTCUSDT&interval=5&{bars}"] = "linear-kline-5",
                [$"v5/market/kline?category=linear&symbol=BTCUSDT&interval=60&{hourly}"] = "linear-kline-60",
                ["v5/market/tickers?category=linear&symbol=BTCUSDT"] = "tickers",
                [
                    $"v5/market/funding/history?category=linear&symbol=BTCUSDT&startTime={Ms(-300)}&endTime={Ms(0)}&limit=200"
                ] = "funding-history",
                [
                    $"v5/market/open-interest?category=linear&symbol=BTCUSDT&intervalTime=1h&startTime={Ms(-300)}&endTime={Ms(0)}&limit=6"
                ] = "open-interest",
                ["v5/market/orderbook?category=spot&symbol=BTCUSDT&limit=200"] = "spot-orderbook",
                ["v5/market/orderbook?category=linear&symbol=BTCUSDT&limit=500"] = "linear-orderbook",
            }
        );
    }

    /// <summary>A venue's recording by its name; the newer ones list their requests in a file of their own, bodies of POSTs behind the path.</summary>
    public static Dictionary<string, string> Of(string venue) =>
        venue switch
        {
            "binance" => Binance().Concat(BinanceInverse()).ToDictionary(),
            "bybit" => Bybit().Concat(BybitInverse()).ToDictionary(),
            _ => Read(venue, JsonSerializer.Deserialize<Dictionary<string, string>>(Text(venue, "requests"))!),
        };

    private static Dictionary<string, string> BinanceInverse() =>
        Read(
            "binance",
            new()
            {
                ["dapi/v1/exchangeInfo"] = "coin-exchange-info",
                [$"dapi/v1/klines?symbol=BTCUSD_PERP&interval=5m&startTime={Ms(-30)}&endTime={Ms(-5)}&limit=6"] =
                    "coin-klines-5m",
                [$"dapi/v1/klines?symbol=BTCUSD_PERP&interval=1h&startTime={Ms(-300)}&endTime={Ms(-60)}&limit=5"] =
                    "coin-klines-1h",
                ["dapi/v1/premiumIndex?symbol=BTCUSD_PERP"] = "coin-premium-index",
                ["dapi/v1/fundingInfo"] = "coin-funding-info",
                [$"dapi/v1/fundingRate?symbol=BTCUSD_PERP&startTime={Ms(-300)}&endTime={Ms(0)}&limit=1000"] =
                    "coin-funding-rate",
                ["dapi/v1/openInterest?symbol=BTCUSD_PERP"] = "coin-open-interest",
                [
                    $"futures/data/openInterestHist?pair=BTCUSD&contractType=PERPETUAL&period=1h&startTime={Ms(-300)}&endTime={Ms(0)}&limit=6"
                ] = "coin-open-interest-history",
                ["dapi/v1/depth?symbol=BTCUSD_PERP&limit=1000"] = "coin-depth",
            }
        );

    private static Dictionary<string, string> BybitInverse() =>
        Read(
            "bybit",
            new()
            {
                ["v5/market/instruments-info?category=inverse&symbol=BTCUSD"] = "inverse-instruments-info",
                [$"v5/market/kline?category=inverse&symbol=BTCUSD&interval=5&start={Ms(-30)}&end={Ms(-5)}&limit=6"] =
                    "inverse-kline-5",
                [$"v5/market/kline?category=inverse&symbol=BTCUSD&interval=60&start={Ms(-300)}&end={Ms(-60)}&limit=5"] =
                    "inverse-kline-60",
                ["v5/market/tickers?category=inverse&symbol=BTCUSD"] = "inverse-tickers",
                [
                    $"v5/market/funding/history?category=inverse&symbol=BTCUSD&startTime={Ms(-300)}&endTime={Ms(0)}&limit=200"
                ] = "inverse-funding-history",
                [
                    $"v5/market/open-interest?category=inverse&symbol=BTCUSD&intervalTime=1h&startTime={Ms(-300)}&endTime={Ms(0)}&limit=6"
                ] = "inverse-open-interest",
                ["v5/market/orderbook?category=inverse&symbol=BTCUSD&limit=500"] = "inverse-orderbook",
            }
        );

    /// <summary>Options with every venue on, and all products of those that have more than the recording's.</summary>
    public static VenueOptions Options(string venue)
    {
        var options = new VenueOptions();
        return options with
        {
            Products = venue is "binance" or "bybit"
                ? options.Products
                : VenueProducts.Spot | VenueProducts.Linear | VenueProducts.Inverse | VenueProducts.Futures,
            Coinbase = options.Coinbase with { Enabled = true },
            Hyperliquid = options.Hyperliquid with { Enabled = true },
            Kraken = options.Kraken with { Enabled = true },
            Deribit = options.Deribit with { Enabled = true },
            Okx = options.Okx with { Enabled = true },
        };
    }

    /// <summary>The same recording with some text replaced in the one reply whose path contains a part.</summary>
    public static Dictionary<string, string> With(
        this Dictionary<string, string> recording,
        string pathPart,
        string oldText,
        string newText
    )
    {
        var path = recording.Keys.Single(key => key.Contains(pathPart, StringComparison.Ordinal));
        recording[path].ShouldContain(oldText);
        recording[path] = recording[path].Replace(oldText, newText, StringComparison.Ordinal);
        return recording;
    }

    /// <summary>The same, but only where the text stands first.</summary>
    public static Dictionary<string, string> WithFirst(
        this Dictionary<string, string> recording,
        string pathPart,
        string oldText,
        string newText
    )
    {
        var path = recording.Keys.Single(key => key.Contains(pathPart, StringComparison.Ordinal));
        var at = recording[path].IndexOf(oldText, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0);
        recording[path] = recording[path].Remove(at, oldText.Length).Insert(at, newText);
        return recording;
    }

    /// <summary>The same with the path named by two of its parts.</summary>
    public static Dictionary<string, string> With(
        this Dictionary<string, string> recording,
        string pathPart,
        string otherPathPart,
        string oldText,
        string newText
    )
    {
        var path = recording.Keys.Single(key => key.Contains(pathPart) && key.Contains(otherPathPart));
        return recording.With(path, oldText, newText);
    }

    public static IVenue Venue(
        string name,
        HttpMessageHandler handler,
        TimeProvider time,
        VenueOptions? options = null
    ) =>
        VenueFactory
            .Create(
                options ?? Options(name),
                time,
                () => new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }
            )
            .Single(venue => venue.Name == name);

    public static InstrumentSnapshot Only(this VenueFetch fetch, InstrumentKind kind) =>
        fetch.Instruments.Single(instrument => instrument.Kind == kind);

    private static Dictionary<string, string> Read(string venue, Dictionary<string, string> files) =>
        files.ToDictionary(file => file.Key, file => Text(venue, file.Value));

    private static string Text(string venue, string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", venue, file + ".json"));

    private static string Ms(int minutesFromSlot) =>
        SlotAt.AddMinutes(minutesFromSlot).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
