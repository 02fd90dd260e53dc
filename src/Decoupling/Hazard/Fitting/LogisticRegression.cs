using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Decoupling.Hazard.Fitting;

/// <summary>Fits the log odds of yes and no as a line: logit p = b₀ + Σ bⱼxⱼ.</summary>
/// <remarks>Minimises -Σ ln p(yᵢ) + ½·ridge·Σ bⱼ², the intercept free, by Newton's steps (iteratively reweighted least squares) from b = 0. A ridge
/// above 0 gives one finite answer also where the features separate the answers. Deterministic. O(rows·features²) a step.</remarks>
internal static class LogisticRegression
{
    private const int MostSteps = 50;
    private const double Tolerance = 1e-10;

    /// <summary>Fits.</summary>
    /// <param name="rows">The features, row after row, standardised.</param>
    /// <param name="answers">Yes or no of each row.</param>
    /// <param name="ridge">At least 0.</param>
    /// <returns>b₀, b₁, …</returns>
    /// <exception cref="ArgumentException">All answers are the same, or the steps do not end: the features separate the answers or repeat each other.</exception>
    public static double[] Fit(ReadOnlySpan<double> rows, ReadOnlySpan<bool> answers, double ridge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ridge);
        if (!answers.Contains(true) || !answers.Contains(false))
        {
            throw new ArgumentException(
                "The hours are all of one kind: there must be some with a fall and some without."
            );
        }

        var width = rows.Length / answers.Length + 1;
        var coefficients = new DenseVector(width);
        for (var step = 0; step < MostSteps; step++)
        {
            var (gradient, curvature) = Derivatives(rows, answers, ridge, coefficients.Values);
            var move = curvature.Cholesky().Solve(gradient);
            coefficients = (DenseVector)(coefficients + move);
            if (move.InfinityNorm() < Tolerance)
            {
                return coefficients.Values;
            }
        }

        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"The fit did not settle within {MostSteps} steps.")
        );
    }

    /// <summary>The probability that log odds stand for.</summary>
    public static double Probability(double logit) => 1 / (1 + Math.Exp(-logit));

    private static (Vector<double> Gradient, Matrix<double> Curvature) Derivatives(
        ReadOnlySpan<double> rows,
        ReadOnlySpan<bool> answers,
        double ridge,
        ReadOnlySpan<double> coefficients
    )
    {
        var width = coefficients.Length;
        var gradient = new double[width];
        var curvature = new double[width * width];
        var row = new double[width];
        row[0] = 1;
        for (var i = 0; i < answers.Length; i++)
        {
            rows.Slice(i * (width - 1), width - 1).CopyTo(row.AsSpan(1));
            var logit = 0.0;
            for (var j = 0; j < width; j++)
            {
                logit += coefficients[j] * row[j];
            }

            var probability = Probability(logit);
            var error = (answers[i] ? 1 : 0) - probability;
            var weight = probability * (1 - probability);
            for (var j = 0; j < width; j++)
            {
                gradient[j] += error * row[j];
                for (var k = 0; k <= j; k++)
                {
                    curvature[j * width + k] += weight * row[j] * row[k];
                }
            }
        }

        for (var j = 0; j < width; j++)
        {
            for (var k = 0; k < j; k++)
            {
                curvature[k * width + j] = curvature[j * width + k];
            }

            if (j > 0)
            {
                gradient[j] -= ridge * coefficients[j];
                curvature[j * width + j] += ridge;
            }
        }

        return (new DenseVector(gradient), new DenseMatrix(width, width, curvature));
    }
}
