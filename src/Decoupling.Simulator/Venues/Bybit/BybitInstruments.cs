using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Bybit;

/// <summary>Bybit's <c>instruments-info</c>: grids, limits and, for contracts, the funding interval in minutes.</summary>
internal static class BybitInstruments
{
    public static VenueReply Answer(VenueRequest request, ScriptedMarket market)
    {
        var series = BybitReply.RequireCategory(request);
        var assets = request.Text("symbol") is null ? market.Assets : [BybitReply.RequireAsset(request, market)];
        return BybitReply.Ok(
            request.Now,
            json =>
            {
                json.WriteString("category", BybitReply.CategoryName(series));
                json.WriteStartArray("list");
                foreach (var asset in assets)
                {
                    json.WriteStartObject();
                    json.WriteString("symbol", asset.Profile.Symbol);
                    if (series == PriceSeries.Spot)
                        WriteSpot(json, asset);
                    else
                        WriteContract(json, asset, market.ListedAt);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                if (series != PriceSeries.Spot)
                    json.WriteString("nextPageCursor", "");
            }
        );
    }

    private static void WriteSpot(Utf8JsonWriter json, AssetMarket asset)
    {
        json.WriteString("baseCoin", asset.Profile.Name);
        json.WriteString("quoteCoin", "USDT");
        json.WriteString("innovation", "0");
        json.WriteString("status", "Trading");
        json.WriteString("marginTrading", "utaOnly");
        json.WriteString("stTag", "0");
        WriteObject(
            json,
            "lotSizeFilter",
            ("basePrecision", Lot(asset.Profile.SpotLotDecimals)),
            ("quotePrecision", "0.0000001"),
            ("minOrderQty", Lot(asset.Profile.SpotLotDecimals)),
            ("maxOrderQty", "9000"),
            ("minOrderAmt", "5"),
            ("maxOrderAmt", "8000000")
        );
        WriteObject(json, "priceFilter", ("tickSize", "0.01"));
        WriteObject(json, "riskParameters", ("priceLimitRatioX", "0.01"), ("priceLimitRatioY", "0.02"));
    }

    private static void WriteContract(Utf8JsonWriter json, AssetMarket asset, long listedAt)
    {
        var cap = VenueProfile.All[VenueProfile.Bybit].FundingCap;
        json.WriteString("contractType", "LinearPerpetual");
        json.WriteString("status", "Trading");
        json.WriteString("baseCoin", asset.Profile.Name);
        json.WriteString("quoteCoin", "USDT");
        json.WriteString("launchTime", Digits.Whole(listedAt));
        json.WriteString("deliveryTime", "0");
        json.WriteString("deliveryFeeRate", "");
        json.WriteString("priceScale", "2");
        WriteObject(json, "leverageFilter", ("minLeverage", "1"), ("maxLeverage", "100.00"), ("leverageStep", "0.01"));
        var tick = Digits.Fixed(asset.Profile.PerpetualTick, 2);
        WriteObject(json, "priceFilter", ("minPrice", tick), ("maxPrice", "1999999.80"), ("tickSize", tick));
        var lot = Lot(asset.Profile.PerpetualLotDecimals);
        WriteObject(
            json,
            "lotSizeFilter",
            ("maxOrderQty", "1190.000"),
            ("minOrderQty", lot),
            ("qtyStep", lot),
            ("postOnlyMaxOrderQty", "1190.000"),
            ("maxMktOrderQty", "500.000"),
            ("minNotionalValue", "5")
        );
        json.WriteBoolean("unifiedMarginTrade", true);
        json.WriteNumber("fundingInterval", FundingModel.IntervalHours * 60);
        json.WriteString("settleCoin", "USDT");
        json.WriteString("copyTrading", "both");
        json.WriteString("upperFundingRate", Digits.Trimmed(cap, 8));
        json.WriteString("lowerFundingRate", Digits.Trimmed(-cap, 8));
        json.WriteBoolean("isPreListing", false);
        json.WriteNull("preListingInfo");
    }

    private static void WriteObject(
        Utf8JsonWriter json,
        string name,
        params ReadOnlySpan<(string Name, string Value)> values
    )
    {
        json.WriteStartObject(name);
        foreach (var (each, value) in values)
            json.WriteString(each, value);
        json.WriteEndObject();
    }

    private static string Lot(int decimals) => Digits.Fixed(new decimal(1, 0, 0, false, (byte)decimals), decimals);
}
