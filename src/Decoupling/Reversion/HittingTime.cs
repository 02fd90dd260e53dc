using Decoupling.Numerics;

namespace Decoupling.Reversion;

/// <summary>When a mean-reverting process that stands z stationary deviations off reaches its mean, in units of 1/θ.</summary>
/// <remarks>Source: Elliott, van der Hoek and Malcolm, "Pairs Trading", 2005.</remarks>
internal static class HittingTime
{
    /// <summary>From this s on the integrand of the mean time is 1 to the last bit.</summary>
    private const double FarOut = 20;

    private static readonly double s_sqrtHalfPi = Math.Sqrt(Math.PI / 2);

    private static readonly Func<double, double> s_integrand = s =>
        s_sqrtHalfPi * ErrorFunctions.Erfcx(Math.Sinh(s) / Math.Sqrt(2)) * Math.Cosh(s);

    /// <summary>P(back by τ) = 2Φ(-|z|·e^-τ/√(1 - e^-2τ)), in [0, 1].</summary>
    public static double Probability(double z, double tau) =>
        z == 0 ? 1 : 2 * NormalDistribution.Cdf(-Math.Abs(z) / Math.Sqrt(2 * Math.Exp(tau) * Math.Sinh(tau)));

    /// <summary>The likeliest time: ½·ln(1 + ½(√((z² - 3)² + 4z²) + z² - 3)).</summary>
    public static double Mode(double z)
    {
        var square = z * z;
        var root = Math.Sqrt((square - 3) * (square - 3) + 4 * square);

        // Written so that nothing cancels; ln(1 + g) = 2·artanh(g/(2 + g)).
        var growth = 0.5 * (square > 3 ? root + (square - 3) : 4 * square / (root + (3 - square)));
        return growth switch
        {
            < 1 => Math.Atanh(growth / (2 + growth)),
            < double.PositiveInfinity => 0.5 * Math.Log(1 + growth),
            _ => Math.Log(Math.Abs(z)),
        };
    }

    /// <summary>The mean time: ∫₀^|z| √(2π)·e^(u²/2)·Φ(-u) du. The integrand is √(π/2)·erfcx(u/√2), which neither over- nor underflows;
    /// u = sinh s makes it smooth on all scales.</summary>
    public static double Mean(double z)
    {
        var end = Math.Asinh(Math.Abs(z));
        var near = Math.Min(end, FarOut);
        var panels = (int)Math.Ceiling(near);
        double sum = 0;
        for (var panel = 0; panel < panels; panel++)
        {
            sum += GaussLegendre.Integrate(s_integrand, near * panel / panels, near * (panel + 1) / panels);
        }

        return sum + (end - near);
    }
}
