namespace Decoupling.Liquidation;

/// <summary>What can be said of a position's liquidation: a price, or why there is none.</summary>
public enum LiquidationOutcome
{
    /// <summary>The position is liquidated when the mark price reaches the price given.</summary>
    Price,

    /// <summary>No positive price takes the equity below the maintenance margin; venues show "--".</summary>
    CannotBeLiquidatedByPrice,

    /// <summary>The equity is at or below the maintenance margin already; the price given is the mark price.</summary>
    LiquidatableNow,

    /// <summary>The size is 0.</summary>
    NoPosition,
}
