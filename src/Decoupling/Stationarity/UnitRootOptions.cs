namespace Decoupling.Stationarity;

/// <summary>How many lags a unit-root test takes in, and when it speaks.</summary>
public sealed record UnitRootOptions
{
    /// <summary>The hard floor: below 10 values a regression with a lag has next to no freedom left.</summary>
    public const int FewestSamples = 10;

    /// <summary>A fixed number of lagged differences, at least 0, or <see langword="null"/> (the default) to choose it by Akaike's criterion:
    /// too few leave the residuals correlated and the test wrong, too many cost it power.</summary>
    public int? Lags { get; init; }

    /// <summary>The most lags that the criterion may choose, at least 0, or <see langword="null"/> (the default) for Schwert's
    /// ⌈12·(n/100)^¼⌉: 16 for a day of 5-minute bars.</summary>
    public int? MaximumLags { get; init; }

    /// <summary>Values below which there is no test; at least 10. Default 30: the critical values' response surfaces are not known to hold
    /// below.</summary>
    public int MinimumSamples { get; init; } = 30;

    /// <summary>The chance of calling a random walk stationary; in (0, 1). Default 0.05, the usual one.</summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Lags ?? 0, nameof(Lags));
        ArgumentOutOfRangeException.ThrowIfNegative(MaximumLags ?? 0, nameof(MaximumLags));
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumSamples, FewestSamples, nameof(MinimumSamples));
        Numerics.InputGate.RequireWithin(Significance, 0, 1, nameof(Significance));
    }

    /// <summary>The lags to fit with, or the most to choose from; never more than leave the regression three residuals.</summary>
    internal int LagsFor(int count, bool hasConstant)
    {
        var most = (count - (hasConstant ? 6 : 5)) / 2;
        return Lags ?? Math.Min(most, MaximumLags ?? UnitRootRegression.DefaultMaximumLags(count, hasConstant));
    }

    /// <summary>The fewest values that this many lags can be fitted on.</summary>
    internal static int SamplesFor(int lags) => 2 * lags + 6;
}
