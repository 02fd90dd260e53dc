using Decoupling.Numerics;
using MathNet.Numerics.Integration;
using MathNet.Numerics.LinearAlgebra;

namespace Decoupling.Breaks;

/// <summary>How many samples pass before Page's CUSUM alarms: of a series in which nothing changes, how seldom it cries wolf; of
/// one that has shifted, how soon it tells.</summary>
/// <remarks>
/// <para>L(s) = 1 + L(0)·Φ(k - s - δ) + ∫₀ʰ L(x)·φ(x + k - s - δ)dx for independent normal samples shifted by δ, solved at 48
/// Gauss-Legendre points: at least six digits for k to 5 and h to 20. Both sides together: 1/L = 1/L⁺ + 1/L⁻.</para>
/// <para>Source: Page, "Continuous Inspection Schemes", 1954; Van Dobben de Bruyn, "Cumulative Sum Tests", 1968.</para>
/// </remarks>
public static class CusumRunLength
{
    /// <summary>A run longer than this is as good as for ever, and beyond what the equation's digits give.</summary>
    public const double Longest = 1e9;

    private const int Points = 48;

    /// <summary>The mean number of samples until C⁺ is above h, from 0; at most 1e9.</summary>
    /// <param name="allowance">k, in deviations; above 0.</param>
    /// <param name="alarmLevel">h, in deviations; above 0.</param>
    /// <param name="shift">δ: the mean of the samples, in deviations; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double OneSided(double allowance, double alarmLevel, double shift)
    {
        InputGate.RequireWithin(allowance, 0, double.PositiveInfinity, nameof(allowance));
        InputGate.RequireWithin(alarmLevel, 0, double.PositiveInfinity, nameof(alarmLevel));
        InputGate.RequireWithin(shift, double.NegativeInfinity, double.PositiveInfinity, nameof(shift));
        var rule = new GaussLegendreRule(0, alarmLevel, Points);

        // The unknowns are L at 0 and at the points: (I - K)·L = 1.
        var system = Matrix<double>.Build.Dense(Points + 1, Points + 1);
        for (var row = 0; row <= Points; row++)
        {
            var start = row == 0 ? 0 : rule.GetAbscissa(row - 1);
            var drift = allowance - start - shift;
            system[row, 0] = -NormalDistribution.Cdf(drift);
            for (var point = 0; point < Points; point++)
            {
                system[row, point + 1] =
                    -rule.GetWeight(point) * NormalDistribution.Density(rule.GetAbscissa(point) + drift);
            }

            system[row, row] += 1;
        }

        var runLength = system.Solve(Vector<double>.Build.Dense(Points + 1, 1))[0];
        return runLength is > 0 and < Longest ? runLength : Longest;
    }

    /// <summary>The mean number of samples until either sum is above h, from 0; at most 1e9.</summary>
    /// <inheritdoc cref="OneSided"/>
    public static double TwoSided(double allowance, double alarmLevel, double shift) =>
        1 / (1 / OneSided(allowance, alarmLevel, shift) + 1 / OneSided(allowance, alarmLevel, -shift));
}
