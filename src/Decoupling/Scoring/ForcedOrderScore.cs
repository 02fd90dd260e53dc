using Decoupling.Cascades;
using Decoupling.Liquidation;

namespace Decoupling.Scoring;

/// <summary>What the venue's tape of liquidations says, where it gives one.</summary>
public sealed record ForcedOrderScore
{
    /// <summary>E4: how many of them others set off.</summary>
    public required HawkesBranchingResult Branching { get; init; }

    /// <summary>How long a tape that rests on; <see langword="null"/> where there is none.</summary>
    public TimeSpan? BranchingLength { get; init; }

    /// <summary>D7: how much of the map of before them they used up.</summary>
    public required LiquidationMapUsageResult MapUsage { get; init; }
}
