using System.Globalization;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>A2: whether a derivative moves with its underlying now: the newest returns count most, so a change shows before A1's window
/// has rolled over it.</summary>
/// <remarks>
/// <para>v_x ← λv_x + (1-λ)x², likewise v_y and c; ρ = c/√(v_x·v_y), β = c/v_x, about a mean of zero, λ = 2^(-step/half-life), seeded
/// with the first product. One pass, O(n), no allocation but the result.</para>
/// <para>The weights age by return, not by clock: a gap that broke the chain of returns does not age what came before it.</para>
/// <para>Source: J.P. Morgan/Reuters, "RiskMetrics Technical Document", 1996; Hull, "Options, Futures, and Other Derivatives".</para>
/// </remarks>
public static class EwmaCoMovement
{
    /// <summary>Measures paired returns, oldest first.</summary>
    /// <param name="underlyingReturns">The underlying's log returns, fractions per step.</param>
    /// <param name="derivativeReturns">The derivative's log returns over the same steps; those of coin-settled contracts in USD.</param>
    /// <param name="step">The length of a step, positive and at most the half-life.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The half-life and the weight that must be in.</param>
    /// <returns>InvalidInput for a return that is not finite, InsufficientData while the weights 1 - λⁿ sum to less than the minimum or
    /// below three returns, Degenerate when a leg has no variance, OutOfDomain when a value overflows.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, the step is not positive or exceeds the half-life, or an option is
    /// out of range.</exception>
    public static EwmaCoMovementResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        TimeSpan step,
        DateTimeOffset asOf,
        EwmaCoMovementOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        InputGate.RequirePositive(step, nameof(step));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, options.HalfLife);
        var count = underlyingReturns.Length;
        if (ReturnGate.Check(underlyingReturns, derivativeReturns, CoMovementOptions.FewestSamples) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var lambda = Math.Pow(2, -(step / options.HalfLife));
        var weight = 1 - Math.Pow(lambda, count);
        if (weight < options.MinimumWeight)
        {
            return Without(TooLight(count, weight, options.MinimumWeight), count, asOf);
        }

        var moments = EwmaMoments.Seed(underlyingReturns[0], derivativeReturns[0]);
        for (var i = 1; i < count; i++)
        {
            moments = moments.Advance(underlyingReturns[i], derivativeReturns[i], lambda);
        }

        if (moments.IsDegenerate)
        {
            return Without(ReturnGate.NoVariance, count, asOf);
        }

        var correlation = moments.Correlation;
        var beta = moments.Beta;
        var effectiveSampleCount = (1 + lambda) / (1 - lambda);
        if (!InputGate.AllFinite(correlation, beta, effectiveSampleCount))
        {
            return Without(ReturnGate.Overflow, count, asOf);
        }

        return new EwmaCoMovementResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            Correlation = correlation,
            Beta = beta,
            EffectiveSampleCount = effectiveSampleCount,
        };
    }

    internal static Refusal TooLight(int count, double weight, double minimum) =>
        new(
            MetricStatus.InsufficientData,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The {count} paired returns carry {weight:0.###} of the weight and {minimum} is needed."
            )
        );

    internal static EwmaCoMovementResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>How fast <see cref="EwmaCoMovement"/> forgets, and how much it must have seen.</summary>
public sealed record EwmaCoMovementOptions
{
    /// <summary>The time after which a return counts half; positive. Default 4 hours, half the usual funding round: a day's window then holds
    /// six half-lives, and 13.3 hours of it are enough for a value.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromHours(4);

    /// <summary>The share of all weight that the returns at hand must carry; in (0, 1). Default 0.9, so that the seed, which stands for all
    /// that came before it, weighs a tenth at most.</summary>
    public double MinimumWeight { get; init; } = 0.9;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate()
    {
        InputGate.RequirePositive(HalfLife, nameof(HalfLife));
        InputGate.RequireWithin(MinimumWeight, 0, 1, nameof(MinimumWeight));
    }
}

/// <summary>How a derivative moves with its underlying of late. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record EwmaCoMovementResult : MetricResult
{
    /// <summary>ρ, in [-1, 1]; 1 when the two move in step.</summary>
    public double? Correlation { get; init; }

    /// <summary>β: the derivative's move per unit move of the underlying; about 1 for a linear perpetual.</summary>
    public double? Beta { get; init; }

    /// <summary>(1 + λ)/(1 - λ): the number of equally weighted returns that would be as noisy; above 1.</summary>
    public double? EffectiveSampleCount { get; init; }
}
