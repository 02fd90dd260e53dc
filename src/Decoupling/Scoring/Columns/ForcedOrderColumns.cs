using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of LiquidationRisk: what the venue's tape of liquidations says, E4 and D7.</summary>
internal static class ForcedOrderColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text(
            "BranchingStatus",
            "E4: status; InsufficientData below 100 liquidations",
            row => row.Score.Liquidation.ForcedOrders.Branching.Status.ToString()
        ),
        Number(
            "BranchingRatio",
            "",
            "E4: share of the liquidations that others set off, ≥ 0; from 1 on a burst",
            row => row.Score.Liquidation.ForcedOrders.Branching.BranchingRatio
        ),
        Count(
            "BranchingLiquidations",
            "E4: liquidations on the tape of up to 6 hours",
            row => row.Score.Liquidation.ForcedOrders.Branching.SampleCount
        ),
        Number(
            "BranchingLengthSeconds",
            "s",
            "E4: how long that tape is, > 0; it grows slot by slot after a gap",
            row => row.Score.Liquidation.ForcedOrders.BranchingLength?.TotalSeconds
        ),
        Text(
            "MapUsageStatus",
            "D7: status of the tape against the map of before it",
            row => row.Score.Liquidation.ForcedOrders.MapUsage.Status.ToString()
        ),
        Text(
            "LiquidationCoverage",
            "D7: Complete, or LowerBound where the venue shows a sample",
            row => row.Score.Liquidation.ForcedOrders.MapUsage.Coverage?.ToString()
        ),
        Number(
            "ForcedOrdersUsd",
            "USD",
            "D7: liquidations on the tape, ≥ 0",
            row => row.Score.Liquidation.ForcedOrders.MapUsage.ForcedUsd
        ),
        Number(
            "MapUsedShare",
            "",
            "D7: share of what the map had in the price's way that they used up, 0 to 1",
            row => row.Score.Liquidation.ForcedOrders.MapUsage.UsedShare
        ),
        Number(
            "MapUnexplainedUsd",
            "USD",
            "D7: liquidations where the map had nothing left, ≥ 0",
            row => row.Score.Liquidation.ForcedOrders.MapUsage.UnexplainedUsd
        ),
    ];
}
