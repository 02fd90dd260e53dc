using System.Runtime.Intrinsics;
using Decoupling.Numerics;

namespace Decoupling.Tracking;

/// <summary>H and Q of A3 from the window itself: the likeliest of a few ratios, the scale following from each.</summary>
/// <remarks>The ratio is Q·mean(x²)/H, the share of a step's surprise that a moving beta makes: 0 and 1e-6 to 1 by half decades,
/// which is as fine as a day of bars can tell. For a given ratio the likeliest scale is the mean of v²/F. All ratios are filtered
/// side by side in lanes of fixed width, in one pass. Source: Harvey, "Forecasting, Structural Time Series Models and the Kalman
/// Filter", 1989 (concentrated likelihood).</remarks>
internal static class KalmanBetaEstimate
{
    private const int HalfDecades = 12;

    public static bool HasMoves(ReadOnlySpan<double> x) =>
        SumOfProducts(x, x) > Tolerances.VariancePerSample * x.Length;

    /// <summary>The variances, or <see langword="null"/> where the underlying has no moves or the derivative no error.</summary>
    public static KalmanBetaVariances? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double diffuseVariance)
    {
        var squares = SumOfProducts(x, x);
        if (!(squares > Tolerances.VariancePerSample * x.Length))
        {
            return null;
        }

        var noise = ResidualVariance(x, y, SumOfProducts(x, y) / squares);
        if (noise <= Tolerances.VariancePerSample)
        {
            return null;
        }

        Span<double> stateVariances = stackalloc double[2 * Vector512<double>.Count];
        for (var i = 0; i < stateVariances.Length; i++)
        {
            stateVariances[i] = RatioOf(i) * noise / (squares / x.Length);
        }

        Span<double> scales = stackalloc double[stateVariances.Length];
        Span<double> likelihoods = stackalloc double[stateVariances.Length];
        Concentrate(x, y, noise, stateVariances, diffuseVariance, scales, likelihoods);
        var best = double.NegativeInfinity;
        var likeliest = new KalmanBetaVariances(noise, 0);
        for (var i = 0; i <= HalfDecades + 1; i++)
        {
            if (likelihoods[i] > best)
            {
                best = likelihoods[i];
                likeliest = new KalmanBetaVariances(scales[i] * noise, scales[i] * stateVariances[i]);
            }
        }

        return likeliest;
    }

    /// <summary>The lanes beyond the ratios are filtered and not read.</summary>
    private static double RatioOf(int index) => index == 0 ? 0 : Math.Pow(10, 0.5 * (index - 1 - HalfDecades));

    private static void Concentrate(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        double noise,
        ReadOnlySpan<double> stateVariances,
        double diffuseVariance,
        Span<double> scales,
        Span<double> likelihoods
    )
    {
        var low = new KalmanLanes(noise, Vector512.Create(stateVariances), diffuseVariance);
        var high = new KalmanLanes(noise, Vector512.Create(stateVariances[Vector512<double>.Count..]), diffuseVariance);
        var moves = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] == 0)
            {
                low.Predict();
                high.Predict();
                continue;
            }

            low.Update(x[i], y[i], isFirst: moves == 0);
            high.Update(x[i], y[i], isFirst: moves == 0);
            moves++;
        }

        low.Conclude(moves - 1, scales, likelihoods);
        high.Conclude(moves - 1, scales[Vector512<double>.Count..], likelihoods[Vector512<double>.Count..]);
    }

    private static double ResidualVariance(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double beta)
    {
        double squares = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var residual = y[i] - beta * x[i];
            squares += residual * residual;
        }

        return squares / (x.Length - 1);
    }

    private static double SumOfProducts(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }
}
