using System.Text.Json;
using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Bybit;

/// <summary>Bybit's inverse perpetuals ("BTCUSD"): a contract is one US dollar, so sizes, volumes and open interest are US dollars.</summary>
internal static class BybitInverse
{
    public const string Category = "inverse";

    private const int Venue = VenueProfile.Bybit;
    private const int MaxKlines = 1_000;
    private const int MaxSamples = 200;
    private const int MaxLevels = 1_000;

    /// <summary>How large these contracts are over the linear ones.</summary>
    private const decimal Share = 0.2m;

    public static VenueReply Answer(VenueRequest request, ScriptedMarket market)
    {
        var (symbol, listed) = Require(request, market);
        return BybitReply.Ok(
            request.Now,
            json =>
            {
                if (request.Endpoint == "v5/market/orderbook")
                {
                    WriteBook(json, request, symbol, listed);
                    return;
                }
                json.WriteString("category", Category);
                json.WriteString("symbol", symbol);
                json.WriteStartArray("list");
                switch (request.Endpoint)
                {
                    case "v5/market/kline":
                        WriteKlines(json, request, listed, market.ListedAt);
                        break;
                    case "v5/market/tickers":
                        WriteTicker(json, request, symbol, listed);
                        break;
                    case "v5/market/instruments-info":
                        WriteInstrument(json, symbol, listed);
                        break;
                    case "v5/market/funding/history":
                        WriteFunding(json, request, symbol, listed, market.ListedAt);
                        break;
                    case "v5/market/open-interest":
                        WriteOpenInterest(json, request, listed, market.ListedAt);
                        break;
                    default:
                        throw BybitReply.Invalid(request.Now, "category");
                }
                json.WriteEndArray();
            }
        );
    }

    private static (string Symbol, VenueMarket Listed) Require(VenueRequest request, ScriptedMarket market)
    {
        var symbol = request.Text("symbol") ?? throw BybitReply.Invalid(request.Now, "symbol");
        return symbol.EndsWith("USD", StringComparison.Ordinal) && market.FindAsset(symbol[..^3]) is { } asset
            ? (symbol, new(asset, Venue, PriceSeries.Perpetual))
            : throw BybitReply.Refuse(request.Now, "Not supported symbols");
    }

    private static void WriteKlines(Utf8JsonWriter json, VenueRequest request, VenueMarket listed, long listedAt)
    {
        var grid = request.Text("interval") is "1" or "3" or "5" or "15" or "30" or "60"
            ? TimeGrid.OfMinutes(long.Parse(request.Text("interval")!))
            : throw BybitReply.Refuse(request.Now, "Invalid period!");
        var (start, end) = (BybitReply.Number(request, "start"), BybitReply.Number(request, "end"));
        var limit = BybitReply.LimitOf(request, 200, MaxKlines);
        var (first, last) = grid.Page(
            start is { } at ? grid.Floor(at) : null,
            end,
            listedAt,
            request.Now,
            limit,
            fromStart: start is not null && end is null
        );
        foreach (var bar in listed.Bars(first, last + 1, grid.Step, request.Now).Reverse())
        {
            var coins = bar.Coins * Share;
            json.WriteStartArray();
            json.WriteStringValue(Digits.Whole(bar.StartAt));
            foreach (var price in (decimal[])[bar.Open, bar.High, bar.Low, bar.Close])
                json.WriteStringValue(Digits.Trimmed(price, 8));
            json.WriteStringValue(Digits.Whole((long)(coins * bar.Close)));
            json.WriteStringValue(Digits.Trimmed(coins, 8));
            json.WriteEndArray();
        }
    }

    private static void WriteTicker(Utf8JsonWriter json, VenueRequest request, string symbol, VenueMarket listed)
    {
        var now = request.Now;
        var minute = now / BarModel.MinuteMilliseconds;
        var oneSide = OneSideUsd(listed, now);
        json.WriteStartObject();
        json.WriteString("symbol", symbol);
        json.WriteString("lastPrice", Digits.Trimmed(listed.Last(now), 8));
        json.WriteString("indexPrice", Digits.Trimmed(listed.Index(now), 2));
        json.WriteString("markPrice", Digits.Trimmed(listed.Mark(now), 2));
        json.WriteString("openInterest", Digits.Whole(2 * oneSide));
        json.WriteString("singleOpenInterest", Digits.Whole(oneSide));
        json.WriteString("fundingRate", Digits.Trimmed(listed.Asset.Funding.Running(Venue, minute), 8));
        json.WriteString("nextFundingTime", Digits.Whole(FundingModel.RoundStart(FundingModel.RoundOf(minute) + 1)));
        json.WriteString("fundingIntervalHour", Digits.Whole(FundingModel.IntervalHours));
        json.WriteEndObject();
    }

