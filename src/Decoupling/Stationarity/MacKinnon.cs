using Decoupling.Numerics;

namespace Decoupling.Stationarity;

/// <summary>How small a unit-root statistic must be to mean something: critical values and p-values of tests with a constant.</summary>
/// <remarks>Critical values by response surfaces β∞ + β₁/T + β₂/T² + β₃/T³; p-values by the normal distribution of a polynomial of the
/// statistic. Sources: MacKinnon, "Critical Values for Cointegration Tests", 2010; "Approximate Asymptotic Distribution Functions for
/// Unit-Root and Cointegration Tests", 1994.</remarks>
internal static class MacKinnon
{
    /// <summary>The most series of which a table stands here.</summary>
    public const int MostVariables = 3;

    /// <summary>Rows: N = 1, 2, 3; in each 1 %, 5 %, 10 %; in each β∞, β₁, β₂, β₃.</summary>
    private static ReadOnlySpan<double> Surfaces =>
        [
            -3.43035,
            -6.5393,
            -16.786,
            -79.433,
            -2.86154,
            -2.8903,
            -4.234,
            -40.040,
            -2.56677,
            -1.5384,
            -2.809,
            0,
            -3.89644,
            -10.9519,
            -33.527,
            0,
            -3.33613,
            -6.1101,
            -6.823,
            0,
            -3.04445,
            -4.2412,
            -2.720,
            0,
            -4.29374,
            -14.4354,
            -33.195,
            47.433,
            -3.74066,
            -8.5632,
            -10.852,
            27.982,
            -3.45218,
            -6.2143,
            -3.718,
            0,
        ];

    /// <summary>Rows: N; in each the least and the greatest statistic of the fits, and where the left fit ends.</summary>
    private static ReadOnlySpan<double> Ranges => [-18.83, 2.74, -1.61, -18.86, 0.92, -2.62, -23.48, 0.55, -3.13];

    /// <summary>Rows: N; the left tail's polynomial, the highest power first.</summary>
    private static ReadOnlySpan<double> LeftFits =>
        [0.038269, 1.4412, 2.1659, 0.039796, 1.5012, 2.92, 0.03164, 1.4856, 3.4699];

    /// <summary>Rows: N; the polynomial of the rest, the highest power first.</summary>
    private static ReadOnlySpan<double> RightFits =>
        [
            -0.010368,
            -0.12745,
            0.93202,
            1.7339,
            -0.042377,
            -0.29198,
            0.64695,
            2.1945,
            -0.050074,
            -0.36529,
            0.45168,
            2.5893,
        ];

    /// <summary>The statistic that N series without cointegration fall below with a chance of 1, 5 or 10 percent.</summary>
    /// <param name="variables">N, 1 to 3; 1 is a plain unit-root test.</param>
    /// <param name="percent">1, 5 or 10.</param>
    /// <param name="observations">T, above 0; infinity for the asymptotic value.</param>
    public static double CriticalValue(int variables, int percent, double observations)
    {
        var level = percent switch
        {
            1 => 0,
            5 => 1,
            10 => 2,
            _ => throw new ArgumentOutOfRangeException(nameof(percent), percent, "The table has 1, 5 and 10 percent."),
        };
        var surface = Surfaces.Slice(((variables - 1) * 3 + level) * 4, 4);
        var inverse = 1 / observations;
        return surface[0] + inverse * (surface[1] + inverse * (surface[2] + inverse * surface[3]));
    }

    /// <summary>The chance of a statistic this small or smaller without cointegration, in [0, 1]; asymptotic.</summary>
    public static double PValue(int variables, double statistic)
    {
        var range = Ranges.Slice((variables - 1) * 3, 3);
        if (statistic < range[0])
        {
            return 0;
        }

        if (statistic > range[1])
        {
            return 1;
        }

        var fit =
            statistic <= range[2] ? LeftFits.Slice((variables - 1) * 3, 3) : RightFits.Slice((variables - 1) * 4, 4);
        return NormalDistribution.Cdf(ErrorFunctions.Polynomial(fit, statistic));
    }
}
