using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Binance's bars: arrays of twelve, oldest first, the running one last.</summary>
/// <remarks>Months, and seconds on spot, are not simulated: they answer "Invalid interval.".</remarks>
internal static class BinanceKlines
{
    public static TimeGrid? GridOf(string interval) =>
        interval switch
        {
            "1m" => TimeGrid.OfMinutes(1),
            "3m" => TimeGrid.OfMinutes(3),
            "5m" => TimeGrid.OfMinutes(5),
            "15m" => TimeGrid.OfMinutes(15),
            "30m" => TimeGrid.OfMinutes(30),
            "1h" => TimeGrid.OfMinutes(60),
            "2h" => TimeGrid.OfMinutes(120),
            "4h" => TimeGrid.OfMinutes(240),
            "6h" => TimeGrid.OfMinutes(360),
            "8h" => TimeGrid.OfMinutes(480),
            "12h" => TimeGrid.OfMinutes(720),
            "1d" => TimeGrid.OfMinutes(1440),
            "3d" => TimeGrid.OfMinutes(3 * 1440),
            "1w" => TimeGrid.OfMinutes(7 * 1440),
            _ => null,
        };

    /// <summary>The reply to a request for bars.</summary>
    /// <param name="request">The request.</param>
    /// <param name="market">The market.</param>
    /// <param name="series">Which price.</param>
    /// <param name="limit">How many bars at most.</param>
    /// <param name="priceDecimals">How many decimals prices show.</param>
    public static VenueReply Answer(
        VenueRequest request,
        ScriptedMarket market,
        PriceSeries series,
        long limit,
        Func<AssetMarket, int> priceDecimals
    )
    {
        var asset = BinanceRefusal.RequireAsset(request, market, series == PriceSeries.Index ? "pair" : "symbol");
        var interval = request.Text("interval") ?? throw BinanceRefusal.Missing("interval");
        var grid = GridOf(interval) ?? throw BinanceRefusal.InvalidInterval();
        var start = request.Number("startTime", BinanceRefusal.Illegal);
        var end = request.Number("endTime", BinanceRefusal.Illegal);
        var (first, last) = grid.Page(start, end, market.ListedAt, request.Now, limit, fromStart: start is not null);
        var bars = asset.Bars.Bars(series, VenueProfile.Binance, first, last + 1, grid.Step, request.Now);
        var tick = asset.Bars.Tick(series);
        var decimals = priceDecimals(asset);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var bar in bars)
                    Write(json, bar, tick, decimals, asset.Books.LotDecimals(series), series);
                json.WriteEndArray();
            }
        );
    }

    private static void Write(
        Utf8JsonWriter json,
        MarketBar bar,
        decimal tick,
        int priceDecimals,
        int lotDecimals,
        PriceSeries series
    )
    {
        json.WriteStartArray();
        json.WriteNumberValue(bar.StartAt);
        json.WriteStringValue(Digits.Fixed(bar.Open * tick, priceDecimals));
        json.WriteStringValue(Digits.Fixed(bar.High * tick, priceDecimals));
        json.WriteStringValue(Digits.Fixed(bar.Low * tick, priceDecimals));
        json.WriteStringValue(Digits.Fixed(bar.Close * tick, priceDecimals));
        if (series is PriceSeries.Mark or PriceSeries.Index)
            WriteWithoutVolume(json, bar.EndAt - 1);
        else
            WriteVolume(json, bar, tick, lotDecimals, series == PriceSeries.Spot);
        json.WriteEndArray();
    }

    private static void WriteWithoutVolume(Utf8JsonWriter json, long closeAt)
    {
        json.WriteStringValue("0");
        json.WriteNumberValue(closeAt);
        json.WriteStringValue("0");
        json.WriteNumberValue(60);
        for (var i = 0; i < 3; i++)
            json.WriteStringValue("0");
    }

    private static void WriteVolume(Utf8JsonWriter json, MarketBar bar, decimal tick, int lotDecimals, bool isSpot)
    {
        var volume = decimal.Round((decimal)bar.Volume, lotDecimals);
        var price = ((decimal)bar.Open + bar.High + bar.Low + bar.Close) / 4 * tick;
        var takerShare = bar.Close >= bar.Open ? 0.52m : 0.48m;
        var taker = decimal.Round(volume * takerShare, lotDecimals);
        var (volumeDecimals, quoteDecimals) = isSpot ? (8, 8) : (lotDecimals, 5);
        json.WriteStringValue(Digits.Fixed(volume, volumeDecimals));
        json.WriteNumberValue(bar.EndAt - 1);
        json.WriteStringValue(Digits.Fixed(volume * price, quoteDecimals));
        json.WriteNumberValue(1 + (long)(volume * price / 1_000));
        json.WriteStringValue(Digits.Fixed(taker, volumeDecimals));
        json.WriteStringValue(Digits.Fixed(taker * price, quoteDecimals));
        json.WriteStringValue("0");
    }
}
