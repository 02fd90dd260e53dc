using Decoupling.Liquidation;
using Decoupling.Numerics;
using Decoupling.Results;

namespace Decoupling.Accounts;

/// <summary>An account as a whole, from the answers of its positions and their pools.</summary>
internal static class AccountTotals
{
    public static AccountAssessment Of(
        Account account,
        IReadOnlyList<PositionAssessment> positions,
        IReadOnlyList<MarginPool> pools,
        DateTimeOffset asOf
    )
    {
        var answered = positions.Where(position => position.Status == MetricStatus.Ok).ToArray();
        var equity = pools.Sum(pool => pool.EquityNow * pool.QuotePerSettlement());
        var maintenance = pools.Sum(pool => pool.MaintenanceNow * pool.QuotePerSettlement());
        var notional = answered.Sum(position => position.NotionalUsd!.Value);
        var unanswered = positions.Count - answered.Length;
        if (unanswered > 0 || !InputGate.AllFinite(equity, maintenance, notional))
        {
            return new AccountAssessment
            {
                Status = unanswered > 0 ? MetricStatus.InsufficientData : MetricStatus.OutOfDomain,
                Reason =
                    unanswered > 0
                        ? $"{unanswered} of {positions.Count} positions have no answer; their rows say why."
                        : "The account's numbers exceed what can be reckoned with.",
                SampleCount = answered.Length,
                AsOf = asOf,
                Account = account,
                Positions = positions,
            };
        }

        return new AccountAssessment
        {
            Status = MetricStatus.Ok,
            SampleCount = positions.Count,
            AsOf = asOf,
            Account = account,
            Positions = positions,
            EquityUsd = equity,
            NotionalUsd = notional,
            MaintenanceMarginUsd = maintenance,
            EffectiveLeverage = equity > 0 ? notional / equity : null,
            MarginRatio = equity > 0 ? maintenance / equity : null,
            Moves = [.. AccountGrid.Moves.Select(move => MoveOf(pools, move))],
            Weakest = answered
                .Where(position => position.TargetLiquidationProbability is not null)
                .MaxBy(position => position.TargetLiquidationProbability),
            PositionsAboveTarget = answered.Count(position => position.IsAboveTarget == true),
            AddCollateralUsd = AddedOver(positions),
        };
    }

    /// <summary>A wallet's positions share what is added to it, so that the one that needs most decides.</summary>
    private static double? AddedOver(IReadOnlyList<PositionAssessment> positions) =>
        positions.Any(position => position is { IsAboveTarget: true, Advice: null })
            ? null
            : positions
                .Where(position => position.Advice is not null)
                .GroupBy(position =>
                    position.Position.Margin == MarginMode.Isolated
                        ? (position.Position.Label, "", "")
                        : ("", position.Position.Venue, position.Position.SettlementCoin)
                )
                .Sum(wallet => wallet.Max(position => position.Advice!.AddCollateralUsd));

    private static AccountMove MoveOf(IReadOnlyList<MarginPool> pools, double move)
    {
        var (liquidated, equity) = (0, 0.0);
        foreach (var pool in pools)
        {
            var left = pool.Equity(move);
            if (IsLiquidated(pool, move, left))
            {
                liquidated += pool.Members.Count;
            }
            else
            {
                equity += left * pool.QuotePerSettlement(move);
            }
        }

        return new AccountMove(move, liquidated, equity);
    }

    /// <summary>A position alone goes at its own price, closing fee and all; a wallet when its equity meets what all its positions must keep.</summary>
    private static bool IsLiquidated(MarginPool pool, double move, double equity)
    {
        if (pool.Members is not [var alone])
        {
            return equity <= pool.Maintenance(move);
        }

        var found = alone.Exposure.Liquidation(pool.BackingOf(alone), alone.MarkPrice);
        return PositionScoring.IsReached(found, alone.Exposure, alone.MarkPrice * (1 + move));
    }
}
