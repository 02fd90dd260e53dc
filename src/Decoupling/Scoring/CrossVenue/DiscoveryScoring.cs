using Decoupling.Discovery;
using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring.CrossVenue;

/// <summary>Who moves first, a derivative or what it is compared with, as far as bars can tell.</summary>
public sealed record DiscoveryScore
{
    /// <summary>A6 with the derivative first: a lead above 0 is the derivative's. Its resolution is one bar.</summary>
    public required LeadLagResult LeadLag { get; init; }

    /// <summary>A7 with the derivative first: shares are the derivative's.</summary>
    public required PriceDiscoveryResult Shares { get; init; }
}

/// <summary>Reads A6 and A7 from the closes of a snapshot's bars.</summary>
/// <remarks>A6 takes each market's traded bars as its ticks, so that a gap is one long move. A7 needs an even grid: it reads the longest run of bars
/// in which both traded, the newest of equal ones.</remarks>
internal static class DiscoveryScoring
{
    /// <summary>Against the median of the other venues' perpetuals.</summary>
    public static DiscoveryScore OfPeers(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        CrossVenueMarket market,
        ScoringOptions options
    ) =>
        Compute(
            snapshot,
            derivative,
            market.PeersOf(derivative),
            "No other venue gave a derivative that compares with it.",
            options
        );

    /// <summary>Against the spot market that the derivative is scored against.</summary>
    public static DiscoveryScore OfSpot(MarketSnapshot snapshot, InstrumentPair pair, ScoringOptions options) =>
        Compute(snapshot, pair.Derivative, pair.Reference, "No venue gave a spot market to compare with.", options);

    private static DiscoveryScore Compute(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        InstrumentSnapshot? other,
        string reasonWithoutOther,
        ScoringOptions options
    )
    {
        if (other is null)
        {
            return Without(new Refusal(MetricStatus.InsufficientData, reasonWithoutOther), snapshot.SlotAt);
        }

        var pair = new InstrumentPair(derivative, other);
        if ((Freshness.FindFault(pair, snapshot) ?? options.Window.FindFault(pair, snapshot)) is { } fault)
        {
            return Without(fault, snapshot.SlotAt);
        }

        var (mine, theirs) = (derivative.Bars!, other.Bars!);
        return new DiscoveryScore
        {
            LeadLag = Lead(mine, theirs, snapshot.SlotAt, options.Discovery),
            Shares = Share(mine, theirs, snapshot.SlotAt, options.Discovery.Shares),
        };
    }

    private static LeadLagResult Lead(BarSeries mine, BarSeries theirs, DateTimeOffset asOf, DiscoveryOptions options)
    {
        using var rented = new Rented<double>(2 * (mine.Count + theirs.Count));
        var first = TicksOf(mine, mine.StartAt, rented.Span[..(2 * mine.Count)]);
        var second = TicksOf(theirs, mine.StartAt, rented.Span[(2 * mine.Count)..]);
        return LeadLag.Compute(first, second, TimeSpan.Zero, asOf, options.LeadLagOn(mine.Step));
    }

    private static TickSpan TicksOf(BarSeries bars, DateTimeOffset originAt, Span<double> room)
    {
        var seconds = room[..bars.Count];
        var logPrices = room[bars.Count..];
        var count = 0;
        for (var i = 0; i < bars.Count; i++)
        {
            if (TradedBars.Has(bars, i))
            {
                seconds[count] = (bars.StartAt + bars.Step * (i + 1) - originAt).TotalSeconds;
                logPrices[count++] = Math.Log(bars.Close[i]);
            }
        }

        return new TickSpan(seconds[..count], logPrices[..count]);
    }

    private static PriceDiscoveryResult Share(
        BarSeries mine,
        BarSeries theirs,
        DateTimeOffset asOf,
        PriceDiscoveryOptions options
    )
    {
        var overlap = BarOverlap.Between(theirs, mine);
        var (start, length) = LongestRun(overlap, theirs, mine);
        using var rented = new Rented<double>(2 * length);
        var first = rented.Span[..length];
        var second = rented.Span[length..];
        for (var i = 0; i < length; i++)
        {
            first[i] = Math.Log(mine.Close[overlap.DerivativeStart + start + i]);
            second[i] = Math.Log(theirs.Close[overlap.UnderlyingStart + start + i]);
        }

        return PriceDiscovery.Compute(first, second, asOf, options);
    }

    private static (int Start, int Length) LongestRun(BarOverlap overlap, BarSeries theirs, BarSeries mine)
    {
        var longest = (Start: 0, Length: 0);
        var run = 0;
        for (var i = 0; i < overlap.Count; i++)
        {
            run = overlap.IsTraded(theirs, mine, i) ? run + 1 : 0;
            if (run >= longest.Length)
            {
                longest = (i + 1 - run, run);
            }
        }

        return longest;
    }

    private static DiscoveryScore Without(Refusal refusal, DateTimeOffset asOf) =>
        new() { LeadLag = LeadLag.Without(refusal, 0, asOf), Shares = PriceDiscovery.Without(refusal, 0, asOf) };
}
