using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Binance's order books: bids downwards, asks upwards, prices and sizes as strings.</summary>
internal static class BinanceBook
{
    /// <summary>A number that grows with every millisecond, as the books' own do.</summary>
    public static long UpdateIdAt(long at) => (at - 1_500_000_000_000) * 7;

    public static void WriteSides(
        Utf8JsonWriter json,
        VenueRequest request,
        AssetMarket asset,
        PriceSeries series,
        long limit,
        int priceDecimals,
        int sizeDecimals
    )
    {
        WriteSide("bids", isBid: true, request.BidsAt);
        WriteSide("asks", isBid: false, request.AsksAt);

        void WriteSide(string name, bool isBid, long at)
        {
            var tick = asset.Bars.Tick(series);
            var lotDecimals = asset.Books.LotDecimals(series);
            json.WriteStartArray(name);
            foreach (var level in asset.Books.Side(series, VenueProfile.Binance, isBid, at, (int)limit))
            {
                json.WriteStartArray();
                json.WriteStringValue(Digits.Fixed(level.PriceTicks * tick, priceDecimals));
                json.WriteStringValue(Digits.Fixed(new decimal(level.SizeLots) * Lot(lotDecimals), sizeDecimals));
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
    }

    private static decimal Lot(int decimals) => new(1, 0, 0, isNegative: false, (byte)decimals);
}
