namespace Decoupling.Simulator.Market;

/// <summary>The mark price at minute starts: the middle of the perpetual's price and of two prices made from the index.</summary>
internal sealed class MarkModel(PriceModel prices, FundingModel funding)
{
    private const int AverageMinutes = 5;

    /// <summary>The log mark price: the median of index with funding still due, index with five minutes' average distance, and last.</summary>
    public double MarkLog(int venue, long minute)
    {
        var index = prices.IndexLog(minute);
        var round = FundingModel.RoundOf(minute);
        var left = FundingModel.RoundStart(round + 1) / 60_000 - minute;
        var share = left / (FundingModel.IntervalHours * 60.0);
        var withFunding = index + Math.Log(1 + funding.Settled(venue, round - 1) * share);
        var distance = 0.0;
        for (var back = 0; back < AverageMinutes; back++)
            distance += prices.PerpetualLog(venue, minute - back) - prices.IndexLog(minute - back);
        return Median(withFunding, index + distance / AverageMinutes, prices.PerpetualLog(venue, minute));
    }

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
