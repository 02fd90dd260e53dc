namespace Decoupling.Simulator.Market;

/// <summary>What a venue's data is wrong by, while the market itself is sound.</summary>
public enum MarketFaultKind
{
    /// <summary>The perpetual's traded price repeats itself, with volume.</summary>
    FrozenLast,

    /// <summary>The spot market's traded price repeats itself, with volume.</summary>
    FrozenSpot,

    /// <summary>The perpetual's bids stay the same, level by level.</summary>
    FrozenBids,

    /// <summary>The perpetual's asks stay the same, level by level.</summary>
    FrozenAsks,

    /// <summary>The perpetual's best bid lies above its best ask.</summary>
    CrossedBook,

    /// <summary>The perpetual's bars close 8 % up, and its book does not follow.</summary>
    OutlierPrint,

    /// <summary>The perpetual is not traded; the first five minutes after it print 1.2 % up.</summary>
    Outage,

    /// <summary>The perpetual's prices, its book with them, are given × 100.</summary>
    PriceUnitJump,

    /// <summary>Open interest is given × 100.</summary>
    OpenInterestUnitJump,

    /// <summary>Open interest is given at 45 %.</summary>
    OpenInterestHalved,

    /// <summary>The running funding rate is 6 % an interval, beyond every venue's cap.</summary>
    FundingOutsideCap,

    /// <summary>All of the venue trades 1.5 % down, and its index follows its own spot.</summary>
    OwnIndex,

    /// <summary>The venue's clock, and so all that it gives, is three minutes behind.</summary>
    ClockBehind,
}
