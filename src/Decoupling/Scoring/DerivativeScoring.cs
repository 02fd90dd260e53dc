using Decoupling.Baselines;
using Decoupling.Carry;
using Decoupling.Depth;
using Decoupling.Results;
using Decoupling.Scoring.CrossVenue;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>Scores one derivative against its spot market.</summary>
internal static class DerivativeScoring
{
    public static DerivativeScore Compute(
        MarketSnapshot snapshot,
        InstrumentPair pair,
        DerivativePast past,
        CrossVenueMarket market,
        ScoringOptions options
    )
    {
        var (returns, prices) = TrackingScoring.Compute(snapshot, pair, options);
        var mark = Freshness.PriceOf(pair.Derivative.Mark, snapshot);
        var index = Freshness.PriceOf(pair.Derivative.Index, snapshot);
        var liquidation = LiquidationScoring.Compute(snapshot, pair.Derivative, mark, options);
        var markOverLast = PriceGap.MarkOverLast(snapshot, pair.Derivative);
        var funding = Fund(snapshot, pair.Derivative, mark, index, options.FundingTerms);
        var dislocation = Dislocation.Compute(prices.Basis, options.Dislocation);
        var composite = DislocationComposite.Compute(
            [
                prices.Basis.RobustZScore,
                prices.Basis.DeviationBps,
                funding.GapBps,
                markOverLast.GapBps,
                returns.CoMovement.TrackingErrorPerYear,
            ],
            past,
            snapshot.SlotAt,
            options.DislocationComposite
        );
        var depth = Weigh(snapshot, pair.Derivative, options);
        var insurance = InsuranceScoring.Compute(snapshot, pair.Derivative, liquidation, depth, options);
        return new DerivativeScore
        {
            Venue = pair.Derivative.Venue,
            Symbol = pair.Derivative.Symbol,
            Kind = pair.Derivative.Kind,
            ReferenceVenue = pair.Reference?.Venue,
            ReferenceSymbol = pair.Reference?.Symbol,
            CoMovement = returns.CoMovement,
            Ewma = returns.Ewma,
            Deviation = DeviationFromOne.Compute(returns.CoMovement, options.Deviation),
            Innovations = returns.Innovations,
            Robust = returns.Robust,
            BetaBreak = returns.BetaBreak,
            Basis = prices.Basis,
            Reversion = prices.Reversion,
            BasisBreak = prices.Break,
            MarkOverIndex = PriceGap.MarkOverIndex(snapshot, pair.Derivative),
            LastOverIndex = PriceGap.LastOverIndex(snapshot, pair.Derivative),
            MarkOverLast = markOverLast,
            Dislocation = dislocation,
            Corroboration = DislocationCorroboration.Compute(
                dislocation,
                funding,
                markOverLast,
                composite.RankOf(BaselineComponents.TrackingErrorPerYear),
                options.Corroboration
            ),
            DislocationComposite = composite,
            Hazard = HazardScoring.Compute(snapshot, pair, past, options),
            Funding = funding,
            Depth = depth,
            CrossVenue = CrossVenueScoring.Compute(snapshot, pair, market, options),
            PeerDiscovery = DiscoveryScoring.OfPeers(snapshot, pair.Derivative, market, options),
            SpotDiscovery = DiscoveryScoring.OfSpot(snapshot, pair, options),
            Arbitrage = ArbitrageScoring.Compute(snapshot, pair.Derivative, liquidation.Volatility, options),
            Crowding = CrowdingScoring.Compute(snapshot, pair.Derivative, liquidation.MarkPrice, options.Crowding),
            Liquidation = liquidation,
            Cascade = CascadeScoring.Compute(
                pair.Derivative,
                liquidation,
                depth,
                options.Cascade,
                insurance.UsableUsd,
                snapshot.SlotAt
            ),
            Insurance = insurance,
            DataAge = AgeOf(pair, snapshot.SlotAt),
            HistoryIsPartial = pair.Derivative.HistoryIsPartial || pair.Reference?.HistoryIsPartial == true,
            ClockSkew = ClockSkew.Of(
                snapshot.Venues.First(venue => venue.Venue == pair.Derivative.Venue),
                snapshot.SlotAt
            ),
        };
    }

    private static FundingPressureResult Fund(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        double? mark,
        double? index,
        VenueFundingTerms venueTerms
    )
    {
        if (derivative.RefusalOf(SnapshotInput.Funding) is { } refused)
        {
            return NoFunding(refused.Status, refused.Reason, snapshot.SlotAt);
        }

        if (derivative.Funding is not { } funding)
        {
            return NoFunding(MetricStatus.InsufficientData, "The venue gave no funding rate.", snapshot.SlotAt);
        }

        if (funding.SettlesAt < snapshot.SlotAt)
        {
            return NoFunding(MetricStatus.Stale, "The funding rate is of an earlier round.", snapshot.SlotAt);
        }

        if (!Freshness.IsFresh(funding.VenueAt, snapshot.SlotAt, snapshot.SlotLength))
        {
            return NoFunding(MetricStatus.Stale, "The funding rate is not of the last two slots.", snapshot.SlotAt);
        }

        if (venueTerms.Find(derivative.Venue, snapshot.Asset, derivative.Kind, snapshot.SlotAt) is not { } known)
        {
            return NoFunding(
                MetricStatus.OutOfDomain,
                $"The funding terms of {derivative.Venue} are not known.",
                snapshot.SlotAt
            );
        }

        var premium = mark is { } above && index is { } below ? (above - below) / below : (double?)null;
        return FundingPressure.Compute(
            premium,
            funding.RatePerInterval,
            funding.Interval,
            known.Terms,
            snapshot.SlotAt
        );
    }

    internal static DepthFragilityResult Weigh(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        ScoringOptions options
    )
    {
        if ((derivative.RefusalOfBook() ?? derivative.RefusalOf(SnapshotInput.OpenInterest)) is { } refused)
        {
            return NoDepth(refused.Status, refused.Reason, snapshot.SlotAt);
        }

        if (derivative.Book is not { } book || derivative.OpenInterest is not { } openInterest)
        {
            var missing = derivative.Book is null ? "order book" : "open interest";
            return NoDepth(MetricStatus.InsufficientData, $"The venue gave no {missing}.", snapshot.SlotAt);
        }

        if (!Freshness.IsFresh(book.VenueAt, snapshot.SlotAt, snapshot.SlotLength))
        {
            return NoDepth(MetricStatus.Stale, "The order book is not of the last two slots.", snapshot.SlotAt);
        }

        if (!Freshness.IsFresh(openInterest.VenueAt, snapshot.SlotAt, snapshot.SlotLength))
        {
            return NoDepth(MetricStatus.Stale, "The open interest is not of the last two slots.", snapshot.SlotAt);
        }

        return DepthFragility.Compute(
            openInterest.Usd,
            book,
            derivative.Kind,
            derivative.ContractMultiplier,
            snapshot.SlotAt,
            options.Depth
        );
    }

    private static TimeSpan? AgeOf(InstrumentPair pair, DateTimeOffset slotAt)
    {
        var derivative = Freshness.AgeOf(pair.Derivative.Bars, slotAt);
        var reference = Freshness.AgeOf(pair.Reference?.Bars, slotAt);
        return derivative > reference ? derivative : reference ?? derivative;
    }

    private static FundingPressureResult NoFunding(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static DepthFragilityResult NoDepth(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}
