using Decoupling.Results;

namespace Decoupling.Cascades;

/// <summary>Whether forced selling feeds on itself here, and where it would.</summary>
public sealed record LoopGainResult : MetricResult
{
    /// <summary>n at the price, at least 0: dollars forced by the move that a forced dollar makes. <see langword="null"/> where no order stands
    /// in the way of those that would be forced.</summary>
    public double? Gain { get; init; }

    /// <summary>κ at the price: how far a dollar moves ln P, per USD, at least 0; <see langword="null"/> where no order stands in the way.</summary>
    public double? ImpactPerUsd { get; init; }

    /// <summary>ℓ at the price: what is liquidated per unit of ln P, USD, at least 0.</summary>
    public double? LiquidationUsdPerLogPrice { get; init; }

    /// <summary>1/(1 - n): the whole move over the shock, at least 1; <see langword="null"/> where n reaches 1.</summary>
    public double? Amplification { get; init; }

    /// <summary>What that means.</summary>
    public LoopGainOutcome? Outcome { get; init; }

    /// <summary>The largest n within the range, at least 0; <see langword="null"/> where somewhere no order stands in the way.</summary>
    public double? MaximumGain { get; init; }

    /// <summary>The smallest shock after which n reaches 1, a fraction at least 0; <see langword="null"/> where it does not within
    /// the range.</summary>
    public double? TriggerShock { get; init; }

    /// <summary>How far from the price the gain could be read, a fraction; less than the range where the fetched book ends before.</summary>
    public double? ReadRange { get; init; }

    /// <summary>Whether some of it rests on depth that is assumed beyond the fetched book.</summary>
    public bool? IsExtrapolated { get; init; }
}

/// <summary>What a gain means.</summary>
public enum LoopGainOutcome
{
    /// <summary>n under 1: forced selling dies out.</summary>
    Damped,

    /// <summary>n of 1 or more: each forced dollar forces another, until fewer wait beyond.</summary>
    Runaway,
}
