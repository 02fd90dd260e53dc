using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Binance's contracts settled in the coin (COIN-M), perpetuals only: developers.binance.com, "COIN-M futures".</summary>
internal sealed class BinanceCoinApi(ScriptedMarket market) : IVenueApi
{
    private const int Venue = VenueProfile.Binance;
    private const int MaxKlines = 1_500;
    private const int MaxSamples = 500;
    private const int MaxPayments = 1_000;
    private const long HistoryKept = 30 * 86_400_000L;

    /// <summary>How large these contracts are over the linear ones.</summary>
    private const decimal Share = 0.25m;

    private static readonly RequestLimit s_weight = new("REQUEST_WEIGHT", 2_400, TimeSpan.FromMinutes(1));

    public string ContentType => "application/json";

    public IReadOnlyCollection<string> Endpoints { get; } =
    [
        "dapi/v1/time",
        "dapi/v1/exchangeInfo",
        "dapi/v1/klines",
        "dapi/v1/premiumIndex",
        "dapi/v1/fundingInfo",
        "dapi/v1/fundingRate",
        "dapi/v1/openInterest",
        "dapi/v1/depth",
        "futures/data/openInterestHist",
    ];

    public RequestCost CostOf(VenueRequest request) =>
        new(
            s_weight,
            request.Endpoint switch
            {
                "dapi/v1/premiumIndex" => 10,
                "dapi/v1/depth" => 20,
                "dapi/v1/klines" => (request.Number("limit", BinanceRefusal.Illegal) ?? 500) switch
                {
                    < 100 => 1,
                    < 500 => 2,
                    <= 1_000 => 5,
                    _ => 10,
                },
                _ => 1,
            }
        );

    public VenueReply Answer(VenueRequest request) =>
        request.Endpoint switch
        {
            "dapi/v1/time" => BinanceReplies.Time(request.Now),
            "dapi/v1/exchangeInfo" => ExchangeInfo(request.Now),
            "dapi/v1/fundingInfo" => List(_ => { }),
            "dapi/v1/klines" => Klines(request),
            "dapi/v1/premiumIndex" => PremiumIndex(request),
            "dapi/v1/fundingRate" => FundingRate(request),
            "dapi/v1/openInterest" => OpenInterest(request),
            "dapi/v1/depth" => Depth(request),
            _ => OpenInterestHistory(request),
        };

    public VenueReply OverLimit(RequestLimit limit, long now) => BinanceRefusal.OverLimit(limit);

    public VenueReply Error(int status, long now) => BinanceRefusal.Error(status);

