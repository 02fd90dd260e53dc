using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Accounts.Columns.AccountRiskRow>;

namespace Decoupling.Accounts.Columns;

/// <summary>Columns of AccountRisk: auto-deleveraging, D9, and what keeping the leverage takes, E5.</summary>
internal static class DeleverageColumns
{
    public static IReadOnlyList<ResultColumn<AccountRiskRow>> All { get; } =
    [
        Text(
            "AutoDeleverageStatus",
            "D9: status; OutOfDomain for a bankrupt position",
            row => row.Position?.AutoDeleverage?.Status.ToString()
        ),
        Number(
            "AutoDeleverageScore",
            "",
            "D9: a ratio, the higher the sooner it is closed for another's bankruptcy; below 0 for a loss; among positions of one venue",
            row => row.Position?.AutoDeleverage?.Score
        ),
        Text(
            "AutoDeleverageRule",
            "D9: ProfitTimesLeverage, or ProfitTimesMarginRatio at Binance",
            row =>
                row.Position is not { } position ? null
                : PositionDeleveraging.IsByMarginRatio(position.Position.Venue) ? "ProfitTimesMarginRatio"
                : "ProfitTimesLeverage"
        ),
        Number(
            "KeepLeverageTradePer1PercentUsd",
            "USD",
            "E5: to keep its leverage it would have to buy (above 0) or sell so much after a rise of 1 %, and the reverse after a fall",
            row => row.Position?.KeepLeverage?.FlowUsd
        ),
    ];
}
