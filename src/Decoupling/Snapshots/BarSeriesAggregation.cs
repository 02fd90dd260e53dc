using System.Globalization;

namespace Decoupling.Snapshots;

/// <summary>Makes hours of minutes: coarser bars from finer ones, as a venue would have published them.</summary>
public static class BarSeriesAggregation
{
    /// <summary>Bars of <paramref name="step"/>, which the series' step divides: last close, highest high, lowest low, sum of the volumes.</summary>
    /// <remarks>Bars that are missing are passed over; where all are missing the coarser bar is missing too. The first and the last bar
    /// are left out unless the series covers them whole. A series without highs and lows gives none. One pass.</remarks>
    /// <exception cref="ArgumentException">The step is no multiple of the series' step.</exception>
    public static BarSeries Aggregate(this BarSeries bars, TimeSpan step)
    {
        ArgumentNullException.ThrowIfNull(bars);
        if (step < bars.Step || step.Ticks % bars.Step.Ticks != 0)
        {
            throw new ArgumentException($"Bars of {bars.Step} do not make bars of {step}.", nameof(step));
        }

        if (step == bars.Step)
        {
            return bars;
        }

        var size = (int)(step.Ticks / bars.Step.Ticks);
        var floor = BarSeriesWindow.Floor(bars.StartAt, step);
        var startAt = floor < bars.StartAt ? floor + step : floor;
        var skipped = (int)((startAt - bars.StartAt).Ticks / bars.Step.Ticks);
        var count = Math.Max(0, bars.Count - skipped) / size;
        var coarse = new BarSeries
        {
            StartAt = startAt,
            Step = step,
            Close = new double[count],
            High = bars.High is null ? null : new double[count],
            Low = bars.Low is null ? null : new double[count],
            Volume = bars.Volume is null ? null : new double[count],
        };
        for (var i = 0; i < count; i++)
        {
            Fill(coarse, i, bars, skipped + i * size, size);
        }

        return coarse;
    }

    private static void Fill(BarSeries coarse, int index, BarSeries bars, int start, int size)
    {
        var (close, high, low, volume) = (double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0.0);
        for (var i = start; i < start + size; i++)
        {
            if (!double.IsNaN(bars.Close[i]))
            {
                close = bars.Close[i];
                high = Math.Max(high, bars.High?[i] ?? close);
                low = Math.Min(low, bars.Low?[i] ?? close);
                volume += bars.Volume?[i] ?? 0;
            }
        }

        var missing = double.IsNaN(close);
        coarse.Close[index] = close;
        coarse.High?[index] = missing ? double.NaN : high;
        coarse.Low?[index] = missing ? double.NaN : low;
        coarse.Volume?[index] = missing ? double.NaN : AsStated(volume);
    }

    /// <summary>A sum of decimal volumes without the dust of binary addition: to 15 significant digits, as the venue states it.</summary>
    private static double AsStated(double volume) =>
        double.Parse(volume.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
