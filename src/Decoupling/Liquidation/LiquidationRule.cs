namespace Decoupling.Liquidation;

/// <summary>Which value of a position its maintenance margin is taken of.</summary>
public enum MaintenanceBasis
{
    /// <summary>The value at the mark price: it falls and rises with the price.</summary>
    MarkValue,

    /// <summary>The value at the entry price: a fixed amount.</summary>
    EntryValue,
}

/// <summary>When the fee of the closing order stands against the margin.</summary>
public enum ClosingFeeCount
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>In cross margin; in isolated margin it is reserved apart.</summary>
    InCross,

    /// <summary>Always.</summary>
    Always,
}

/// <summary>How a venue tells that a position is to be liquidated, since when, and where that was read.</summary>
/// <param name="Venue">The venue's name in lower case, or "*" for the general rule.</param>
/// <param name="Basis">Which value the maintenance margin is taken of.</param>
/// <param name="ClosingFee">When the closing fee is counted.</param>
/// <param name="EffectiveAt">From when the rule holds, UTC, inclusive.</param>
/// <param name="Source">Where it was read, and what is not known of it.</param>
public sealed record LiquidationRule(
    string Venue,
    MaintenanceBasis Basis,
    ClosingFeeCount ClosingFee,
    DateTimeOffset EffectiveAt,
    string Source
)
{
    /// <summary>Whether the closing fee stands against the margin of a position.</summary>
    public bool CountsClosingFee(MarginMode mode) =>
        ClosingFee switch
        {
            ClosingFeeCount.Always => true,
            ClosingFeeCount.InCross => mode == MarginMode.Cross,
            _ => false,
        };
}
