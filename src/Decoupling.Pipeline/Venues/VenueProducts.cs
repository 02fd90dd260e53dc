namespace Decoupling.Pipeline.Venues;

/// <summary>Which products of a venue are asked for. What a venue does not have is not missed.</summary>
[Flags]
public enum VenueProducts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The coin itself.</summary>
    Spot = 1,

    /// <summary>Perpetuals settled in a stablecoin.</summary>
    Linear = 2,

    /// <summary>Perpetuals settled in the coin.</summary>
    Inverse = 4,

    /// <summary>Dated futures of either settlement, the next to expire first.</summary>
    Futures = 8,
}
