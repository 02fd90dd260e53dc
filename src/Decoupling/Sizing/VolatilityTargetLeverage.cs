using Decoupling.Liquidation;
using Decoupling.Results;

namespace Decoupling.Sizing;

/// <summary>H1: how much leverage keeps the position's own swings at a level that the trader has chosen.</summary>
/// <remarks>L = min(L_max, σ*/σ̂), σ̂ not below 5 % per √year. A multiple, at least 0; no history of its own. O(1). Source: Moreira and Muir,
/// "Volatility-Managed Portfolios", 2017.</remarks>
public static class VolatilityTargetLeverage
{
    /// <summary>The leverage at one volatility.</summary>
    /// <param name="volatilityPerYear">σ̂ per √year, in [0, 1000].</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Target and cap, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static VolatilityTargetLeverageResult Compute(
        double volatilityPerYear,
        DateTimeOffset asOf,
        VolatilityTargetOptions? options = null
    )
    {
        options ??= new VolatilityTargetOptions();
        options.Validate();
        if (SizingVolatility.FindFault(volatilityPerYear) is { } fault)
        {
            return new VolatilityTargetLeverageResult
            {
                Status = MetricStatus.InvalidInput,
                Reason = fault,
                SampleCount = 0,
                AsOf = asOf,
            };
        }

        var volatility = SizingVolatility.Floored(volatilityPerYear);
        var leverage = options.TargetVolatilityPerYear / volatility;
        return new VolatilityTargetLeverageResult
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            Leverage = Math.Min(options.HighestLeverage, leverage),
            IsCapped = leverage > options.HighestLeverage,
            IsVolatilityFloored = volatility > volatilityPerYear,
        };
    }
}

/// <summary>The swings that the trader wants, and the most leverage for them.</summary>
public sealed record VolatilityTargetOptions
{
    /// <summary>σ*: the volatility that the equity should have, per √year, above 0 and up to 1000. Default 0.4: half of what coins have.</summary>
    public double TargetVolatilityPerYear { get; init; } = 0.4;

    /// <summary>L_max, above 0 and up to 1000. Default 10: a quiet week is no reason for more.</summary>
    public double HighestLeverage { get; init; } = 10;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        if (!(TargetVolatilityPerYear is > 0 and <= LiquidationProbability.HighestVolatilityPerYear))
        {
            throw new ArgumentOutOfRangeException(
                nameof(TargetVolatilityPerYear),
                TargetVolatilityPerYear,
                "A target volatility lies in (0, 1000]."
            );
        }

        SizingLimits.RequireLeverage(HighestLeverage, nameof(HighestLeverage));
    }
}

/// <summary>The leverage of a volatility target. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record VolatilityTargetLeverageResult : MetricResult
{
    /// <summary>The leverage, a multiple above 0.</summary>
    public double? Leverage { get; init; }

    /// <summary>Whether the cap held it down.</summary>
    public bool? IsCapped { get; init; }

    /// <summary>Whether the volatility was below the floor, which stood in for it.</summary>
    public bool? IsVolatilityFloored { get; init; }
}
