namespace Decoupling.Numerics;

/// <summary>The error functions under every normal probability: what the chance of a price reaching a level is made of.</summary>
/// <remarks>Rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation
/// 23, 1969. Relative error below 1e-14 wherever the value is a normal double. NaN in gives NaN out.</remarks>
public static class ErrorFunctions
{
    private const double SmallArgument = 0.46875;
    private const double LargeArgument = 4;

    /// <summary>Beyond it exp(-x²/2), and so exp(-x²), is below the smallest double.</summary>
    internal const double VanishingArgument = 40;

    private const double InverseSqrtPi = 0.56418958354775628695;

    // Coefficients of the highest power first; Cody's tables give the highest power last.
    private static ReadOnlySpan<double> SmallNumerator =>
        [
            1.85777706184603153e-1,
            3.16112374387056560,
            1.13864154151050156e2,
            3.77485237685302021e2,
            3.20937758913846947e3,
        ];

    private static ReadOnlySpan<double> SmallDenominator =>
        [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];

    private static ReadOnlySpan<double> MiddleNumerator =>
        [
            2.15311535474403846e-8,
            5.64188496988670089e-1,
            8.88314979438837594,
            6.61191906371416295e1,
            2.98635138197400131e2,
            8.81952221241769090e2,
            1.71204761263407058e3,
            2.05107837782607147e3,
            1.23033935479799725e3,
        ];

    private static ReadOnlySpan<double> MiddleDenominator =>
        [
            1,
            1.57449261107098347e1,
            1.17693950891312499e2,
            5.37181101862009858e2,
            1.62138957456669019e3,
            3.29079923573345963e3,
            4.36261909014324716e3,
            3.43936767414372164e3,
            1.23033935480374942e3,
        ];

    private static ReadOnlySpan<double> LargeNumerator =>
        [
            1.63153871373020978e-2,
            3.05326634961232344e-1,
            3.60344899949804439e-1,
            1.25781726111229246e-1,
            1.60837851487422766e-2,
            6.58749161529837803e-4,
        ];

    private static ReadOnlySpan<double> LargeDenominator =>
        [
            1,
            2.56852019228982242,
            1.87295284992346047,
            5.27905102951428412e-1,
            6.05183413124413191e-2,
            2.33520497626869185e-3,
        ];

    /// <summary>The chance that a normal move is larger than √2·x either way: erfc(x) = 2/√π ∫ₓ^∞ exp(-t²) dt, in [0, 2].</summary>
    public static double Erfc(double x)
    {
        var magnitude = Math.Abs(x);
        if (magnitude <= SmallArgument)
        {
            return 1 - ErfOfSmall(x);
        }

        var tail = ExpOfMinusSquare(magnitude) * ScaledTail(magnitude);
        return x < 0 ? 2 - tail : tail;
    }

    /// <summary>The same tail without its vanishing factor, so that it never underflows: erfcx(x) = exp(x²)·erfc(x), greater
    /// than 0.</summary>
    /// <remarks>Positive infinity below about -26.6, where the value exceeds a double.</remarks>
    public static double Erfcx(double x)
    {
        var magnitude = Math.Abs(x);
        if (magnitude <= SmallArgument)
        {
            return Math.Exp(x * x) * (1 - ErfOfSmall(x));
        }

        return x < 0 ? (2 / ExpOfMinusSquare(magnitude)) - ScaledTail(magnitude) : ScaledTail(magnitude);
    }

    /// <summary>exp(-x²) of a number that is split so that the square of its first part is exact: the rounding of x² alone would cost
    /// 1e-13 at x = 20.</summary>
    internal static double ExpOfMinusSquare(double x)
    {
        if (Math.Abs(x) > VanishingArgument)
        {
            return 0;
        }

        var head = Math.Truncate(x * 16) / 16;
        return Math.Exp(-head * head) * Math.Exp(-(x - head) * (x + head));
    }

    private static double ErfOfSmall(double x)
    {
        var square = x * x;
        return x * Polynomial(SmallNumerator, square) / Polynomial(SmallDenominator, square);
    }

    // erfcx for arguments above SmallArgument.
    private static double ScaledTail(double x)
    {
        if (x <= LargeArgument)
        {
            return Polynomial(MiddleNumerator, x) / Polynomial(MiddleDenominator, x);
        }

        var inverseSquare = 1 / x / x;
        var correction =
            inverseSquare * Polynomial(LargeNumerator, inverseSquare) / Polynomial(LargeDenominator, inverseSquare);
        return (InverseSqrtPi - correction) / x;
    }

    // Horner's rule.
    internal static double Polynomial(ReadOnlySpan<double> highestPowerFirst, double x)
    {
        var value = 0.0;
        foreach (var coefficient in highestPowerFirst)
        {
            value = value * x + coefficient;
        }

        return value;
    }
}
