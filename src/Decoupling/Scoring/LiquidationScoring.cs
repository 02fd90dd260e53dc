using System.Buffers;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>Scores one derivative's liquidation risk: the map of D7, the ladder of D1 and D8, and what the tape says of either.</summary>
/// <remarks>Stale bars give no map and no odds; the ladder's prices need a fresh mark price only.</remarks>
internal static class LiquidationScoring
{
    public static LiquidationScore Compute(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        double? mark,
        ScoringOptions options
    )
    {
        var badBars = Freshness.FindFault(derivative, snapshot);
        var price = mark ?? (badBars is null ? TradedBars.NewestClose(derivative.Bars!) : null);
        var openInterestUsd = OpenInterestOf(derivative, snapshot);
        var terms = LiquidationTerms.Find(
            derivative.Venue,
            snapshot.Asset,
            derivative.Kind,
            snapshot.SlotAt,
            options.MarginTiers,
            options.Fees
        );
        var volatility = badBars is { } bad
            ? NoVolatility(bad, snapshot.SlotAt)
            : VolatilityOf(derivative.Bars!, snapshot.SlotAt, options.Volatility);
        var unscorable = FindFault(derivative, price, terms);
        return new LiquidationScore
        {
            MarkPrice = price,
            IsLastClose = mark is null && price is not null,
            OpenInterestUsd = openInterestUsd,
            Volatility = volatility,
            Map = (unscorable ?? badBars ?? derivative.RefusalOf(SnapshotInput.OpenInterest)) is { } refusal
                ? NoMap(refusal, snapshot.SlotAt)
                : MapOf(price!.Value, openInterestUsd, derivative, terms!, snapshot.SlotAt, options.LiquidationMap),
            Ladder = unscorable is { } fault
                ? NoLadder(fault, snapshot.SlotAt)
                : LiquidationLadder.Compute(
                    price!.Value,
                    terms!,
                    volatility.VolatilityPerYear,
                    snapshot.SlotAt,
                    options.LiquidationLadder
                ),
            LeverageMix = options.LiquidationMap.LongMix,
            Horizons = options.LiquidationLadder.Horizons,
            IsMarginTableAssumed = terms?.IsMarginTableAssumed,
            MaintenanceRate =
                terms is { IsInverse: false } && price is { } at ? RateOf(terms, at, options.LiquidationMap) : null,
            ForcedOrders = ForcedOrderScoring.Compute(snapshot, derivative, openInterestUsd, terms, options),
        };
    }

    /// <summary>What the assumed position must keep, over what it is worth.</summary>
    private static double? RateOf(LiquidationTerms terms, double price, LiquidationMapOptions options)
    {
        var notional = options.PositionNotionalUsd;
        var rate = terms.MaintenanceMargin(notional / price, price, price) / notional;
        return rate > 0 && rate < 1 ? rate : null;
    }

    private static Refusal? FindFault(InstrumentSnapshot derivative, double? price, LiquidationTerms? terms)
    {
        if (price is null)
        {
            return derivative.RefusalOf(SnapshotInput.Mark)
                ?? derivative.RefusalOf(SnapshotInput.Last)
                ?? new Refusal(MetricStatus.InsufficientData, "No fresh price is known.");
        }

        return terms is null ? new Refusal(MetricStatus.InsufficientData, "No margin table applies.") : null;
    }

    internal static LiquidationMapResult MapOf(
        double price,
        double? openInterestUsd,
        InstrumentSnapshot derivative,
        LiquidationTerms terms,
        DateTimeOffset slotAt,
        LiquidationMapOptions options
    )
    {
        var bars = derivative.Bars!;
        if (derivative.OpenInterestHistoryUsd is not { } history)
        {
            return LiquidationMap.Compute(price, openInterestUsd, bars, [], terms, slotAt, options);
        }

        var rented = ArrayPool<double>.Shared.Rent(bars.Count);
        try
        {
            var changes = rented.AsSpan(0, bars.Count);
            OpenInterestChanges.Form(bars, history, terms.IsInverse, changes);
            return LiquidationMap.Compute(price, openInterestUsd, bars, changes, terms, slotAt, options);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>A bar without trades breaks the chain of returns: its price is the last one repeated, and no calm.</summary>
    public static RealizedVolatilityResult VolatilityOf(
        BarSeries bars,
        DateTimeOffset slotAt,
        RealizedVolatilityOptions options
    )
    {
        var rented = ArrayPool<double>.Shared.Rent(bars.Count);
        try
        {
            var closes = rented.AsSpan(0, bars.Count);
            for (var i = 0; i < closes.Length; i++)
            {
                closes[i] = TradedBars.Has(bars, i) ? bars.Close[i] : double.NaN;
            }

            return RealizedVolatility.Compute(closes, bars.Step, slotAt, options);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static double? OpenInterestOf(InstrumentSnapshot derivative, MarketSnapshot snapshot) =>
        derivative.OpenInterest is { } openInterest
        && Freshness.IsFresh(openInterest.VenueAt, snapshot.SlotAt, snapshot.SlotLength)
            ? openInterest.Usd
            : null;

    public static RealizedVolatilityResult NoVolatility(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static LiquidationMapResult NoMap(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };

    private static LiquidationLadderResult NoLadder(Refusal refusal, DateTimeOffset asOf) =>
        new()
        {
            Status = refusal.Status,
            Reason = refusal.Reason,
            SampleCount = 0,
            AsOf = asOf,
        };
}
