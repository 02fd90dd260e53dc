namespace Decoupling.Liquidation;

/// <summary>What a margin table's floors count.</summary>
public enum MarginTierUnit
{
    /// <summary>The notional in USD, or in the quote currency.</summary>
    Usd,

    /// <summary>Coins: the size of a linear position, the value of an inverse one.</summary>
    Coins,

    /// <summary>Contracts.</summary>
    Contracts,
}

/// <summary>How a position is measured against a margin table's floors.</summary>
/// <param name="Unit">What the floors count.</param>
/// <param name="ContractSize">Coins of a linear contract or USD of an inverse one, above 0; 1 where floors are not in contracts.</param>
/// <param name="RateGrowthPerCoin">By how much the rate rises with every coin of the position, a fraction, at least 0: Deribit's rule. 0
/// elsewhere.</param>
public readonly record struct MarginScale(MarginTierUnit Unit, double ContractSize = 1, double RateGrowthPerCoin = 0)
{
    /// <summary>Whether the rate follows from the size alone, whatever the price: contracts, coins of a linear position, USD of an inverse one.</summary>
    public bool IsFixedBySize(bool isInverse) =>
        Unit switch
        {
            MarginTierUnit.Usd => isInverse,
            MarginTierUnit.Coins => !isInverse,
            _ => true,
        };

    internal double InFloorUnits(double size) => Unit == MarginTierUnit.Contracts ? size / ContractSize : size;
}
