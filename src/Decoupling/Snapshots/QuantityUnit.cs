namespace Decoupling.Snapshots;

/// <summary>The unit in which a venue states a quantity. There is no default: a quantity without a unit is refused.</summary>
public enum QuantityUnit
{
    /// <summary>Contracts; one is worth the instrument's contract multiplier.</summary>
    Contracts,

    /// <summary>Coins of the underlying.</summary>
    Coins,

    /// <summary>US dollars, or a stablecoin taken at par.</summary>
    Usd,
}
