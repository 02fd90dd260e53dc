namespace Decoupling.Stationarity;

/// <summary>The distribution of the integral of a squared Brownian bridge: what the KPSS statistic follows when the series is
/// stationary.</summary>
/// <remarks>P(ω² ≤ x) = 1/(π√x)·Σ Γ(j+½)/(Γ(½)·j!)·√(4j+1)·exp(-q)·K_¼(q), q = (4j+1)²/(16x). All terms are positive. Source: Anderson and
/// Darling, "Asymptotic Theory of Certain Goodness of Fit Criteria", 1952.</remarks>
internal static class CramerVonMises
{
    /// <summary>Up to here the lower tail is below 1e-26.</summary>
    private const double Certain = 0.002;

    /// <summary>The upper tail is below 1e-16 from here on.</summary>
    private const double Vanishing = 7;

    /// <summary>A term this small beside the sum ends it.</summary>
    private const double Negligible = 1e-17;

    /// <summary>The chance of a larger value, in [0, 1], to about 1e-14 absolute.</summary>
    public static double UpperTail(double x)
    {
        if (x <= Certain)
        {
            return 1;
        }

        if (x >= Vanishing)
        {
            return 0;
        }

        double sum = 0;
        var weight = 1.0;
        for (var j = 0; ; j++)
        {
            var width = 4 * j + 1;
            var q = width * (width / (16 * x));
            var term = weight * Math.Sqrt(width) * Math.Exp(-2 * q) * ScaledBessel(q);
            sum += term;
            if (!(term > Negligible * sum))
            {
                break;
            }

            weight *= (j + 0.5) / (j + 1);
        }

        return Math.Clamp(1 - sum / (Math.PI * Math.Sqrt(x)), 0, 1);
    }

    /// <summary>exp(q)·K_¼(q) = ∫₀^∞ exp(-q(cosh t - 1))·cosh(t/4) dt by the trapezoidal rule, whose error falls exponentially for an
    /// integrand that is analytic and dies out; the step is narrow beside the integrand's width 1/√q.</summary>
    private static double ScaledBessel(double q)
    {
        var step = Math.Min(0.25, 0.7 / Math.Sqrt(q));
        var sum = 0.5;
        for (var k = 1; ; k++)
        {
            var half = Math.Sinh(0.5 * step * k);
            var term = Math.Exp(-2 * q * half * half) * Math.Cosh(0.25 * step * k);
            sum += term;
            if (term < Negligible)
            {
                return step * sum;
            }
        }
    }
}
