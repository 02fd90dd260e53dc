using System.Runtime.CompilerServices;

namespace Decoupling.Simulator.Market;

/// <summary>A hidden process on the minute grid: a random walk, or noise that reverts to zero with unit variance.</summary>
/// <remarks>Values are made a day at a time outwards from the anchor day, in either direction, and kept; safe for parallel use.
/// x[i+1] = persistence · x[i] + gain(i) · z[i], and the same backwards, which for a stationary process has the same law.</remarks>
internal sealed class LatentSeries(
    long anchorDay,
    double start,
    double persistence,
    Func<long, double> gain,
    Func<long, double> shock
)
{
    public const int MinutesPerDay = 1440;
    private readonly Lock _lock = new();
    private readonly List<double[]> _later = [];
    private readonly List<double[]> _earlier = [];

    /// <summary>A random walk that passes <paramref name="start"/> at the anchor; gain(i) is the deviation of step i.</summary>
    public static LatentSeries Walk(long anchorDay, double start, Func<long, double> gain, Func<long, double> shock) =>
        new(anchorDay, start, 1, gain, shock);

    /// <summary>Noise with mean 0 and variance 1 that forgets half of itself every <paramref name="halfLifeMinutes"/>.</summary>
    public static LatentSeries Reverting(long anchorDay, double halfLifeMinutes, ulong stream)
    {
        var persistence = Math.Pow(0.5, 1 / halfLifeMinutes);
        var gain = Math.Sqrt(1 - persistence * persistence);
        var start = Noise.Gaussian(stream, ~anchorDay); // a position that no minute has
        return new(anchorDay, start, persistence, _ => gain, minute => Noise.Gaussian(stream, minute));
    }

    /// <summary>The values at the starts of a day's 1,440 minutes; days are counted from the Unix epoch.</summary>
    public double[] Day(long day)
    {
        var offset = (int)(day - anchorDay);
        lock (_lock)
        {
            while (_later.Count <= offset)
                _later.Add(NextDay());
            while (_earlier.Count < -offset)
                _earlier.Add(PreviousDay());
            return offset >= 0 ? _later[offset] : _earlier[-offset - 1];
        }
    }

    /// <summary>The value at <paramref name="fraction"/> of a minute, on a straight line between minutes' starts.</summary>
    public double At(long minute, double fraction) => At(minute) * (1 - fraction) + At(minute + 1) * fraction;

    private double At(long minute) => Day(minute / MinutesPerDay)[minute % MinutesPerDay];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // the first request of a month runs it 43,200 times
    private double[] NextDay()
    {
        var values = new double[MinutesPerDay];
        var first = (anchorDay + _later.Count) * MinutesPerDay;
        var value = _later.Count == 0 ? start : Step(_later[^1][^1], first - 1);
        for (var i = 0; i < MinutesPerDay; i++)
        {
            values[i] = value;
            if (i + 1 < MinutesPerDay)
                value = Step(value, first + i);
        }
        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // the first request of a month runs it 43,200 times
    private double[] PreviousDay()
    {
        var values = new double[MinutesPerDay];
        var first = (anchorDay - _earlier.Count - 1) * MinutesPerDay;
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
