using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Accounts.Columns.AccountRiskRow>;

namespace Decoupling.Accounts.Columns;

/// <summary>Columns of AccountRisk: a stop inside the liquidation price, H5.</summary>
internal static class StopColumns
{
    public static IReadOnlyList<ResultColumn<AccountRiskRow>> All { get; } =
    [
        Text("StopStatus", "H5: status", row => row.Position?.Stop?.Placement.Status.ToString()),
        Text("StopReason", "H5: why no stop is safe", row => row.Position?.Stop?.Placement.Reason),
        Number(
            "StopPrice",
            "quote per coin",
            "H5: the farthest stop that closes before the venue does, > 0",
            row => row.Position?.Stop?.Placement.StopPrice
        ),
        Number(
            "ClosingImpactBps",
            "bp",
            "what closing costs against the mid price, ≥ 0",
            row => row.Position?.Stop?.ImpactBps
        ),
        Number("GapBps", "bp", "how far the price may jump over a stop, ≥ 0", row => row.Position?.Stop?.GapBps),
    ];
}
