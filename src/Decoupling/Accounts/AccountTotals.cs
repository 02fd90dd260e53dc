using Decoupling.Liquidation;
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
        if (positions.Count - answered.Length is > 0 and var unanswered)
        {
            return Without(
                account,
                positions,
                MetricStatus.InsufficientData,
                $"{unanswered} of {positions.Count} positions have no answer; their rows say why.",
                asOf
            );
        }

        var maintenance = pools.Sum(pool => pool.MaintenanceNow * pool.QuotePerSettlement());
        var leverage = EffectiveLeverage.Compute(
            pools.Sum(pool => pool.Balance * pool.QuotePerSettlement()),
            [.. pools.SelectMany(pool => pool.Members).Select(member => member.Exposure.At(member.MarkPrice))],
            maintenance,
            asOf
        );
        if (leverage.Status != MetricStatus.Ok)
        {
            return Without(account, positions, leverage.Status, leverage.Reason!, asOf);
        }

        return new AccountAssessment
        {
            Status = MetricStatus.Ok,
            SampleCount = positions.Count,
            AsOf = asOf,
            Account = account,
            Positions = positions,
            State = leverage.State,
            EquityUsd = leverage.EquityUsd,
            NotionalUsd = leverage.NotionalUsd,
            MaintenanceMarginUsd = maintenance,
            EffectiveLeverage = leverage.Leverage,
            MarginRatio = leverage.MarginRatio,
            Moves = [.. AccountGrid.Moves.Select(move => MoveOf(pools, move))],
            Weakest = answered
                .Where(position => position.TargetLiquidationProbability is not null)
                .MaxBy(position => position.TargetLiquidationProbability),
            PositionsAboveTarget = answered.Count(position => position.IsAboveTarget == true),
            AddCollateralUsd = AddedOver(positions),
        };
    }

    private static AccountAssessment Without(
        Account account,
        IReadOnlyList<PositionAssessment> positions,
        MetricStatus status,
        string reason,
        DateTimeOffset asOf
    ) =>
        new()
        {
            Status = status,
            Reason = reason,
            SampleCount = 0,
            AsOf = asOf,
            Account = account,
            Positions = positions,
        };

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
