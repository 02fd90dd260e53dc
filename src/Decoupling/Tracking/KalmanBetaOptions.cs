using Decoupling.Numerics;

namespace Decoupling.Tracking;

/// <summary>H and Q of A3: how noisy the derivative's returns are, and how fast its beta may move.</summary>
/// <param name="Observation">H: the variance of the derivative's return about βx, return² per step; above 0.</param>
/// <param name="State">Q: the variance of β's change in a step; at least 0. At 0 beta is a constant.</param>
public readonly record struct KalmanBetaVariances(double Observation, double State);

/// <summary>What <see cref="KalmanBeta"/> needs to know beside the returns.</summary>
public sealed record KalmanBetaOptions
{
    /// <summary>The hard floor: the first sample pins β, two more leave innovations to scale.</summary>
    public const int FewestSamples = 3;

    /// <summary>H and Q, or <see langword="null"/> to estimate them from the window by the likelihood. Default
    /// <see langword="null"/>: the noise of a venue pair is seldom known beforehand.</summary>
    public KalmanBetaVariances? Variances { get; init; }

    /// <summary>The variance of β before the first sample; above 0. Default 1e7: β is near 1, so a deviation of 3,000 lets it be
    /// anything.</summary>
    public double DiffuseVariance { get; init; } = 1e7;

    /// <summary>Samples in which the underlying moved, below which there is no value; at least 3. Default 20, as for A1.</summary>
    public int MinimumSamples { get; init; } = 20;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequireWithin(DiffuseVariance, 0, double.PositiveInfinity, nameof(DiffuseVariance));
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumSamples, FewestSamples, nameof(MinimumSamples));
        if (
            Variances is { } variances
            && !(
                variances is { Observation: > 0, State: >= 0 }
                && InputGate.AllFinite(variances.Observation, variances.State)
            )
        )
        {
            throw new ArgumentOutOfRangeException(
                nameof(Variances),
                variances,
                "H must be above 0, Q at least 0, and both finite."
            );
        }
    }
}
