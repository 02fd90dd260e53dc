namespace Decoupling.Numerics;

/// <summary>Correlation from moments, clipped to [-1, 1] where rounding alone carried it out.</summary>
internal static class Correlation
{
    /// <summary>Covariance / √(variance of x × variance of y): exactly 1 for identical legs, NaN when the moments are no covariance
    /// matrix or overflowed.</summary>
    /// <remarks>Beta times the ratio of deviations, so that no product of variances over- or underflows.</remarks>
    public static double Of(double varianceX, double varianceY, double covariance)
    {
        var correlation = covariance / varianceX * (Math.Sqrt(varianceX) / Math.Sqrt(varianceY));
        var excess = Math.Abs(correlation) - 1;
        if (!double.IsFinite(correlation) || excess <= 0)
        {
            return correlation;
        }

        if (excess >= Tolerances.CorrelationExcess)
        {
#if DEBUG
            throw new InvalidOperationException(
                $"The correlation {correlation:R} exceeds one by more than rounding does: the sums are wrong."
            );
#else
            return double.NaN;
#endif
        }

        return Math.CopySign(1, correlation);
    }
}
