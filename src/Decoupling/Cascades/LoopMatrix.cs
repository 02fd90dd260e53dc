using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>The response of a loop of one or two variables.</summary>
internal static class LoopMatrix
{
    /// <summary>The price alone; <see langword="null"/> where it overflows.</summary>
    public static PriceVolatilityLoopResult? OfPrice(double gain, DateTimeOffset asOf)
    {
        var response = Math.Abs(gain) < 1 ? 1 / (1 - gain) : (double?)null;
        return InputGate.AllFinite(gain, response ?? 0)
            ? Of(Math.Abs(gain), asOf) with
            {
                Amplification = response,
                PricePerPriceShock = response,
            }
            : null;
    }

    /// <summary>Price and volatility, M = [[a, b], [c, d]]; <see langword="null"/> where it overflows.</summary>
    public static PriceVolatilityLoopResult? Joint(double a, double b, double c, double d, DateTimeOffset asOf)
    {
        var radius = RadiusOf(a, b, c, d);
        if (!double.IsFinite(radius))
        {
            return null;
        }

        if (radius >= 1)
        {
            return Of(radius, asOf);
        }

        var determinant = (1 - a) * (1 - d) - b * c;
        var (pp, pv, vp, vv) = ((1 - d) / determinant, b / determinant, c / determinant, (1 - a) / determinant);
        var norm = LargestSingularValue(pp, pv, vp, vv);
        return InputGate.AllFinite(pp, pv, vp, vv, norm)
            ? Of(radius, asOf) with
            {
                Amplification = norm,
                PricePerPriceShock = pp,
                PricePerVolatilityShock = pv,
                VolatilityPerPriceShock = vp,
                VolatilityPerVolatilityShock = vv,
            }
            : null;
    }

    private static PriceVolatilityLoopResult Of(double radius, DateTimeOffset asOf) =>
        new()
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = asOf,
            SpectralRadius = radius,
        };

    /// <summary>The larger modulus of λ² - (a + d)λ + ad - bc = 0.</summary>
    private static double RadiusOf(double a, double b, double c, double d)
    {
        var half = (a + d) / 2;
        var discriminant = (a - d) / 2 * ((a - d) / 2) + b * c;
        return discriminant >= 0 ? Math.Abs(half) + Math.Sqrt(discriminant) : Math.Sqrt(a * d - b * c);
    }

    private static double LargestSingularValue(double a, double b, double c, double d) =>
        (double.Hypot(a + d, c - b) + double.Hypot(a - d, b + c)) / 2;
}
