namespace Decoupling.Numerics;

/// <summary>How long a mean-reverting gap takes between two levels is made of this: the error function along the imaginary axis.</summary>
/// <remarks>By its power series, all of whose terms have one sign, and by the asymptotic one where that has reached its best. Relative error
/// below 1e-14 wherever the value is a normal double. NaN in gives NaN out. Source: Abramowitz and Stegun, "Handbook of Mathematical
/// Functions", 1964, 7.1.</remarks>
internal static class ImaginaryErrorFunction
{
    private const double TwoOverSqrtPi = 1.12837916709551257390;

    /// <summary>The asymptotic series' smallest term is exp(-x²): below 1e-21 from here on.</summary>
    private const double LargeArgument = 7;

    /// <summary>Below this the difference x - F(x) is summed by itself.</summary>
    private const double SmallArgument = 0.5;

    private const double Negligible = 1e-18;

    /// <summary>erfi(x) = 2/√π ∫₀ˣ exp(t²) dt; infinite beyond about ±26.7.</summary>
    public static double Erfi(double x)
    {
        var magnitude = Math.Abs(x);
        if (magnitude <= LargeArgument)
        {
            return TwoOverSqrtPi * x * Series(x * x);
        }

        // exp(x²) in parts whose exponents are exact, so that it overflows only where erfi itself does.
        var head = Math.Truncate(x * 16) / 16;
        var halfPower = Math.Exp(0.5 * head * head);
        return TwoOverSqrtPi * Asymptotic(x) * halfPower * Math.Exp((x - head) * (x + head)) * halfPower;
    }

    /// <summary>Dawson's function F(x) = exp(-x²) ∫₀ˣ exp(t²) dt = √π/2·exp(-x²)·erfi(x), in (-0.55, 0.55): what neither over- nor
    /// underflows of it.</summary>
    public static double Dawson(double x) =>
        Math.Abs(x) <= LargeArgument ? ErrorFunctions.ExpOfMinusSquare(x) * x * Series(x * x) : Asymptotic(x);

    /// <summary>x - F(x), without the digits that the two share near 0: 2x³/3 - 4x⁵/15 + ...</summary>
    public static double DawsonDeficit(double x)
    {
        if (!(Math.Abs(x) < SmallArgument))
        {
            return x - Dawson(x);
        }

        var doubleSquare = 2 * x * x;
        double sum = 0;
        var term = -x;
        for (var k = 1; Math.Abs(term) > Negligible * Math.Abs(sum); k++)
        {
            term *= -doubleSquare / (2 * k + 1);
            sum += term;
        }

        return sum;
    }

    /// <summary>Σ x²ᵏ/(k!·(2k+1)).</summary>
    private static double Series(double square)
    {
        double sum = 1;
        var power = 1.0;
        for (var k = 1; power > Negligible * sum; k++)
        {
            power *= square / k;
            sum += power / (2 * k + 1);
        }

        return sum;
    }

    /// <summary>F(x) = (1 + 1/(2x²) + 1·3/(2x²)² + ...)/(2x).</summary>
    private static double Asymptotic(double x)
    {
        var inverse = 0.5 / x / x;
        double sum = 1;
        var term = 1.0;
        for (var k = 1; term > Negligible; k++)
        {
            term *= (2 * k - 1) * inverse;
            sum += term;
        }

        return 0.5 * sum / x;
    }
}
