namespace Decoupling.Numerics;

/// <summary>How likely a normal move is: the standard normal distribution that liquidation odds, risk limits and option prices
/// rest on.</summary>
/// <remarks>Relative error below 1e-14 for <see cref="Cdf"/> and <see cref="Density"/> wherever the value is a normal double.
/// NaN in gives NaN out.</remarks>
public static class NormalDistribution
{
    private const double InverseSqrtTwo = 0.70710678118654752440;
    private const double InverseSqrtTwoPi = 0.39894228040143267794;

    // Beyond this many deviations the tail is the product of erfcx and an exponential whose argument is exact; nearer, erfc is.
    private const double TailStart = 0.6;

    /// <summary>The chance that a normal move ends below x deviations: Φ(x) = erfc(-x/√2)/2, in [0, 1]; the tail is never one
    /// minus a bulk.</summary>
    public static double Cdf(double x)
    {
        if (x >= -TailStart)
        {
            return 0.5 * ErrorFunctions.Erfc(-x * InverseSqrtTwo);
        }

        return 0.5 * ErrorFunctions.Erfcx(-x * InverseSqrtTwo) * ExpOfMinusHalfSquare(x);
    }

    /// <summary>The logarithm of <see cref="Cdf"/>, at most 0 and finite where the chance itself underflows (down to x of about
    /// -1e154).</summary>
    public static double LogCdf(double x)
    {
        if (x < -1)
        {
            return Math.Log(0.5 * ErrorFunctions.Erfcx(-x * InverseSqrtTwo)) - 0.5 * x * x;
        }

        return x > 0 ? LogOfOneMinus(Cdf(-x)) : Math.Log(Cdf(x));
    }

    /// <summary>How thickly normal moves lie about x: φ(x) = exp(-x²/2)/√(2π), per deviation.</summary>
    public static double Density(double x) => InverseSqrtTwoPi * ExpOfMinusHalfSquare(x);

    /// <summary>The move that is exceeded downwards with a given chance: the inverse of <see cref="Cdf"/>, in deviations.</summary>
    /// <remarks>M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37,
    /// 1988; about 1e-15 relative.</remarks>
    /// <param name="probability">The chance, in (0, 1), both ends exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not in (0, 1).</exception>
    public static double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in (0, 1).");
        }

        return NormalQuantile.Of(probability);
    }

    /// <summary>exp(-x²/2) of a number that is split so that the square of its first part is exact.</summary>
    internal static double ExpOfMinusHalfSquare(double x)
    {
        if (Math.Abs(x) > ErrorFunctions.VanishingArgument)
        {
            return 0;
        }

        var head = Math.Truncate(x * 16) / 16;
        return Math.Exp(-0.5 * head * head) * Math.Exp(-0.5 * (x - head) * (x + head));
    }

    // ln(1-p) without the rounding of 1-p (W. Kahan); the runtime's LogP1 is a plain logarithm.
    private static double LogOfOneMinus(double p)
    {
        var rounded = 1 - p;
        return rounded == 1 ? -p : Math.Log(rounded) * p / (1 - rounded);
    }
}
