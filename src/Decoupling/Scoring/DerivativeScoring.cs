using System.Buffers;
using Decoupling.Carry;
using Decoupling.Depth;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>Scores one derivative against its spot market.</summary>
internal static class DerivativeScoring
{
    public static DerivativeScore Compute(MarketSnapshot snapshot, InstrumentPair pair, ScoringOptions options)
    {
        var tracking = Track(snapshot, pair, options);
        var mark = Freshness.PriceOf(pair.Derivative.Mark, snapshot);
        var index = Freshness.PriceOf(pair.Derivative.Index, snapshot);
        return new DerivativeScore
        {
            Venue = pair.Derivative.Venue,
            Symbol = pair.Derivative.Symbol,
            Kind = pair.Derivative.Kind,
            ReferenceVenue = pair.Reference?.Venue,
            ReferenceSymbol = pair.Reference?.Symbol,
            CoMovement = tracking.CoMovement,
            Ewma = tracking.Ewma,
            Deviation = DeviationFromOne.Compute(tracking.CoMovement, options.Deviation),
            Basis = tracking.Basis,
            MarkBasisBps = mark is { } above && index is { } below ? Basis.OfPrices(above, below) : null,
            Dislocation = Dislocation.Compute(tracking.Basis, options.Dislocation),
            Funding = Fund(snapshot, pair.Derivative, mark, index),
            Depth = Weigh(snapshot, pair.Derivative, options),
            Liquidation = LiquidationScoring.Compute(snapshot, pair.Derivative, mark, options),
            DataAge = AgeOf(pair, snapshot.SlotAt),
        };
    }

    private readonly record struct Tracking(CoMovementResult CoMovement, EwmaCoMovementResult Ewma, BasisResult Basis);

    private static Tracking Track(MarketSnapshot snapshot, InstrumentPair pair, ScoringOptions options)
    {
        if (Freshness.FindFault(pair, snapshot) is { } fault)
        {
            return Without(fault.Status, fault.Reason, snapshot.SlotAt);
        }

        var underlying = pair.Reference!.Bars!;
        var derivative = pair.Derivative.Bars!;
        var room = Math.Min(underlying.Count, derivative.Count);
        var rented = ArrayPool<double>.Shared.Rent(2 * room);
        try
        {
            var first = rented.AsSpan(0, room);
            var second = rented.AsSpan(room, room);

            var closes = PairedCloses.Form(underlying, derivative, first, second);
            var basis = Basis.Compute(second[..closes], first[..closes], snapshot.SlotAt, options.Basis);

            var returns = PairedReturns.Form(underlying, derivative, first, second);
            return new Tracking(
                CoMovement.Compute(
                    first[..returns],
                    second[..returns],
                    derivative.Step,
                    snapshot.SlotAt,
                    options.CoMovement
                ),
                EwmaCoMovement.Compute(
                    first[..returns],
                    second[..returns],
                    derivative.Step,
                    snapshot.SlotAt,
                    options.Ewma
                ),
                basis
            );
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static FundingPressureResult Fund(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        double? mark,
        double? index
    )
    {
        if (derivative.Funding is not { } funding)
        {
            return NoFunding(MetricStatus.InsufficientData, "The venue gave no funding rate.", snapshot.SlotAt);
        }

        if (!Freshness.IsFresh(funding.VenueAt, snapshot.SlotAt, funding.Interval))
        {
            return NoFunding(MetricStatus.Stale, "The funding rate is of an earlier round.", snapshot.SlotAt);
        }

        if (VenueFundingTerms.Find(derivative.Venue, snapshot.SlotAt) is not { } terms)
        {
            return NoFunding(
                MetricStatus.OutOfDomain,
                $"The funding terms of {derivative.Venue} are not known.",
                snapshot.SlotAt
            );
        }

        var premium = mark is { } above && index is { } below ? (above - below) / below : (double?)null;
        return FundingPressure.Compute(premium, funding.RatePerInterval, funding.Interval, terms, snapshot.SlotAt);
    }

    private static DepthFragilityResult Weigh(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        ScoringOptions options
    )
    {
        var (book, openInterest) = (derivative.Book, derivative.OpenInterest);
        if (book is null || openInterest is null)
        {
            var missing = book is null ? "order book" : "open interest";
            return NoDepth(MetricStatus.InsufficientData, $"The venue gave no {missing}.", snapshot.SlotAt);
        }

        return Freshness.IsFresh(openInterest.VenueAt, snapshot.SlotAt, snapshot.SlotLength)
            ? DepthFragility.Compute(
                openInterest.Usd,
                book,
                derivative.Kind,
                derivative.ContractMultiplier,
                snapshot.SlotAt,
                options.Depth
            )
            : NoDepth(MetricStatus.Stale, "The open interest is older than two slots.", snapshot.SlotAt);
    }

    private static TimeSpan? AgeOf(InstrumentPair pair, DateTimeOffset slotAt)
    {
        var derivative = Freshness.AgeOf(pair.Derivative.Bars, slotAt);
        var reference = Freshness.AgeOf(pair.Reference?.Bars, slotAt);
        return derivative > reference ? derivative : reference ?? derivative;
    }

    private static Tracking Without(MetricStatus status, string reason, DateTimeOffset asOf) =>
        new(
            new CoMovementResult
            {
                Status = status,
                Reason = reason,
                SampleCount = 0,
                AsOf = asOf,
            },
            new EwmaCoMovementResult
            {
                Status = status,
                Reason = reason,
                SampleCount = 0,
                AsOf = asOf,
            },
            new BasisResult
            {
                Status = status,
                Reason = reason,
                SampleCount = 0,
                AsOf = asOf,
            }
        );

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
