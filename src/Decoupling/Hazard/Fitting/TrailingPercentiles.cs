namespace Decoupling.Hazard.Fitting;

/// <summary>The rank of each hour's value among those of the 365 days before its day, as a baseline that is built daily would give it.</summary>
internal static class TrailingPercentiles
{
    private const int WindowDays = 365;
    private const int LeastDays = 30;

    /// <summary>Ranks hours in a row.</summary>
    /// <param name="firstEndAt">The end of the first hour.</param>
    /// <param name="values">One an hour; NaN where an hour has none.</param>
    /// <returns>(strict + weak)/2, or NaN where an hour has no value or its past has values of fewer than 30 days.</returns>
    public static double[] Compute(DateTimeOffset firstEndAt, ReadOnlySpan<double> values)
    {
        var ranks = new double[values.Length];
        var days = new SortedDictionary<DateTime, double[]>();
        var past = new List<double>();
        for (var start = 0; start < values.Length; )
        {
            var day = firstEndAt.AddHours(start).UtcDateTime.Date;
            var end = start + 1;
            while (end < values.Length && firstEndAt.AddHours(end).UtcDateTime.Date == day)
            {
                end++;
            }

            while (days.Count > 0 && days.First() is var oldest && oldest.Key < day.AddDays(-WindowDays))
            {
                Remove(past, oldest.Value);
                days.Remove(oldest.Key);
            }

            for (var i = start; i < end; i++)
            {
                ranks[i] = days.Count >= LeastDays ? RankOf(past, values[i]) : double.NaN;
            }

            double[] today = [.. values[start..end].ToArray().Where(double.IsFinite)];
            if (today.Length > 0)
            {
                days.Add(day, today);
                Insert(past, today);
            }

            start = end;
        }

        return ranks;
    }

    private static double RankOf(List<double> sorted, double value) =>
        double.IsNaN(value)
            ? double.NaN
            : 0.5 * (CountBelow(sorted, value) + CountBelow(sorted, Math.BitIncrement(value))) / sorted.Count;

    private static void Insert(List<double> sorted, double[] values)
    {
        foreach (var value in values)
        {
            sorted.Insert(CountBelow(sorted, value), value);
        }
    }

    private static void Remove(List<double> sorted, double[] values)
    {
        foreach (var value in values)
        {
            sorted.RemoveAt(CountBelow(sorted, value));
        }
    }

    private static int CountBelow(List<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
