using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Okx;

/// <summary>OKX's <c>liquidation-orders</c> of swaps: the newest of the last day, at most one a second.</summary>
internal static class OkxLiquidations
{
    private const int MaxEvents = 100;
    private const long Hour = 3_600_000;

    public static VenueReply Answer(VenueRequest request, ScriptedMarket market)
    {
        if (OkxReply.Require(request, "instType") != OkxContract.Swap)
            throw OkxReply.Invalid("instType");
        var underlying = OkxReply.Require(request, "uly");
        var contract = OkxContract.Require(market, underlying + "-SWAP", request.Now);
        var limit = OkxReply.LimitOf(request, MaxEvents, MaxEvents);
        var closes = contract
            .Market.LiquidationsBetween(request.Now - Hour, request.Now)
            .DistinctBy(close => close.At.ToUnixTimeSeconds())
            .Reverse()
            .Take((int)limit);
        return OkxReply.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("details");
            foreach (var close in closes)
            {
                var (price, coins) = (decimal.Round((decimal)close.Price, 2), (decimal)Math.Abs(close.SizeCoins));
                OkxReply.WriteTexts(
                    json,
                    ("bkLoss", "0"),
                    ("bkPx", Digits.Trimmed(price, 2)),
                    ("ccy", ""),
                    ("posSide", close.SizeCoins < 0 ? "long" : "short"),
                    ("side", close.SizeCoins < 0 ? "sell" : "buy"),
                    ("sz", Digits.Trimmed(Math.Max(0.01m, contract.Contracts(coins, price)), 2)),
                    ("ts", Digits.Whole(close.At.ToUnixTimeMilliseconds()))
                );
            }
            json.WriteEndArray();
            json.WriteString("instFamily", contract.Family);
            json.WriteString("instId", contract.Symbol);
            json.WriteString("instType", contract.Type);
            json.WriteString("totalLoss", "0");
            json.WriteString("uly", underlying);
            json.WriteEndObject();
        });
    }
}
