using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Hyperliquid;

/// <summary>Hyperliquid's lists, quotes and books.</summary>
internal static class HyperliquidMarkets
{
    private const int Levels = 20;
    private const int FirstPair = 140;
    private const int FirstToken = 197;

    /// <summary>What a spot pair is asked by: "@140".</summary>
    public static string PairOf(AssetMarket asset) => "@" + Digits.Whole(FirstPair + IndexOf(asset));

    public static VenueReply Perpetuals(VenueRequest request, ScriptedMarket market) =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                json.WriteStartObject();
                json.WriteStartArray("universe");
                foreach (var asset in market.Assets)
                {
                    json.WriteStartObject();
                    json.WriteString("name", asset.Profile.Name);
                    json.WriteNumber("szDecimals", asset.Profile.PerpetualLotDecimals);
                    json.WriteNumber("maxLeverage", 40);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteStartArray();
                foreach (var asset in market.Assets)
                    WriteContext(json, new(asset, VenueProfile.Hyperliquid, PriceSeries.Perpetual), request.Now);
                json.WriteEndArray();
                json.WriteEndArray();
            }
        );

    public static VenueReply Spot(ScriptedMarket market) =>
        VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("universe");
                foreach (var asset in market.Assets)
                {
                    json.WriteStartObject();
                    json.WriteStartArray("tokens");
                    json.WriteNumberValue(FirstToken + IndexOf(asset));
                    json.WriteNumberValue(0);
                    json.WriteEndArray();
                    json.WriteString("name", PairOf(asset));
                    json.WriteNumber("index", FirstPair + IndexOf(asset));
                    json.WriteBoolean("isCanonical", false);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteStartArray("tokens");
                WriteToken(json, "USDC", 0, 8);
                foreach (var asset in market.Assets)
                    WriteToken(
                        json,
                        "U" + asset.Profile.Name,
                        FirstToken + IndexOf(asset),
                        asset.Profile.SpotLotDecimals
                    );
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    public static VenueReply Book(VenueRequest request, ScriptedMarket market)
    {
        var coin = HyperliquidApi.Text(request.Posted, "coin");
        if (HyperliquidApi.Find(market, coin) is not { } listed)
            return HyperliquidApi.Null(200);
        return VenueReply.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("coin", coin);
                json.WriteNumber("time", request.Now);
                json.WriteStartArray("levels");
                WriteSide(json, listed, isBid: true, request.BidsAt);
                WriteSide(json, listed, isBid: false, request.AsksAt);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    /// <summary>An eighth of the 8-hour rate, each hour.</summary>
    public static double HourlyRate(AssetMarket asset, long minute) =>
        Math.Round(asset.Funding.Running(VenueProfile.Hyperliquid, minute) / FundingModel.IntervalHours, 10);

    private static void WriteContext(Utf8JsonWriter json, VenueMarket listed, long now)
    {
        json.WriteStartObject();
        json.WriteString("funding", Digits.Trimmed(HourlyRate(listed.Asset, now / BarModel.MinuteMilliseconds), 10));
        json.WriteString("openInterest", Digits.Trimmed(listed.OpenInterestCoins(now), 8));
        json.WriteString("markPx", Digits.Trimmed(listed.Mark(now), 2));
        json.WriteString("midPx", Digits.Trimmed(listed.Last(now), 2));
        json.WriteString("oraclePx", Digits.Trimmed(listed.Index(now), 2));
        json.WriteEndObject();
    }

    private static void WriteToken(Utf8JsonWriter json, string name, int index, int sizeDecimals)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteNumber("szDecimals", sizeDecimals);
        json.WriteNumber("weiDecimals", 8);
        json.WriteNumber("index", index);
        json.WriteBoolean("isCanonical", index == 0);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, VenueMarket listed, bool isBid, long at)
    {
        json.WriteStartArray();
        foreach (var (price, coins) in listed.Side(isBid, at, Levels))
        {
            json.WriteStartObject();
            json.WriteString("px", Digits.Trimmed(price, 8));
            json.WriteString("sz", Digits.Trimmed(coins, 8));
            json.WriteNumber("n", 1);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static int IndexOf(AssetMarket asset) => AssetProfile.IndexOfSymbol(asset.Profile.Symbol);
}
