using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Deribit;

/// <summary>Deribit's <c>ticker</c> and <c>get_order_book</c>.</summary>
internal static class DeribitQuotes
{
    private const int MaxLevels = 10_000;

    public static VenueReply Ticker(VenueRequest request, ScriptedMarket market)
    {
        var contract = Contract(request, market);
        return DeribitReply.Ok(
            request,
            json =>
            {
                json.WriteStartObject();
                WriteCommon(json, contract, request);
                json.WriteEndObject();
            }
        );
    }

    public static VenueReply Book(VenueRequest request, ScriptedMarket market)
    {
        var contract = Contract(request, market);
        var depth = request.Number("depth", DeribitReply.Invalid) ?? 5;
        if (depth is not (1 or 5 or 10 or 20 or 50 or 100 or 1000 or MaxLevels))
            throw DeribitReply.Invalid("depth");
        return DeribitReply.Ok(
            request,
            json =>
            {
                json.WriteStartObject();
                WriteCommon(json, contract, request);
                json.WriteNumber("change_id", (request.Now - 1_500_000_000_000) * 3);
                WriteSide(json, "bids", contract, isBid: true, request.BidsAt, (int)depth);
                WriteSide(json, "asks", contract, isBid: false, request.AsksAt, (int)depth);
                json.WriteEndObject();
            }
        );
    }

    private static DeribitContract Contract(VenueRequest request, ScriptedMarket market) =>
        DeribitContract.Require(market, DeribitReply.Require(request, "instrument_name"), request.Now);

    private static void WriteCommon(Utf8JsonWriter json, DeribitContract contract, VenueRequest request)
    {
        var (market, now) = (contract.Market, request.Now);
        var mark = market.Mark(now);
        json.WriteString("instrument_name", contract.Symbol);
        json.WriteString("state", "open");
        json.WriteNumber("timestamp", now);
        json.WriteNumber("mark_price", mark);
        json.WriteNumber("index_price", market.Index(now));
        json.WriteNumber("estimated_delivery_price", market.Index(now));
        json.WriteNumber("last_price", market.Last(now));
        json.WriteNumber("open_interest", contract.Amount(market.OpenInterestCoins(now), mark));
        if (contract.ExpiresAt is not null)
            return;
        var minute = now / BarModel.MinuteMilliseconds;
        json.WriteNumber("current_funding", DeribitHistory.RateAt(market.Asset, minute));
        json.WriteNumber("funding_8h", DeribitHistory.EightHours(market.Asset, minute));
    }

    private static void WriteSide(
        Utf8JsonWriter json,
        string name,
        DeribitContract contract,
        bool isBid,
        long at,
        int levels
    )
    {
        json.WriteStartArray(name);
        foreach (var (price, coins) in contract.Market.Side(isBid, at, levels))
        {
            json.WriteStartArray();
            json.WriteNumberValue(price);
            json.WriteNumberValue(contract.Amount(coins, price));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
