namespace Decoupling.Breaks;

/// <summary>Bai's 95 % interval of a break, each regime with its own noise.</summary>
internal static class BreakInterval
{
    private const double TailProbability = 0.025;

    /// <summary>The fewest and the most samples that may have come before the break; none where a regime has no noise, or the
    /// shift is lost in it.</summary>
    public static (int? Low, int? High) Of(Regime left, Regime right)
    {
        var signal = left.SignalOf(right);
        var slope = right.SignalOf(left) / signal;
        var distribution = new BreakDateDistribution(slope, slope * right.Noise / left.Noise);
        var perSample = signal / left.Noise;
        var low = Math.Ceiling(distribution.Quantile(1 - TailProbability) / perSample);
        var high = Math.Floor(distribution.Quantile(TailProbability) / perSample);
        if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            return (null, null);
        }

        var count = left.Count + right.Count;
        return ((int)Math.Clamp(left.Count - low, 0, count), (int)Math.Clamp(left.Count - high, 0, count));
    }
}
