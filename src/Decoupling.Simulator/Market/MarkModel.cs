using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Decoupling.Simulator.Market;

/// <summary>The mark price at minute starts: the middle of the perpetual's price and of two prices made from the index.</summary>
internal sealed class MarkModel(PriceModel prices, FundingModel funding)
{
    private const int AverageMinutes = 5;
    private const int MinutesPerDay = LatentSeries.MinutesPerDay;
    private readonly ConcurrentDictionary<(int Venue, long Day), double[]> _days = new();

    /// <summary>The log mark price: the median of index with funding still due, index with five minutes' average distance, and last.</summary>
    public double MarkLog(int venue, long minute) =>
        _days.GetOrAdd((venue, minute / MinutesPerDay), key => Make(key.Venue, key.Day))[minute % MinutesPerDay];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // the first request of a month runs it 43,200 times
    private double[] Make(int venue, long day)
    {
        var first = day * MinutesPerDay;
        var logs = new double[MinutesPerDay];
        var distances = new double[MinutesPerDay + AverageMinutes - 1];
        for (var i = 0; i < distances.Length; i++)
        {
            var minute = first + i - (AverageMinutes - 1);
            distances[i] = prices.PerpetualLog(venue, minute) - prices.IndexLog(minute);
        }
        for (var i = 0; i < logs.Length; i++)
        {
            var averageDistance = Sum(distances.AsSpan(i, AverageMinutes)) / AverageMinutes;
            var index = prices.IndexLog(first + i);
            logs[i] = Median(
                index + FundingDueLog(venue, first + i),
                index + averageDistance,
                index + distances[i + AverageMinutes - 1]
            );
        }
        return logs;
    }

    /// <summary>The last rate paid, for the share of the round that is left.</summary>
    private double FundingDueLog(int venue, long minute)
    {
        var round = FundingModel.RoundOf(minute);
        var left = FundingModel.RoundStart(round + 1) / BarModel.MinuteMilliseconds - minute;
        return Math.Log(1 + funding.Settled(venue, round - 1) * left / (FundingModel.IntervalHours * 60));
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
