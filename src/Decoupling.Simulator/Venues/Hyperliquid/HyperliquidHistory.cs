using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Hyperliquid;

/// <summary>Hyperliquid's bars and hourly funding, oldest first.</summary>
internal static class HyperliquidHistory
{
    private const int MaxCandles = 5_000;
    private const int MaxPayments = 500;

    /// <summary>How long after the hour a payment is stamped, in milliseconds.</summary>
    private const long PaymentDelay = 60;

    /// <summary>How many bars a request is for, for its weight.</summary>
    public static int CandlesOf(VenueRequest request)
    {
        var asked = request.Posted!["req"];
        var grid = GridOf(HyperliquidApi.Text(asked, "interval"));
        var (start, end) = (HyperliquidApi.Number(asked, "startTime"), HyperliquidApi.Number(asked, "endTime"));
        return (int)Math.Clamp((end - start) / grid.Step + 1, 0, MaxCandles);
    }

    /// <summary>How many payments a request is for, for its weight.</summary>
    public static int PaymentsOf(VenueRequest request)
    {
        var (start, end) = (HyperliquidApi.Number(request.Posted, "startTime"), EndOf(request));
        return (int)Math.Clamp((end - start) / TimeGrid.OfMinutes(60).Step + 1, 0, MaxPayments);
    }

    public static VenueReply Candles(VenueRequest request, ScriptedMarket market)
    {
        var asked = request.Posted!["req"];
        var (coin, interval) = (HyperliquidApi.Text(asked, "coin"), HyperliquidApi.Text(asked, "interval"));
        if (HyperliquidApi.Find(market, coin) is not { } listed)
            return HyperliquidApi.Null(500);
        var grid = GridOf(interval);
        var oldest = Math.Max(market.ListedAt, grid.Floor(request.Now) - (MaxCandles - 1) * grid.Step);
        var first = grid.Ceiling(Math.Max(HyperliquidApi.Number(asked, "startTime"), oldest));
        var last = grid.Floor(Math.Min(HyperliquidApi.Number(asked, "endTime"), request.Now));
        var bars = listed.Bars(first, last + 1, grid.Step, request.Now).ToList();
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var bar in bars)
                {
                    json.WriteStartObject();
                    json.WriteNumber("t", bar.StartAt);
                    json.WriteNumber("T", bar.StartAt + grid.Step - 1);
                    json.WriteString("s", coin);
                    json.WriteString("i", interval);
                    json.WriteString("o", Digits.Trimmed(bar.Open, 8));
                    json.WriteString("c", Digits.Trimmed(bar.Close, 8));
                    json.WriteString("h", Digits.Trimmed(bar.High, 8));
                    json.WriteString("l", Digits.Trimmed(bar.Low, 8));
                    json.WriteString("v", Digits.Trimmed(bar.Coins, 8));
                    json.WriteNumber("n", 100);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );
    }

    public static VenueReply Funding(VenueRequest request, ScriptedMarket market)
    {
        var coin = HyperliquidApi.Text(request.Posted, "coin");
        if (market.FindAsset(coin) is not { } asset)
            return HyperliquidApi.Null(500);
        var grid = TimeGrid.OfMinutes(60);
        var start = Math.Max(HyperliquidApi.Number(request.Posted, "startTime"), market.ListedAt);
        var first = grid.Ceiling(start - PaymentDelay);
        var last = grid.Floor(Math.Min(EndOf(request), request.Now) - PaymentDelay);
        last = Math.Min(last, first + (MaxPayments - 1) * grid.Step);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                for (var paidAt = first; paidAt <= last; paidAt += grid.Step)
                {
                    var rate = HyperliquidMarkets.HourlyRate(asset, paidAt / BarModel.MinuteMilliseconds - 1);
                    json.WriteStartObject();
                    json.WriteString("coin", coin);
                    json.WriteString("fundingRate", Digits.Trimmed(rate, 10));
                    json.WriteString("premium", "0.0");
                    json.WriteNumber("time", paidAt + PaymentDelay);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );
    }

    private static long EndOf(VenueRequest request) =>
        request.Posted!["endTime"] is null ? request.Now : HyperliquidApi.Number(request.Posted, "endTime");

    private static TimeGrid GridOf(string interval) =>
        interval switch
        {
            "1m" => TimeGrid.OfMinutes(1),
            "3m" => TimeGrid.OfMinutes(3),
            "5m" => TimeGrid.OfMinutes(5),
            "15m" => TimeGrid.OfMinutes(15),
            "30m" => TimeGrid.OfMinutes(30),
            "1h" => TimeGrid.OfMinutes(60),
            "4h" => TimeGrid.OfMinutes(240),
            "1d" => TimeGrid.OfMinutes(1440),
            _ => throw HyperliquidApi.Refuse(),
        };
}
