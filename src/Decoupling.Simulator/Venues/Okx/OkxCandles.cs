using Decoupling.Simulator.Market;
using Decoupling.Simulator.Venues.Wire;

namespace Decoupling.Simulator.Venues.Okx;

/// <summary>OKX's bars and open interest over time: newest first, "after" and "before" exclusive.</summary>
internal static class OkxCandles
{
    private const int MaxBars = 300;
    private const int MaxSamples = 100;

    /// <summary>What market/candles reaches back to; market/history-candles has no such end, and no running bar.</summary>
    private const int RecentBars = 1_440;

    public static VenueReply Answer(VenueRequest request, ScriptedMarket market)
    {
        var contract = OkxContract.Require(market, OkxReply.Require(request, "instId"), request.Now);
        var grid = GridOf(request.Text("bar") ?? "1m");
        var isRecent = request.Endpoint.EndsWith("/candles", StringComparison.Ordinal);
        var oldest = isRecent
            ? Math.Max(market.ListedAt, grid.Floor(request.Now) - (RecentBars - 1) * grid.Step)
            : market.ListedAt;
        var newest = isRecent ? request.Now : grid.Floor(request.Now) - grid.Step;
        var limit = OkxReply.LimitOf(request, 100, MaxBars);
        var (first, last) = grid.Page(
            OkxReply.Number(request, "before") + 1,
            OkxReply.Number(request, "after") - 1,
            oldest,
            newest,
            limit,
            fromStart: false
        );
        var bars = contract.Market.Bars(first, last + 1, grid.Step, request.Now).Reverse();
        return OkxReply.Ok(json =>
        {
            foreach (var bar in bars)
            {
                var price = (bar.Open + bar.Close) / 2;
                var quote = Digits.Trimmed(bar.Coins * price, 8);
                var coins = Digits.Trimmed(bar.Coins, 8);
                var isSpot = contract.Type == OkxContract.Spot;
                OkxReply.WriteRow(
                    json,
                    Digits.Whole(bar.StartAt),
                    Digits.Trimmed(bar.Open, 8),
                    Digits.Trimmed(bar.High, 8),
                    Digits.Trimmed(bar.Low, 8),
                    Digits.Trimmed(bar.Close, 8),
                    isSpot ? coins : Digits.Trimmed(contract.Contracts(bar.Coins, price), 8),
                    isSpot ? quote : coins,
                    quote,
                    bar.StartAt + grid.Step <= request.Now ? "1" : "0"
                );
            }
        });
    }

    public static VenueReply OpenInterest(VenueRequest request, ScriptedMarket market)
    {
        var contract = OkxContract.Require(market, OkxReply.Require(request, "instId"), request.Now);
        if (contract.Type == OkxContract.Spot)
            throw OkxReply.Invalid("instId");
        var grid = GridOf(request.Text("period") ?? "5m");
        var limit = OkxReply.LimitOf(request, MaxSamples, MaxSamples);
        var (first, last) = grid.Page(
            OkxReply.Number(request, "begin") + 1,
            OkxReply.Number(request, "end") - 1,
            Math.Max(market.ListedAt, grid.Floor(request.Now) - (RecentBars - 1) * grid.Step),
            request.Now,
            limit,
            fromStart: false
        );
        return OkxReply.Ok(json =>
        {
            for (var at = last; at >= first; at -= grid.Step)
            {
                var coins = contract.Market.OpenInterestCoins(at);
                var price = contract.Market.Mark(at);
                OkxReply.WriteRow(
                    json,
                    Digits.Whole(at),
                    Digits.Trimmed(contract.Contracts(coins, price), 8),
                    Digits.Trimmed(coins, 8),
                    Digits.Trimmed(coins * price, 8)
                );
            }
        });
    }

    private static TimeGrid GridOf(string bar) =>
        bar switch
        {
            "1m" => TimeGrid.OfMinutes(1),
            "3m" => TimeGrid.OfMinutes(3),
            "5m" => TimeGrid.OfMinutes(5),
            "15m" => TimeGrid.OfMinutes(15),
            "30m" => TimeGrid.OfMinutes(30),
            "1H" => TimeGrid.OfMinutes(60),
            "4H" => TimeGrid.OfMinutes(240),
            _ => throw OkxReply.Invalid("bar"),
        };
}
