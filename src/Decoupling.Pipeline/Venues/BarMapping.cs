using System.Globalization;
using Decoupling.Snapshots;

namespace Decoupling.Pipeline.Venues;

/// <summary>Bars from a venue's rows onto the grid that was asked for.</summary>
internal static class BarMapping
{
    /// <summary>Lays rows on the grid, oldest first. What the venue left out, or sent with impossible numbers, is NaN; a row that is
    /// off the grid, before it, repeated or out of order spoils the series. Rows after the grid are not closed yet and are left out.</summary>
    /// <param name="rows">The rows in the order of time.</param>
    /// <param name="grid">What was asked for.</param>
    /// <param name="withRange">Whether highest and lowest prices are kept.</param>
    /// <param name="rejected">Why bars were rejected for their numbers, as the end of a sentence, or <see langword="null"/>.</param>
    public static Reading<BarSeries> From(
        IEnumerable<WireBar> rows,
        TimeGrid grid,
        bool withRange,
        out string? rejected
    )
    {
        var bars = new BarSeries
        {
            StartAt = grid.StartAt,
            Step = grid.Step,
            Close = Empty(grid.Count),
            High = withRange ? Empty(grid.Count) : null,
            Low = withRange ? Empty(grid.Count) : null,
            Volume = Empty(grid.Count),
        };
        var bad = new List<DateTimeOffset>();
        var rowCount = 0;
        var last = -1L;
        rejected = null;
        foreach (var row in rows)
        {
            rowCount++;
            if (WireValue.Time(row.OpenTime) is not { } openAt)
                return new Missing("a bar has no readable time");
            if ((openAt - grid.StartAt).Ticks % grid.Step.Ticks != 0)
                return new Missing($"the bar of {Stamp(openAt)} is not on the grid of its step");
            var index = (openAt - grid.StartAt).Ticks / grid.Step.Ticks;
            if (openAt < grid.StartAt)
                return new Missing($"the bar of {Stamp(openAt)} is older than what was asked for");
            if (index <= last)
                return new Missing($"the bar of {Stamp(openAt)} is repeated or out of order");
            last = index;
            if (index < grid.Count && !Place(row, bars, (int)index))
                bad.Add(openAt);
        }
        if (rowCount == 0)
            return new Missing("the venue sent no bars");
        if (bad.Count > 0)
            rejected = $"{bad.Count} left out for impossible numbers, the first of {Stamp(bad[0])}";
        return bars;
    }

    private static bool Place(WireBar row, BarSeries bars, int index)
    {
        if (
            WireValue.Price(row.Close) is not { } close
            || WireValue.Price(row.Open) is not { } open
            || WireValue.Price(row.High) is not { } high
            || WireValue.Price(row.Low) is not { } low
            || WireValue.Size(row.Volume) is not { } volume
        )
            return false;
        if (low > Math.Min(open, close) || high < Math.Max(open, close))
            return false;
        bars.Close[index] = close;
        bars.High?[index] = high;
        bars.Low?[index] = low;
        bars.Volume![index] = volume;
        return true;
    }

    private static double[] Empty(int count)
    {
        var column = new double[count];
        Array.Fill(column, double.NaN);
        return column;
    }

    private static string Stamp(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
