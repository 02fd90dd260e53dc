using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Okx;

/// <summary>OKX's <c>mark-price</c>, <c>index-tickers</c> and <c>open-interest</c>.</summary>
internal static class OkxQuotes
{
    /// <summary>One contract's, or all of a type.</summary>
    public static VenueReply Mark(VenueRequest request, ScriptedMarket market) =>
        OkxReply.Ok(json =>
        {
            foreach (var contract in Contracts(request, market))
                OkxReply.WriteTexts(
                    json,
                    ("instId", contract.Symbol),
                    ("instType", contract.Type),
                    ("markPx", Digits.Trimmed(contract.Market.Mark(request.Now), 4)),
                    ("ts", Digits.Whole(request.Now))
                );
        });

    /// <summary>One index, or all in a currency.</summary>
    public static VenueReply Index(VenueRequest request, ScriptedMarket market)
    {
        if (request.Text("instId") is { } index)
        {
            var asset =
                index.Split('-') is [var name, "USDT" or "USD"] && market.FindAsset(name) is { } found
                    ? found
                    : throw OkxReply.NoSuchInstrument();
            return OkxReply.Ok(json => WriteIndex(json, index, asset, request.Now));
        }
        var currency = OkxReply.Require(request, "quoteCcy");
        if (currency is not ("USDT" or "USD"))
            throw OkxReply.Invalid("quoteCcy");
        return OkxReply.Ok(json =>
        {
            foreach (var asset in market.Assets)
                WriteIndex(json, $"{asset.Profile.Name}-{currency}", asset, request.Now);
        });
    }

    private static void WriteIndex(Utf8JsonWriter json, string index, AssetMarket asset, long now) =>
        OkxReply.WriteTexts(
            json,
            ("instId", index),
            ("idxPx", Digits.Trimmed(new VenueMarket(asset, VenueProfile.Okx, PriceSeries.Spot).Index(now), 4)),
            ("ts", Digits.Whole(now))
        );

    private static IEnumerable<OkxContract> Contracts(VenueRequest request, ScriptedMarket market) =>
        request.Text("instId") is { } symbol
            ? [OkxContract.Require(market, symbol, request.Now)]
            : OkxContract.All(market, OkxReply.Require(request, "instType"), request.Now);

    /// <summary>One contract's, or all of a type.</summary>
    public static VenueReply OpenInterest(VenueRequest request, ScriptedMarket market) =>
        OkxReply.Ok(json =>
        {
            foreach (var contract in Contracts(request, market))
            {
                var price = contract.Market.Mark(request.Now);
                var coins = contract.Market.OpenInterestCoins(request.Now);
                OkxReply.WriteTexts(
                    json,
                    ("instId", contract.Symbol),
                    ("instType", contract.Type),
                    ("oi", Digits.Trimmed(contract.Contracts(coins, price), 8)),
                    ("oiCcy", Digits.Trimmed(coins, 8)),
                    ("oiUsd", Digits.Trimmed(coins * price, 8)),
                    ("ts", Digits.Whole(request.Now))
                );
            }
        });
}
