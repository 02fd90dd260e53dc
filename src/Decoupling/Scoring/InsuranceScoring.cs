using Decoupling.Cascades;
using Decoupling.Depth;
using Decoupling.Liquidation;
using Decoupling.Results;
using Decoupling.Snapshots;

namespace Decoupling.Scoring;

/// <summary>Scores a venue's insurance fund: D9, with the days of the hourly window as its scenarios.</summary>
/// <remarks>Each move over 24 hours in the window is a shock to today's map and book, and its bad debt a scenario. Bad debt does not fall as the
/// shock grows, so only the moves that can be in the tail are run. Only where a fund is given.</remarks>
internal static class InsuranceScoring
{
    private const double Quantile = InsuranceCoverage.DefaultQuantile;
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public static InsuranceScore Compute(
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        LiquidationScore liquidation,
        DepthFragilityResult depth,
        ScoringOptions options
    )
    {
        var fund = FundOf(snapshot, derivative.Venue);
        var fundUsd = UsdOf(fund, liquidation.MarkPrice);
        var fault = FindFault(fund, fundUsd, snapshot.SlotAt, options);
        return new InsuranceScore
        {
            Coverage = (fault ?? CascadeScoring.FindFault(liquidation, depth)) is { } none
                ? InsuranceCoverage.Without(none, snapshot.SlotAt)
                : CoverageOf(fundUsd!.Value, snapshot, derivative, liquidation, options.Cascade),
            FundUsd = fundUsd,
            CountedAt = fund?.CountedAt,
            IsShared = fund?.IsShared,
            UsableUsd = fault is null ? fundUsd : null,
        };
    }

    /// <summary>The fund of a venue, as somebody counted it.</summary>
    public static InsuranceFundQuote? FundOf(MarketSnapshot snapshot, string venue) =>
        snapshot.Venues.FirstOrDefault(one => one.Venue == venue)?.InsuranceFund;

    /// <summary>A fund in dollars where it is given, worth something known, and young enough; else <see langword="null"/>.</summary>
    public static double? UsableUsd(
        InsuranceFundQuote? fund,
        double? price,
        DateTimeOffset slotAt,
        ScoringOptions options
    ) => UsdOf(fund, price) is { } usd && FindFault(fund, usd, slotAt, options) is null ? usd : null;

    private static double? UsdOf(InsuranceFundQuote? fund, double? price) =>
        fund is null ? null : CountedHoldings.UsdOf(fund.Quantity, fund.Unit, price);

    private static Refusal? FindFault(
        InsuranceFundQuote? fund,
        double? fundUsd,
        DateTimeOffset slotAt,
        ScoringOptions options
    ) =>
        fund is null ? new Refusal(MetricStatus.OutOfDomain, "No insurance fund of the venue is given.")
        : CountedHoldings.FindFault("fund", fund.CountedAt, slotAt, options.Crowding.ReserveAgeLimit) is { } tooOld
            ? tooOld
        : fundUsd is null ? new Refusal(MetricStatus.InsufficientData, "The fund is in coins and no price is known.")
        : null;

    private static InsuranceCoverageResult CoverageOf(
        double fundUsd,
        MarketSnapshot snapshot,
        InstrumentSnapshot derivative,
        LiquidationScore liquidation,
        CascadeScoringOptions options
    )
    {
        if (liquidation.MaintenanceRate is not { } rate)
        {
            return InsuranceCoverage.Without(
                new Refusal(MetricStatus.OutOfDomain, "No margin table says where bankruptcy begins."),
                snapshot.SlotAt
            );
        }

        var (bins, mark) = (liquidation.Map.Bins!, liquidation.MarkPrice!.Value);
        var longs = CascadeSide.Of(PositionSide.Long, bins, mark, derivative);
        var shorts = CascadeSide.Of(PositionSide.Short, bins, mark, derivative);
        var moves = DayMoves(derivative.HourlyBars);
        var cascade = new CascadeOptions { Beyond = options.Beyond, MaintenanceRate = rate };
        var badDebtsUsd = new double[moves.Length];
        var tail = Math.Min(moves.Length, (int)Math.Ceiling((1 - Quantile) * moves.Length));
        for (var i = 0; i < tail; i++)
        {
            badDebtsUsd[i] += BadDebtUsd(longs, -moves[i], cascade, snapshot.SlotAt);
            badDebtsUsd[^(i + 1)] += BadDebtUsd(shorts, moves[^(i + 1)], cascade, snapshot.SlotAt);
        }

        return InsuranceCoverage.Compute(fundUsd, badDebtsUsd, null, snapshot.SlotAt, Quantile);
    }

    /// <summary>The bad debt of a move against a side; none where the move goes the other way.</summary>
    private static double BadDebtUsd(CascadeSide side, double move, CascadeOptions options, DateTimeOffset slotAt) =>
        move > 0
            ? CascadeScoring
                .Cascade(side, Math.Min(move, Math.BitDecrement(options.MaximumMove)), options, slotAt)
                .BadDebtUsd
                ?? 0
            : 0;

    /// <summary>The moves over 24 hours in the window, the deepest fall first; without those that a gap hides.</summary>
    private static double[] DayMoves(BarSeries? bars)
    {
        if (bars is null)
        {
            return [];
        }

        var lag = (int)(s_day / bars.Step);
        var moves = new double[Math.Max(0, bars.Count - lag)];
        var count = 0;
        for (var i = lag; i < bars.Count; i++)
        {
            var move = bars.Close[i] / bars.Close[i - lag] - 1;
            if (!double.IsNaN(move))
            {
                moves[count++] = move;
            }
        }

        Array.Sort(moves, 0, count);
        return moves[..count];
    }
}
