namespace Decoupling.Numerics;

/// <summary>How likely a fat-tailed move is: the Student-t distribution, whose joint form has the tail dependence that the normal one
/// lacks.</summary>
/// <remarks>The regularised incomplete beta function by its continued fraction. Relative error below 1e-13 for degrees of freedom to
/// 1,000, and below 1e-10 to <see cref="MostDegreesOfFreedom"/>. NaN in gives NaN out. Source: Abramowitz and Stegun, "Handbook of
/// Mathematical Functions", 1964, 26.7.1 and 26.5.8.</remarks>
public static class StudentT
{
    /// <summary>Beyond so many degrees of freedom the normal distribution is as good, and the fraction slow.</summary>
    public const double MostDegreesOfFreedom = 1e6;

    // The fraction takes about √ν steps.
    private const int MostSteps = 10_000;
    private const double FractionTolerance = 3e-16;
    private const double SmallestDenominator = 1e-300;
    private const double SeriesStart = 32;

    private const double SmallestTail = 1e-300;
    private const double BracketGrowth = 8;
    private const double QuantileTolerance = 4e-16;
    private const int MostQuantileSteps = 200;

    /// <summary>Γ(a + ½)/(Γ(a)·√a) in 1/a, the highest power first.</summary>
    private static ReadOnlySpan<double> RatioSeries =>
        [
            -334477.0 / 2147483648,
            39325.0 / 33554432,
            869.0 / 4194304,
            -399.0 / 262144,
            -21.0 / 32768,
            5.0 / 1024,
            1.0 / 128,
            -1.0 / 8,
            1,
        ];

    /// <summary>The chance that a move ends below x; in [0, 1]. The tail is never one minus a bulk.</summary>
    /// <param name="x">The move, in units of the scale.</param>
    /// <param name="degreesOfFreedom">ν, in (0, 1e6].</param>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are out of range.</exception>
    public static double Cdf(double x, double degreesOfFreedom)
    {
        RequireDegrees(degreesOfFreedom, 0);
        if (double.IsNaN(x))
        {
            return x;
        }

        // Both tails together are I_w(ν/2, ½) with w = ν/(ν + x²), the middle is I_{1-w}(½, ν/2); the fraction is quick for w
        // below (a + 1)/(a + b + 2), so each serves its side of that.
        var a = 0.5 * degreesOfFreedom;
        var ratio = x / Math.Sqrt(degreesOfFreedom);
        var square = ratio * ratio;
        var w = 1 / (1 + square);
        var oneMinusW = 1 / (1 + 1 / square);
        var minusLogOfW = LogOfOnePlusSquare(ratio);
        var density = Math.Exp(-a * minusLogOfW) * Math.Sqrt(oneMinusW) * GammaRatio(a) / Math.Sqrt(Math.PI);
        if (w < (a + 1) / (a + 2.5))
        {
            var tail = 0.5 * density / a * Fraction(a, 0.5, w);
            return x < 0 ? tail : 1 - tail;
        }

        var side = density * Fraction(0.5, a, oneMinusW);
        return x < 0 ? 0.5 - side : 0.5 + side;
    }

    /// <summary>How thickly moves lie about x, per unit of the scale.</summary>
    /// <param name="x">The move, in units of the scale.</param>
    /// <param name="degreesOfFreedom">ν, in (0, 1e6].</param>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are out of range.</exception>
    public static double Density(double x, double degreesOfFreedom)
    {
        RequireDegrees(degreesOfFreedom, 0);
        var a = 0.5 * degreesOfFreedom;
        var ratio = x / Math.Sqrt(degreesOfFreedom);
        return GammaRatio(a) / Math.Sqrt(degreesOfFreedom * Math.PI) * Math.Exp(-(a + 0.5) * LogOfOnePlusSquare(ratio));
    }

