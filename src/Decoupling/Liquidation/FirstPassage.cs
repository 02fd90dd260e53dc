using Decoupling.Numerics;

namespace Decoupling.Liquidation;

/// <summary>The chance that a Brownian motion with drift falls through a level before a time.</summary>
internal static class FirstPassage
{
    private const double InverseSqrtTwo = 0.70710678118654752440;

    /// <summary>P(min over [0, T] of ν·t + σ·W_t is at most <paramref name="level"/>), in [0, 1].</summary>
    /// <param name="level">The level as a logarithm of the price ratio, below 0; mirror a level above with its drift.</param>
    /// <param name="drift">ν per year, of the logarithm.</param>
    /// <param name="volatility">σ per √year, at least 0.</param>
    /// <param name="years">T, greater than 0.</param>
    public static double Probability(double level, double drift, double volatility, double years)
    {
        var deviation = volatility * Math.Sqrt(years);
        if (deviation == 0)
        {
            return drift * years <= level ? 1 : 0;
        }

        var endBelow = (level - drift * years) / deviation;
        var reflected = (level + drift * years) / deviation;
        return Math.Min(
            1,
            NormalDistribution.Cdf(endBelow) + Reflection(level, drift, volatility, endBelow, reflected)
        );
    }

    // exp(2νb/σ²)·Φ(reflected), the paths that touch the level and end above it. With reflected at or below 0 the exponent and that of Φ
    // add up to -endBelow²/2 exactly, so that neither can overflow; above 0 the drift leads away and the exponent is negative.
    private static double Reflection(double level, double drift, double volatility, double endBelow, double reflected)
    {
        if (reflected > 0)
        {
            return Math.Exp(2 * (drift / volatility) * (level / volatility)) * NormalDistribution.Cdf(reflected);
        }

        var scaledTail = 0.5 * ErrorFunctions.Erfcx(-reflected * InverseSqrtTwo);
        return scaledTail * NormalDistribution.ExpOfMinusHalfSquare(endBelow);
    }
}
