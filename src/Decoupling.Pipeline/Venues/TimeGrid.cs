using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>The closed bars that are wanted: a regular grid from its first opening time on.</summary>
/// <param name="StartAt">The opening time of the first bar, a multiple of <paramref name="Step"/>.</param>
/// <param name="Step">The length of a bar.</param>
/// <param name="Count">How many bars, at least 0.</param>
internal readonly record struct TimeGrid(DateTimeOffset StartAt, TimeSpan Step, int Count)
{
    /// <summary>The end of the last bar, exclusive.</summary>
    public DateTimeOffset EndAt => StartAt + Step * Count;

    /// <summary>The opening time of the last bar.</summary>
    public DateTimeOffset LastAt => StartAt + Step * (Count - 1);

    /// <summary>The bars that open at or after one time and close at or before another.</summary>
    public static TimeGrid Between(DateTimeOffset fromAt, DateTimeOffset untilAt, TimeSpan step)
    {
        var first = (fromAt.UtcTicks + step.Ticks - 1) / step.Ticks;
        var end = untilAt.UtcTicks / step.Ticks;
        return new TimeGrid(new DateTimeOffset(first * step.Ticks, TimeSpan.Zero), step, (int)Math.Max(0, end - first));
    }

    /// <summary>Cuts the grid into pages of at most a venue's limit, oldest first.</summary>
    public IEnumerable<TimeGrid> Pages(int limit)
    {
        for (var done = 0; done < Count; done += limit)
            yield return new TimeGrid(StartAt + Step * done, Step, Math.Min(limit, Count - done));
    }

    /// <summary>The closing price of the bar that ends at a time, NaN if the bars hold none.</summary>
    public static double CloseAt(BarSeries? bars, DateTimeOffset at)
    {
        if (bars is null || (at - bars.StartAt).Ticks % bars.Step.Ticks != 0)
            return double.NaN;
        var index = (at - bars.StartAt).Ticks / bars.Step.Ticks - 1;
        return index >= 0 && index < bars.Count ? bars.Close[index] : double.NaN;
    }
}