    /// <summary>The move that is exceeded downwards with a given chance: the inverse of <see cref="Cdf"/>, in units of the scale.</summary>
    /// <remarks>Newton steps on the logarithm of the tail within a bracket that they may not leave.</remarks>
    /// <param name="probability">The chance, in (0, 1), both ends exclusive; a tail below 1e-300 is out of reach.</param>
    /// <param name="degreesOfFreedom">ν, in [1, 1e6].</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability or the degrees of freedom are out of range.</exception>
    public static double Quantile(double probability, double degreesOfFreedom)
    {
        RequireDegrees(degreesOfFreedom, 1);
        var tail = Math.Min(probability, 1 - probability);
        if (!(tail >= SmallestTail))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in (0, 1).");
        }

        var magnitude = tail == 0.5 ? 0 : -LowerQuantile(tail, degreesOfFreedom);
        return probability < 0.5 ? -magnitude : magnitude;
    }

    private static double LowerQuantile(double tail, double degreesOfFreedom)
    {
        var (low, high) = (-1.0, 0.0);
        while (Cdf(low, degreesOfFreedom) > tail)
        {
            (low, high) = (low * BracketGrowth, low);
        }

        var x = 0.5 * (low + high);
        for (var step = 0; step < MostQuantileSteps; step++)
        {
            var reached = Cdf(x, degreesOfFreedom);
            (low, high) = reached < tail ? (x, high) : (low, x);
            var next = x - reached * Math.Log(reached / tail) / Density(x, degreesOfFreedom);
            next = next > low && next < high ? next : 0.5 * (low + high);
            if (Math.Abs(next - x) <= -QuantileTolerance * next)
            {
                return next;
            }

            x = next;
        }

        return x;
    }

    private static void RequireDegrees(double degreesOfFreedom, double least)
    {
        if (!(degreesOfFreedom > 0 && degreesOfFreedom >= least && degreesOfFreedom <= MostDegreesOfFreedom))
        {
            throw new ArgumentOutOfRangeException(
                nameof(degreesOfFreedom),
                degreesOfFreedom,
                least > 0 ? "Degrees of freedom lie in [1, 1e6]." : "Degrees of freedom lie in (0, 1e6]."
            );
        }
    }

    /// <summary>The continued fraction of the incomplete beta function I_w(a, b), by Lentz's method.</summary>
    private static double Fraction(double a, double b, double w)
    {
        var c = 1.0;
        var d = 1 / AwayFromZero(1 - (a + b) * w / (a + 1));
        var value = d;
        for (var m = 1; m < MostSteps; m++)
        {
            var even = m * (b - m) * w / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / AwayFromZero(1 + even * d);
            c = AwayFromZero(1 + even / c);
            value *= d * c;

            var odd = -(a + m) * (a + b + m) * w / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / AwayFromZero(1 + odd * d);
            c = AwayFromZero(1 + odd / c);
            value *= d * c;
            if (Math.Abs(d * c - 1) <= FractionTolerance)
            {
                break;
            }
        }

        return value;
    }

    private static double AwayFromZero(double value) =>
        Math.Abs(value) < SmallestDenominator ? SmallestDenominator : value;

    /// <summary>Γ(a + ½)/Γ(a): its series in 1/a where that has 16 digits, and down to smaller ones by Γ(a + 1) = a·Γ(a).</summary>
    private static double GammaRatio(double a)
    {
        var factor = 1.0;
        while (a < SeriesStart)
        {
            factor *= a / (a + 0.5);
            a += 1;
        }

        return factor * Math.Sqrt(a) * ErrorFunctions.Polynomial(RatioSeries, 1 / a);
    }

    // ln(1+x) without the rounding of 1+x (W. Kahan); the runtime's LogP1 is a plain logarithm.
    private static double LogOfOnePlusSquare(double ratio)
    {
        var x = ratio * ratio;
        if (double.IsInfinity(x))
        {
            return 2 * Math.Log(Math.Abs(ratio));
        }

        var rounded = 1 + x;
        return rounded == 1 ? x
            : x > 1 ? Math.Log(rounded)
            : Math.Log(rounded) * x / (rounded - 1);
    }
}