    private static void WriteInstrument(Utf8JsonWriter json, string symbol, VenueMarket listed)
    {
        var cap = VenueProfile.All[Venue].FundingCap;
        json.WriteStartObject();
        json.WriteString("symbol", symbol);
        json.WriteString("contractType", "InversePerpetual");
        json.WriteString("status", "Trading");
        json.WriteString("baseCoin", listed.Asset.Profile.Name);
        json.WriteString("quoteCoin", "USD");
        json.WriteString("settleCoin", listed.Asset.Profile.Name);
        json.WriteStartObject("priceFilter");
        json.WriteString("tickSize", Digits.Trimmed(listed.Tick, 8));
        json.WriteEndObject();
        json.WriteNumber("fundingInterval", FundingModel.IntervalHours * 60);
        json.WriteString("upperFundingRate", Digits.Trimmed(cap, 8));
        json.WriteString("lowerFundingRate", Digits.Trimmed(-cap, 8));
        json.WriteEndObject();
    }

    private static void WriteFunding(
        Utf8JsonWriter json,
        VenueRequest request,
        string symbol,
        VenueMarket listed,
        long listedAt
    )
    {
        var (start, end) = (BybitReply.Number(request, "startTime"), BybitReply.Number(request, "endTime"));
        var limit = BybitReply.LimitOf(request, MaxSamples, MaxSamples);
        var grid = TimeGrid.OfMinutes(FundingModel.IntervalHours * 60);
        var (first, last) = grid.Page(start, end, listedAt, request.Now, limit, fromStart: false);
        for (var paidAt = last; paidAt >= first; paidAt -= grid.Step)
        {
            var round = FundingModel.RoundOf(paidAt / BarModel.MinuteMilliseconds) - 1;
            json.WriteStartObject();
            json.WriteString("symbol", symbol);
            json.WriteString("fundingRate", Digits.Trimmed(listed.Asset.Funding.Settled(Venue, round), 8));
            json.WriteString("fundingRateTimestamp", Digits.Whole(paidAt));
            json.WriteEndObject();
        }
    }

    private static void WriteOpenInterest(Utf8JsonWriter json, VenueRequest request, VenueMarket listed, long listedAt)
    {
        if (request.Text("intervalTime") != "1h")
            throw BybitReply.Invalid(request.Now, "intervalTime");
        var (start, end) = (BybitReply.Number(request, "startTime"), BybitReply.Number(request, "endTime"));
        var limit = BybitReply.LimitOf(request, 50, MaxSamples);
        var grid = TimeGrid.OfMinutes(60);
        var (first, last) = grid.Page(start, end, listedAt, request.Now, limit, fromStart: false);
        for (var at = last; at >= first; at -= grid.Step)
        {
            json.WriteStartObject();
            json.WriteString("openInterest", Digits.Whole(2 * OneSideUsd(listed, at)));
            json.WriteString("singleOpenInterest", Digits.Whole(OneSideUsd(listed, at)));
            json.WriteString("timestamp", Digits.Whole(at));
            json.WriteEndObject();
        }
    }

    private static void WriteBook(Utf8JsonWriter json, VenueRequest request, string symbol, VenueMarket listed)
    {
        var limit = (int)BybitReply.LimitOf(request, 25, MaxLevels);
        json.WriteString("s", symbol);
        WriteSide(json, "b", listed.Side(isBid: true, request.BidsAt, limit));
        WriteSide(json, "a", listed.Side(isBid: false, request.AsksAt, limit));
        json.WriteNumber("ts", request.Now);
        json.WriteNumber("u", (request.Now - 1_500_000_000_000) / 20);
        json.WriteNumber("cts", request.Now);
    }

    private static void WriteSide(Utf8JsonWriter json, string name, IEnumerable<(decimal Price, decimal Coins)> levels)
    {
        json.WriteStartArray(name);
        foreach (var (price, coins) in levels)
        {
            json.WriteStartArray();
            json.WriteStringValue(Digits.Trimmed(price, 8));
            json.WriteStringValue(Digits.Whole(Math.Max(1, (long)(coins * price * Share))));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static long OneSideUsd(VenueMarket listed, long at) =>
        (long)(listed.OpenInterestCoins(at) * listed.Mark(at) * Share);
}
