using Decoupling.Composite;
using Decoupling.Numerics;

namespace Decoupling.Baselines;

/// <summary>How far back a baseline reaches and how much of it a percentile needs.</summary>
public sealed record BaselineOptions
{
    /// <summary>The longest window: ten years.</summary>
    public const int LongestWindowDays = 3_650;

    /// <summary>Days before the baseline's own that enter it, 1 to 3,650. Default 365, J5's: every season of a year once.</summary>
    public int WindowDays { get; init; } = 365;

    /// <summary>Days with a value below which there is no percentile, 1 to <see cref="WindowDays"/>. Default 30: a month has each weekday four times.</summary>
    public int MinimumDays { get; init; } = 30;

    /// <summary>The quantile that stands for a day where days are compared, in (0, 1). Default 0.95: the level of the day's 72 worst minutes,
    /// which one print cannot set.</summary>
    public double DayQuantile { get; init; } = 0.95;

    /// <summary>How the correlations of the composite's parts forget. λ = 0.93 as the CISS; the least weight 0.88 is that of 30 days, where
    /// percentiles begin.</summary>
    public EwmaCorrelationMatrixOptions Correlation { get; init; } = new() { MinimumWeight = 0.88 };

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(WindowDays, 0, LongestWindowDays + 1, nameof(WindowDays));
        InputGate.RequireWithin(MinimumDays, 0, WindowDays + 1, nameof(MinimumDays));
        InputGate.RequireWithin(DayQuantile, 0, 1, nameof(DayQuantile));
        Correlation.Validate();
    }
}
