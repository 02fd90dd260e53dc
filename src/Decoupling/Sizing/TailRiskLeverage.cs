using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Sizing;

/// <summary>H3: how much leverage keeps a bad day's loss within a share of the equity.</summary>
/// <remarks>L = limit/(k·σ√h), k the deviations of a bad move: z_q for value at risk, φ(z_q)/(1 - q) for expected shortfall; Student's t scaled to
/// a deviation of one; or Cornish and Fisher's expansion by skewness and kurtosis, OutOfDomain where that is not monotone. σ not below 5 % per
/// √year. A multiple above 0; no history of its own. O(1). Sources: McNeil, Frey and Embrechts, "Quantitative Risk Management",
/// 2015; Cornish and Fisher, "Moments and Cumulants in the Specification of Distributions", 1938.</remarks>
public static class TailRiskLeverage
{
    /// <summary>The leverage at one volatility.</summary>
    /// <param name="side">Which side the position is on: a short loses in the upper tail, whose skewness is the opposite.</param>
    /// <param name="volatilityPerYear">σ per √year, in [0, 1000].</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Limit, horizon and tail, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The side is undefined, or an option is out of range.</exception>
    public static TailRiskLeverageResult Compute(
        PositionSide side,
        double volatilityPerYear,
        DateTimeOffset asOf,
        TailRiskOptions? options = null
    )
    {
        options ??= new TailRiskOptions();
        options.Validate();
        var sign = SizingLimits.SignOf(side);
        if (SizingVolatility.FindFault(volatilityPerYear) is { } fault)
        {
            return Without(MetricStatus.InvalidInput, fault, asOf);
        }

        if (FactorOf(sign, options) is not { } factor)
        {
            return Without(
                MetricStatus.OutOfDomain,
                "Skewness and kurtosis are beyond what Cornish and Fisher's expansion can follow.",
                asOf
            );
        }

        var volatility = SizingVolatility.Floored(volatilityPerYear);
        var deviation = volatility * Math.Sqrt(options.Horizon / CryptoYear.Length);
        var leverage = options.LossLimit / (factor * deviation);
        return double.IsFinite(leverage)
            ? new TailRiskLeverageResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                Leverage = leverage,
                TailFactor = factor,
                IsVolatilityFloored = volatility > volatilityPerYear,
            }
            : Without(MetricStatus.OutOfDomain, "The loss limit allows more than a double can hold.", asOf);
    }

    private static double? FactorOf(double sign, TailRiskOptions options)
    {
        var isShortfall = options.Measure == TailMeasure.ExpectedShortfall;
        var confidence = options.Confidence;
        if (options.Model == ReturnModel.Normal)
        {
            return isShortfall ? TailFactor.NormalShortfall(confidence) : TailFactor.NormalQuantile(confidence);
        }

        if (options.Model == ReturnModel.StudentT)
        {
            var degrees = options.DegreesOfFreedom;
            var factor = isShortfall
                ? TailFactor.StudentShortfall(confidence, degrees)
                : TailFactor.StudentQuantile(confidence, degrees);
            return factor * TailFactor.StudentScale(degrees);
        }

        var (skewness, kurtosis) = (sign * options.Skewness, options.ExcessKurtosis);
        if (!TailFactor.IsCornishFisherMonotone(skewness, kurtosis))
        {
            return null;
        }

        var move = isShortfall
            ? TailFactor.CornishFisherMeanBelow(confidence, skewness, kurtosis)
            : TailFactor.CornishFisherMove(NormalDistribution.Quantile(1 - confidence), skewness, kurtosis);
        return move < 0 ? -move : null;
    }

    private static TailRiskLeverageResult Without(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

/// <summary>The leverage of a loss limit. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record TailRiskLeverageResult : MetricResult
{
    /// <summary>The leverage, a multiple above 0.</summary>
    public double? Leverage { get; init; }

    /// <summary>k: how many deviations the loss that is limited has, above 0.</summary>
    public double? TailFactor { get; init; }

    /// <summary>Whether the volatility was below the floor, which stood in for it.</summary>
    public bool? IsVolatilityFloored { get; init; }
}
