using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Reversion;

/// <summary>B3: from how many basis points on a basis that comes back pays its round trip, and how often that happens.</summary>
/// <remarks>
/// <para>The symmetric thresholds μ ± a that earn most per hour for dX = -θ(X - μ)dt + σdW at a cost c a round:
/// e^(θa²/σ²)(2a + c) = σ√(π/θ)·erfi(a√θ/σ) for a below 0; E[T] = 2(π/θ)·erfi(|a|√θ/σ), rate = (2|a| - c)/E[T].</para>
/// <para>A yardstick for how wide a gap is left standing, not advice to trade: the fit must hold for a whole round. O(1). Source:
/// Bertram, "Analytic Solutions for Optimal Statistical Arbitrage Trading", 2010.</para>
/// </remarks>
public static class BertramThresholds
{
    private static readonly Refusal s_noReversion = new(
        MetricStatus.OutOfDomain,
        "The basis does not come back, so no threshold pays."
    );

    private static readonly Refusal s_neverComes = new(
        MetricStatus.OutOfDomain,
        "The cost is so far beyond the basis's own swings that a round would never end, or so small that it takes no time."
    );

    /// <summary>The thresholds for one fit and one cost.</summary>
    /// <param name="fit">B3's fit; one without values passes its status and reason on.</param>
    /// <param name="roundTripCostBps">All fees of going in and out again, basis points, above 0.</param>
    /// <returns>OutOfDomain where the basis does not come back or the cost is out of all proportion; otherwise the status of the fit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cost is not a finite number above 0.</exception>
    public static BertramThresholdsResult Compute(OrnsteinUhlenbeckResult fit, double roundTripCostBps)
    {
        ArgumentNullException.ThrowIfNull(fit);
        InputGate.RequireWithin(roundTripCostBps, 0, double.PositiveInfinity, nameof(roundTripCostBps));
        if (fit is not { Status: MetricStatus.Ok, MeanBps: { } mean })
        {
            return Without(fit, new Refusal(fit.Status, fit.Reason ?? "B3 has no fit."));
        }

        if (fit is not { ReversionPerHour: { } reversion, DiffusionBpsPerRootHour: { } diffusion })
        {
            return Without(fit, s_noReversion);
        }

        var optimum = BertramOptimum.Of(reversion, diffusion, roundTripCostBps);
        var gain = -2 * optimum.Threshold - roundTripCostBps;
        var rate = gain / optimum.MeanTime;
        var rateVariance = gain / optimum.MeanTime * rate / optimum.MeanTime * optimum.TimeVariance;
        return
            InputGate.AllFinite(optimum.Threshold, optimum.MeanTime, optimum.TimeVariance, rate, rateVariance)
            && rate > 0
            ? new BertramThresholdsResult
            {
                Status = MetricStatus.Ok,
                SampleCount = fit.SampleCount,
                AsOf = fit.AsOf,
                EntryBps = mean + optimum.Threshold,
                ExitBps = mean - optimum.Threshold,
                RoundHours = optimum.MeanTime,
                RoundDeviationHours = Math.Sqrt(Math.Max(0, optimum.TimeVariance)),
                GainBpsPerHour = rate,
                GainVariancePerHour = rateVariance,
            }
            : Without(fit, s_neverComes);
    }

    private static BertramThresholdsResult Without(OrnsteinUhlenbeckResult fit, Refusal refusal) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = fit.SampleCount,
            AsOf = fit.AsOf,
        };
}

/// <summary>Where a round trip pays best. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record BertramThresholdsResult : MetricResult
{
    /// <summary>μ + a: buy the basis at or below, basis points.</summary>
    public double? EntryBps { get; init; }

    /// <summary>μ - a: sell it at or above, basis points.</summary>
    public double? ExitBps { get; init; }

    /// <summary>E[T]: the hours of one round, above 0.</summary>
    public double? RoundHours { get; init; }

    /// <summary>√Var[T], hours, at least 0.</summary>
    public double? RoundDeviationHours { get; init; }

    /// <summary>What is earned after cost, basis points per hour, above 0.</summary>
    public double? GainBpsPerHour { get; init; }

    /// <summary>The variance of what is earned: basis points squared per hour, at least 0.</summary>
    public double? GainVariancePerHour { get; init; }
}
