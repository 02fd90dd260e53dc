using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>How far a position is from its liquidation price.</summary>
public sealed record LiquidationDistanceResult : MetricResult
{
    /// <summary>DD: how many deviations of the horizon lie between, above 0 while the position lives; <see langword="null"/> where nothing moves.</summary>
    public double? Deviations { get; init; }

    /// <summary>The adverse move that is left, a fraction of the mark price: 0.1 is a fall of 10 % for a long.</summary>
    public double? Buffer { get; init; }
}

/// <summary>C1. Tells how many of the market's usual moves a position is away from its liquidation.</summary>
/// <remarks>DD = s·ln(P/P*)/(σ·√T); buffer = s·(P - P*)/P. Negative when the price has passed P*. σ per √year, T in years of 365 days.
/// No history. O(1). Source: methods C1, after Merton's distance to default.</remarks>
public static class LiquidationDistance
{
    /// <summary>The distance of one position.</summary>
    /// <param name="side">Long or short.</param>
    /// <param name="markPrice">P, above 0.</param>
    /// <param name="liquidationPrice">P*, above 0.</param>
    /// <param name="volatilityPerYear">σ, at least 0.</param>
    /// <param name="horizon">T, above 0.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <returns>Ok; Degenerate without the deviations where σ is 0; InvalidInput for a number that is none, OutOfDomain beyond a double.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The side is undefined or the horizon not positive.</exception>
    public static LiquidationDistanceResult Compute(
        PositionSide side,
        double markPrice,
        double liquidationPrice,
        double volatilityPerYear,
        TimeSpan horizon,
        DateTimeOffset asOf
    )
    {
        if (side is not (PositionSide.Long or PositionSide.Short))
        {
            throw new ArgumentOutOfRangeException(nameof(side), side, "A position is long or short.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(horizon, TimeSpan.Zero);
        if (
            markPrice is not (> 0 and < double.PositiveInfinity)
            || liquidationPrice is not (> 0 and < double.PositiveInfinity)
            || volatilityPerYear is not (>= 0 and < double.PositiveInfinity)
        )
        {
            return None(MetricStatus.InvalidInput, "A price is not above 0, or the volatility is none.", asOf);
        }

        var sign = side == PositionSide.Long ? 1 : -1;
        var buffer = sign * (1 - liquidationPrice / markPrice);
        if (volatilityPerYear == 0)
        {
            return None(MetricStatus.Degenerate, "Without volatility there are no deviations.", asOf) with
            {
                Buffer = double.IsFinite(buffer) ? buffer : null,
            };
        }

        var deviations =
            sign
            * (Math.Log(markPrice) - Math.Log(liquidationPrice))
            / (volatilityPerYear * Math.Sqrt(horizon / CryptoYear.Length));
        return double.IsFinite(deviations) && double.IsFinite(buffer)
            ? new LiquidationDistanceResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                Deviations = deviations,
                Buffer = buffer,
            }
            : None(MetricStatus.OutOfDomain, "The distance exceeds the range of a double.", asOf);
    }

    private static LiquidationDistanceResult None(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}
