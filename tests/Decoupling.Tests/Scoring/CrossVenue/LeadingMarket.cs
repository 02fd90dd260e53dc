using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring.CrossVenue;

/// <summary>Three venues of which one perpetual runs ahead of all else, or behind.</summary>
internal static class LeadingMarket
{
    /// <summary>All follow one walk; binance's perpetual shows it so many bars before the others, or after.</summary>
    public static MarketSnapshot BinanceAhead(int bars)
    {
        const int Count = SampleMarket.BarsInADay;
        var walk = SampleMarket.Walk(3, Count + 2);
        var others = walk[1..(Count + 1)];
        var ahead = walk[(1 + bars)..(Count + 1 + bars)];
        return SampleMarket.Of(
            SampleMarket.Spot("binance", SampleMarket.Follow(others, 4, 2)),
            SampleMarket.Perpetual("binance", SampleMarket.Follow(ahead, 5, 2)),
            SampleMarket.Spot("bybit", SampleMarket.Follow(others, 6, 2)),
            SampleMarket.Perpetual("bybit", SampleMarket.Follow(others, 7, 2)),
            SampleMarket.Perpetual("okx", SampleMarket.Follow(others, 8, 2))
        );
    }
}
