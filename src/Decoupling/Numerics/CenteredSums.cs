namespace Decoupling.Numerics;

/// <summary>Means and centred sums of squares and products of two paired samples, by two passes.</summary>
/// <remarks>The mean is taken from the first value on, so that a constant leg has a sum of exactly 0 on any level, and levels near
/// 60,000 with moves of 0.01 lose no digit. O(n), no allocation.</remarks>
internal readonly record struct CenteredSums(double MeanX, double MeanY, double Sxx, double Syy, double Sxy)
{
    /// <summary>The sums of two samples of one length, at least 1.</summary>
    public static CenteredSums Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var meanX = Mean(x);
        var meanY = Mean(y);
        double sxx = 0;
        double syy = 0;
        double sxy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var dx = x[i] - meanX;
            var dy = y[i] - meanY;
            sxx += dx * dx;
            syy += dy * dy;
            sxy += dx * dy;
        }

        return new CenteredSums(meanX, meanY, sxx, syy, sxy);
    }

    /// <summary>Whether either leg has no variance, so that neither correlation nor beta exists.</summary>
    public bool IsDegenerate(int count) =>
        Sxx <= Tolerances.VariancePerSample * count || Syy <= Tolerances.VariancePerSample * count;

    private static double Mean(ReadOnlySpan<double> values)
    {
        var first = values[0];
        double sum = 0;
        foreach (var value in values)
        {
            sum += value - first;
        }

        return first + sum / values.Length;
    }
}
