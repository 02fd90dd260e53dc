namespace Decoupling.Snapshots;

/// <summary>Puts bars that came in any order onto a regular grid; what does not come stays missing.</summary>
/// <param name="startAt">The opening time of the first bar, UTC; rounded down to the grid.</param>
/// <param name="step">The length of a bar, positive.</param>
/// <param name="count">The number of bars, at least 0.</param>
public sealed class BarSeriesBuilder(DateTimeOffset startAt, TimeSpan step, int count)
{
    private readonly DateTimeOffset startAt = BarSeriesWindow.Floor(startAt, step);
    private readonly double[] close = Missing(count);
    private readonly double[] high = Missing(count);
    private readonly double[] low = Missing(count);
    private readonly double[] volume = Missing(count);

    /// <summary>Sets the bar that opens at <paramref name="openAt"/>; of two for one time the later call stands.</summary>
    /// <returns>Whether the bar lies on the grid within the series, has prices above 0 and a volume of at least 0; if not, nothing is set.</returns>
    public bool TrySet(DateTimeOffset openAt, double highest, double lowest, double last, double coins)
    {
        var ticks = (openAt - startAt).Ticks;
        var index = ticks / step.Ticks;
        if (ticks < 0 || ticks % step.Ticks != 0 || index >= count)
        {
            return false;
        }

        if (!IsPrice(highest) || !IsPrice(lowest) || !IsPrice(last) || !(coins >= 0 && double.IsFinite(coins)))
        {
            return false;
        }

        high[index] = highest;
        low[index] = lowest;
        close[index] = last;
        volume[index] = coins;
        return true;
    }

    /// <summary>The series so far. The builder is done with: setting another bar would change the series.</summary>
    public BarSeries Build() =>
        new()
        {
            StartAt = startAt,
            Step = step,
            Close = close,
            High = high,
            Low = low,
            Volume = volume,
        };

    private static bool IsPrice(double value) => value > 0 && double.IsFinite(value);

    private static double[] Missing(int count)
    {
        var column = new double[count];
        Array.Fill(column, double.NaN);
        return column;
    }
}
