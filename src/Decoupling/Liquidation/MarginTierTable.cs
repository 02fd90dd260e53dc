using Decoupling.Snapshots;

namespace Decoupling.Liquidation;

/// <summary>A venue's margin table for one asset and its products, with its date and where it was read.</summary>
/// <param name="Venue">The venue's name in lower case, or "*" for any.</param>
/// <param name="Asset">The underlying in upper case, or "*" for any.</param>
/// <param name="Kinds">The products that it holds for.</param>
/// <param name="AsOf">The day as of which the table stood.</param>
/// <param name="IsAssumption">Whether the numbers are ours, because the venue's could not be read.</param>
/// <param name="Source">Where the numbers come from, and what is not known of them.</param>
/// <param name="Scale">How a position is measured against the floors.</param>
/// <param name="Tiers">The tiers; deductions in the settlement currency, or in the floors' unit where the rate follows from the size alone.</param>
/// <param name="Caps">The highest leverages, as far as they are known.</param>
public sealed record MarginTierTable(
    string Venue,
    string Asset,
    IReadOnlyList<InstrumentKind> Kinds,
    DateOnly AsOf,
    bool IsAssumption,
    string Source,
    MarginScale Scale,
    MarginTiers Tiers,
    LeverageCaps Caps
);
