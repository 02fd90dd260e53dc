using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Sizing;

/// <summary>H5: how a position shrinks as money is lost: toward a floor that must hold, or with the drawdown.</summary>
/// <remarks>CPPI: exposure = m·(V - floor), 0 below the floor. Drawdown: L·(1 - DD/DD_max), 0 beyond DD_max; DD = 1 - V/peak. Both only hold
/// as far as one can trade on the way down: a gap of more than 1/m goes through the floor. O(1). Source: Perold and Sharpe, "Dynamic
/// Strategies for Asset Allocation", 1988; Black and Jones, "Simplifying Portfolio Insurance", 1987.</remarks>
public static class DynamicSizing
{
    /// <summary>The exposure that keeps a floor.</summary>
    /// <param name="equityUsd">V, above 0.</param>
    /// <param name="floorUsd">What must not be lost, at least 0.</param>
    /// <param name="multiplier">m, in (0, 1000]: the cushion's leverage.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException">The multiplier is out of range.</exception>
    public static DynamicSizingResult ComputeCppi(
        double equityUsd,
        double floorUsd,
        double multiplier,
        DateTimeOffset asOf
    )
    {
        SizingLimits.RequireLeverage(multiplier, nameof(multiplier));
        if (!InputGate.IsPrice(equityUsd))
        {
            return Without(MetricStatus.InvalidInput, $"The equity {Text(equityUsd)} is not above 0.", asOf);
        }

        if (floorUsd is not (>= 0 and < double.PositiveInfinity))
        {
            return Without(MetricStatus.InvalidInput, $"The floor {Text(floorUsd)} is not at least 0.", asOf);
        }

        return Found(multiplier * Math.Max(0, equityUsd - floorUsd), equityUsd, asOf);
    }

    /// <summary>The exposure after a drawdown.</summary>
    /// <param name="leverage">L, the leverage at the peak, in (0, 1000].</param>
    /// <param name="equityUsd">V, above 0.</param>
    /// <param name="peakUsd">The highest equity so far, at least V.</param>
    /// <param name="mostDrawdown">DD_max, in (0, 1]: where nothing is left of the position.</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException">The leverage or the drawdown is out of range.</exception>
    public static DynamicSizingResult ComputeDrawdown(
        double leverage,
        double equityUsd,
        double peakUsd,
        double mostDrawdown,
        DateTimeOffset asOf
    )
    {
        SizingLimits.RequireLeverage(leverage, nameof(leverage));
        if (!(mostDrawdown is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(mostDrawdown), mostDrawdown, "A drawdown lies in (0, 1].");
        }

        if (!InputGate.IsPrice(equityUsd))
        {
            return Without(MetricStatus.InvalidInput, $"The equity {Text(equityUsd)} is not above 0.", asOf);
        }

        if (!(peakUsd >= equityUsd && double.IsFinite(peakUsd)))
        {
            return Without(MetricStatus.InvalidInput, $"The peak {Text(peakUsd)} is below the equity.", asOf);
        }

        var drawdown = (peakUsd - equityUsd) / peakUsd;
        return Found(leverage * Math.Max(0, 1 - drawdown / mostDrawdown) * equityUsd, equityUsd, asOf);
    }

    private static DynamicSizingResult Found(double exposureUsd, double equityUsd, DateTimeOffset asOf) =>
        InputGate.AllFinite(exposureUsd)
            ? new DynamicSizingResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                ExposureUsd = exposureUsd,
                Leverage = exposureUsd / equityUsd,
            }
            : Without(MetricStatus.OutOfDomain, "The exposure exceeds the range of a double.", asOf);

    private static DynamicSizingResult Without(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>What may be held now. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record DynamicSizingResult : MetricResult
{
    /// <summary>The notional, USD, at least 0.</summary>
    public double? ExposureUsd { get; init; }

    /// <summary>The notional over the equity, a multiple of at least 0.</summary>
    public double? Leverage { get; init; }
}