    public IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now)
    {
        yield return ("X-MBX-USED-WEIGHT-1M", Digits.Whole(limits.Used(s_weight, now)));
    }

    private static decimal ContractSize(VenueMarket listed) => listed.Asset.Profile.Name == "BTC" ? 100 : 10;

    private static long Contracts(VenueMarket listed, decimal coins, decimal price) =>
        Math.Max(1, (long)(coins * Share * price / ContractSize(listed)));

    private (string Symbol, VenueMarket Listed) Require(VenueRequest request)
    {
        var symbol = request.Text("symbol") ?? throw BinanceRefusal.Missing("symbol");
        return symbol.EndsWith("USD_PERP", StringComparison.Ordinal) && market.FindAsset(symbol[..^8]) is { } asset
            ? (symbol, new(asset, Venue, PriceSeries.Perpetual))
            : throw BinanceRefusal.InvalidSymbol();
    }

    private static VenueReply List(Action<Utf8JsonWriter> writeItems) =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                writeItems(json);
                json.WriteEndArray();
            }
        );

    private VenueReply ExchangeInfo(long now) =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("timezone", "UTC");
                json.WriteNumber("serverTime", now);
                json.WriteStartArray("symbols");
                foreach (var asset in market.Assets)
                {
                    var listed = new VenueMarket(asset, Venue, PriceSeries.Perpetual);
                    json.WriteStartObject();
                    json.WriteString("symbol", asset.Profile.Name + "USD_PERP");
                    json.WriteString("pair", asset.Profile.Name + "USD");
                    json.WriteString("contractType", "PERPETUAL");
                    json.WriteString("contractStatus", "TRADING");
                    json.WriteNumber("contractSize", ContractSize(listed));
                    json.WriteString("marginAsset", asset.Profile.Name);
                    json.WriteString("baseAsset", asset.Profile.Name);
                    json.WriteString("quoteAsset", "USD");
                    json.WriteStartArray("filters");
                    json.WriteStartObject();
                    json.WriteString("filterType", "PRICE_FILTER");
                    json.WriteString("tickSize", Digits.Trimmed(listed.Tick, 8));
                    json.WriteEndObject();
                    json.WriteEndArray();
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    private VenueReply Klines(VenueRequest request)
    {
        var (_, listed) = Require(request);
        var interval = request.Text("interval") ?? throw BinanceRefusal.Missing("interval");
        var grid = BinanceKlines.GridOf(interval) ?? throw BinanceRefusal.InvalidInterval();
        var limit = request.Number("limit", BinanceRefusal.Illegal) ?? 500;
        if (limit is < 1 or > MaxKlines)
            throw BinanceRefusal.NotValid("limit");
        // Of a range that holds more, the newest come.
        var (first, last) = grid.Page(
            request.Number("startTime", BinanceRefusal.Illegal),
            request.Number("endTime", BinanceRefusal.Illegal),
            market.ListedAt,
            request.Now,
            limit,
            fromStart: false
        );
        return List(json =>
        {
            foreach (var bar in listed.Bars(first, last + 1, grid.Step, request.Now))
            {
                json.WriteStartArray();
                json.WriteNumberValue(bar.StartAt);
                foreach (var price in (decimal[])[bar.Open, bar.High, bar.Low, bar.Close])
                    json.WriteStringValue(Digits.Trimmed(price, 8));
                json.WriteStringValue(Digits.Whole(Contracts(listed, bar.Coins, bar.Close)));
                json.WriteNumberValue(bar.StartAt + grid.Step - 1);
                json.WriteStringValue(Digits.Trimmed(bar.Coins * Share, 8));
                json.WriteNumberValue(100);
                for (var i = 0; i < 3; i++)
                    json.WriteStringValue("0");
                json.WriteEndArray();
            }
        });
    }

    private VenueReply PremiumIndex(VenueRequest request)
    {
        var (symbol, listed) = Require(request);
        var minute = request.Now / BarModel.MinuteMilliseconds;
        return List(json =>
        {
            json.WriteStartObject();
            json.WriteString("symbol", symbol);
            json.WriteString("pair", symbol[..^5]);
            json.WriteString("markPrice", Digits.Fixed(listed.Mark(request.Now), 8));
            json.WriteString("indexPrice", Digits.Fixed(listed.Index(request.Now), 8));
            json.WriteString("lastFundingRate", Digits.Fixed(listed.Asset.Funding.Running(Venue, minute), 8));
            json.WriteNumber("nextFundingTime", FundingModel.RoundStart(FundingModel.RoundOf(minute) + 1));
            json.WriteNumber("time", request.Now);
            json.WriteEndObject();
        });
    }

    private VenueReply FundingRate(VenueRequest request)
    {
        var (symbol, listed) = Require(request);
        var grid = TimeGrid.OfMinutes(FundingModel.IntervalHours * 60);
        var (first, last) = grid.Page(
            request.Number("startTime", BinanceRefusal.Illegal),
            request.Number("endTime", BinanceRefusal.Illegal),
            market.ListedAt,
            request.Now,
            Math.Min(request.Number("limit", BinanceRefusal.Illegal) ?? 100, MaxPayments),
            fromStart: true
        );
        return List(json =>
        {
            for (var paidAt = first; paidAt <= last; paidAt += grid.Step)
            {
                var round = FundingModel.RoundOf(paidAt / BarModel.MinuteMilliseconds) - 1;
                json.WriteStartObject();
                json.WriteString("symbol", symbol);
                json.WriteNumber("fundingTime", paidAt);
                json.WriteString("fundingRate", Digits.Fixed(listed.Asset.Funding.Settled(Venue, round), 8));
                json.WriteEndObject();
            }
        });
    }

    private VenueReply OpenInterest(VenueRequest request)
    {
        var (symbol, listed) = Require(request);
        var coins = listed.OpenInterestCoins(request.Now);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("symbol", symbol);
                json.WriteString("pair", symbol[..^5]);
                json.WriteString("openInterest", Digits.Whole(Contracts(listed, coins, listed.Mark(request.Now))));
                json.WriteString("contractType", "PERPETUAL");
                json.WriteNumber("time", request.Now);
                json.WriteEndObject();
            }
        );
    }

    private VenueReply OpenInterestHistory(VenueRequest request)
    {
        var pair = request.Text("pair") ?? throw BinanceRefusal.Missing("pair");
        if (request.Text("contractType") != "PERPETUAL" || request.Text("period") != "1h" || pair.Length < 4)
            throw BinanceRefusal.NotValid("contractType");
        var asset = market.FindAsset(pair[..^3]) ?? throw BinanceRefusal.InvalidSymbol();
        var listed = new VenueMarket(asset, Venue, PriceSeries.Perpetual);
        var grid = TimeGrid.OfMinutes(60);
        var limit = request.Number("limit", BinanceRefusal.Illegal) ?? 30;
        if (limit is < 1 or > MaxSamples)
            throw BinanceRefusal.NotValid("limit");
        var start = request.Number("startTime", BinanceRefusal.Illegal);
        if (start < request.Now - HistoryKept)
            throw BinanceRefusal.NotValid("startTime");
        var oldest = Math.Max(market.ListedAt, request.Now - HistoryKept);
        var end = request.Number("endTime", BinanceRefusal.Illegal);
        var (first, last) = grid.Page(start, end, oldest, request.Now, limit, fromStart: start is not null);
        return List(json =>
        {
            for (var at = first; at <= last; at += grid.Step)
            {
                var coins = listed.OpenInterestCoins(at);
                json.WriteStartObject();
                json.WriteString("pair", pair);
                json.WriteString("contractType", "PERPETUAL");
                json.WriteString("sumOpenInterest", Digits.Whole(Contracts(listed, coins, listed.Mark(at))));
                json.WriteString("sumOpenInterestValue", Digits.Trimmed(coins * Share, 8));
                json.WriteNumber("timestamp", at);
                json.WriteEndObject();
            }
        });
    }

    private VenueReply Depth(VenueRequest request)
    {
        var (symbol, listed) = Require(request);
        var limit = request.Number("limit", BinanceRefusal.Illegal) ?? 500;
        if (limit is not (5 or 10 or 20 or 50 or 100 or 500 or 1_000))
            throw BinanceRefusal.InvalidDepth(limit);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("lastUpdateId", BinanceBook.UpdateIdAt(request.Now));
                json.WriteString("symbol", symbol);
                json.WriteNumber("E", request.Now);
                json.WriteNumber("T", request.Now);
                WriteSide(json, "bids", listed, listed.Side(isBid: true, request.BidsAt, (int)limit));
                WriteSide(json, "asks", listed, listed.Side(isBid: false, request.AsksAt, (int)limit));
                json.WriteEndObject();
            }
        );
    }

    private static void WriteSide(
        Utf8JsonWriter json,
        string name,
        VenueMarket listed,
        IEnumerable<(decimal Price, decimal Coins)> levels
    )
    {
        json.WriteStartArray(name);
        foreach (var (price, coins) in levels)
        {
            json.WriteStartArray();
            json.WriteStringValue(Digits.Trimmed(price, 8));
            json.WriteStringValue(Digits.Whole(Contracts(listed, coins, price)));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
