namespace Decoupling.Simulator.Market;

/// <summary>A hidden process on the minute grid: a random walk, or noise that reverts to zero with unit variance.</summary>
/// <remarks>Values are made a day at a time outwards from the anchor, in either direction, and kept; safe for parallel use.
/// x[i+1] = persistence · x[i] + gain(i) · z[i], and the same backwards, which for a stationary process has the same law.</remarks>
internal sealed class LatentSeries(
    long anchorMinute,
    double start,
    double persistence,
    Func<long, double> gain,
    Func<long, double> shock
)
{
    private const int MinutesPerDay = 1440;
    private readonly Lock _lock = new();
    private readonly List<double[]> _later = [];
    private readonly List<double[]> _earlier = [];

    /// <summary>A random walk that passes <paramref name="start"/> at the anchor; gain(i) is the deviation of step i.</summary>
    public static LatentSeries Walk(
        long anchorMinute,
        double start,
        Func<long, double> gain,
        Func<long, double> shock
    ) => new(anchorMinute, start, 1, gain, shock);

    /// <summary>Noise with mean 0 and variance 1 that forgets half of itself every <paramref name="halfLifeMinutes"/>.</summary>
    public static LatentSeries Reverting(long anchorMinute, double halfLifeMinutes, ulong stream)
    {
        var persistence = Math.Pow(0.5, 1 / halfLifeMinutes);
        var gain = Math.Sqrt(1 - persistence * persistence);
        var start = Noise.Gaussian(stream, ~anchorMinute); // a position that no minute has
        return new(anchorMinute, start, persistence, _ => gain, minute => Noise.Gaussian(stream, minute));
    }

    /// <summary>The value at a minute's start.</summary>
    public double At(long minute)
    {
        var offset = minute - anchorMinute;
        var day = (int)Math.Floor(offset / (double)MinutesPerDay);
        return Day(day)[(int)(offset - (long)day * MinutesPerDay)];
    }

    /// <summary>The value between two minutes' starts, on a straight line.</summary>
    public double At(long minute, double fraction) =>
        fraction == 0 ? At(minute) : At(minute) * (1 - fraction) + At(minute + 1) * fraction;

    private double[] Day(int day)
    {
        lock (_lock)
        {
            while (_later.Count <= day)
                _later.Add(NextDay());
            while (_earlier.Count < -day)
                _earlier.Add(PreviousDay());
            return day >= 0 ? _later[day] : _earlier[-day - 1];
        }
    }

    private double[] NextDay()
    {
        var values = new double[MinutesPerDay];
        var first = anchorMinute + (long)_later.Count * MinutesPerDay;
        var value = _later.Count == 0 ? start : Step(_later[^1][^1], first - 1);
        for (var i = 0; i < MinutesPerDay; i++)
        {
            values[i] = value;
            if (i + 1 < MinutesPerDay)
                value = Step(value, first + i);
        }
        return values;
    }

    private double[] PreviousDay()
    {
        var values = new double[MinutesPerDay];
        var first = anchorMinute - (_earlier.Count + 1L) * MinutesPerDay;
        var value = _earlier.Count == 0 ? start : _earlier[^1][0];
        for (var i = MinutesPerDay - 1; i >= 0; i--)
        {
            value = persistence * value - gain(first + i) * shock(first + i);
            values[i] = value;
        }
        return values;
    }

    private double Step(double value, long minute) => persistence * value + gain(minute) * shock(minute);
}
