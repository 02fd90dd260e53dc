using System.Buffers;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Liquidation;

/// <summary>What an insurance fund can bear.</summary>
public sealed record InsuranceCoverageResult : MetricResult
{
    /// <summary>The fund over the expected shortfall, at least 0: below 1 the bad tail is not covered.</summary>
    public double? Coverage { get; init; }

    /// <summary>ES: the mean loss of the worst scenarios, USD, above 0.</summary>
    public double? ExpectedShortfallUsd { get; init; }

    /// <summary>How many days the fund lasts at the stressed loss; <see langword="null"/> where none was given.</summary>
    public double? DaysToDepletion { get; init; }
}

/// <summary>D9. Tells whether a venue's insurance fund outlasts what liquidations would cost it beyond the traders' margins.</summary>
/// <remarks>A position closed with a slip beyond its buffer (P* - P_bk)/P* leaves notional·max(0, slip - buffer) to the fund. Coverage =
/// fund/ES_q over scenarios of the sum of these, ES_q the mean of the worst (1 - q) of them, a part of a scenario counting in part. Days =
/// fund/loss per day. At least 1/(1 - q) scenarios. O(n log n). Source: methods D9; Acerbi and Tasche, "On the Coherence of Expected
/// Shortfall", 2002.</remarks>
public static class InsuranceCoverage
{
    /// <summary>The share of scenarios that the expected shortfall leaves out, unless told otherwise: Basel's.</summary>
    public const double DefaultQuantile = 0.975;

    /// <summary>What one liquidation leaves to the fund, USD, at least 0.</summary>
    /// <param name="notionalUsd">The notional at the liquidation price, USD, at least 0.</param>
    /// <param name="liquidationPrice">P*, above 0.</param>
    /// <param name="bankruptcyPrice">P_bk, at least 0: under P* for a long, above it for a short.</param>
    /// <param name="slip">How far from P* the position is closed on average, a fraction, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double ShortfallUsd(double notionalUsd, double liquidationPrice, double bankruptcyPrice, double slip)
    {
        RequireAmount(notionalUsd, nameof(notionalUsd));
        RequireAmount(bankruptcyPrice, nameof(bankruptcyPrice));
        RequireAmount(slip, nameof(slip));
        if (liquidationPrice is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(liquidationPrice), liquidationPrice, "A price is above 0.");
        }

        var buffer = Math.Abs(liquidationPrice - bankruptcyPrice) / liquidationPrice;
        return notionalUsd * Math.Max(0, slip - buffer);
    }

    /// <summary>The coverage of a fund.</summary>
    /// <param name="fundUsd">The fund, USD, at least 0.</param>
    /// <param name="scenarioShortfallsUsd">The sum of all shortfalls in each scenario, USD, at least 0.</param>
    /// <param name="stressedLossUsdPerDay">What a bad day costs, USD, above 0, or <see langword="null"/>.</param>
    /// <param name="asOf">The slot's time.</param>
    /// <param name="quantile">q, in [0, 1). Default 0.975.</param>
    /// <returns>Ok; InsufficientData for too few scenarios; Degenerate where no bad scenario costs anything; InvalidInput for a number that is
    /// none; OutOfDomain beyond a double.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The quantile is out of range.</exception>
    public static InsuranceCoverageResult Compute(
        double fundUsd,
        ReadOnlySpan<double> scenarioShortfallsUsd,
        double? stressedLossUsdPerDay,
        DateTimeOffset asOf,
        double quantile = DefaultQuantile
    )
    {
        if (quantile is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile lies in [0, 1).");
        }

        var count = scenarioShortfallsUsd.Length;
        if (
            fundUsd is not (>= 0 and < double.PositiveInfinity)
            || stressedLossUsdPerDay is not (null or (> 0 and < double.PositiveInfinity))
            || InputGate.FirstNotFinite(scenarioShortfallsUsd) >= 0
            || scenarioShortfallsUsd.ContainsAnyInRange(double.MinValue, -double.Epsilon)
        )
        {
            return None(
                MetricStatus.InvalidInput,
                "The fund, a shortfall or the loss per day is no amount.",
                count,
                asOf
            );
        }

        if ((1 - quantile) * count < 1)
        {
            return None(MetricStatus.InsufficientData, $"{count} scenarios have no tail of the quantile.", count, asOf);
        }

        var shortfall = ExpectedShortfall(scenarioShortfallsUsd, quantile);
        if (shortfall == 0)
        {
            return None(MetricStatus.Degenerate, "No bad scenario costs the fund anything.", count, asOf);
        }

        var coverage = fundUsd / shortfall;
        var days = fundUsd / stressedLossUsdPerDay;
        return double.IsFinite(coverage) && double.IsFinite(shortfall) && days is not double.PositiveInfinity
            ? new InsuranceCoverageResult
            {
                Status = MetricStatus.Ok,
                SampleCount = count,
                AsOf = asOf,
                Coverage = coverage,
                ExpectedShortfallUsd = shortfall,
                DaysToDepletion = days,
            }
            : None(MetricStatus.OutOfDomain, "The coverage exceeds the range of a double.", count, asOf);
    }

    /// <summary>A result without a value.</summary>
    internal static InsuranceCoverageResult Without(Refusal refusal, DateTimeOffset asOf) =>
        None(refusal.Status, refusal.Reason, 0, asOf);

    private static double ExpectedShortfall(ReadOnlySpan<double> shortfalls, double quantile)
    {
        var rented = ArrayPool<double>.Shared.Rent(shortfalls.Length);
        try
        {
            var sorted = rented.AsSpan(0, shortfalls.Length);
            shortfalls.CopyTo(sorted);
            sorted.Sort();
            var tail = (1 - quantile) * sorted.Length;
            double sum = 0;
            var left = tail;
            for (var i = sorted.Length - 1; i >= 0 && left > 0; i--)
            {
                sum += Math.Min(1, left) * sorted[i];
                left--;
            }

            return sum / tail;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static void RequireAmount(double value, string name)
    {
        if (value is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(name, value, "The number is finite and at least 0.");
        }
    }

    private static InsuranceCoverageResult None(MetricStatus status, string reason, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = count,
            AsOf = asOf,
        };
}
