using System.Globalization;
using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Sizing;

/// <summary>H4: how much leverage an isolated position may have so that it is liquidated within a horizon with a chosen chance only.</summary>
/// <remarks>D8 solved for L: the distance b at which the chance is ε, then the leverage whose P* stands there. A long has
/// L = 1/(1 - (1 - m)e^b), a short 1/((1 + m)e^-b - 1), b below 0. Without log drift b = σ√T·Φ⁻¹(ε/2); otherwise by bisection, since the chance
/// only falls with the distance. σ not below 5 % per √year. A multiple above 0; no history of its own. Source: as for D8.</remarks>
public static class LiquidationOddsLeverage
{
    /// <summary>The leverage at one volatility.</summary>
    /// <param name="side">Which side the position is on.</param>
    /// <param name="maintenanceRate">m, the maintenance rate of the position's tier plus the closing fee where the venue counts it, in [0, 1).</param>
    /// <param name="volatilityPerYear">σ per √year, in [0, 1000].</param>
    /// <param name="asOf">The slot's time, UTC.</param>
    /// <param name="options">Chance, horizon and drift, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The side is undefined, or an option is out of range.</exception>
    public static LiquidationOddsLeverageResult Compute(
        PositionSide side,
        double maintenanceRate,
        double volatilityPerYear,
        DateTimeOffset asOf,
        LiquidationOddsOptions? options = null
    )
    {
        options ??= new LiquidationOddsOptions();
        options.Validate();
        var sign = SizingLimits.SignOf(side);
        var fault = maintenanceRate is >= 0 and < 1
            ? SizingVolatility.FindFault(volatilityPerYear)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The maintenance rate {maintenanceRate:R} is not in [0, 1)."
            );
        if (fault is not null)
        {
            return Without(MetricStatus.InvalidInput, fault, asOf);
        }

        var volatility = SizingVolatility.Floored(volatilityPerYear);
        var level = LevelOf(sign, volatility, options);
        var distance = Math.Abs(ExpMinusOne(sign * level));
        var share =
            sign > 0
                ? maintenanceRate + (1 - maintenanceRate) * distance
                : maintenanceRate + (1 + maintenanceRate) * distance;
        var leverage = 1 / share;
        return InputGate.AllFinite(leverage, distance) && leverage > 0
            ? new LiquidationOddsLeverageResult
            {
                Status = MetricStatus.Ok,
                SampleCount = 1,
                AsOf = asOf,
                Leverage = leverage,
                Distance = distance,
                IsVolatilityFloored = volatility > volatilityPerYear,
            }
            : Without(
                MetricStatus.OutOfDomain,
                "The price moves beyond the range of a double within the horizon.",
                asOf
            );
    }

    /// <summary>b below 0, on the losing side: the distance in the logarithm that is reached with the chance asked for.</summary>
    internal static double LevelOf(double sign, double volatilityPerYear, LiquidationOddsOptions options)
    {
        var drift = sign * (options.DriftPerYear - 0.5 * volatilityPerYear * volatilityPerYear);
        var years = options.Horizon / CryptoYear.Length;
        var undrifted = volatilityPerYear * Math.Sqrt(years) * NormalDistribution.Quantile(0.5 * options.Probability);
        return drift == 0
            ? undrifted
            : Bisect(
                undrifted,
                level => FirstPassage.Probability(level, drift, volatilityPerYear, years) <= options.Probability
            );
    }

    /// <summary>Halves the bracket to the last bit; the far end is the answer, so that the chance is never above the one asked for.</summary>
    private static double Bisect(double start, Func<double, bool> isFarEnough)
    {
        var (far, near) = (start, 0.0);
        while (!isFarEnough(far))
        {
            (far, near) = (2 * far, far);
        }

        while (true)
        {
            var middle = 0.5 * (far + near);
            if (middle == far || middle == near)
            {
                return far;
            }

            (far, near) = isFarEnough(middle) ? (middle, near) : (far, middle);
        }
    }

    // e^x - 1 without the rounding of e^x (W. Kahan); the runtime's ExpM1 is a plain exponential.
    private static double ExpMinusOne(double x)
    {
        var power = Math.Exp(x);
        if (power == 1)
        {
            return x;
        }

        var difference = power - 1;
        return difference == -1 || double.IsInfinity(power) ? difference : difference * x / Math.Log(power);
    }

    private static LiquidationOddsLeverageResult Without(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}

/// <summary>The chance of liquidation that is put up with, and within what time.</summary>
public sealed record LiquidationOddsOptions
{
    /// <summary>ε, in (0, 1). Default 0.01.</summary>
    public double Probability { get; init; } = 0.01;

    /// <summary>T, above 0. Default a day.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromDays(1);

    /// <summary>μ of the price per year, a fraction within ±1e6. Default 0: no view on direction.</summary>
    public double DriftPerYear { get; init; }

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        SizingLimits.RequireChance(Probability, nameof(Probability));
        InputGate.RequirePositive(Horizon, nameof(Horizon));
        if (!(Math.Abs(DriftPerYear) <= LiquidationProbability.HighestDriftPerYear))
        {
            throw new ArgumentOutOfRangeException(nameof(DriftPerYear), DriftPerYear, "The drift is out of range.");
        }
    }
}

/// <summary>The leverage of a chance of liquidation. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record LiquidationOddsLeverageResult : MetricResult
{
    /// <summary>The leverage, a multiple above 0; a long's is above 1, since at 1 and below no price liquidates it.</summary>
    public double? Leverage { get; init; }

    /// <summary>How far the liquidation price then is, a fraction of the price, above 0.</summary>
    public double? Distance { get; init; }

    /// <summary>Whether the volatility was below the floor, which stood in for it.</summary>
    public bool? IsVolatilityFloored { get; init; }
}
