using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>How often a cheap perpetual was back at its spot price one bar later, and where that record holds.</summary>
/// <remarks>BTC's and ETH's linear perpetuals on Binance, 5-minute bars of 2023 to March 2025: after z ≤ -4 the gap had closed within five
/// minutes in 77 % of cases. It is a record of what was, on that venue and at that step; nothing is claimed of another.</remarks>
internal static class ReversionRecord
{
    /// <summary>The share of cases, a fraction.</summary>
    public const double ShareClosed = 0.77;

    private const double LargestZ = -4;

    /// <summary>How soon they had closed: one bar.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    /// <summary>Whether a score is such a case.</summary>
    public static bool AppliesTo(string asset, TimeSpan slotLength, DerivativeScore score) =>
        asset is "BTC" or "ETH"
        && score is { Venue: "binance", Kind: InstrumentKind.LinearPerpetual, Basis.RobustZScore: <= LargestZ }
        && slotLength == Within;
}
