using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Decoupling.Numerics;

/// <summary>Correlation and beta from four lanes of sums of one sample count: what <see cref="CenteredSums"/> and
/// <see cref="Correlation"/> do for one.</summary>
internal readonly ref struct LaneQuotients(int count)
{
    /// <summary>By how much a sample more may carry a correlation beyond one: rounding grows with the window.</summary>
    private const double ExcessPerSample = 1e-14;

    private readonly Vector256<double> _perCount = Vector256.Create(1.0 / count);
    private readonly Vector256<double> _smallest = Vector256.Create(Tolerances.VariancePerSample * count);
    private readonly Vector256<double> _largestCorrelation = Vector256.Create(
        1 + Math.Max(Tolerances.CorrelationExcess, ExcessPerSample * count)
    );

    /// <summary>Writes four correlations and betas; NaN where a leg has no variance, or the product of both variances is not
    /// finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Of(
        Vector256<double> sumX,
        Vector256<double> sumY,
        Vector256<double> sumXX,
        Vector256<double> sumYY,
        Vector256<double> sumXY,
        ref double correlation,
        ref double beta
    )
    {
        var minusMeanX = -sumX * _perCount;
        var sxx = Vector256.FusedMultiplyAdd(minusMeanX, sumX, sumXX);
        var syy = Vector256.FusedMultiplyAdd(-sumY * _perCount, sumY, sumYY);
        var sxy = Vector256.FusedMultiplyAdd(minusMeanX, sumY, sumXY);

        // One root and one division for both quotients, each then corrected by its own remainder, so that it is rounded as if divided.
        var product = sxx * syy;
        var root = Vector256.Sqrt(product);
        var inverseRoot = Vector256<double>.One / root;
        var inverseX = inverseRoot * inverseRoot * syy;
        var ratio = Divided(sxy, root, inverseRoot);
        var slope = Divided(sxy, sxx, inverseX);

        // A comparison with NaN is false, so NaN in the sums is NaN in the results.
        var isSound =
            Vector256.GreaterThan(sxx, _smallest)
            & Vector256.GreaterThan(syy, _smallest)
            & Vector256.LessThan(product, Vector256.Create(double.PositiveInfinity))
            & Vector256.LessThanOrEqual(Vector256.Abs(ratio), _largestCorrelation);
        var none = Vector256.Create(double.NaN);
        var clipped = Vector256.Min(Vector256.Max(ratio, -Vector256<double>.One), Vector256<double>.One);
        Vector256.ConditionalSelect(isSound, clipped, none).StoreUnsafe(ref correlation);
        Vector256.ConditionalSelect(isSound, slope, none).StoreUnsafe(ref beta);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Divided(
        Vector256<double> dividend,
        Vector256<double> divisor,
        Vector256<double> inverse
    )
    {
        var quotient = dividend * inverse;
        return Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(-quotient, divisor, dividend), inverse, quotient);
    }
}
