using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Composite;

/// <summary>J5: how rare today's value is among those of the past: 0.95 is higher than 95 of 100 days.</summary>
/// <remarks>
/// <para>Strict = #{past &lt; value}/n, weak = #{past ≤ value}/n, and the mid-rank (strict + weak)/2, which is fair to ties: a value that
/// equals all of the past has 0.5. O(n), no allocation but the result.</para>
/// <para>The past ends before the day that is ranked: a value ranked among itself looks more usual than it is.</para>
/// <para>Source: Holló, Kremer and Lo Duca, "CISS: A Composite Indicator of Systemic Stress in the Financial System", 2012.</para>
/// </remarks>
public static class PercentileRank
{
    /// <summary>Ranks a value in a window of the past.</summary>
    /// <param name="past">The values before, in any order.</param>
    /// <param name="value">Today's, in the same unit.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="options">The minimum history.</param>
    /// <returns>InvalidInput for a value that is not finite, InsufficientData below the minimum.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static PercentileRankResult Compute(
        ReadOnlySpan<double> past,
        double value,
        DateTimeOffset asOf,
        PercentileRankOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (Check(past, value, options.MinimumSamples) is { } refusal)
        {
            return Without(refusal, past.Length, asOf);
        }

        var below = 0;
        var equal = 0;
        foreach (var other in past)
        {
            below += other < value ? 1 : 0;
            equal += other == value ? 1 : 0;
        }

        double count = past.Length;
        return new PercentileRankResult
        {
            Status = MetricStatus.Ok,
            SampleCount = past.Length,
            AsOf = asOf,
            Strict = below / count,
            Weak = (below + equal) / count,
            MidRank = (below + 0.5 * equal) / count,
            MeanRank = (below + (equal > 0 ? 0.5 * (equal + 1) : 0)) / count,
        };
    }

    private static Refusal? Check(ReadOnlySpan<double> past, double value, int minimumSamples)
    {
        if (!double.IsFinite(value))
        {
            return new Refusal(MetricStatus.InvalidInput, "The value to rank is not a number.");
        }

        if (InputGate.FirstNotFinite(past) is >= 0 and var index)
        {
            return new Refusal(MetricStatus.InvalidInput, $"The past value at index {index} is not a number.");
        }

        return past.Length < minimumSamples
            ? new Refusal(
                MetricStatus.InsufficientData,
                $"There are {past.Length} values of the past and {minimumSamples} are needed."
            )
            : null;
    }

    internal static PercentileRankResult Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };
}

/// <summary>What <see cref="PercentileRank"/> needs to know beside the values.</summary>
public sealed record PercentileRankOptions
{
    /// <summary>Values of the past below which there is no rank; at least 1. Default 30: a month of days, the least that tells the 95th
    /// percentile from the largest.</summary>
    public int MinimumSamples { get; init; } = 30;

    /// <summary>Refuses options out of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    public void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(MinimumSamples, 1, nameof(MinimumSamples));
}

/// <summary>Where a value stands among those of the past. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record PercentileRankResult : MetricResult
{
    /// <summary>(strict + weak)/2, in [0, 1]: the rank that the composite reads.</summary>
    public double? MidRank { get; init; }

    /// <summary>The share of the past at or below the value, in [0, 1].</summary>
    public double? Weak { get; init; }

    /// <summary>The share of the past below the value, in [0, 1].</summary>
    public double? Strict { get; init; }

    /// <summary>The mean place of the values that equal it over n, in [0, 1], as tables of percentiles print it; the strict rank
    /// where none does.</summary>
    public double? MeanRank { get; init; }
}
