using System.Text.Json.Nodes;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Hyperliquid;

/// <summary>Hyperliquid's info endpoint, perpetuals and spot, by POST: hyperliquid.gitbook.io.</summary>
internal sealed class HyperliquidApi(ScriptedMarket market) : IVenueApi
{
    private static readonly RequestLimit s_weight = new("weight", 1_200, TimeSpan.FromMinutes(1));

    public string ContentType => "application/json";

    public bool IsPosted => true;

    public IReadOnlyCollection<string> Endpoints { get; } = ["info"];

    /// <summary>2 for books, 20 for all else, and more by the rows that a range of time asks for.</summary>
    public RequestCost CostOf(VenueRequest request) =>
        new(
            s_weight,
            TypeOf(request) switch
            {
                "l2Book" => 2,
                "candleSnapshot" => 20 + HyperliquidHistory.CandlesOf(request) / 60,
                "fundingHistory" => 20 + HyperliquidHistory.PaymentsOf(request) / 20,
                _ => 20,
            }
        );

    public VenueReply Answer(VenueRequest request) =>
        TypeOf(request) switch
        {
            "metaAndAssetCtxs" => HyperliquidMarkets.Perpetuals(request, market),
            "spotMeta" => HyperliquidMarkets.Spot(market),
            "l2Book" => HyperliquidMarkets.Book(request, market),
            "candleSnapshot" => HyperliquidHistory.Candles(request, market),
            "fundingHistory" => HyperliquidHistory.Funding(request, market),
            _ => throw Refuse(),
        };

    public VenueReply OverLimit(RequestLimit limit, long now) => Null(429);

    public VenueReply Error(int status, long now) => Null(status);

    public IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now) => [];

    /// <summary>A request that cannot be read is answered 422.</summary>
    public static VenueRefusalException Refuse() => new(Null(422));

    /// <summary>A whole number of the request, or a refusal.</summary>
    public static long Number(JsonNode? from, string name) =>
        from?[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : throw Refuse();

    /// <summary>A text of the request, or a refusal.</summary>
    public static string Text(JsonNode? from, string name) =>
        from?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Refuse();

    /// <summary>The market of a coin as it is asked by, or null: the real one answers null too.</summary>
    public static VenueMarket? Find(ScriptedMarket market, string coin)
    {
        if (market.FindAsset(coin) is { } asset)
            return new(asset, VenueProfile.Hyperliquid, PriceSeries.Perpetual);
        var spot = market.Assets.FirstOrDefault(listed => HyperliquidMarkets.PairOf(listed) == coin);
        return spot is null ? null : new(spot, VenueProfile.Hyperliquid, PriceSeries.Spot);
    }

    public static VenueReply Null(int status) => VenueReply.Json(status, json => json.WriteNullValue());

    private static string? TypeOf(VenueRequest request) =>
        request.Posted is JsonObject posted
        && posted["type"] is JsonValue value
        && value.TryGetValue<string>(out var type)
            ? type
            : null;
}
