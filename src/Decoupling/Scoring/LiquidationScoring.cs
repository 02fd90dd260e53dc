using System.Buffers;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;
using Decoupling.Tracking;

namespace Decoupling.Scoring;

/// <summary>Scores one derivative's liquidation risk: the map of D7, and the ladder of D1 and D8.</summary>
internal static class LiquidationScoring
{
    public static LiquidationScore Compute(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        double? mark,
        ScoringOptions options
    )
    {
        var price = mark ?? LastCloseOf(derivative, snapshot);
        var openInterestUsd = OpenInterestOf(derivative, snapshot);
        var volatility = VolatilityOf(derivative, snapshot.SlotAt, options);
        var table = options.MarginTiers.Find(derivative.Venue, snapshot.Asset);
        var (map, ladder) =
            price is { } from && table is not null && derivative.Bars is { } bars
                ? (
                    MapOf(from, openInterestUsd, derivative, bars, table.Tiers, snapshot.SlotAt, options),
                    LiquidationLadder.Compute(
                        from,
                        table.Tiers,
                        volatility.VolatilityPerYear,
                        snapshot.SlotAt,
                        options.LiquidationLadder
                    )
                )
                : Without(price is null ? "No fresh price is known." : "No margin table applies.", snapshot.SlotAt);
        return new LiquidationScore
        {
            MarkPrice = price,
            IsLastClose = mark is null && price is not null,
            OpenInterestUsd = openInterestUsd,
            Volatility = volatility,
            Map = map,
            Ladder = ladder,
            LeverageMix = options.LiquidationMap.LongMix,
            Horizons = options.LiquidationLadder.Horizons,
            IsMarginTableAssumed = table?.IsAssumption,
        };
    }

    private static LiquidationMapResult MapOf(
        double price,
        double? openInterestUsd,
        InstrumentSnapshot derivative,
        BarSeries bars,
        MarginTiers tiers,
        DateTimeOffset slotAt,
        ScoringOptions options
    )
    {
        if (derivative.OpenInterestHistoryUsd is not { } history)
        {
            return LiquidationMap.Compute(price, openInterestUsd, bars, [], tiers, slotAt, options.LiquidationMap);
        }

        var changes = ArrayPool<double>.Shared.Rent(bars.Count);
        try
        {
            OpenInterestChanges.Form(bars, history, changes.AsSpan(0, bars.Count));
            return LiquidationMap.Compute(
                price,
                openInterestUsd,
                bars,
                changes.AsSpan(0, bars.Count),
                tiers,
                slotAt,
                options.LiquidationMap
            );
        }
        finally
        {
            ArrayPool<double>.Shared.Return(changes);
        }
    }

    private static RealizedVolatilityResult VolatilityOf(
        InstrumentSnapshot derivative,
        DateTimeOffset slotAt,
        ScoringOptions options
    ) =>
        derivative.Bars is { } bars
            ? RealizedVolatility.Compute(bars.Close, bars.Step, slotAt, options.Volatility)
            : new RealizedVolatilityResult
            {
                Status = MetricStatus.InsufficientData,
                Reason = "There are no bars.",
                SampleCount = 0,
                AsOf = slotAt,
            };

    private static double? LastCloseOf(InstrumentSnapshot derivative, MarketSnapshot snapshot)
    {
        if (
            derivative.Bars is not { } bars
            || Freshness.AgeOf(bars, snapshot.SlotAt) is not { } age
            || !Freshness.IsFresh(snapshot.SlotAt - age, snapshot.SlotAt, bars.Step)
        )
        {
            return null;
        }

        return bars.Close[bars.Close.AsSpan().LastIndexOfAnyExcept(double.NaN)];
    }

    private static double? OpenInterestOf(InstrumentSnapshot derivative, MarketSnapshot snapshot) =>
        derivative.OpenInterest is { } openInterest
        && Freshness.IsFresh(openInterest.VenueAt, snapshot.SlotAt, snapshot.SlotLength)
            ? openInterest.Usd
            : null;

    private static (LiquidationMapResult, LiquidationLadderResult) Without(string reason, DateTimeOffset asOf) =>
        (
            new LiquidationMapResult
            {
                Status = MetricStatus.InsufficientData,
                Reason = reason,
                SampleCount = 0,
                AsOf = asOf,
            },
            new LiquidationLadderResult
            {
                Status = MetricStatus.InsufficientData,
                Reason = reason,
                SampleCount = 0,
                AsOf = asOf,
            }
        );
}
