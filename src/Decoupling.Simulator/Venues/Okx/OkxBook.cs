using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Okx;

/// <summary>OKX's order books: sizes in coins for spot and in contracts otherwise, with a field without use and the number of orders.</summary>
internal static class OkxBook
{
    private const int MaxLevels = 400;

    public static VenueReply Answer(VenueRequest request, ScriptedMarket market)
    {
        var contract = OkxContract.Require(market, OkxReply.Require(request, "instId"), request.Now);
        var levels = OkxReply.Number(request, "sz") ?? 1;
        if (levels is < 1 or > MaxLevels)
            throw OkxReply.Invalid("sz");
        return OkxReply.Ok(json =>
        {
            json.WriteStartObject();
            WriteSide(json, "asks", contract, isBid: false, request.AsksAt, (int)levels);
            WriteSide(json, "bids", contract, isBid: true, request.BidsAt, (int)levels);
            json.WriteString("ts", Digits.Whole(request.Now));
            json.WriteNumber("seqId", (request.Now - 1_500_000_000_000) / 10);
            json.WriteEndObject();
        });
    }

    private static void WriteSide(
        Utf8JsonWriter json,
        string name,
        OkxContract contract,
        bool isBid,
        long at,
        int levels
    )
    {
        json.WriteStartArray(name);
        foreach (var (price, coins) in contract.Market.Side(isBid, at, levels))
        {
            var size = Math.Max(contract.IsInverse ? 1 : 0.01m, contract.Contracts(coins, price));
            OkxReply.WriteRow(json, Digits.Trimmed(price, 8), Digits.Trimmed(size, 8), "0", "1");
        }
        json.WriteEndArray();
    }
}
