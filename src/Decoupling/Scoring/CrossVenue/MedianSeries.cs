using Decoupling.Numerics;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring.CrossVenue;

/// <summary>The median of several venues' closes, bar by bar: a price that no single venue can move.</summary>
/// <remarks>A bar in which a venue did not trade is left out of that bar's median. O(bars × venues), one array.</remarks>
internal static class MedianSeries
{
    /// <summary>More series than this borrow their row from the pool.</summary>
    private const int StackValues = 128;

    /// <summary>The median over the time that any of the series covers.</summary>
    /// <param name="series">One series a venue, all of one step and on one grid; at least one, none empty.</param>
    /// <param name="leastVenues">Venues that must have traded in a bar, at least 1; a bar with fewer is missing.</param>
    /// <returns>Closes alone; NaN where a bar is missing.</returns>
    public static BarSeries Of(IReadOnlyList<BarSeries> series, int leastVenues)
    {
        var (startAt, endAt) = (series[0].StartAt, series[0].EndAt);
        for (var i = 1; i < series.Count; i++)
        {
            startAt = series[i].StartAt < startAt ? series[i].StartAt : startAt;
            endAt = series[i].EndAt > endAt ? series[i].EndAt : endAt;
        }

        var step = series[0].Step;
        var close = new double[(endAt - startAt).Ticks / step.Ticks];
        using var rented = new Rented<double>(series.Count > StackValues ? series.Count : 0);
        var row = series.Count > StackValues ? rented.Span : stackalloc double[StackValues];
        for (var bar = 0; bar < close.Length; bar++)
        {
            var count = 0;
            for (var i = 0; i < series.Count; i++)
            {
                var index = bar - (series[i].StartAt - startAt).Ticks / step.Ticks;
                if (index >= 0 && index < series[i].Count && TradedBars.Has(series[i], (int)index))
                {
                    row[count++] = series[i].Close[index];
                }
            }

            close[bar] = count < leastVenues ? double.NaN : Median.OfReordered(row[..count]);
        }

        return new BarSeries
        {
            StartAt = startAt,
            Step = step,
            Close = close,
        };
    }
}
