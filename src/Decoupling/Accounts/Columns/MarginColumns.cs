using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Accounts.Columns.AccountRiskRow>;

namespace Decoupling.Accounts.Columns;

/// <summary>Columns of AccountRisk: leverage, margin and where it ends, C1 and D2 to D6.</summary>
internal static class MarginColumns
{
    public static IReadOnlyList<ResultColumn<AccountRiskRow>> All { get; } =
    [
        Count(
            "Positions",
            "positions of the account",
            row => row.Position is null ? row.Account.Positions.Count : null
        ),
        Count(
            "PositionsAboveTarget",
            "positions above the chosen chance",
            row => row.Position is null ? row.Account.PositionsAboveTarget : null
        ),
        Text(
            "AccountState",
            "C1: Healthy, Liquidatable or Insolvent as a whole",
            row => row.Position is null ? row.Account.State?.ToString() : null
        ),
        Number("SizeCoins", "coins", "what gains or loses with the price, > 0", row => row.Position?.SizeCoins),
        Number(
            "NotionalUsd",
            "USD",
            "at the mark price, > 0",
            row => row.Position is { } position ? position.NotionalUsd : row.Account.NotionalUsd
        ),
        Number(
            "MarkPrice",
            "quote per coin",
            "what margin is reckoned by, > 0",
            row => row.Position?.Market?.MarkPrice
        ),
        Flag("IsMarkLastClose", "the venue gave no fresh mark price", row => row.Position?.Market?.IsMarkLastClose),
        Number(
            "EquityUsd",
            "USD",
            "C1: margin or wallet with open profits and losses",
            row => row.Position is { } position ? position.EquityUsd : row.Account.EquityUsd
        ),
        Number(
            "MaintenanceMarginUsd",
            "USD",
            "what must be kept of that equity, ≥ 0",
            row => row.Position is { } position ? position.MaintenanceMarginUsd : row.Account.MaintenanceMarginUsd
        ),
        Number(
            "EffectiveLeverage",
            "×",
            "C1: notional over equity, ≥ 0; none without equity",
            row => row.Position is { } position ? position.EffectiveLeverage : row.Account.EffectiveLeverage
        ),
        Number(
            "MarginRatio",
            "×",
            "C1: maintenance over equity; 1 is liquidation",
            row => row.Position is { } position ? position.MarginRatio : row.Account.MarginRatio
        ),
        Text(
            "LiquidationOutcome",
            "D2 to D6: whether there is a price, and if not, why",
            row => row.Position?.Liquidation?.Outcome?.ToString()
        ),
        Number(
            "LiquidationPrice",
            "quote per coin",
            "D2 to D6: where the venue closes the position, > 0",
            row => row.Position?.Liquidation?.Price
        ),
        Number(
            "BankruptcyPrice",
            "quote per coin",
            "D2 to D6: where the margin is gone, > 0",
            row => row.Position?.Liquidation?.BankruptcyPrice
        ),
        Number(
            "LiquidationDistancePercent",
            "%",
            "C1: of the mark price, ≥ 0",
            row => row.Position?.Liquidation?.Distance * 100
        ),
        Number(
            "LiquidationDistanceSigmas",
            "σ",
            "C1: in deviations of a day, ≥ 0",
            row => row.Position?.LiquidationDistanceSigmas
        ),
        Flag(
            "IsMarginTableAssumed",
            "the margin table is an assumption, not the venue's",
            row => row.Position?.Market?.Terms.IsMarginTableAssumed
        ),
    ];
}
