using Decoupling.Numerics;

namespace Decoupling.Tracking;

/// <summary>A2's state: exponentially weighted moments of a pair of returns about zero, advanced one return at a time.</summary>
/// <remarks>v ← λv + (1-λ)x², likewise for y and the product. Source: J.P. Morgan/Reuters, "RiskMetrics Technical Document", 1996.</remarks>
/// <param name="UnderlyingVariance">Return² of the underlying, per step.</param>
/// <param name="DerivativeVariance">Return² of the derivative, per step.</param>
/// <param name="Covariance">The weighted product of both, per step.</param>
internal readonly record struct EwmaMoments(double UnderlyingVariance, double DerivativeVariance, double Covariance)
{
    /// <summary>The state after the first pair of returns: its own products.</summary>
    public static EwmaMoments Seed(double x, double y) => new(x * x, y * y, x * y);

    /// <summary>The state after one more pair; <paramref name="lambda"/> is the weight kept, 2^(-Δ/half-life) for a time Δ since the last
    /// pair, in (0, 1).</summary>
    public EwmaMoments Advance(double x, double y, double lambda) =>
        new(
            lambda * UnderlyingVariance + (1 - lambda) * x * x,
            lambda * DerivativeVariance + (1 - lambda) * y * y,
            lambda * Covariance + (1 - lambda) * x * y
        );

    /// <summary>ρ = c/√(v_x·v_y), in [-1, 1]; NaN without variance.</summary>
    public double Correlation => Numerics.Correlation.Of(UnderlyingVariance, DerivativeVariance, Covariance);

    /// <summary>β = c/v_x; NaN without variance.</summary>
    public double Beta => Covariance / UnderlyingVariance;

    /// <summary>Whether either leg has no variance, so that neither correlation nor beta exists.</summary>
    public bool IsDegenerate =>
        UnderlyingVariance <= Tolerances.VariancePerSample || DerivativeVariance <= Tolerances.VariancePerSample;
}
