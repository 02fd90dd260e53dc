using System.Globalization;
using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Kraken;

/// <summary>Kraken, public market data of spot in US dollars: docs.kraken.com. Errors come with status 200.</summary>
internal sealed class KrakenApi(ScriptedMarket market) : IVenueApi
{
    private const string Prefix = "0/public/";
    private const int MaxBars = 720;
    private const int MaxLevels = 500;
    private static readonly RequestLimit s_requests = OneASecond("requests");

    public string ContentType => "application/json; charset=utf-8";

    public IReadOnlyCollection<string> Endpoints { get; } =
    [Prefix + "Time", Prefix + "AssetPairs", Prefix + "OHLC", Prefix + "Depth"];

    /// <summary>Bars are counted by address and pair, all else by address.</summary>
    public RequestCost CostOf(VenueRequest request) =>
        new(request.Endpoint == Prefix + "OHLC" ? OneASecond($"OHLC {request.Text("pair")}") : s_requests, 1);

    public VenueReply Answer(VenueRequest request) =>
        request.Endpoint[Prefix.Length..] switch
        {
            "Time" => Ok(json => WriteTime(json, request.Now)),
            "AssetPairs" => Pair(request),
            "OHLC" => Bars(request),
            _ => Book(request),
        };

    public VenueReply OverLimit(RequestLimit limit, long now) => Refusal(200, "EGeneral:Too many requests");

    public VenueReply Error(int status, long now) =>
        Refusal(status, status == 429 ? "EGeneral:Too many requests" : "EService:Unavailable");

    public IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now) => [];

    // What is sent a second apart may arrive a little closer.
    private static RequestLimit OneASecond(string name) => new(name, 1, TimeSpan.FromSeconds(1)) { Burst = 2 };

    private static VenueReply Ok(Action<Utf8JsonWriter> writeResult) =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("error");
                json.WriteEndArray();
                json.WriteStartObject("result");
                writeResult(json);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        );

    private static VenueReply Refusal(int status, string error) =>
        VenueReply.Json(
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("error");
                json.WriteStringValue(error);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    private static void WriteTime(Utf8JsonWriter json, long now)
    {
        json.WriteNumber("unixtime", now / 1000);
        json.WriteString(
            "rfc1123",
            DateTimeOffset.FromUnixTimeMilliseconds(now).ToString("R", CultureInfo.InvariantCulture)
        );
    }

    /// <summary>What a pair is asked by, and under what name it is answered: older coins have an X or Z before theirs.</summary>
    private (string Symbol, string Key, VenueMarket Listed) Require(VenueRequest request)
    {
        foreach (var (symbol, key, listed) in All())
        {
            if (request.Text("pair") is { } pair && (pair == symbol || pair == key))
                return (symbol, key, listed);
        }
        throw new VenueRefusalException(Refusal(200, "EQuery:Unknown asset pair"));
    }

    private IEnumerable<(string Symbol, string Key, VenueMarket Listed)> All() =>
        market.Assets.Select(asset =>
        {
            var name = asset.Profile.Name == "BTC" ? "XBT" : asset.Profile.Name;
            var key = name is "XBT" or "ETH" ? $"X{name}ZUSD" : name + "USD";
            return (name + "USD", key, new VenueMarket(asset, VenueProfile.Kraken, PriceSeries.Spot));
        });

    private VenueReply Pair(VenueRequest request)
    {
        IEnumerable<(string Symbol, string Key, VenueMarket Listed)> pairs = request.Text("pair") is null
            ? All()
            : [Require(request)];
        return Ok(json =>
        {
            foreach (var (symbol, key, listed) in pairs)
            {
                json.WriteStartObject(key);
                json.WriteString("altname", symbol);
                json.WriteString("wsname", symbol.Insert(symbol.Length - 3, "/"));
                json.WriteString("quote", "ZUSD");
                json.WriteNumber("pair_decimals", 2);
                json.WriteNumber("lot_decimals", 8);
                json.WriteString("tick_size", Digits.Trimmed(listed.Tick, 8));
                json.WriteString("status", "online");
                json.WriteEndObject();
            }
        });
    }

    private VenueReply Bars(VenueRequest request)
    {
        var (_, key, listed) = Require(request);
        var interval = request.Number("interval", Invalid) ?? 1;
        if (interval is not (1 or 5 or 15 or 30 or 60 or 240 or 1440))
            throw Invalid("interval");
        var grid = TimeGrid.OfMinutes(interval);
        var since = request.Number("since", Invalid) ?? 0;
        var running = grid.Floor(request.Now);
        var oldest = Math.Max(market.ListedAt, running - (MaxBars - 1) * grid.Step);
        var first = Math.Max(grid.Ceiling(since * 1000 + 1), oldest);
        return Ok(json =>
        {
            json.WriteStartArray(key);
            foreach (var bar in listed.Bars(Math.Min(first, running), running + 1, grid.Step, request.Now))
            {
                json.WriteStartArray();
                json.WriteNumberValue(bar.StartAt / 1000);
                foreach (var price in (decimal[])[bar.Open, bar.High, bar.Low, bar.Close, (bar.High + bar.Low) / 2])
                    json.WriteStringValue(Digits.Fixed(price, 2));
                json.WriteStringValue(Digits.Fixed(bar.Coins, 8));
                json.WriteNumberValue(100);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            json.WriteNumber("last", (running - grid.Step) / 1000);
        });
    }

    private VenueReply Book(VenueRequest request)
    {
        var (_, key, listed) = Require(request);
        var count = request.Number("count", Invalid) ?? 100;
        if (count is < 1 or > MaxLevels)
            throw Invalid("count");
        return Ok(json =>
        {
            json.WriteStartObject(key);
            WriteSide(json, "asks", listed.Side(isBid: false, request.AsksAt, (int)count), request.AsksAt);
            WriteSide(json, "bids", listed.Side(isBid: true, request.BidsAt, (int)count), request.BidsAt);
            json.WriteEndObject();
        });
    }

    private static void WriteSide(
        Utf8JsonWriter json,
        string name,
        IEnumerable<(decimal Price, decimal Coins)> levels,
        long at
    )
    {
        json.WriteStartArray(name);
        foreach (var (price, coins) in levels)
        {
            json.WriteStartArray();
            json.WriteStringValue(Digits.Fixed(price, 5));
            json.WriteStringValue(Digits.Fixed(coins, 8));
            json.WriteNumberValue(at / 1000);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static VenueRefusalException Invalid(string parameter) =>
        new(Refusal(200, $"EGeneral:Invalid arguments:{parameter}"));
}
