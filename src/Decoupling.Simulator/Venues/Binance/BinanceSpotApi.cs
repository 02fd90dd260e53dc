using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Binance spot, public market data: developers.binance.com, "Spot REST API".</summary>
internal sealed class BinanceSpotApi(ScriptedMarket market) : IVenueApi
{
    private const int MaxKlines = 1_000;
    private const int MaxDepth = 5_000;
    private static readonly RequestLimit s_weight = new("REQUEST_WEIGHT", 6_000, TimeSpan.FromMinutes(1));

    public string ContentType => "application/json;charset=UTF-8";

    public IReadOnlyCollection<string> Endpoints { get; } =
    ["api/v3/ping", "api/v3/time", "api/v3/exchangeInfo", "api/v3/klines", "api/v3/depth"];

    public RequestCost CostOf(VenueRequest request) =>
        new(
            s_weight,
            request.Endpoint switch
            {
                "api/v3/exchangeInfo" => 20,
                "api/v3/klines" => 2,
                "api/v3/depth" => DepthOf(request) switch
                {
                    <= 100 => 5,
                    <= 500 => 25,
                    <= 1_000 => 50,
                    _ => 250,
                },
                _ => 1,
            }
        );

    public VenueReply Answer(VenueRequest request) =>
        request.Endpoint switch
        {
            "api/v3/ping" => BinanceReplies.Empty(),
            "api/v3/time" => BinanceReplies.Time(request.Now),
            "api/v3/exchangeInfo" => BinanceSpotInfo.Answer(request, market),
            "api/v3/klines" => BinanceKlines.Answer(request, market, PriceSeries.Spot, LimitOf(request), _ => 8),
            _ => Depth(request),
        };

    public VenueReply OverLimit(RequestLimit limit, long now) => BinanceRefusal.OverLimit(limit);

    public VenueReply Error(int status, long now) => BinanceRefusal.Error(status);

    public IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now)
    {
        var used = Digits.Whole(limits.Used(s_weight, now));
        yield return ("X-MBX-USED-WEIGHT", used);
        yield return ("X-MBX-USED-WEIGHT-1M", used);
    }

    private VenueReply Depth(VenueRequest request)
    {
        var asset = BinanceRefusal.RequireAsset(request, market);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("lastUpdateId", BinanceBook.UpdateIdAt(request.Now));
                BinanceBook.WriteSides(json, request, asset, PriceSeries.Spot, DepthOf(request), 8, 8);
                json.WriteEndObject();
            }
        );
    }

    /// <summary>Spot cuts a limit that is too high instead of refusing it.</summary>
    private static long LimitOf(VenueRequest request) =>
        Math.Clamp(request.Number("limit", BinanceRefusal.Illegal) ?? 500, 1, MaxKlines);

    private static long DepthOf(VenueRequest request) =>
        Math.Clamp(request.Number("limit", BinanceRefusal.Illegal) ?? 100, 1, MaxDepth);
}
