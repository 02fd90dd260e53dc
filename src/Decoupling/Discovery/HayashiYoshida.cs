using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Discovery;

/// <summary>A6: whether two markets move together tick by tick, without forcing their trades onto one clock.</summary>
/// <remarks>
/// <para>HY = ΣΣ ΔXᵢΔYⱼ over the intervals (tᵢ₋₁, tᵢ] and (sⱼ₋₁, sⱼ] that overlap; ρ = HY/√(RVx·RVy), RV the sums of squared moves. Sampling
/// the last price on a grid instead drives ρ to 0 as the grid gets finer (Epps).</para>
/// <para>O(n + m), no allocation but the result. Source: Hayashi and Yoshida, "On Covariance Estimation of Non-synchronously Observed
/// Diffusion Processes", 2005.</para>
/// </remarks>
public static class HayashiYoshida
{
    /// <summary>Measures two markets over one stretch of time.</summary>
    /// <param name="first">One market's ticks.</param>
    /// <param name="second">The other's, with times on the same clock.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The minimum history.</param>
    /// <returns>InvalidInput for a value that is not finite or a time out of order, InsufficientData below the minimum, Degenerate when a
    /// price does not move, OutOfDomain on overflow.</returns>
    /// <exception cref="ArgumentException">Times and prices of a market differ in number, or an option is out of range.</exception>
    public static HayashiYoshidaResult Compute(
        TickSpan first,
        TickSpan second,
        DateTimeOffset asOf,
        HayashiYoshidaOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = first.Count + second.Count;
        if ((first.Check("first", options.MinimumTicks) ?? second.Check("second", options.MinimumTicks)) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var firstVariance = first.RealizedVariance();
        var secondVariance = second.RealizedVariance();
        if (IsStill(firstVariance, first.Count) || IsStill(secondVariance, second.Count))
        {
            return Without(NoMoves, count, asOf);
        }

        var covariance = OverlapCovariance.Of(first, second);
        var correlation = covariance / Math.Sqrt(firstVariance) / Math.Sqrt(secondVariance);
        return InputGate.AllFinite(firstVariance, secondVariance, covariance, correlation)
            ? new HayashiYoshidaResult
            {
                Status = MetricStatus.Ok,
                SampleCount = count,
                AsOf = asOf,
                Covariance = covariance,
                RawCorrelation = correlation,
                Correlation = Math.Clamp(correlation, -1, 1),
                FirstRealizedVariance = firstVariance,
                SecondRealizedVariance = secondVariance,
            }
            : Without(Overflow, count, asOf);
    }

    internal static readonly Refusal NoMoves = new(
        MetricStatus.Degenerate,
        "A market's price did not move, so there is no correlation."
    );

    internal static readonly Refusal Overflow = new(
        MetricStatus.OutOfDomain,
        "The moves are too large for their products to be numbers."
    );

    internal static bool IsStill(double realizedVariance, int ticks) =>
        realizedVariance <= Tolerances.VariancePerSample * ticks;

    private static HayashiYoshidaResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="HayashiYoshida"/> needs to know beside the ticks.</summary>
public sealed record HayashiYoshidaOptions
{
    /// <summary>The hard floor: one move a market.</summary>
    public const int FewestTicks = 2;

    /// <summary>Ticks of a market below which there is no value; at least 2. Default 20, as for A1: fewer moves say little of a
    /// correlation.</summary>
    public int MinimumTicks { get; init; } = 20;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate() =>
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumTicks, FewestTicks, nameof(MinimumTicks));
}

/// <summary>How two markets moved together. Values are <see langword="null"/> unless the status is Ok; the sample count is that of all
/// ticks.</summary>
public sealed record HayashiYoshidaResult : MetricResult
{
    /// <summary>The integrated covariance over the stretch, a squared return.</summary>
    public double? Covariance { get; init; }

    /// <summary>ρ as it comes: small samples carry it beyond ±1.</summary>
    public double? RawCorrelation { get; init; }

    /// <summary>ρ clipped to [-1, 1].</summary>
    public double? Correlation { get; init; }

    /// <summary>The first market's sum of squared moves, above 0.</summary>
    public double? FirstRealizedVariance { get; init; }

    /// <summary>The second market's sum of squared moves, above 0.</summary>
    public double? SecondRealizedVariance { get; init; }
}
