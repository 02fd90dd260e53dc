using Decoupling.Cascades;
using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;
using Decoupling.Sizing;

namespace Decoupling.Accounts;

/// <summary>Assesses one position of a pool: C1, D1, D8, moves, H1 to H5 and what to do.</summary>
internal static class PositionScoring
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public static PositionAssessment Compute(Account account, MarginPool pool, PoolMember member)
    {
        var (market, exposure) = (member.Market, member.Exposure);
        var mark = market.MarkPrice;
        var quote = exposure.QuotePerSettlement(mark);
        var backing = pool.BackingOf(member);
        var equity = pool.EquityNow;
        var maintenance = pool.MaintenanceNow;
        var notional = exposure.Notional(mark);
        var liquidation = exposure.Liquidation(backing, mark);
        if (
            liquidation.Status != MetricStatus.Ok
            || !InputGate.AllFinite(equity * quote, maintenance * quote, notional * quote)
        )
        {
            return Without(
                member.Position,
                liquidation.Status == MetricStatus.Ok ? MetricStatus.OutOfDomain : liquidation.Status,
                "The position's numbers exceed what can be reckoned with.",
                market
            );
        }

        var result = new PositionAssessment
        {
            Status = MetricStatus.Ok,
            SampleCount = 1,
            AsOf = market.SlotAt,
            Position = member.Position,
            Market = market,
            SizeCoins = exposure.Coins(mark),
            NotionalUsd = notional * quote,
            EquityUsd = equity * quote,
            MaintenanceMarginUsd = maintenance * quote,
            EffectiveLeverage = Share(notional, equity),
            MarginRatio = Share(maintenance, equity),
            Liquidation = liquidation,
            VenueHighestLeverage = exposure.Terms.HighestLeverage(exposure.Size, mark),
            AutoDeleverage = PositionDeleveraging.Compute(pool, member),
            KeepLeverage = KeepLeverageOf(exposure, notional * quote, equity * quote, market.SlotAt),
            Moves = [.. AccountGrid.Moves.Select(move => MoveOf(pool, member, liquidation, move))],
            Stop = PositionStop.Compute(member, liquidation),
        };
        var volatility = member.Position.VolatilityPerYear ?? market.Volatility.VolatilityPerYear;
        return volatility is { } known ? WithOdds(result, account, exposure, backing, equity, known) : result;
    }

    /// <summary>A position that nothing can be said of, and why.</summary>
    public static PositionAssessment Without(
        AccountPosition position,
        MetricStatus status,
        string reason,
        PositionMarket? market,
        DateTimeOffset? asOf = null
    ) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = market?.SlotAt ?? asOf ?? default,
            Position = position,
            Market = market,
        };

    /// <summary>Whether a price is at or beyond the one that liquidates.</summary>
    public static bool IsReached(LiquidationPoint liquidation, PositionExposure exposure, double price) =>
        liquidation.Outcome == LiquidationOutcome.LiquidatableNow
        || liquidation.Price is { } limit && exposure.Sign * (price - limit) <= 0;

    private static PositionAssessment WithOdds(
        PositionAssessment result,
        Account account,
        PositionExposure exposure,
        PositionBacking backing,
        double equity,
        double volatility
    )
    {
        var mark = result.Market!.MarkPrice;
        var liquidation = result.Liquidation!.Value;
        var chance = ChanceOf(liquidation, exposure.Side, mark, volatility, account.Target.Horizon);
        var isAbove = chance > account.Target.Probability;
        var odds = OddsLeverage(account, exposure, backing, equity, mark, volatility, result.AsOf);
        var volatilityTarget = VolatilityTargetLeverage.Compute(volatility, result.AsOf, account.VolatilityTarget);
        var kelly = KellyLeverage.Compute(exposure.Side, account.DriftPerYear, volatility, result.AsOf, account.Kelly);
        var tailRisk = TailRiskLeverage.Compute(exposure.Side, volatility, result.AsOf, account.TailRisk);
        return result with
        {
            VolatilityPerYear = volatility,
            LiquidationDistanceSigmas = SigmasOf(liquidation, exposure.Side, mark, volatility, result.AsOf),
            LiquidationProbabilities =
            [
                .. AccountGrid.Horizons.Select(horizon =>
                    ChanceOf(liquidation, exposure.Side, mark, volatility, horizon)
                ),
            ],
            TargetLiquidationProbability = chance,
            IsAboveTarget = isAbove,
            VolatilityTarget = volatilityTarget,
            Kelly = kelly,
            TailRisk = tailRisk,
            LiquidationOdds = odds,
            Allowed = RiskAdjustedLeverage.Compute(
                volatilityTarget,
                kelly,
                tailRisk,
                odds,
                result.VenueHighestLeverage
            ),
            Advice = isAbove
                ? AdviceOf(exposure, new SafeSize(exposure, backing, mark, volatility, account.Target), mark)
                : null,
        };
    }

    /// <summary>E5: a short position has a leverage below 0, and trades with the price like a long one of more than 1.</summary>
    private static LeveragedTokenFlowResult? KeepLeverageOf(
        PositionExposure exposure,
        double notionalUsd,
        double equityUsd,
        DateTimeOffset asOf
    ) =>
        Share(notionalUsd, equityUsd) is { } leverage
            ? LeveragedTokenFlow.Compute(equityUsd, exposure.Sign * leverage, 0.01, null, asOf)
            : null;

    private static double ChanceOf(
        LiquidationPoint liquidation,
        PositionSide side,
        double mark,
        double volatility,
        TimeSpan horizon
    ) =>
        liquidation.Outcome switch
        {
            LiquidationOutcome.LiquidatableNow => 1,
            LiquidationOutcome.Price => LiquidationProbability.Probability(
                Math.Log(liquidation.Price!.Value / mark),
                side,
                volatility,
                driftPerYear: 0,
                horizon,
                monitoringInterval: null
            ),
            _ => 0,
        };

    private static double? SigmasOf(
        LiquidationPoint liquidation,
        PositionSide side,
        double mark,
        double volatility,
        DateTimeOffset asOf
    ) =>
        liquidation.Price is { } price
            ? LiquidationDistance.Compute(side, mark, price, volatility, s_day, asOf).Deviations
            : null;

    /// <summary>H4 with the tiers and the wallet that the position really has: the leverage at its largest safe size.</summary>
    private static LiquidationOddsLeverageResult OddsLeverage(
        Account account,
        PositionExposure exposure,
        PositionBacking backing,
        double equity,
        double mark,
        double volatility,
        DateTimeOffset asOf
    )
    {
        var floored = SizingVolatility.Floored(volatility);
        var largest = new SafeSize(exposure, backing, mark, floored, account.Target).Largest();
        var leverage = Share((exposure with { Size = largest }).Notional(mark), equity);
        return new LiquidationOddsLeverageResult
        {
            Status = leverage is null ? MetricStatus.OutOfDomain : MetricStatus.Ok,
            Reason = leverage is null ? "There is no equity to lever." : null,
            SampleCount = 1,
            AsOf = asOf,
            Leverage = leverage,
            IsVolatilityFloored = leverage is null ? null : floored > volatility,
        };
    }

    private static RiskAdvice? AdviceOf(PositionExposure exposure, SafeSize safe, double mark)
    {
        var share = 1 - safe.Largest() / exposure.Size;
        var added = safe.LeastAdded();
        var addedUsd = added * exposure.QuotePerSettlement(mark);
        return share > 0 && double.IsFinite(addedUsd) && addedUsd > 0
            ? new RiskAdvice(
                share,
                share * exposure.Coins(mark),
                share * exposure.Notional(mark) * exposure.QuotePerSettlement(mark),
                added,
                addedUsd
            )
            : null;
    }

    private static PositionMove MoveOf(MarginPool pool, PoolMember member, LiquidationPoint liquidation, double move)
    {
        var exposure = member.Exposure;
        var moved = member.MarkPrice * (1 + move);
        var isLiquidated = IsReached(liquidation, exposure, moved);
        var equity = pool.EquityNow + exposure.Profit(moved) - exposure.Profit(member.MarkPrice);
        return new PositionMove(move, isLiquidated, isLiquidated ? null : equity * exposure.QuotePerSettlement(moved));
    }

    private static double? Share(double amount, double equity)
    {
        var share = amount / equity;
        return equity > 0 && double.IsFinite(share) ? share : null;
    }
}
