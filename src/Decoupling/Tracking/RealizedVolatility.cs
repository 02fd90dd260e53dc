using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>How much a price has moved of late, per year.</summary>
public sealed record RealizedVolatilityResult : MetricResult
{
    /// <summary>σ per √year of 365 days, a fraction greater than 0 (0.8 is 80 %).</summary>
    public double? VolatilityPerYear { get; init; }
}

/// <summary>Tells how much the price has been moving, as the σ that liquidation odds are reckoned with.</summary>
/// <remarks>σ² = Σ wₜ·rₜ² / (Σ wₜ · Δ), r = ln(Pₜ/Pₜ₋₁) over bars of Δ years, w = 2^(-age/half-life); zero mean, which at a
/// day's length adds less noise
/// than an estimated one. No floor: a quiet market gives a small σ. A missing close (NaN) breaks the chain and is never
/// bridged. Zero variance is Degenerate.
/// Minimum history: 21 closes by default. One pass. Source: RiskMetrics Technical Document, 1996.</remarks>
public static class RealizedVolatility
{
    /// <summary>The volatility of closes on a regular grid.</summary>
    /// <param name="closes">Closing prices in time order, greater than 0, or NaN where a bar is missing.</param>
    /// <param name="step">The time from one close to the next, greater than 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Weights and minimum, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The step or an option is out of range.</exception>
    public static RealizedVolatilityResult Compute(
        ReadOnlySpan<double> closes,
        TimeSpan step,
        DateTimeOffset asOf,
        RealizedVolatilityOptions? options = null
    )
    {
        options ??= new RealizedVolatilityOptions();
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        var decay = options.HalfLife is { } halfLife ? Math.Pow(2, -(step / halfLife)) : 1;

        // Oldest first: each step ages all that came before it.
        double weightedSquares = 0;
        double weights = 0;
        var returns = 0;
        var previous = double.NaN;
        for (var i = 0; i < closes.Length; i++)
        {
            var close = closes[i];
            if (close is <= 0 or double.PositiveInfinity)
            {
                return None(
                    MetricStatus.InvalidInput,
                    string.Create(CultureInfo.InvariantCulture, $"The close {close:R} at index {i} is not above 0."),
                    returns,
                    asOf
                );
            }

            weightedSquares *= decay;
            weights *= decay;
            var change = Math.Log(close / previous);
            if (!double.IsNaN(change))
            {
                weightedSquares += change * change;
                weights++;
                returns++;
            }

            previous = close;
        }

        if (returns < options.MinimumReturns)
        {
            return None(
                MetricStatus.InsufficientData,
                $"{returns} returns; {options.MinimumReturns} are needed.",
                returns,
                asOf
            );
        }

        var volatility = Math.Sqrt(weightedSquares / weights * CryptoYear.PeriodsPerYear(step));
        if (!double.IsFinite(volatility))
        {
            return None(MetricStatus.OutOfDomain, "The moves exceed the range of a double.", returns, asOf);
        }

        return volatility > 0
            ? new RealizedVolatilityResult
            {
                Status = MetricStatus.Ok,
                SampleCount = returns,
                AsOf = asOf,
                VolatilityPerYear = volatility,
            }
            : None(MetricStatus.Degenerate, "The price did not move.", returns, asOf);
    }

    private static RealizedVolatilityResult None(
        MetricStatus status,
        string reason,
        int sampleCount,
        DateTimeOffset asOf
    ) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = sampleCount,
            AsOf = asOf,
        };
}
