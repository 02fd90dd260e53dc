using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Open interest in coins, one side: <c>openInterest</c> and <c>openInterestHist</c>.</summary>
internal static class BinanceOpenInterest
{
    private const int Venue = VenueProfile.Binance;
    private const int MaxSamples = 500;
    private const long HistoryKept = 30 * 86_400_000L;

    public static VenueReply Now(VenueRequest request, ScriptedMarket market)
    {
        var asset = BinanceRefusal.RequireAsset(request, market);
        var coins = asset.OpenInterest.CoinsAt(Venue, request.Now);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("openInterest", Digits.Fixed(coins, asset.Profile.PerpetualLotDecimals));
                json.WriteString("symbol", asset.Profile.Symbol);
                json.WriteNumber("time", request.Now);
                json.WriteEndObject();
            }
        );
    }

    /// <summary>Samples of the last 30 days, oldest first; a start before that is refused.</summary>
    public static VenueReply History(VenueRequest request, ScriptedMarket market)
    {
        var asset = BinanceRefusal.RequireAsset(request, market);
        var period = request.Text("period") ?? throw BinanceRefusal.Missing("period");
        if (period is not ("5m" or "15m" or "30m" or "1h" or "2h" or "4h" or "6h" or "12h" or "1d"))
            throw BinanceRefusal.NotValid("period");
        var grid = BinanceKlines.GridOf(period)!.Value;
        var limit = request.Number("limit", BinanceRefusal.Illegal) ?? 30;
        if (limit is < 1 or > MaxSamples)
            throw BinanceRefusal.NotValid("limit");
        var start = request.Number("startTime", BinanceRefusal.Illegal);
        var end = request.Number("endTime", BinanceRefusal.Illegal);
        if (start < request.Now - HistoryKept)
            throw new VenueRefusalException(BinanceRefusal.Reply(400, -1130, "parameter 'startTime' is invalid."));
        var oldest = Math.Max(market.ListedAt, request.Now - HistoryKept);
        var (first, last) = grid.Page(start, end, oldest, request.Now, limit, fromStart: start is not null);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                for (var at = first; at <= last; at += grid.Step)
                {
                    var coins = asset.OpenInterest.CoinsAt(Venue, at);
                    json.WriteStartObject();
                    json.WriteString("symbol", asset.Profile.Symbol);
                    json.WriteString("sumOpenInterest", Digits.Fixed(coins, 8));
                    json.WriteString(
                        "sumOpenInterestValue",
                        Digits.Fixed(coins * asset.Bars.PriceAt(PriceSeries.Mark, Venue, at), 8)
                    );
                    json.WriteNumber("timestamp", at);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );
    }
}
