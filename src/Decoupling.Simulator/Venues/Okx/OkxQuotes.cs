using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Okx;

/// <summary>OKX's <c>mark-price</c>, <c>index-tickers</c> and <c>open-interest</c>.</summary>
internal static class OkxQuotes
{
    public static VenueReply Mark(VenueRequest request, ScriptedMarket market)
    {
        var contract = OkxContract.Require(market, OkxReply.Require(request, "instId"), request.Now);
        return OkxReply.Ok(json =>
            OkxReply.WriteTexts(
                json,
                ("instId", contract.Symbol),
                ("instType", contract.Type),
                ("markPx", Digits.Trimmed(contract.Market.Mark(request.Now), 4)),
                ("ts", Digits.Whole(request.Now))
            )
        );
    }

    public static VenueReply Index(VenueRequest request, ScriptedMarket market)
    {
        var index = OkxReply.Require(request, "instId");
        var asset =
            index.Split('-') is [var name, "USDT" or "USD"] && market.FindAsset(name) is { } found
                ? found
                : throw OkxReply.NoSuchInstrument();
        var price = new VenueMarket(asset, VenueProfile.Okx, PriceSeries.Spot).Index(request.Now);
        return OkxReply.Ok(json =>
            OkxReply.WriteTexts(
                json,
                ("instId", index),
                ("idxPx", Digits.Trimmed(price, 4)),
                ("ts", Digits.Whole(request.Now))
            )
        );
    }

    public static VenueReply OpenInterest(VenueRequest request, ScriptedMarket market)
    {
        var contract = OkxContract.Require(market, OkxReply.Require(request, "instId"), request.Now);
        var price = contract.Market.Mark(request.Now);
        var coins = contract.Market.OpenInterestCoins(request.Now);
        return OkxReply.Ok(json =>
            OkxReply.WriteTexts(
                json,
                ("instId", contract.Symbol),
                ("instType", contract.Type),
                ("oi", Digits.Trimmed(contract.Contracts(coins, price), 8)),
                ("oiCcy", Digits.Trimmed(coins, 8)),
                ("oiUsd", Digits.Trimmed(coins * price, 8)),
                ("ts", Digits.Whole(request.Now))
            )
        );
    }
}
