using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Bybit;

/// <summary>Bybit's order books: <c>b</c> downwards, <c>a</c> upwards; one level of spot and 25 of a contract unless asked for more.</summary>
internal static class BybitBook
{
    private const int MaxLevels = 1_000;

    public static VenueReply Answer(VenueRequest request, ScriptedMarket market)
    {
        var series = BybitReply.RequireCategory(request);
        var asset = BybitReply.RequireAsset(request, market);
        var limit = (int)BybitReply.LimitOf(request, series == PriceSeries.Spot ? 1 : 25, MaxLevels);
        return BybitReply.Ok(
            request.Now,
            json =>
            {
                json.WriteString("s", asset.Profile.Symbol);
                WriteSide(json, "b", asset, series, isBid: true, request.BidsAt, limit);
                WriteSide(json, "a", asset, series, isBid: false, request.AsksAt, limit);
                json.WriteNumber("ts", request.Now);
                json.WriteNumber("u", (request.Now - 1_500_000_000_000) / 20);
                json.WriteNumber("seq", (request.Now - 1_500_000_000_000) * 3);
                json.WriteNumber("cts", request.Now);
            }
        );
    }

    public static string Size(BookLevel level, int lotDecimals) =>
        Digits.Trimmed(new decimal(level.SizeLots) * new decimal(1, 0, 0, false, (byte)lotDecimals), 8);

    private static void WriteSide(
        Utf8JsonWriter json,
        string name,
        AssetMarket asset,
        PriceSeries series,
        bool isBid,
        long at,
        int limit
    )
    {
        var tick = asset.Bars.Tick(series);
        var lotDecimals = asset.Books.LotDecimals(series);
        json.WriteStartArray(name);
        foreach (var level in asset.Books.Side(series, VenueProfile.Bybit, isBid, at, limit))
        {
            json.WriteStartArray();
            json.WriteStringValue(Digits.Trimmed(level.PriceTicks * tick, 8));
            json.WriteStringValue(Size(level, lotDecimals));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
