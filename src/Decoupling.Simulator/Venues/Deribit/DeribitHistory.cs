using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Deribit;

/// <summary>Deribit's bars in columns, its hourly funding, and its trades, of which the simulator lists the liquidations only.</summary>
internal static class DeribitHistory
{
    private const int Venue = VenueProfile.Deribit;
    private const int MaxTrades = 1_000;
    private const long MinutesPerHour = 60;

    /// <summary>Within this premium either way nothing is paid: docs, "Funding rate".</summary>
    private const double DeadBand = 0.00025;

    public static VenueReply Chart(VenueRequest request, ScriptedMarket market)
    {
        var contract = Contract(request, market);
        var grid = GridOf(DeribitReply.Require(request, "resolution"));
        var first = grid.Ceiling(Math.Max(DeribitReply.RequireNumber(request, "start_timestamp"), market.ListedAt));
        var last = grid.Floor(Math.Min(DeribitReply.RequireNumber(request, "end_timestamp"), request.Now));
        var bars = contract.Market.Bars(first, last + 1, grid.Step, request.Now).ToList();
        return DeribitReply.Ok(
            request,
            json =>
            {
                json.WriteStartObject();
                WriteColumn(json, "ticks", bars.Select(bar => (decimal)bar.StartAt));
                WriteColumn(json, "open", bars.Select(bar => bar.Open));
                WriteColumn(json, "high", bars.Select(bar => bar.High));
                WriteColumn(json, "low", bars.Select(bar => bar.Low));
                WriteColumn(json, "close", bars.Select(bar => bar.Close));
                WriteColumn(json, "volume", bars.Select(bar => bar.Coins));
                WriteColumn(json, "cost", bars.Select(bar => decimal.Round(bar.Coins * bar.Close, 2)));
                json.WriteString("status", bars.Count == 0 ? "no_data" : "ok");
                json.WriteEndObject();
            }
        );
    }

    public static VenueReply Funding(VenueRequest request, ScriptedMarket market)
    {
        var contract = Contract(request, market);
        if (contract.ExpiresAt is not null)
            throw DeribitReply.Invalid("instrument_name");
        var grid = TimeGrid.OfMinutes(MinutesPerHour);
        var first = grid.Ceiling(Math.Max(DeribitReply.RequireNumber(request, "start_timestamp"), market.ListedAt));
        var last = grid.Floor(Math.Min(DeribitReply.RequireNumber(request, "end_timestamp"), request.Now));
        return DeribitReply.Ok(
            request,
            json =>
            {
                json.WriteStartArray();
                for (var at = first; at <= last; at += grid.Step)
                {
                    var minute = at / BarModel.MinuteMilliseconds;
                    json.WriteStartObject();
                    json.WriteNumber("timestamp", at);
                    json.WriteNumber("index_price", contract.Market.Index(at));
                    json.WriteNumber("prev_index_price", contract.Market.Index(at - grid.Step));
                    json.WriteNumber("interest_8h", EightHours(contract.Market.Asset, minute));
                    json.WriteNumber("interest_1h", Accrued(contract.Market.Asset, minute - MinutesPerHour, minute));
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );
    }

    public static VenueReply Trades(VenueRequest request, ScriptedMarket market)
    {
        var contract = Contract(request, market);
        var count = request.Number("count", DeribitReply.Invalid) ?? 10;
        if (count is < 1 or > MaxTrades)
            throw DeribitReply.Invalid("count");
        var from = DeribitReply.RequireNumber(request, "start_timestamp");
        var to = Math.Min(DeribitReply.RequireNumber(request, "end_timestamp"), request.Now);
        var closes = contract.ExpiresAt is null
            ? contract.Market.LiquidationsBetween(from, to + 1).Take((int)count + 1).ToList()
            : [];
        return DeribitReply.Ok(
            request,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("trades");
                foreach (var close in closes.Take((int)count))
                    Write(json, contract, close);
                json.WriteEndArray();
                json.WriteBoolean("has_more", closes.Count > count);
                json.WriteEndObject();
            }
        );
    }

    /// <summary>The rate of a moment, per 8 hours: the premium less the dead band.</summary>
    public static double RateAt(AssetMarket asset, long minute)
    {
        var premium = asset.Prices.Premium(Venue, minute);
        var cap = VenueProfile.All[Venue].FundingCap;
        var rate = Math.Max(DeadBand, premium) + Math.Min(-DeadBand, premium);
        return Math.Round(Math.Clamp(rate, -cap, cap), 10);
    }

    public static double EightHours(AssetMarket asset, long minute) =>
        Accrued(asset, minute - 8 * MinutesPerHour, minute);

    /// <summary>What accrued over some minutes, sampled every tenth.</summary>
    private static double Accrued(AssetMarket asset, long from, long to)
    {
        var sum = 0.0;
        for (var minute = from; minute < to; minute += 10)
            sum += RateAt(asset, minute) * 10 / (8 * MinutesPerHour);
        return Math.Round(sum, 12);
    }

    private static void Write(Utf8JsonWriter json, DeribitContract contract, Liquidation close)
    {
        var price = decimal.Round((decimal)close.Price / contract.Market.Tick) * contract.Market.Tick;
        var amount = contract.Amount((decimal)Math.Abs(close.SizeCoins), price);
        json.WriteStartObject();
        json.WriteNumber("trade_seq", close.At.ToUnixTimeMilliseconds());
        json.WriteString("trade_id", $"{contract.Name}-{Digits.Whole(close.At.ToUnixTimeMilliseconds())}");
        json.WriteNumber("timestamp", close.At.ToUnixTimeMilliseconds());
        json.WriteNumber("tick_direction", close.SizeCoins < 0 ? 2 : 0);
        json.WriteNumber("price", price);
        json.WriteNumber("mark_price", price);
        json.WriteNumber("index_price", price);
        json.WriteString("instrument_name", contract.Symbol);
        json.WriteString("direction", close.SizeCoins < 0 ? "sell" : "buy");
        json.WriteNumber("contracts", amount / contract.ContractSize);
        json.WriteNumber("amount", amount);
        json.WriteString("liquidation", "T");
        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, string name, IEnumerable<decimal> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static DeribitContract Contract(VenueRequest request, ScriptedMarket market) =>
        DeribitContract.Require(market, DeribitReply.Require(request, "instrument_name"), request.Now);

    private static TimeGrid GridOf(string resolution) =>
        resolution switch
        {
            "1" => TimeGrid.OfMinutes(1),
            "3" => TimeGrid.OfMinutes(3),
            "5" => TimeGrid.OfMinutes(5),
            "15" => TimeGrid.OfMinutes(15),
            "30" => TimeGrid.OfMinutes(30),
            "60" => TimeGrid.OfMinutes(60),
            _ => throw DeribitReply.Invalid("resolution"),
        };
}
