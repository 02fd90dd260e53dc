using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Deribit;

/// <summary>Deribit's <c>get_instrument</c> and <c>get_instruments</c>.</summary>
internal static class DeribitInstruments
{
    /// <summary>A perpetual expires in the year 3000.</summary>
    private const long Never = 32_503_708_800_000;

    public static VenueReply One(VenueRequest request, ScriptedMarket market)
    {
        var symbol = DeribitReply.Require(request, "instrument_name");
        var contract = DeribitContract.Require(market, symbol, request.Now);
        return DeribitReply.Ok(request, json => Write(json, contract, market.ListedAt));
    }

    public static VenueReply List(VenueRequest request, ScriptedMarket market)
    {
        var currency = DeribitReply.Require(request, "currency");
        if (currency is not ("BTC" or "ETH" or "USDC" or "USDT" or "EURR" or "any"))
            throw DeribitReply.Invalid("currency");
        var kind = request.Text("kind");
        var listed = DeribitContract
            .All(market, request.Now)
            .Where(contract => currency == "any" || contract.Settlement == currency)
            .Where(_ => kind is null or "future" && request.Text("expired") != "true");
        return DeribitReply.Ok(
            request,
            json =>
            {
                json.WriteStartArray();
                foreach (var contract in listed)
                    Write(json, contract, market.ListedAt);
                json.WriteEndArray();
            }
        );
    }

    private static void Write(Utf8JsonWriter json, DeribitContract contract, long listedAt)
    {
        var type = contract.IsInverse ? "reversed" : "linear";
        var quote = contract.IsInverse ? "USD" : "USDC";
        json.WriteStartObject();
        json.WriteString("price_index", $"{contract.Name}_{quote}".ToLowerInvariant());
        json.WriteString("kind", "future");
        json.WriteString("instrument_name", contract.Symbol);
        json.WriteString("instrument_type", type);
        json.WriteString("future_type", type);
        json.WriteNumber("max_leverage", 50);
        json.WriteNumber("expiration_timestamp", contract.ExpiresAt ?? Never);
        json.WriteNumber("creation_timestamp", listedAt);
        json.WriteBoolean("is_active", true);
        json.WriteNumber("tick_size", contract.Market.Tick);
        json.WriteNumber("contract_size", contract.ContractSize);
        json.WriteNumber("min_trade_amount", contract.ContractSize);
        json.WriteString("settlement_currency", contract.Settlement);
        json.WriteString("settlement_period", contract.ExpiresAt is null ? "perpetual" : "month");
        json.WriteString("base_currency", contract.Name);
        json.WriteString("counter_currency", quote);
        json.WriteString("quote_currency", quote);
        json.WriteStartArray("tick_size_steps");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
