using Decoupling.Results;

namespace Decoupling.Sizing;

/// <summary>What holds leverage down.</summary>
public enum LeverageLimit
{
    /// <summary>H1.</summary>
    VolatilityTarget,

    /// <summary>H2.</summary>
    Kelly,

    /// <summary>H3.</summary>
    TailRisk,

    /// <summary>H4.</summary>
    LiquidationOdds,

    /// <summary>What the venue allows at that size.</summary>
    VenueCap,
}

/// <summary>H1 to H4 together: the most leverage that none of the limits forbids, and which of them forbids more.</summary>
/// <remarks>L = min(H1, H2, H3, H4, the venue's cap). A limit without a value is left out and named; with none at all there is no answer. On a tie
/// the first in that order binds. O(1). Source: methods H5.</remarks>
public static class RiskAdjustedLeverage
{
    /// <summary>The least of the limits.</summary>
    /// <param name="volatilityTarget">H1.</param>
    /// <param name="kelly">H2.</param>
    /// <param name="tailRisk">H3.</param>
    /// <param name="liquidationOdds">H4.</param>
    /// <param name="venueCap">The venue's highest leverage, above 0, or <see langword="null"/> where it is not known.</param>
    /// <exception cref="ArgumentException">A result is missing, or the cap is out of range.</exception>
    public static RiskAdjustedLeverageResult Compute(
        VolatilityTargetLeverageResult volatilityTarget,
        KellyLeverageResult kelly,
        TailRiskLeverageResult tailRisk,
        LiquidationOddsLeverageResult liquidationOdds,
        double? venueCap
    )
    {
        ArgumentNullException.ThrowIfNull(volatilityTarget);
        ArgumentNullException.ThrowIfNull(kelly);
        ArgumentNullException.ThrowIfNull(tailRisk);
        ArgumentNullException.ThrowIfNull(liquidationOdds);
        if (venueCap is { } cap)
        {
            SizingLimits.RequireLeverage(cap, nameof(venueCap));
        }

        ReadOnlySpan<(LeverageLimit Limit, double? Leverage)> limits =
        [
            (LeverageLimit.VolatilityTarget, volatilityTarget.Leverage),
            (LeverageLimit.Kelly, kelly.Leverage),
            (LeverageLimit.TailRisk, tailRisk.Leverage),
            (LeverageLimit.LiquidationOdds, liquidationOdds.Leverage),
            (LeverageLimit.VenueCap, venueCap),
        ];
        (LeverageLimit Limit, double Leverage)? least = null;
        List<LeverageLimit> unknown = [];
        foreach (var (limit, leverage) in limits)
        {
            if (leverage is not { } known)
            {
                unknown.Add(limit);
            }
            else if (least is null || known < least.Value.Leverage)
            {
                least = (limit, known);
            }
        }

        return new RiskAdjustedLeverageResult
        {
            Status = least is null ? MetricStatus.InsufficientData : MetricStatus.Ok,
            Reason = least is null ? "None of the limits is known." : null,
            SampleCount = limits.Length - unknown.Count,
            AsOf = volatilityTarget.AsOf,
            Leverage = least?.Leverage,
            BindingLimit = least?.Limit,
            UnknownLimits = unknown,
        };
    }
}

/// <summary>The leverage that all limits allow. Values are <see langword="null"/> unless the status is Ok.</summary>
public sealed record RiskAdjustedLeverageResult : MetricResult
{
    /// <summary>The leverage, a multiple of at least 0.</summary>
    public double? Leverage { get; init; }

    /// <summary>The limit that allows least.</summary>
    public LeverageLimit? BindingLimit { get; init; }

    /// <summary>The limits that have no value and were left out, in their order.</summary>
    public IReadOnlyList<LeverageLimit> UnknownLimits { get; init; } = [];
}
