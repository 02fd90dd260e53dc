using Decoupling.Carry;
using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring.CrossVenue;

/// <summary>Scores a derivative, and its own venue's spot, against the median of all venues' spot markets.</summary>
internal static class CrossVenueScoring
{
    private static readonly Refusal s_noMedian = new(
        MetricStatus.InsufficientData,
        "Fewer than two venues gave a spot market, so there is no median."
    );

    public static CrossVenueScore Compute(
        MarketSnapshot snapshot,
        InstrumentPair pair,
        CrossVenueMarket market,
        ScoringOptions options
    )
    {
        var (coMovement, basis) = Track(snapshot, pair.Derivative, market.SpotMedian, options);
        return new CrossVenueScore
        {
            CoMovement = coMovement,
            Basis = basis,
            Dislocation = Dislocation.Compute(basis, options.Dislocation),
            SpotVenueCount = market.SpotVenueCount,
            SpotOffMedianBps = OwnSpotOf(pair) is { } spot ? LastBasisOf(snapshot, spot, market.SpotMedian) : null,
        };
    }

    private static (CoMovementResult CoMovement, BasisResult Basis) Track(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        InstrumentSnapshot? median,
        ScoringOptions options
    )
    {
        var pair = new InstrumentPair(derivative, median);
        if ((median is null ? s_noMedian : Freshness.FindFault(pair, snapshot)) is { } fault)
        {
            return (CoMovement.Without(fault, 0, snapshot.SlotAt), Basis.Without(fault, 0, snapshot.SlotAt));
        }

        var (underlying, bars) = (median!.Bars!, derivative.Bars!);
        var room = Math.Min(underlying.Count, bars.Count);
        using var rented = new Rented<double>(2 * room);
        var first = rented.Span[..room];
        var second = rented.Span[room..];
        var closes = PairedCloses.Form(underlying, bars, first, second);
        if (options.Window.FindFault(pair, snapshot) is { } gap)
        {
            // As against the own reference, the last basis needs no window.
            var last = closes == 0 ? double.NaN : Basis.OfPrices(second[closes - 1], first[closes - 1]);
            return (
                CoMovement.Without(gap, 0, snapshot.SlotAt),
                Basis.Without(gap, 0, snapshot.SlotAt) with
                {
                    BasisBps = double.IsFinite(last) ? last : null,
                }
            );
        }

        var basis = Basis.Compute(second[..closes], first[..closes], snapshot.SlotAt, options.Basis);
        if (Freshness.FindFaultOfReturns(pair, snapshot) is { } old)
        {
            return (CoMovement.Without(old, 0, snapshot.SlotAt), basis);
        }

        var returns = PairedReturns.Form(underlying, bars, first, second);
        return (
            CoMovement.Compute(first[..returns], second[..returns], bars.Step, snapshot.SlotAt, options.CoMovement),
            basis
        );
    }

    private static InstrumentSnapshot? OwnSpotOf(InstrumentPair pair) =>
        pair.Reference?.Venue == pair.Derivative.Venue ? pair.Reference : null;

    /// <summary>The newest bar that both have, where it is young enough.</summary>
    private static double? LastBasisOf(MarketSnapshot snapshot, InstrumentSnapshot spot, InstrumentSnapshot? median)
    {
        if (median is null || Freshness.FindFault(new InstrumentPair(spot, median), snapshot) is not null)
        {
            return null;
        }

        var (underlying, bars) = (median.Bars!, spot.Bars!);
        var overlap = BarOverlap.Between(underlying, bars);
        var last = overlap.Count - 1;
        while (last >= 0 && !overlap.IsTraded(underlying, bars, last))
        {
            last--;
        }

        if (last < 0)
        {
            return null;
        }

        var bps = Basis.OfPrices(
            bars.Close[overlap.DerivativeStart + last],
            underlying.Close[overlap.UnderlyingStart + last]
        );
        return double.IsFinite(bps) ? bps : null;
    }
}
