namespace Decoupling.Simulator.Market;

/// <summary>What the scripted market goes through in one phase.</summary>
public enum PhaseKind
{
    /// <summary>Perpetuals stay within a few basis points of spot; books are deep.</summary>
    Calm,

    /// <summary>One venue's perpetuals leave their spot; every other venue stays calm.</summary>
    VenueDislocation,

    /// <summary>Prices, open interest and depth fall on every venue, perpetuals further than spot.</summary>
    MarketCascade,

    /// <summary>Perpetuals return to spot, prices retrace a part of the last fall, books fill again.</summary>
    Recovery,
}
