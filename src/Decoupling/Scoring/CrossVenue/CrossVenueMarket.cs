using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring.CrossVenue;

/// <summary>What all venues together say of one snapshot: the median of their spot markets, and for each venue that of the others' perpetuals.</summary>
/// <remarks>One market a venue enters each median: the first in the snapshot's order with bars of the slot's length. Quote currencies are taken at par: a
/// stablecoin that is not worth a dollar shows as its venues' distance from the median. Medians are computed once a snapshot.</remarks>
internal sealed class CrossVenueMarket
{
    /// <summary>Fewer venues have no median: one against itself says nothing.</summary>
    public const int FewestSpotVenues = 2;

    private const string MedianName = "median";

    private readonly string asset;
    private readonly List<InstrumentSnapshot> perpetuals;
    private readonly Dictionary<string, InstrumentSnapshot?> peers = new(StringComparer.Ordinal);

    private CrossVenueMarket(string asset, IReadOnlyList<InstrumentSnapshot> spots, List<InstrumentSnapshot> perpetuals)
    {
        this.asset = asset;
        this.perpetuals = perpetuals;
        if (spots.Count >= FewestSpotVenues)
        {
            SpotMedian = MedianOf(InstrumentKind.Spot, spots, FewestSpotVenues);
            SpotVenueCount = CountAtNewest(spots, SpotMedian.Bars!);
        }
    }

    /// <summary>The median of the spot markets as an instrument of its own; <see langword="null"/> below two venues.</summary>
    public InstrumentSnapshot? SpotMedian { get; }

    /// <summary>How many venues stand in the newest bar of <see cref="SpotMedian"/>; 0 where there is none.</summary>
    public int SpotVenueCount { get; }

    /// <summary>Takes the markets of a snapshot that can enter a median.</summary>
    public static CrossVenueMarket Of(MarketSnapshot snapshot) =>
        new(
            snapshot.Asset,
            FirstOfEachVenue(snapshot, kind => kind == InstrumentKind.Spot),
            FirstOfEachVenue(snapshot, IsPerpetual)
        );

    /// <summary>The median of the other venues' perpetuals, which a perpetual compares with; <see langword="null"/> where there is none, or for a dated future.</summary>
    public InstrumentSnapshot? PeersOf(InstrumentSnapshot derivative)
    {
        if (!IsPerpetual(derivative.Kind))
        {
            return null;
        }

        if (!peers.TryGetValue(derivative.Venue, out var median))
        {
            var others = perpetuals.FindAll(other => other.Venue != derivative.Venue);
            median = others.Count == 0 ? null : MedianOf(InstrumentKind.LinearPerpetual, others, 1);
            peers.Add(derivative.Venue, median);
        }

        return median;
    }

    private InstrumentSnapshot MedianOf(
        InstrumentKind kind,
        IReadOnlyList<InstrumentSnapshot> markets,
        int leastVenues
    ) =>
        new()
        {
            Venue = MedianName,
            Symbol = asset,
            Kind = kind,
            ContractMultiplier = 1,
            SettlementCoin = "USD",
            Bars = MedianSeries.Of([.. markets.Select(market => market.Bars!)], leastVenues),
        };

    private static int CountAtNewest(IReadOnlyList<InstrumentSnapshot> spots, BarSeries median)
    {
        var newestEndAt = TradedBars.NewestEndAt(median);
        return newestEndAt is { } endAt ? spots.Count(spot => HasBarThatEnds(spot.Bars!, endAt)) : 0;
    }

    private static bool HasBarThatEnds(BarSeries bars, DateTimeOffset endAt)
    {
        var index = (endAt - bars.StartAt).Ticks / bars.Step.Ticks - 1;
        return index >= 0 && index < bars.Count && TradedBars.Has(bars, (int)index);
    }

    private static List<InstrumentSnapshot> FirstOfEachVenue(
        MarketSnapshot snapshot,
        Predicate<InstrumentKind> isWanted
    )
    {
        var found = new List<InstrumentSnapshot>();
        foreach (var instrument in snapshot.Instruments)
        {
            if (
                isWanted(instrument.Kind)
                && instrument.Bars is { Count: > 0 } bars
                && bars.Step == snapshot.SlotLength
                && (snapshot.SlotAt - bars.StartAt).Ticks % bars.Step.Ticks == 0
                && !found.Exists(other => other.Venue == instrument.Venue)
            )
            {
                found.Add(instrument);
            }
        }

        return found;
    }

    private static bool IsPerpetual(InstrumentKind kind) =>
        kind is InstrumentKind.LinearPerpetual or InstrumentKind.InversePerpetual;
}
