namespace Decoupling.Numerics;

/// <summary>The tolerances that several metrics share, each with its reason.</summary>
internal static class Tolerances
{
    /// <summary>A leg whose squared deviation per sample is at most this has no variance: a return of 1e-9 is a hundredth of the
    /// smallest price step of any contract, so what lies below is rounding.</summary>
    public const double VariancePerSample = 1e-18;

    /// <summary>By how much rounding may carry a correlation beyond one; more is a bug in the sums.</summary>
    public const double CorrelationExcess = 1e-12;

    /// <summary>A residual this small beside the leg itself is the rounding of the sums: the fit is perfect.</summary>
    public const double PerfectFit = 1e-14;
}
