using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Bybit;

/// <summary>Bybit's bars: arrays of strings, newest first, the running one at the head.</summary>
/// <remarks>A start within a bar includes that bar. Months are not simulated.</remarks>
internal static class BybitKlines
{
    private const int MaxKlines = 1_000;

    public static VenueReply Answer(VenueRequest request, ScriptedMarket market, PriceSeries series)
    {
        var hasVolume = series is PriceSeries.Spot or PriceSeries.Perpetual;
        if (!hasVolume)
            BybitReply.RequireLinear(request, "linear");
        var asset = BybitReply.RequireAsset(request, market);
        var grid = GridOf(request);
        var start = BybitReply.Number(request, "start");
        var end = BybitReply.Number(request, "end");
        var limit = BybitReply.LimitOf(request, 200, MaxKlines);
        var (first, last) = grid.Page(
            start is { } at ? grid.Floor(at) : null,
            end,
            market.ListedAt,
            request.Now,
            limit,
            fromStart: start is not null && end is null
        );
        var bars = asset.Bars.Bars(series, VenueProfile.Bybit, first, last + 1, grid.Step, request.Now).Reverse();
        var tick = asset.Bars.Tick(series);
        return BybitReply.Ok(
            request.Now,
            json =>
            {
                json.WriteString("symbol", asset.Profile.Symbol);
                json.WriteString("category", BybitReply.CategoryName(series));
                json.WriteStartArray("list");
                foreach (var bar in bars)
                {
                    json.WriteStartArray();
                    json.WriteStringValue(Digits.Whole(bar.StartAt));
                    foreach (var ticks in (ReadOnlySpan<int>)[bar.Open, bar.High, bar.Low, bar.Close])
                        json.WriteStringValue(Digits.Trimmed(ticks * tick, hasVolume ? 8 : 2));
                    if (hasVolume)
                    {
                        var volume = decimal.Round((decimal)bar.Volume, asset.Books.LotDecimals(series));
                        var price = ((decimal)bar.Open + bar.High + bar.Low + bar.Close) / 4 * tick;
                        json.WriteStringValue(Digits.Trimmed(volume, 8));
                        json.WriteStringValue(Digits.Trimmed(volume * price, 8));
                    }
                    json.WriteEndArray();
                }
                json.WriteEndArray();
            }
        );
    }

    private static TimeGrid GridOf(VenueRequest request) =>
        request.Text("interval") switch
        {
            "1" => TimeGrid.OfMinutes(1),
            "3" => TimeGrid.OfMinutes(3),
            "5" => TimeGrid.OfMinutes(5),
            "15" => TimeGrid.OfMinutes(15),
            "30" => TimeGrid.OfMinutes(30),
            "60" => TimeGrid.OfMinutes(60),
            "120" => TimeGrid.OfMinutes(120),
            "240" => TimeGrid.OfMinutes(240),
            "360" => TimeGrid.OfMinutes(360),
            "720" => TimeGrid.OfMinutes(720),
            "D" => TimeGrid.OfMinutes(1440),
            "W" => TimeGrid.OfMinutes(7 * 1440),
            _ => throw BybitReply.Refuse(request.Now, "Invalid period!"),
        };
}
