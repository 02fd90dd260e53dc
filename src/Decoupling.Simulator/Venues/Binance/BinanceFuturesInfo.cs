using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>Futures' <c>exchangeInfo</c>: always all contracts.</summary>
internal static class BinanceFuturesInfo
{
    private const long NeverDelivered = 4_133_404_800_000;

    /// <summary>The decimals that prices of a contract show, which may be more than its tick has.</summary>
    public static int PricePrecision(AssetMarket asset) => asset.Profile.StartPrice < 1_000 ? 4 : 2;

    public static VenueReply Answer(VenueRequest request, ScriptedMarket market) =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("timezone", "UTC");
                json.WriteNumber("serverTime", request.Now);
                json.WriteString("futuresType", "U_MARGINED");
                json.WriteStartArray("rateLimits");
                BinanceSpotInfo.WriteLimit(json, "REQUEST_WEIGHT", "MINUTE", 1, 2_400);
                BinanceSpotInfo.WriteLimit(json, "ORDERS", "MINUTE", 1, 1_200);
                json.WriteEndArray();
                json.WriteStartArray("exchangeFilters");
                json.WriteEndArray();
                json.WriteStartArray("assets");
                json.WriteStartObject();
                json.WriteString("asset", "USDT");
                json.WriteBoolean("marginAvailable", true);
                json.WriteString("autoAssetExchange", "-10000");
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteStartArray("symbols");
                foreach (var asset in market.Assets)
                    WriteContract(json, asset, market.ListedAt);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    private static void WriteContract(Utf8JsonWriter json, AssetMarket asset, long listedAt)
    {
        var lot = Digits.Fixed(
            new decimal(1, 0, 0, false, (byte)asset.Profile.PerpetualLotDecimals),
            asset.Profile.PerpetualLotDecimals
        );
        var tick = Digits.Fixed(asset.Profile.PerpetualTick, 2);
        json.WriteStartObject();
        json.WriteString("symbol", asset.Profile.Symbol);
        json.WriteString("pair", asset.Profile.Symbol);
        json.WriteString("contractType", "PERPETUAL");
        json.WriteNumber("deliveryDate", NeverDelivered);
        json.WriteNumber("onboardDate", listedAt);
        json.WriteString("status", "TRADING");
        json.WriteString("maintMarginPercent", "2.5000");
        json.WriteString("requiredMarginPercent", "5.0000");
        json.WriteString("baseAsset", asset.Profile.Name);
        json.WriteString("quoteAsset", "USDT");
        json.WriteString("marginAsset", "USDT");
        json.WriteNumber("pricePrecision", PricePrecision(asset));
        json.WriteNumber("quantityPrecision", asset.Profile.PerpetualLotDecimals);
        json.WriteNumber("baseAssetPrecision", 8);
        json.WriteNumber("quotePrecision", 8);
        json.WriteString("underlyingType", "COIN");
        json.WriteStartArray("filters");
        BinanceSpotInfo.WriteFilter(
            json,
            "PRICE_FILTER",
            ("maxPrice", "4529764"),
            ("minPrice", tick),
            ("tickSize", tick)
        );
        BinanceSpotInfo.WriteFilter(json, "LOT_SIZE", ("maxQty", "1000"), ("minQty", lot), ("stepSize", lot));
        BinanceSpotInfo.WriteFilter(json, "MIN_NOTIONAL", ("notional", "50"));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
