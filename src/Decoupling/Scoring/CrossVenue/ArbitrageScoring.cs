using Decoupling.Depth;
using Decoupling.Reference;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring.CrossVenue;

/// <summary>Trades a derivative's book on paper against every other book of the asset that settles in a quote currency: B5, a round trip.</summary>
/// <remarks>Both legs pay the taker's fee when opened and again when closed, so that each leg is charged twice. A book's age is reckoned at the
/// time of the newer of both, or the slot's where that is later: books come seconds after the slot. Spot of the own venue is among the others.</remarks>
internal static class ArbitrageScoring
{
    private static readonly Refusal s_noOther = new(
        MetricStatus.InsufficientData,
        "No other spot market or perpetual gave an order book."
    );

    public static ArbitrageScore Compute(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        RealizedVolatilityResult volatility,
        ScoringOptions options
    )
    {
        if (FindFault(derivative, volatility) is { } fault)
        {
            return new ArbitrageScore
            {
                BuyHere = Without(fault, 0, snapshot.SlotAt),
                SellHere = Without(fault, 0, snapshot.SlotAt),
            };
        }

        var (buy, sell) = (new Best(snapshot.SlotAt), new Best(snapshot.SlotAt));
        foreach (var other in snapshot.Instruments)
        {
            if (!IsComparable(other, derivative))
            {
                continue;
            }

            var fees = FeesOf(derivative, other, snapshot.SlotAt, options.Fees);
            if (fees.Refusal is { } unknown)
            {
                buy.Refuse(unknown);
                sell.Refuse(unknown);
                continue;
            }

            var asOf = Latest(snapshot.SlotAt, derivative.Book!.ReceivedAt, other.Book!.ReceivedAt);
            var sigma = volatility.VolatilityPerYear!.Value;
            buy.Take(
                other,
                ArbitrageEdge.Compute(
                    derivative.Book,
                    other.Book,
                    2 * fees.Here,
                    2 * fees.There,
                    sigma,
                    asOf,
                    options.Arbitrage
                ),
                fees
            );
            sell.Take(
                other,
                ArbitrageEdge.Compute(
                    other.Book,
                    derivative.Book,
                    2 * fees.There,
                    2 * fees.Here,
                    sigma,
                    asOf,
                    options.Arbitrage
                ),
                fees
            );
        }

        return new ArbitrageScore { BuyHere = buy.Route, SellHere = sell.Route };
    }

    private static Refusal? FindFault(InstrumentSnapshot derivative, RealizedVolatilityResult volatility) =>
        derivative.Kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture
            ? new Refusal(
                MetricStatus.OutOfDomain,
                "The book of a coin-settled contract is in contracts, not in coins."
            )
        : derivative.RefusalOfBook() is { } refused ? refused
        : derivative.Book is null ? new Refusal(MetricStatus.InsufficientData, "The venue gave no order book.")
        : volatility.Status != MetricStatus.Ok
            ? new Refusal(volatility.Status, $"There is no volatility for the haircut: {volatility.Reason}")
        : null;

    /// <summary>A dated future has no perpetual's price; its own venue's spot and the others' compare with it.</summary>
    private static bool IsComparable(InstrumentSnapshot other, InstrumentSnapshot derivative) =>
        other.Book is not null
        && (
            other.Kind == InstrumentKind.Spot
            || (
                other.Kind == InstrumentKind.LinearPerpetual
                && derivative.Kind == InstrumentKind.LinearPerpetual
                && other.Venue != derivative.Venue
            )
        );

    private static RouteFees FeesOf(
        InstrumentSnapshot derivative,
        InstrumentSnapshot other,
        DateTimeOffset slotAt,
        VenueFees fees
    )
    {
        var here = fees.Find(derivative.Venue, derivative.Kind, slotAt);
        var there = fees.Find(other.Venue, other.Kind, slotAt);
        if (here is not null && there is not null)
        {
            return new RouteFees(here.TakerRate, there.TakerRate, here.IsAssumption || there.IsAssumption, null);
        }

        var unknown = here is null ? derivative : other;
        return new RouteFees(
            0,
            0,
            false,
            new Refusal(MetricStatus.OutOfDomain, $"The taker's fee of {unknown.Venue} {unknown.Kind} is not known.")
        );
    }

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b, DateTimeOffset c)
    {
        var later = a > b ? a : b;
        return later > c ? later : c;
    }

    private static ArbitrageRoute Without(Refusal refusal, int count, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = count,
            AsOf = asOf,
        };

    /// <summary>The takers' fees of both legs, each a fraction of one trade; or why they are not known.</summary>
    private readonly record struct RouteFees(double Here, double There, bool IsAssumed, Refusal? Refusal);

    /// <summary>The best route of one direction so far, whatever the order in which books come.</summary>
    private sealed class Best(DateTimeOffset asOf)
    {
        private InstrumentSnapshot? other;
        private ArbitrageEdgeResult? edge;
        private double surplus;
        private bool isFeeAssumed;
        private Refusal? refusal;
        private int count;

        public ArbitrageRoute Route =>
            edge is not { } best
                ? Without(refusal ?? s_noOther, 0, asOf)
                : new ArbitrageRoute
                {
                    Status = MetricStatus.Ok,
                    SampleCount = count,
                    AsOf = asOf,
                    OtherVenue = other!.Venue,
                    OtherSymbol = other.Symbol,
                    OtherKind = other.Kind,
                    SizeCoins = best.SizeCoins,
                    ProfitUsd = best.ProfitQuote,
                    EdgeBps = best.EdgeBps,
                    BreakEvenFee = best.BreakEvenFee / 2,
                    IsFeeAssumed = isFeeAssumed,
                };

        /// <summary>Keeps the reason that comes first in the alphabet, so that it does not depend on the order.</summary>
        public void Refuse(Refusal next)
        {
            if (refusal is not { } kept || string.CompareOrdinal(next.Reason, kept.Reason) < 0)
            {
                refusal = next;
            }
        }

        public void Take(InstrumentSnapshot candidate, ArbitrageEdgeResult result, RouteFees fees)
        {
            if (result.Status != MetricStatus.Ok)
            {
                Refuse(new Refusal(result.Status, result.Reason!));
                return;
            }

            count++;
            var left = result.BreakEvenFee!.Value - fees.Here - fees.There;
            if (edge is null || IsBetter(candidate, result, left))
            {
                (other, edge, surplus, isFeeAssumed) = (candidate, result, left, fees.IsAssumed);
            }
        }

        private bool IsBetter(InstrumentSnapshot candidate, ArbitrageEdgeResult result, double left)
        {
            if (result.ProfitQuote != edge!.ProfitQuote)
            {
                return result.ProfitQuote > edge.ProfitQuote;
            }

            if (left != surplus)
            {
                return left > surplus;
            }

            var byVenue = string.CompareOrdinal(candidate.Venue, other!.Venue);
            var byKind = byVenue != 0 ? byVenue : candidate.Kind.CompareTo(other.Kind);
            return byKind != 0 ? byKind < 0 : string.CompareOrdinal(candidate.Symbol, other.Symbol) < 0;
        }
    }
}
