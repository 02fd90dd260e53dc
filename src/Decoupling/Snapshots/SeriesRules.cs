namespace Decoupling.Snapshots;

/// <summary>The part of <see cref="SnapshotRules"/> that looks at series: columns of one length, on their grid, in order.</summary>
internal static class SeriesRules
{
    public static void CheckBars(BarSeries? bars, string what, DateTimeOffset slotAt, List<string> reasons)
    {
        if (bars is null)
        {
            return;
        }

        if (!SnapshotRules.IsStep(bars.Step) || bars.Count > SnapshotRules.MaxBars)
        {
            reasons.Add($"{what}: a step of {bars.Step} or a count of {bars.Count} is out of bounds.");
            return;
        }

        if (!SnapshotRules.IsTime(bars.StartAt) || bars.StartAt.UtcTicks % bars.Step.Ticks != 0)
        {
            reasons.Add($"{what} do not start on their grid in UTC.");
        }

        if (bars.StartAt > slotAt || bars.EndAt > slotAt)
        {
            reasons.Add($"{what} end after the slot.");
        }

        if (
            !HasLength(bars.High, bars.Count)
            || !HasLength(bars.Low, bars.Count)
            || !HasLength(bars.Volume, bars.Count)
        )
        {
            reasons.Add($"{what} have columns of different length.");
            return;
        }

        CheckColumn(bars.Close, bars.Close, double.Epsilon, $"{what}: close", reasons);
        CheckColumn(bars.High, bars.Close, double.Epsilon, $"{what}: high", reasons);
        CheckColumn(bars.Low, bars.Close, double.Epsilon, $"{what}: low", reasons);
        CheckColumn(bars.Volume, bars.Close, 0, $"{what}: volume", reasons);
    }

    public static void CheckSamples(SampleSeries? samples, string what, DateTimeOffset latestAt, List<string> reasons)
    {
        if (samples is null)
        {
            return;
        }

        if (samples.At.Length != samples.Values.Length || samples.At.Length > SnapshotRules.MaxSamples)
        {
            reasons.Add($"{what} has {samples.At.Length} times and {samples.Values.Length} values.");
            return;
        }

        for (var i = 0; i < samples.At.Length; i++)
        {
            var at = samples.At[i];
            if (!SnapshotRules.IsTime(at) || at > latestAt || (i > 0 && at <= samples.At[i - 1]))
            {
                reasons.Add($"{what} has a time that is not in UTC, not in order, or after the slot: {at:O}.");
                return;
            }

            if (!double.IsFinite(samples.Values[i]))
            {
                reasons.Add($"{what} has a value that is not a number, at {at:O}.");
                return;
            }
        }
    }

    private static bool HasLength(double[]? column, int count) => column is null || column.Length == count;

    /// <summary>Each value is missing with the close, or finite and at least <paramref name="least"/>.</summary>
    private static void CheckColumn(double[]? column, double[] close, double least, string what, List<string> reasons)
    {
        if (column is null)
        {
            return;
        }

        for (var i = 0; i < column.Length; i++)
        {
            var value = column[i];
            if (double.IsNaN(value) ? !double.IsNaN(close[i]) : double.IsNaN(close[i]))
            {
                reasons.Add($"{what} and close do not miss the same bars, at bar {i}.");
                return;
            }

            if (!double.IsNaN(value) && !(value >= least && double.IsFinite(value)))
            {
                reasons.Add($"{what} has a value out of range, at bar {i}.");
                return;
            }
        }
    }
}
