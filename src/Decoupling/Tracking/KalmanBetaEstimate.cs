using Decoupling.Numerics;

namespace Decoupling.Tracking;

/// <summary>H and Q of A3 from the window itself: the likeliest of a few ratios, the scale following from each.</summary>
/// <remarks>The ratio is Q·mean(x²)/H, the share of a step's surprise that a moving beta makes: 0 and 1e-6 to 1 by half decades,
/// which is as fine as a day of bars can tell. For a given ratio the likeliest scale is the mean of v²/F. Source: Harvey,
/// "Forecasting, Structural Time Series Models and the Kalman Filter", 1989 (concentrated likelihood).</remarks>
internal static class KalmanBetaEstimate
{
    private const int HalfDecades = 12;

    public static bool HasMoves(ReadOnlySpan<double> x) =>
        SumOfProducts(x, x) > Tolerances.VariancePerSample * x.Length;

    /// <summary>The variances, or <see langword="null"/> where the underlying has no moves or the derivative no error.</summary>
    public static KalmanBetaVariances? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double diffuseVariance)
    {
        if (!HasMoves(x))
        {
            return null;
        }

        var squares = SumOfProducts(x, x);
        var noise = ResidualVariance(x, y, SumOfProducts(x, y) / squares);
        if (noise <= Tolerances.VariancePerSample)
        {
            return null;
        }

        var best = double.NegativeInfinity;
        var likeliest = new KalmanBetaVariances(noise, 0);
        for (var i = 0; i <= HalfDecades + 1; i++)
        {
            var ratio = i == 0 ? 0 : Math.Pow(10, 0.5 * (i - 1 - HalfDecades));
            var trial = new KalmanBetaVariances(noise, ratio * noise / (squares / x.Length));
            var (likelihood, scale) = Concentrated(x, y, trial, diffuseVariance);
            if (likelihood > best)
            {
                best = likelihood;
                likeliest = new KalmanBetaVariances(scale * trial.Observation, scale * trial.State);
            }
        }

        return likeliest;
    }

    private static (double Likelihood, double Scale) Concentrated(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        KalmanBetaVariances variances,
        double diffuseVariance
    )
    {
        var state = KalmanBetaState.Start(diffuseVariance);
        double squares = 0;
        double logarithms = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] != 0 && state.UpdateCount > 0)
            {
                var innovation = y[i] - state.Beta * x[i];
                var innovationVariance = state.InnovationVariance(x[i], variances.Observation);
                squares += innovation / innovationVariance * innovation;
                logarithms += Math.Log(innovationVariance);
            }

            state = state.Advance(x[i], y[i], variances.Observation, variances.State);
        }

        var count = state.UpdateCount - 1;
        var scale = squares / count;
        return (-0.5 * (count * (Math.Log(2 * Math.PI * scale) + 1) + logarithms), scale);
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
