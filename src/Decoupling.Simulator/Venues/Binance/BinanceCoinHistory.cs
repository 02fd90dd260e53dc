using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Binance;

/// <summary>The windows of Binance's contracts settled in the coin: bars, funding as paid, open interest over time.</summary>
internal static class BinanceCoinHistory
{
    private const int Venue = VenueProfile.Binance;
    private const int MaxKlines = 1_500;
    private const int MaxSamples = 500;
    private const int MaxPayments = 1_000;
    private const long HistoryKept = 30 * 86_400_000L;

    public static VenueReply Klines(VenueRequest request, ScriptedMarket market)
    {
        var (_, listed) = BinanceCoinApi.Require(request, market);
        var interval = request.Text("interval") ?? throw BinanceRefusal.Missing("interval");
        var grid = BinanceKlines.GridOf(interval) ?? throw BinanceRefusal.InvalidInterval();
        var limit = request.Number("limit", BinanceRefusal.Illegal) ?? 500;
        if (limit is < 1 or > MaxKlines)
            throw BinanceRefusal.NotValid("limit");
        // Of a range that holds more, the newest come.
        var (first, last) = grid.Page(
            request.Number("startTime", BinanceRefusal.Illegal),
            request.Number("endTime", BinanceRefusal.Illegal),
            market.ListedAt,
            request.Now,
            limit,
            fromStart: false
        );
        return BinanceCoinApi.List(json =>
        {
            foreach (var bar in listed.Bars(first, last + 1, grid.Step, request.Now))
            {
                json.WriteStartArray();
                json.WriteNumberValue(bar.StartAt);
                foreach (var price in (decimal[])[bar.Open, bar.High, bar.Low, bar.Close])
                    json.WriteStringValue(Digits.Trimmed(price, 8));
                json.WriteStringValue(Digits.Whole(BinanceCoinApi.Contracts(listed, bar.Coins, bar.Close)));
                json.WriteNumberValue(bar.StartAt + grid.Step - 1);
                json.WriteStringValue(Digits.Trimmed(bar.Coins * BinanceCoinApi.Share, 8));
                json.WriteNumberValue(100);
                for (var i = 0; i < 3; i++)
                    json.WriteStringValue("0");
                json.WriteEndArray();
            }
        });
    }

    public static VenueReply FundingRate(VenueRequest request, ScriptedMarket market)
    {
        var (symbol, listed) = BinanceCoinApi.Require(request, market);
        var grid = TimeGrid.OfMinutes(FundingModel.IntervalHours * 60);
        var (first, last) = grid.Page(
            request.Number("startTime", BinanceRefusal.Illegal),
            request.Number("endTime", BinanceRefusal.Illegal),
            market.ListedAt,
            request.Now,
            Math.Min(request.Number("limit", BinanceRefusal.Illegal) ?? 100, MaxPayments),
            fromStart: true
        );
        return BinanceCoinApi.List(json =>
        {
            for (var paidAt = first; paidAt <= last; paidAt += grid.Step)
            {
                var round = FundingModel.RoundOf(paidAt / BarModel.MinuteMilliseconds) - 1;
                json.WriteStartObject();
                json.WriteString("symbol", symbol);
                json.WriteNumber("fundingTime", paidAt);
                json.WriteString("fundingRate", Digits.Fixed(listed.Asset.Funding.Settled(Venue, round), 8));
                json.WriteEndObject();
            }
        });
    }

    public static VenueReply OpenInterestHistory(VenueRequest request, ScriptedMarket market)
    {
        var pair = request.Text("pair") ?? throw BinanceRefusal.Missing("pair");
        if (request.Text("contractType") != "PERPETUAL" || request.Text("period") != "1h" || pair.Length < 4)
            throw BinanceRefusal.NotValid("contractType");
        var asset = market.FindAsset(pair[..^3]) ?? throw BinanceRefusal.InvalidSymbol();
        var listed = new VenueMarket(asset, Venue, PriceSeries.Perpetual);
        var grid = TimeGrid.OfMinutes(60);
        var limit = request.Number("limit", BinanceRefusal.Illegal) ?? 30;
        if (limit is < 1 or > MaxSamples)
            throw BinanceRefusal.NotValid("limit");
        var start = request.Number("startTime", BinanceRefusal.Illegal);
        if (start < request.Now - HistoryKept)
            throw BinanceRefusal.NotValid("startTime");
        var oldest = Math.Max(market.ListedAt, request.Now - HistoryKept);
        var end = request.Number("endTime", BinanceRefusal.Illegal);
        var (first, last) = grid.Page(start, end, oldest, request.Now, limit, fromStart: start is not null);
        return BinanceCoinApi.List(json =>
        {
            for (var at = first; at <= last; at += grid.Step)
            {
                var coins = listed.OpenInterestCoins(at);
                json.WriteStartObject();
                json.WriteString("pair", pair);
                json.WriteString("contractType", "PERPETUAL");
                json.WriteString(
                    "sumOpenInterest",
                    Digits.Whole(BinanceCoinApi.Contracts(listed, coins, listed.Mark(at)))
                );
                json.WriteString("sumOpenInterestValue", Digits.Trimmed(coins * BinanceCoinApi.Share, 8));
                json.WriteNumber("timestamp", at);
                json.WriteEndObject();
            }
        });
    }
}
