using Decoupling.Liquidation;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>Who would be liquidated on one derivative, where, and how likely.</summary>
public sealed record LiquidationScore
{
    /// <summary>The price that the map and the ladder start from, quote currency per coin; <see langword="null"/> where none is fresh.</summary>
    public required double? MarkPrice { get; init; }

    /// <summary>Whether <see cref="MarkPrice"/> is the last close, because the venue gave no fresh mark price.</summary>
    public required bool IsLastClose { get; init; }

    /// <summary>Open interest, USD; <see langword="null"/> where it is missing or stale.</summary>
    public required double? OpenInterestUsd { get; init; }

    /// <summary>The derivative's volatility, which the odds use.</summary>
    public required RealizedVolatilityResult Volatility { get; init; }

    /// <summary>D7 under the assumed mix of leverages.</summary>
    public required LiquidationMapResult Map { get; init; }

    /// <summary>D1 and D8 for positions opened now.</summary>
    public required LiquidationLadderResult Ladder { get; init; }

    /// <summary>The leverages that the map assumes of longs.</summary>
    public required LeverageMix LeverageMix { get; init; }

    /// <summary>The horizons of the ladder's odds.</summary>
    public required IReadOnlyList<TimeSpan> Horizons { get; init; }

    /// <summary>Whether the margin table is our assumption rather than the venue's.</summary>
    public required bool? IsMarginTableAssumed { get; init; }

    /// <summary>The maintenance margin of the map's assumed position over its notional, in (0, 1); <see langword="null"/> where it is not known, or
    /// contracts are settled in the coin.</summary>
    public double? MaintenanceRate { get; init; }

    /// <summary>E4 and D7 against the tape of liquidations.</summary>
    public required ForcedOrderScore ForcedOrders { get; init; }
}
