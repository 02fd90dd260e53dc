using System.Globalization;
using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Coinbase;

/// <summary>Coinbase Exchange, public market data of spot in US dollars: docs.cdp.coinbase.com/exchange.</summary>
internal sealed class CoinbaseApi(ScriptedMarket market) : IVenueApi
{
    private const int MaxCandles = 300;
    private const int BookLevels = 1_000;

    private static readonly RequestLimit s_requests = new("requests", 10, TimeSpan.FromSeconds(1)) { Burst = 15 };

    public string ContentType => "application/json; charset=utf-8";

    public IReadOnlyCollection<string> Endpoints { get; } =
    ["time", "products", "products/{id}", "products/{id}/candles", "products/{id}/book"];

    public bool Knows(string endpoint) => Endpoints.Contains(PatternOf(endpoint));

    public RequestCost CostOf(VenueRequest request) => new(s_requests, 1);

    public VenueReply Answer(VenueRequest request) =>
        PatternOf(request.Endpoint) switch
        {
            "time" => Time(request.Now),
            "products" => Products(),
            "products/{id}" => Product(request),
            "products/{id}/candles" => Candles(request),
            _ => Book(request),
        };

    public VenueReply OverLimit(RequestLimit limit, long now) => Message(429, "Public rate limit exceeded");

    public VenueReply Error(int status, long now) =>
        Message(status, status == 429 ? "Public rate limit exceeded" : "Internal server error");

    public IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now) => [];

    private static string PatternOf(string endpoint) =>
        endpoint.Split('/') switch
        {
            ["products", _] => "products/{id}",
            ["products", _, var what] => "products/{id}/" + what,
            _ => endpoint,
        };

    private static VenueReply Message(int status, string message) =>
        VenueReply.Json(
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("message", message);
                json.WriteEndObject();
            }
        );

    private static VenueReply Time(long now) =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("iso", Stamp(now));
                json.WriteNumber("epoch", now / 1000m);
                json.WriteEndObject();
            }
        );

    private (string Id, VenueMarket Listed) Require(VenueRequest request)
    {
        var id = request.Endpoint.Split('/')[1];
        return id.Split('-') is [var name, "USD"] && market.FindAsset(name) is { } asset
            ? (id, new(asset, VenueProfile.Coinbase, PriceSeries.Spot))
            : throw new VenueRefusalException(Message(404, "NotFound"));
    }

    private VenueReply Product(VenueRequest request)
    {
        var (id, listed) = Require(request);
        return VenueReply.Json(200, json => WriteProduct(json, id, listed));
    }

    private VenueReply Products() =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var asset in market.Assets)
                    WriteProduct(
                        json,
                        asset.Profile.Name + "-USD",
                        new(asset, VenueProfile.Coinbase, PriceSeries.Spot)
                    );
                json.WriteEndArray();
            }
        );

    private static void WriteProduct(Utf8JsonWriter json, string id, VenueMarket listed)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("base_currency", listed.Asset.Profile.Name);
        json.WriteString("quote_currency", "USD");
        json.WriteString("quote_increment", Digits.Trimmed(listed.Tick, 8));
        json.WriteString("base_increment", "0.00000001");
        json.WriteString("display_name", id);
        json.WriteString("min_market_funds", "1");
        json.WriteBoolean("margin_enabled", false);
        json.WriteBoolean("post_only", false);
        json.WriteBoolean("limit_only", false);
        json.WriteBoolean("cancel_only", false);
        json.WriteString("status", "online");
        json.WriteString("status_message", "");
        json.WriteBoolean("trading_disabled", false);
        json.WriteBoolean("auction_mode", false);
        json.WriteEndObject();
    }

    private VenueReply Candles(VenueRequest request)
    {
        var (_, listed) = Require(request);
        var grid = request.Text("granularity") switch
        {
            "60" => TimeGrid.OfMinutes(1),
            "300" => TimeGrid.OfMinutes(5),
            "900" => TimeGrid.OfMinutes(15),
            "3600" => TimeGrid.OfMinutes(60),
            "21600" => TimeGrid.OfMinutes(360),
            "86400" => TimeGrid.OfMinutes(1440),
            _ => throw new VenueRefusalException(Message(400, "Unsupported granularity")),
        };
        var end = TimeOf(request, "end") ?? request.Now;
        var start = TimeOf(request, "start") ?? end - (MaxCandles - 1) * grid.Step;
        if ((end - start) / grid.Step + 1 > MaxCandles)
        {
            throw new VenueRefusalException(
                Message(
                    400,
                    "granularity too small for the requested time range. Count of aggregations requested exceeds 300"
                )
            );
        }
        var (first, last) = (grid.Ceiling(Math.Max(start, market.ListedAt)), grid.Floor(Math.Min(end, request.Now)));
        var bars = listed.Bars(first, last + 1, grid.Step, request.Now).Reverse().ToList();
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var bar in bars)
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(bar.StartAt / 1000);
                    json.WriteNumberValue(bar.Low);
                    json.WriteNumberValue(bar.High);
                    json.WriteNumberValue(bar.Open);
                    json.WriteNumberValue(bar.Close);
                    json.WriteNumberValue(bar.Coins);
                    json.WriteEndArray();
                }
                json.WriteEndArray();
            }
        );
    }

    private VenueReply Book(VenueRequest request)
    {
        var (_, listed) = Require(request);
        var levels = request.Text("level") == "2" ? BookLevels : 1;
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                WriteSide(json, "bids", listed.Side(isBid: true, request.BidsAt, levels));
                WriteSide(json, "asks", listed.Side(isBid: false, request.AsksAt, levels));
                json.WriteNumber("sequence", (request.Now - 1_500_000_000_000) / 10);
                json.WriteBoolean("auction_mode", false);
                json.WriteNull("auction");
                json.WriteString("time", Stamp(request.Now));
                json.WriteEndObject();
            }
        );
    }

    private static void WriteSide(Utf8JsonWriter json, string name, IEnumerable<(decimal Price, decimal Coins)> levels)
    {
        json.WriteStartArray(name);
        foreach (var (price, coins) in levels)
        {
            json.WriteStartArray();
            json.WriteStringValue(Digits.Trimmed(price, 8));
            json.WriteStringValue(Digits.Trimmed(coins, 8));
            json.WriteNumberValue(1);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static long? TimeOf(VenueRequest request, string name) =>
        request.Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUnixTimeMilliseconds()
        : throw new VenueRefusalException(Message(400, $"Invalid {name}"));

    private static string Stamp(long at) =>
        DateTimeOffset
            .FromUnixTimeMilliseconds(at)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
