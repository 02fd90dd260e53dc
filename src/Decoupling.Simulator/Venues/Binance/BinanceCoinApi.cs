using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Binance's contracts settled in the coin (COIN-M), perpetuals only: developers.binance.com, "COIN-M futures".</summary>
internal sealed class BinanceCoinApi(ScriptedMarket market) : IVenueApi
{
    private const int Venue = VenueProfile.Binance;

    /// <summary>How large these contracts are over the linear ones.</summary>
    public const decimal Share = 0.25m;

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
            "dapi/v1/klines" => BinanceCoinHistory.Klines(request, market),
            "dapi/v1/premiumIndex" => PremiumIndex(request),
            "dapi/v1/fundingRate" => BinanceCoinHistory.FundingRate(request, market),
            "dapi/v1/openInterest" => OpenInterest(request),
            "dapi/v1/depth" => Depth(request),
            _ => BinanceCoinHistory.OpenInterestHistory(request, market),
        };

    public VenueReply OverLimit(RequestLimit limit, long now) => BinanceRefusal.OverLimit(limit);

    public VenueReply Error(int status, long now) => BinanceRefusal.Error(status);

    public IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now)
    {
        yield return ("X-MBX-USED-WEIGHT-1M", Digits.Whole(limits.Used(s_weight, now)));
    }

    public static decimal ContractSize(VenueMarket listed) => listed.Asset.Profile.Name == "BTC" ? 100 : 10;

    /// <summary>How many contracts of these are what so many coins are of the linear ones.</summary>
    public static long Contracts(VenueMarket listed, decimal coins, decimal price) =>
        Math.Max(1, (long)(coins * Share * price / ContractSize(listed)));

    /// <summary>The contract of the mandatory parameter "symbol".</summary>
    public static (string Symbol, VenueMarket Listed) Require(VenueRequest request, ScriptedMarket market)
    {
        var symbol = request.Text("symbol") ?? throw BinanceRefusal.Missing("symbol");
        return symbol.EndsWith("USD_PERP", StringComparison.Ordinal) && market.FindAsset(symbol[..^8]) is { } asset
            ? (symbol, new(asset, Venue, PriceSeries.Perpetual))
            : throw BinanceRefusal.InvalidSymbol();
    }

    /// <summary>A reply that is a list.</summary>
    public static VenueReply List(Action<Utf8JsonWriter> writeItems) =>
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

    private VenueReply PremiumIndex(VenueRequest request)
    {
        var (symbol, listed) = Require(request, market);
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

    private VenueReply OpenInterest(VenueRequest request)
    {
        var (symbol, listed) = Require(request, market);
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

    private VenueReply Depth(VenueRequest request)
    {
        var (symbol, listed) = Require(request, market);
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
