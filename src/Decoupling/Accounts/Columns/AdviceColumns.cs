using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Accounts.Columns.AccountRiskRow>;

namespace Decoupling.Accounts.Columns;

/// <summary>Columns of AccountRisk: what gets below the chosen chance. Absent where it is below already.</summary>
internal static class AdviceColumns
{
    public static IReadOnlyList<ResultColumn<AccountRiskRow>> All { get; } =
    [
        Flag("IsAboveTarget", "the chance is above the chosen one", row => row.Position?.IsAboveTarget),
        Number(
            "ReducePercent",
            "%",
            "close so much, with the margin left in place, > 0 to 100",
            row => row.Position?.Advice?.ReduceShare * 100
        ),
        Number("ReduceCoins", "coins", "the same in coins, > 0", row => row.Position?.Advice?.ReduceCoins),
        Number("ReduceUsd", "USD", "the same as notional, > 0", row => row.Position?.Advice?.ReduceUsd),
        Number(
            "AddCollateral",
            "settlement coin",
            "or add so much margin, > 0",
            row => row.Position?.Advice?.AddCollateral
        ),
        Text("SettlementCoin", "the coin of margin and profit", row => row.Position?.Position.SettlementCoin),
        Number(
            "AddCollateralUsd",
            "USD",
            "the same at the mark price; an account's is what its wallets need together, ≥ 0",
            row => row.Position is { } position ? position.Advice?.AddCollateralUsd : row.Account.AddCollateralUsd
        ),
    ];
}
