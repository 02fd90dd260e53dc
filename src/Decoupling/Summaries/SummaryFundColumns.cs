using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Summaries.RiskSummary>;

namespace Decoupling.Summaries;

/// <summary>Columns of RiskSummaries: insurance funds and leveraged funds, D9 and E5.</summary>
internal static class SummaryFundColumns
{
    public static IReadOnlyList<ResultColumn<RiskSummary>> All { get; } =
    [
        Number(
            "InsuranceFundUsd",
            "USD",
            "D9: the funds of all venues in the cascade, each of which bears its own venue's losses only, ≥ 0",
            summary => summary.InsuranceFundUsd
        ),
        Text(
            "RebalancingStatus",
            "E5: status; OutOfDomain where no leveraged fund is given",
            summary => summary.Rebalancing?.Status.ToString()
        ),
        Text("RebalancingReason", "a sentence on that status", summary => summary.Rebalancing?.Reason),
        Number(
            "RebalancingFlowUsd",
            "USD",
            "E5: what leveraged funds buy (above 0) or sell at their next rebalancing because of the price since the last",
            summary => summary.Rebalancing?.FlowUsd
        ),
        Number(
            "RebalancingFlowOverVolume24h",
            "×",
            "E5: that flow without its sign over the derivatives' volume of 24 hours, ≥ 0",
            summary => summary.Rebalancing?.FlowOverVolume
        ),
        Number(
            "RebalancingPer1PercentUsd",
            "USD",
            "E5: what each further per cent makes them trade, with the move",
            summary => summary.Rebalancing?.UsdPerLogPrice / 100
        ),
        Number(
            "OldestLeveragedFundAgeSeconds",
            "s",
            "age of the oldest count of a leveraged fund",
            summary => (summary.AsOf - summary.Rebalancing?.OldestCountedAt)?.TotalSeconds
        ),
    ];
}
