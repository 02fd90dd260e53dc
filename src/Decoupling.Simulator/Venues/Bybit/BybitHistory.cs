using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Bybit;

/// <summary>Bybit's <c>funding/history</c> and <c>open-interest</c>: newest first.</summary>
internal static class BybitHistory
{
    private const int Venue = VenueProfile.Bybit;
    private const int MaxSamples = 200;
    private const string CursorPrefix = "lastid=";

    /// <summary>Paid rates. A start without an end is an error, as documented.</summary>
    public static VenueReply Funding(VenueRequest request, ScriptedMarket market)
    {
        BybitReply.RequireLinear(request);
        var asset = BybitReply.RequireAsset(request, market);
        var start = BybitReply.Number(request, "startTime");
        var end = BybitReply.Number(request, "endTime");
        if (start is not null && end is null)
            throw BybitReply.Invalid(request.Now, "endTime");
        var limit = BybitReply.LimitOf(request, MaxSamples, MaxSamples);
        var grid = TimeGrid.OfMinutes(FundingModel.IntervalHours * 60);
        var (first, last) = grid.Page(start, end, market.ListedAt, request.Now, limit, fromStart: false);
        return BybitReply.Ok(
            request.Now,
            json =>
            {
                json.WriteString("category", "linear");
                json.WriteStartArray("list");
                for (var paidAt = last; paidAt >= first; paidAt -= grid.Step)
                {
                    var round = FundingModel.RoundOf(paidAt / BarModel.MinuteMilliseconds) - 1;
                    json.WriteStartObject();
                    json.WriteString("symbol", asset.Profile.Symbol);
                    json.WriteString("fundingRate", Digits.Trimmed(asset.Funding.Settled(Venue, round), 8));
                    json.WriteString("fundingRateTimestamp", Digits.Whole(paidAt));
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );
    }

    /// <summary>Samples of both sides and of one, in coins; the cursor leads to older pages.</summary>
    public static VenueReply OpenInterest(VenueRequest request, ScriptedMarket market)
    {
        BybitReply.RequireLinear(request);
        var asset = BybitReply.RequireAsset(request, market);
        var grid = GridOf(request);
        var start = BybitReply.Number(request, "startTime");
        var end = CursorOf(request) is { } before ? before - 1 : BybitReply.Number(request, "endTime");
        var limit = BybitReply.LimitOf(request, 50, MaxSamples);
        var (first, last) = grid.Page(start, end, market.ListedAt, request.Now, limit, fromStart: false);
        var hasOlder = first - grid.Step >= Math.Max(start ?? 0, market.ListedAt);
        return BybitReply.Ok(
            request.Now,
            json =>
            {
                json.WriteString("symbol", asset.Profile.Symbol);
                json.WriteString("category", "linear");
                json.WriteStartArray("list");
                for (var at = last; at >= first; at -= grid.Step)
                {
                    var decimals = asset.Profile.PerpetualLotDecimals;
                    var oneSide = decimal.Round((decimal)asset.OpenInterest.CoinsAt(Venue, at), decimals);
                    json.WriteStartObject();
                    json.WriteString("openInterest", Digits.Fixed(2 * oneSide, 8));
                    json.WriteString("singleOpenInterest", Digits.Trimmed(oneSide, 8));
                    json.WriteString("timestamp", Digits.Whole(at));
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteString(
                    "nextPageCursor",
                    hasOlder ? Uri.EscapeDataString(CursorPrefix + Digits.Whole(first)) : ""
                );
            }
        );
    }

    /// <summary>Clients send the cursor as it came, escaped once already, or unescaped: both are read.</summary>
    private static long? CursorOf(VenueRequest request)
    {
        if (request.Text("cursor") is not { } cursor)
            return null;
        var plain = Uri.UnescapeDataString(cursor);
        return
            plain.StartsWith(CursorPrefix, StringComparison.Ordinal)
            && long.TryParse(plain[CursorPrefix.Length..], out var at)
            ? at
            : throw BybitReply.Invalid(request.Now, "cursor");
    }

    private static TimeGrid GridOf(VenueRequest request) =>
        request.Text("intervalTime") switch
        {
            "5min" => TimeGrid.OfMinutes(5),
            "15min" => TimeGrid.OfMinutes(15),
            "30min" => TimeGrid.OfMinutes(30),
            "1h" => TimeGrid.OfMinutes(60),
            "4h" => TimeGrid.OfMinutes(240),
            "1d" => TimeGrid.OfMinutes(1440),
            _ => throw BybitReply.Invalid(request.Now, "intervalTime"),
        };
}
