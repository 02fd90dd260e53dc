using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>How likely a position is to be closed by force within a time.</summary>
public sealed record LiquidationProbabilityResult : MetricResult
{
    /// <summary>The chance that the price reaches the liquidation price before the horizon, in [0, 1].</summary>
    public double? Probability { get; init; }
}

/// <summary>D8. Tells the chance that a position is liquidated within a horizon, if the price moves as its volatility says.</summary>
/// <remarks>First passage of a geometric Brownian motion. With b = ln(P*/S) and ν = μ - σ²/2, for a long:
/// P = Φ((b - νT)/σ√T) + exp(2νb/σ²)·Φ((b + νT)/σ√T); a short mirrors b and ν. Watched every Δ only: |b| grows by 0.5825971579·σ√Δ
/// (Broadie, Glasserman and Kou). A price at or beyond P* gives 1; without volatility 1 if the drift gets there, else 0.
/// Jumps and fat tails are not in it: in a crash the true chance is higher. A fraction in [0, 1]; no history. O(1), no
/// allocation but the result.
/// Sources: E. Reiner and M. Rubinstein, "Unscrambling the binary code", 1991; E. Haug, "The complete guide to option pricing
/// formulas", 2007; M. Broadie, P. Glasserman and S. Kou, "A continuity correction for discrete barrier options", 1997.</remarks>
public static class LiquidationProbability
{
    /// <summary>A volatility above this per √year (100,000 %) is a fault of the data, not a market.</summary>
    public const double HighestVolatilityPerYear = 1000;

    /// <summary>A drift beyond this per year either way is a fault of the data, not a market.</summary>
    public const double HighestDriftPerYear = 1e6;

    // -ζ(1/2)/√(2π), Broadie, Glasserman and Kou 1997.
    private const double MonitoringShift = 0.5825971579;

    /// <summary>The chance of reaching a liquidation price before the horizon.</summary>
    /// <param name="spotPrice">S, the mark price now, greater than 0.</param>
    /// <param name="liquidationPrice">P*, greater than 0: below S for a long, above it for a short.</param>
    /// <param name="side">Which side the position is on.</param>
    /// <param name="volatilityPerYear">σ per √year, in [0, 1000].</param>
    /// <param name="driftPerYear">μ of the price per year, a fraction; 0 is the neutral choice. ν = 0 is μ = σ²/2.</param>
    /// <param name="horizon">T, greater than 0.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="monitoringInterval">Δ, in (0, T], or <see langword="null"/> where the price is watched all the time, as
    /// venues do.</param>
    /// <exception cref="ArgumentException">The side is undefined, or a length of time is out of range.</exception>
    public static LiquidationProbabilityResult Compute(
        double spotPrice,
        double liquidationPrice,
        PositionSide side,
        double volatilityPerYear,
        double driftPerYear,
        TimeSpan horizon,
        DateTimeOffset asOf,
        TimeSpan? monitoringInterval = null
    )
    {
        RequireSound(side, horizon, monitoringInterval);
        if (FindFault(spotPrice, liquidationPrice, volatilityPerYear, driftPerYear) is { } fault)
        {
            return None(MetricStatus.InvalidInput, fault, asOf);
        }

        var probability = Probability(
            Math.Log(liquidationPrice / spotPrice),
            side,
            volatilityPerYear,
            driftPerYear,
            horizon,
            monitoringInterval
        );
        return double.IsFinite(probability)
            ? new LiquidationProbabilityResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                Probability = probability,
            }
            : None(MetricStatus.OutOfDomain, "The distance of both prices exceeds the range of a double.", asOf);
    }

    /// <summary>The number alone, for callers that have checked their input; NaN where the logarithm is.</summary>
    internal static double Probability(
        double logDistance,
        PositionSide side,
        double volatilityPerYear,
        double driftPerYear,
        TimeSpan horizon,
        TimeSpan? monitoringInterval
    )
    {
        var sign = side == PositionSide.Long ? 1 : -1;
        var level = sign * logDistance;
        if (!double.IsFinite(level))
        {
            return double.NaN;
        }

        if (level >= 0)
        {
            return 1;
        }

        if (monitoringInterval is { } interval)
        {
            level -= MonitoringShift * volatilityPerYear * Math.Sqrt(interval / CryptoYear.Length);
        }

        var drift = sign * (driftPerYear - 0.5 * volatilityPerYear * volatilityPerYear);
        return FirstPassage.Probability(level, drift, volatilityPerYear, horizon / CryptoYear.Length);
    }

    private static void RequireSound(PositionSide side, TimeSpan horizon, TimeSpan? monitoringInterval)
    {
        if (side is not (PositionSide.Long or PositionSide.Short))
        {
            throw new ArgumentOutOfRangeException(nameof(side), side, "A position is long or short.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(horizon, TimeSpan.Zero);
        if (monitoringInterval is { } interval && (interval <= TimeSpan.Zero || interval > horizon))
        {
            throw new ArgumentOutOfRangeException(
                nameof(monitoringInterval),
                interval,
                $"The price is watched at intervals above 0 and up to the horizon of {horizon}."
            );
        }
    }

    internal static string? FindFault(
        double spotPrice,
        double liquidationPrice,
        double volatilityPerYear,
        double driftPerYear
    )
    {
        if (spotPrice is not (> 0 and < double.PositiveInfinity))
        {
            return $"The price {Text(spotPrice)} is not above 0.";
        }

        if (liquidationPrice is not (> 0 and < double.PositiveInfinity))
        {
            return $"The liquidation price {Text(liquidationPrice)} is not above 0.";
        }

        if (volatilityPerYear is not (>= 0 and <= HighestVolatilityPerYear))
        {
            return $"The volatility {Text(volatilityPerYear)} is not in [0, {Text(HighestVolatilityPerYear)}].";
        }

        return Math.Abs(driftPerYear) <= HighestDriftPerYear
            ? null
            : $"The drift {Text(driftPerYear)} is not within {Text(HighestDriftPerYear)} a year either way.";
    }

    private static LiquidationProbabilityResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
