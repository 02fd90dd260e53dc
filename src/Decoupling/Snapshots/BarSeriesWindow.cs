namespace Decoupling.Snapshots;

/// <summary>Cuts and joins bars, so that a slot carries the windows of the one before and fetches only what is new.</summary>
/// <remarks>Ranges are of opening times, start inclusive, end exclusive.</remarks>
public static class BarSeriesWindow
{
    /// <summary>The last time on the grid of <paramref name="step"/> that is not after <paramref name="at"/>, UTC.</summary>
    public static DateTimeOffset Floor(DateTimeOffset at, TimeSpan step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        return new DateTimeOffset(at.UtcTicks - at.UtcTicks % step.Ticks, TimeSpan.Zero);
    }

    /// <summary>The bars that open in [<paramref name="from"/>, <paramref name="to"/>), as far as the series has them; possibly none.</summary>
    public static BarSeries Slice(this BarSeries bars, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(bars);
        var start = (int)Math.Min(IndexAtOrAfter(bars, from), bars.Count);
        var end = (int)Math.Clamp(IndexAtOrAfter(bars, to), start, bars.Count);
        return bars with
        {
            StartAt = bars.StartAt + bars.Step * start,
            Close = bars.Close[start..end],
            High = bars.High?[start..end],
            Low = bars.Low?[start..end],
            Volume = bars.Volume?[start..end],
        };
    }

    /// <summary>The bars that have closed at <paramref name="at"/>: those whose end is not after it.</summary>
    public static BarSeries ClosedBy(this BarSeries bars, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(bars);
        return bars.Slice(bars.StartAt, Floor(at, bars.Step));
    }

    /// <summary>Both series on one grid: where both have a bar the newer one's stands, between them bars are missing.</summary>
    /// <remarks>A column that only one of them has is dropped, so that no bar is half there.</remarks>
    /// <exception cref="ArgumentException">The steps differ.</exception>
    public static BarSeries Merge(this BarSeries older, BarSeries newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        if (older.Step != newer.Step)
        {
            throw new ArgumentException(
                $"Bars of {newer.Step} cannot be joined to bars of {older.Step}.",
                nameof(newer)
            );
        }

        if (older.Count == 0 || newer.Count == 0)
        {
            return older.Count == 0 ? newer : older;
        }

        var startAt = older.StartAt < newer.StartAt ? older.StartAt : newer.StartAt;
        var endAt = older.EndAt > newer.EndAt ? older.EndAt : newer.EndAt;
        var count = checked((int)((endAt - startAt).Ticks / older.Step.Ticks));
        var olderIndex = (int)((older.StartAt - startAt).Ticks / older.Step.Ticks);
        var newerIndex = (int)((newer.StartAt - startAt).Ticks / older.Step.Ticks);

        return new BarSeries
        {
            StartAt = startAt,
            Step = older.Step,
            Close = Join(older.Close, newer.Close)!,
            High = Join(older.High, newer.High),
            Low = Join(older.Low, newer.Low),
            Volume = Join(older.Volume, newer.Volume),
        };

        double[]? Join(double[]? olderColumn, double[]? newerColumn)
        {
            if (olderColumn is null || newerColumn is null)
            {
                return null;
            }

            var column = new double[count];
            Array.Fill(column, double.NaN);
            olderColumn.CopyTo(column, olderIndex);
            for (var i = 0; i < newerColumn.Length; i++)
            {
                if (!double.IsNaN(newer.Close[i]))
                {
                    column[newerIndex + i] = newerColumn[i];
                }
            }

            return column;
        }
    }

    private static long IndexAtOrAfter(BarSeries bars, DateTimeOffset at)
    {
        var ticks = (at - bars.StartAt).Ticks;
        return ticks <= 0 ? 0 : (ticks + bars.Step.Ticks - 1) / bars.Step.Ticks;
    }
}
