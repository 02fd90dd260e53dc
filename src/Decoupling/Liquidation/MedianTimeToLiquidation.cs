using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>How long a position has an even chance to last.</summary>
public sealed record MedianTimeToLiquidationResult : MetricResult
{
    /// <summary>The time by which the position is liquidated with a chance of one half, at least 0.</summary>
    public TimeSpan? MedianTime { get; init; }
}

/// <summary>D8. Tells by when a position is as likely liquidated as not: a clock for the trader, where a mean would be infinite.</summary>
/// <remarks>The T at which <see cref="LiquidationProbability"/> is one half. Without log drift T = (b / (σ·Φ⁻¹(3/4)))² in
/// years; otherwise the root by
/// bisection, of a chance that only rises with T. OutOfDomain when the chance stays below one half for a century. No history.
/// Source: as for D8.</remarks>
public static class MedianTimeToLiquidation
{
    private const double LongestYears = 100;

    // Bisection on ln T from a century down to 1e-12 years halves a range of 32: 60 steps reach the last bit.
    private const int BisectionSteps = 60;
    private const double ShortestYears = 1e-12;

    /// <summary>The median time to reach a liquidation price, watched all the time.</summary>
    /// <param name="spotPrice">S, the mark price now, greater than 0.</param>
    /// <param name="liquidationPrice">P*, greater than 0: below S for a long, above it for a short.</param>
    /// <param name="side">Which side the position is on.</param>
    /// <param name="volatilityPerYear">σ per √year, in [0, 1000].</param>
    /// <param name="driftPerYear">μ of the price per year, a fraction.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <exception cref="ArgumentException">The side is undefined.</exception>
    public static MedianTimeToLiquidationResult Compute(
        double spotPrice,
        double liquidationPrice,
        PositionSide side,
        double volatilityPerYear,
        double driftPerYear,
        DateTimeOffset asOf
    )
    {
        if (side is not (PositionSide.Long or PositionSide.Short))
        {
            throw new ArgumentOutOfRangeException(nameof(side), side, "A position is long or short.");
        }

        if (LiquidationProbability.FindFault(spotPrice, liquidationPrice, volatilityPerYear, driftPerYear) is { } fault)
        {
            return None(MetricStatus.InvalidInput, fault, asOf);
        }

        var sign = side == PositionSide.Long ? 1 : -1;
        var level = sign * Math.Log(liquidationPrice / spotPrice);
        if (level >= 0)
        {
            return Found(TimeSpan.Zero, asOf);
        }

        var drift = sign * (driftPerYear - 0.5 * volatilityPerYear * volatilityPerYear);
        if (!(FirstPassage.Probability(level, drift, volatilityPerYear, LongestYears) >= 0.5))
        {
            return None(MetricStatus.OutOfDomain, "The chance stays below one half for a century.", asOf);
        }

        return Found(CryptoYear.Length * MedianYears(level, drift, volatilityPerYear), asOf);
    }

    private static double MedianYears(double level, double drift, double volatility)
    {
        var low = Math.Log(ShortestYears);
        var high = Math.Log(LongestYears);
        for (var step = 0; step < BisectionSteps; step++)
        {
            var middle = 0.5 * (low + high);
            if (FirstPassage.Probability(level, drift, volatility, Math.Exp(middle)) < 0.5)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Math.Exp(high);
    }

    private static MedianTimeToLiquidationResult Found(TimeSpan medianTime, DateTimeOffset asOf) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            MedianTime = medianTime,
        };

    private static MedianTimeToLiquidationResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}
