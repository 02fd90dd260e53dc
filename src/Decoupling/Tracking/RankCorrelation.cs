using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Tracking;

/// <summary>A5: whether a derivative's moves keep the order of its underlying's, whatever their size: one absurd print cannot fake or
/// hide it.</summary>
/// <remarks>
/// <para>Spearman's ρ is A1's correlation of the mid-ranks. Kendall's τ_b is (C - D)/√((n₀ - n₁)(n₀ - n₂)), C and D being the
/// pairs of steps in the same and in opposite order, n₀ all pairs, n₁ and n₂ those tied in either leg. O(n log n).</para>
/// <para>Of normal returns with correlation ρ, Spearman's is (6/π)·asin(ρ/2) and Kendall's (2/π)·asin ρ: both are nearer to 0 than
/// ρ without anything having come loose.</para>
/// <para>Source: Kendall and Gibbons, "Rank Correlation Methods", 1990.</para>
/// </remarks>
public static class RankCorrelation
{
    private static readonly Refusal s_allTied = new(
        MetricStatus.Degenerate,
        "All returns of a leg are equal, so they have no order."
    );

    /// <summary>Measures one window of paired returns; their order in time does not matter.</summary>
    /// <param name="underlyingReturns">The underlying's log returns, fractions per step.</param>
    /// <param name="derivativeReturns">The derivative's log returns over the same steps.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The minimum history.</param>
    /// <returns>InvalidInput for a return that is not finite, InsufficientData below the minimum, Degenerate when all returns of a
    /// leg are equal.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or an option is out of range.</exception>
    public static RankCorrelationResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        DateTimeOffset asOf,
        RankCorrelationOptions options
    )
    {
        using var ranks = PairRanks.Of(underlyingReturns, derivativeReturns);
        return Compute(underlyingReturns, derivativeReturns, ranks, asOf, options);
    }

    internal static RankCorrelationResult Compute(
        ReadOnlySpan<double> underlyingReturns,
        ReadOnlySpan<double> derivativeReturns,
        PairRanks ranks,
        DateTimeOffset asOf,
        RankCorrelationOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = underlyingReturns.Length;
        if (ReturnGate.Check(underlyingReturns, derivativeReturns, options.MinimumSamples) is { } refusal)
        {
            return Without(refusal, count, asOf);
        }

        var sums = CenteredSums.Of(ranks.RanksX, ranks.RanksY);
        if (sums.IsDegenerate(count))
        {
            return Without(s_allTied, count, asOf);
        }

        return new RankCorrelationResult
        {
            Status = MetricStatus.Ok,
            SampleCount = count,
            AsOf = asOf,
            Spearman = Correlation.Of(sums.Sxx, sums.Syy, sums.Sxy),
            Kendall = ranks.Kendall,
        };
    }

    internal static RankCorrelationResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="RankCorrelation"/> needs to know beside the returns.</summary>
public sealed record RankCorrelationOptions
{
    /// <summary>The hard floor: two ranks agree or disagree, and say nothing.</summary>
    public const int FewestSamples = 3;

    /// <summary>Samples below which there is no value; at least 3. Default 20, as for A1.</summary>
    public int MinimumSamples { get; init; } = 20;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate() =>
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumSamples, FewestSamples, nameof(MinimumSamples));
}

/// <summary>How well two legs keep each other's order. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record RankCorrelationResult : MetricResult
{
    /// <summary>Spearman's ρ, in [-1, 1]; 1 when the order is the same.</summary>
    public double? Spearman { get; init; }

    /// <summary>Kendall's τ_b, in [-1, 1]; 1 when the order is the same.</summary>
    public double? Kendall { get; init; }
}
