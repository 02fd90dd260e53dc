namespace Decoupling.Snapshots;

/// <summary>How much of a venue's liquidations its tape shows.</summary>
public enum LiquidationCoverage
{
    /// <summary>Every liquidation is on the tape.</summary>
    Complete,

    /// <summary>The venue publishes a sample: totals are lower bounds.</summary>
    LowerBound,
}
