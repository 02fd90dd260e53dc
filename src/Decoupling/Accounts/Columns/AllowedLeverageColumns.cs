using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Accounts.Columns.AccountRiskRow>;

namespace Decoupling.Accounts.Columns;

/// <summary>Columns of AccountRisk: what H1 to H4 allow.</summary>
internal static class AllowedLeverageColumns
{
    public static IReadOnlyList<ResultColumn<AccountRiskRow>> All { get; } =
    [
        Number("VolatilityTargetLeverage", "×", "H1, > 0", row => row.Position?.VolatilityTarget?.Leverage),
        Text(
            "KellyStatus",
            "H2: status; InsufficientData without a drift",
            row => row.Position?.Kelly?.Status.ToString()
        ),
        Number("KellyLeverage", "×", "H2, ≥ 0", row => row.Position?.Kelly?.Leverage),
        Number("TailRiskLeverage", "×", "H3, > 0", row => row.Position?.TailRisk?.Leverage),
        Number(
            "LiquidationOddsLeverage",
            "×",
            "H4 with the position's own tiers and wallet, ≥ 0",
            row => row.Position?.LiquidationOdds?.Leverage
        ),
        Number(
            "VenueHighestLeverage",
            "×",
            "what the venue lets a position of that size be opened at, > 0; absent where it is not known",
            row => row.Position?.VenueHighestLeverage
        ),
        Number("AllowedLeverage", "×", "the least of them, ≥ 0", row => row.Position?.Allowed?.Leverage),
        Text("BindingLimit", "which of them is the least", row => row.Position?.Allowed?.BindingLimit?.ToString()),
    ];
}
