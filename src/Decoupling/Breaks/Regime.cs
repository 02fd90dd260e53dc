using Decoupling.Numerics;

namespace Decoupling.Breaks;

/// <summary>A stretch of a window fitted by itself: by its mean, or by a line on the underlying.</summary>
/// <param name="Count">Samples in it.</param>
/// <param name="Alpha">The mean, or the line at x = 0.</param>
/// <param name="Beta">The slope; 0 for a mean.</param>
/// <param name="MeanX">The underlying's mean; 0 for a mean.</param>
/// <param name="Sxx">The underlying's centred sum of squares; 0 for a mean.</param>
/// <param name="Rss">The residuals' sum of squares.</param>
internal readonly record struct Regime(int Count, double Alpha, double Beta, double MeanX, double Sxx, double Rss)
{
    /// <summary>The mean square of a residual.</summary>
    public double Noise => Rss / Count;

    /// <summary>What the regime expects of y at x.</summary>
    public double Fit(double x) => Alpha + Beta * x;

    /// <summary>Fits the mean of y where x is empty, and a line otherwise.</summary>
    public static Regime Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.IsEmpty)
        {
            var level = CenteredSums.Of(y, y);
            return new Regime(y.Length, level.MeanX, 0, 0, 0, level.Sxx);
        }

        var sums = CenteredSums.Of(x, y);
        var beta = sums.Sxx <= Tolerances.VariancePerSample * x.Length ? double.NaN : sums.Sxy / sums.Sxx;
        double rss = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var residual = y[i] - sums.MeanY - beta * (x[i] - sums.MeanX);
            rss += residual * residual;
        }

        return new Regime(x.Length, sums.MeanY - beta * sums.MeanX, beta, sums.MeanX, sums.Sxx, rss);
    }

    /// <summary>The mean square of the difference that another regime's fit makes to this stretch.</summary>
    public double SignalOf(Regime other)
    {
        var beta = other.Beta - Beta;
        var middle = other.Alpha - Alpha + beta * MeanX;
        return middle * middle + beta * beta * (Sxx / Count);
    }
}
