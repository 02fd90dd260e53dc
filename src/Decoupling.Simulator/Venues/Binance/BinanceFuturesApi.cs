using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Binance USD-M futures, public market data: developers.binance.com, "USDⓈ-M Futures".</summary>
internal sealed class BinanceFuturesApi(ScriptedMarket market) : IVenueApi
{
    private const int MaxKlines = 1_500;
    private static readonly RequestLimit s_weight = new("REQUEST_WEIGHT", 2_400, TimeSpan.FromMinutes(1));
    private static readonly RequestLimit s_funding = new("FUNDING", 500, TimeSpan.FromMinutes(5));
    private static readonly RequestLimit s_statistics = new("STATISTICS", 1_000, TimeSpan.FromMinutes(5));
    private static readonly long[] s_depths = [5, 10, 20, 50, 100, 500, 1_000];

    public string ContentType => "application/json";

    public IReadOnlyCollection<string> Endpoints { get; } =
    [
        "fapi/v1/ping",
        "fapi/v1/time",
        "fapi/v1/exchangeInfo",
        "fapi/v1/klines",
        "fapi/v1/markPriceKlines",
        "fapi/v1/indexPriceKlines",
        "fapi/v1/premiumIndex",
        "fapi/v1/fundingInfo",
        "fapi/v1/fundingRate",
        "fapi/v1/openInterest",
        "fapi/v1/depth",
        "futures/data/openInterestHist",
    ];

    public RequestCost CostOf(VenueRequest request) =>
        request.Endpoint switch
        {
            "fapi/v1/fundingInfo" or "fapi/v1/fundingRate" => new(s_funding, 1),
            "futures/data/openInterestHist" => new(s_statistics, 1),
            "fapi/v1/klines" or "fapi/v1/markPriceKlines" or "fapi/v1/indexPriceKlines" => new(
                s_weight,
                LimitOf(request) switch
                {
                    < 100 => 1,
                    < 500 => 2,
                    <= 1_000 => 5,
                    _ => 10,
                }
            ),
            "fapi/v1/depth" => new(
                s_weight,
                DepthOf(request) switch
                {
                    <= 50 => 2,
                    100 => 5,
                    500 => 10,
                    _ => 20,
                }
            ),
            "fapi/v1/premiumIndex" => new(s_weight, request.Text("symbol") is null ? 10 : 1),
            _ => new(s_weight, 1),
        };

    public VenueReply Answer(VenueRequest request) =>
        request.Endpoint switch
        {
            "fapi/v1/ping" => BinanceReplies.Empty(),
            "fapi/v1/time" => BinanceReplies.Time(request.Now),
            "fapi/v1/exchangeInfo" => BinanceFuturesInfo.Answer(request, market),
            "fapi/v1/klines" => Klines(request, PriceSeries.Perpetual),
            "fapi/v1/markPriceKlines" => Klines(request, PriceSeries.Mark),
            "fapi/v1/indexPriceKlines" => Klines(request, PriceSeries.Index),
            "fapi/v1/premiumIndex" => BinanceFunding.PremiumIndex(request, market),
            "fapi/v1/fundingInfo" => BinanceFunding.Info(market),
            "fapi/v1/fundingRate" => BinanceFunding.History(request, market),
            "fapi/v1/openInterest" => BinanceOpenInterest.Now(request, market),
            "fapi/v1/depth" => Depth(request),
            _ => BinanceOpenInterest.History(request, market),
        };

    public VenueReply OverLimit(RequestLimit limit, long now) => BinanceRefusal.OverLimit(limit);

    public VenueReply Error(int status, long now) => BinanceRefusal.Error(status);

    public IEnumerable<(string Name, string Value)> UsageHeaders(RequestLimits limits, long now)
    {
        yield return ("X-MBX-USED-WEIGHT-1M", Digits.Whole(limits.Used(s_weight, now)));
    }

    private VenueReply Klines(VenueRequest request, PriceSeries series) =>
        BinanceKlines.Answer(
            request,
            market,
            series,
            LimitOf(request),
            asset => series == PriceSeries.Perpetual ? BinanceFuturesInfo.PricePrecision(asset) : 8
        );

    private VenueReply Depth(VenueRequest request)
    {
        var asset = BinanceRefusal.RequireAsset(request, market);
        var limit = DepthOf(request);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("lastUpdateId", BinanceBook.UpdateIdAt(request.Now));
                json.WriteNumber("E", request.Now);
                json.WriteNumber("T", request.Now);
                BinanceBook.WriteSides(
                    json,
                    request,
                    asset,
                    PriceSeries.Perpetual,
                    limit,
                    BinanceFuturesInfo.PricePrecision(asset),
                    asset.Profile.PerpetualLotDecimals
                );
                json.WriteEndObject();
            }
        );
    }

    /// <summary>Futures refuse a limit that is too high, where spot cuts it.</summary>
    private static long LimitOf(VenueRequest request) =>
        (request.Number("limit", BinanceRefusal.Illegal) ?? 500) is >= 1 and <= MaxKlines and var limit
            ? limit
            : throw BinanceRefusal.NotValid("limit");

    private static long DepthOf(VenueRequest request)
    {
        var limit = request.Number("limit", BinanceRefusal.Illegal) ?? 500;
        if (limit > s_depths[^1])
            throw BinanceRefusal.NotValid("limit");
        return s_depths.Contains(limit) ? limit : throw BinanceRefusal.InvalidDepth(limit);
    }
}
