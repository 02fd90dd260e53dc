using Decoupling.Snapshots;

namespace Decoupling.Tests.Scoring.CrossVenue;

/// <summary>Spot and perpetual of three venues, each within a few basis points of one walk.</summary>
internal static class ThreeVenues
{
    public static readonly string[] Names = ["binance", "bybit", "okx"];

    public static MarketSnapshot Make(int seed = 1)
    {
        var walk = SampleMarket.Walk(seed);
        return SampleMarket.Of([
            .. Names.SelectMany(
                (venue, i) =>
                    (InstrumentSnapshot[])
                        [
                            SampleMarket.Spot(venue, SampleMarket.Follow(walk, 10 * seed + i, 2)),
                            SampleMarket.Perpetual(venue, SampleMarket.Follow(walk, 10 * seed + i + 5, 3)),
                        ]
            ),
        ]);
    }

    /// <summary>The last close moved by so many basis points.</summary>
    public static MarketSnapshot LastMoved(
        this MarketSnapshot snapshot,
        string venue,
        InstrumentKind kind,
        double bps
    ) =>
        snapshot.ChangeBars(
            venue,
            kind,
            bars => bars with { Close = [.. bars.Close[..^1], bars.Close[^1] * (1 + 1e-4 * bps)] }
        );
}
