using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Spot's <c>exchangeInfo</c>: all symbols, one (<c>symbol</c>), or some (<c>symbols</c>, a JSON array).</summary>
internal static class BinanceSpotInfo
{
    public static VenueReply Answer(VenueRequest request, ScriptedMarket market)
    {
        var assets = AssetsOf(request, market);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("timezone", "UTC");
                json.WriteNumber("serverTime", request.Now);
                json.WriteStartArray("rateLimits");
                WriteLimit(json, "REQUEST_WEIGHT", "MINUTE", 1, 6_000);
                WriteLimit(json, "RAW_REQUESTS", "MINUTE", 5, 61_000);
                json.WriteEndArray();
                json.WriteStartArray("exchangeFilters");
                json.WriteEndArray();
                json.WriteStartArray("symbols");
                foreach (var asset in assets)
                    WriteSymbol(json, asset);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    public static void WriteLimit(Utf8JsonWriter json, string type, string interval, int count, int limit)
    {
        json.WriteStartObject();
        json.WriteString("rateLimitType", type);
        json.WriteString("interval", interval);
        json.WriteNumber("intervalNum", count);
        json.WriteNumber("limit", limit);
        json.WriteEndObject();
    }

    private static IReadOnlyList<AssetMarket> AssetsOf(VenueRequest request, ScriptedMarket market)
    {
        if (request.Text("symbol") is not null)
            return [BinanceRefusal.RequireAsset(request, market)];
        if (request.Text("symbols") is not { } list)
            return market.Assets;
        try
        {
            var symbols = JsonSerializer.Deserialize<string[]>(list) ?? [];
            return [.. symbols.Select(symbol => market.Find(symbol) ?? throw BinanceRefusal.InvalidSymbol())];
        }
        catch (JsonException)
        {
            throw BinanceRefusal.Illegal("symbols");
        }
    }

    private static void WriteSymbol(Utf8JsonWriter json, AssetMarket asset)
    {
        var lot = Digits.Fixed(new decimal(1, 0, 0, false, (byte)asset.Profile.SpotLotDecimals), 8);
        json.WriteStartObject();
        json.WriteString("symbol", asset.Profile.Symbol);
        json.WriteString("status", "TRADING");
        json.WriteString("baseAsset", asset.Profile.Name);
        json.WriteNumber("baseAssetPrecision", 8);
        json.WriteString("quoteAsset", "USDT");
        json.WriteNumber("quotePrecision", 8);
        json.WriteNumber("quoteAssetPrecision", 8);
        json.WriteStartArray("orderTypes");
        foreach (var type in (ReadOnlySpan<string>)["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS_LIMIT"])
            json.WriteStringValue(type);
        json.WriteEndArray();
        json.WriteBoolean("icebergAllowed", true);
        json.WriteBoolean("isSpotTradingAllowed", true);
        json.WriteBoolean("isMarginTradingAllowed", true);
        json.WriteStartArray("filters");
        WriteFilter(
            json,
            "PRICE_FILTER",
            ("minPrice", "0.01000000"),
            ("maxPrice", "1000000.00000000"),
            ("tickSize", "0.01000000")
        );
        WriteFilter(json, "LOT_SIZE", ("minQty", lot), ("maxQty", "9000.00000000"), ("stepSize", lot));
        json.WriteEndArray();
        json.WriteStartArray("permissions");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteFilter(
        Utf8JsonWriter json,
        string type,
        params ReadOnlySpan<(string Name, string Value)> values
    )
    {
        json.WriteStartObject();
        json.WriteString("filterType", type);
        foreach (var (name, value) in values)
            json.WriteString(name, value);
        json.WriteEndObject();
    }
}
