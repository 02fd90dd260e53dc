using Decoupling.Numerics;
using MathNet.Numerics.RootFinding;

namespace Decoupling.Breaks;

/// <summary>How far an estimated break may lie from the true one: the argmax of two Brownian motions that fall away from 0, each
/// with its own slope ξ and scale.</summary>
/// <remarks>Source: Bai, "Estimation of a Change Point in Multiple Regression Models", 1997, appendix B.</remarks>
/// <param name="slope">ξ: the signal after the break over that before, above 0.</param>
/// <param name="scale">φ: ξ times the noise variance after over that before, above 0.</param>
internal readonly struct BreakDateDistribution(double slope, double scale)
{
    /// <summary>Of the reach: some hundred units in the last place.</summary>
    private const double Accuracy = 1e-13;

    private const int MostSteps = 200;

    /// <summary>The point below which the argmax lies with a given chance, in scaled samples; NaN when there is none within
    /// reach.</summary>
    public double Quantile(double probability)
    {
        var reach = 1.0;
        while (!(Cdf(-reach) < probability && Cdf(reach) > probability))
        {
            reach *= 2;
            if (!(reach < 1e6))
            {
                return double.NaN;
            }
        }

        var distribution = this;
        return Brent.TryFindRoot(
            x => distribution.Cdf(x) - probability,
            -reach,
            reach,
            Accuracy * reach,
            MostSteps,
            out var root
        )
            ? root
            : double.NaN;
    }

    /// <summary>The chance that the argmax lies below x.</summary>
    public double Cdf(double x)
    {
        var t = Math.Abs(x);
        return x < 0 ? Left(t) : 1 - Right(t);
    }

    private double Left(double t)
    {
        var r = slope / scale;
        var sum = scale + slope;
        return Tail(
            t,
            1,
            scale / slope * (scale + 2 * slope) / sum,
            0.5 * r * (1 + r),
            0.5 + r,
            (scale + 2 * slope) * (scale + 2 * slope) / (sum * slope)
        );
    }

    private double Right(double t)
    {
        var r = slope * slope / scale;
        var sum = scale + slope;
        return Tail(
            t,
            r,
            slope / scale * (2 * scale + slope) / sum,
            0.5 * sum,
            (scale + 0.5 * slope) / Math.Sqrt(scale),
            (2 * scale + slope) * (2 * scale + slope) / (sum * scale)
        );
    }

    /// <summary>(constant - 2 + rt/2)·Φ(-√(rt)/2) - √(rt/2π)·e^(-rt/8) - factor·e^(rate·t)·Φ(-steepness·√t).</summary>
    private static double Tail(double t, double r, double factor, double rate, double steepness, double constant)
    {
        var rt = r * t;
        return (constant - 2 + 0.5 * rt) * NormalDistribution.Cdf(-0.5 * Math.Sqrt(rt))
            - Math.Sqrt(rt / (2 * Math.PI)) * Math.Exp(-rt / 8)
            - factor * Math.Exp(rate * t + NormalDistribution.LogCdf(-steepness * Math.Sqrt(t)));
    }
}
