using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Accounts.Columns.AccountRiskRow>;

namespace Decoupling.Accounts.Columns;

/// <summary>Columns of AccountRisk: the odds of liquidation, D8; an account's are those of its weakest position.</summary>
internal static class OddsColumns
{
    private static readonly string[] s_horizons = ["1h", "8h", "24h", "7d"];

    public static IReadOnlyList<ResultColumn<AccountRiskRow>> All { get; } =
    [
        Number(
            "VolatilityPerYear",
            "fraction per √year",
            "what the odds are reckoned with, > 0",
            row => row.Position?.VolatilityPerYear
        ),
        Flag(
            "IsVolatilityGiven",
            "the volatility is the file's, not the market's",
            row =>
                row.Position is { VolatilityPerYear: not null } position
                    ? position.Position.VolatilityPerYear is not null
                    : null
        ),
        .. s_horizons.Select(
            (name, index) =>
                Number(
                    $"LiquidationProbability{name}",
                    "",
                    $"D8: that it is liquidated within {name}, 0 to 1; an account's largest",
                    row => OddsOf(row, index)
                )
        ),
        Number(
            "TargetProbability",
            "",
            "the chosen chance of being liquidated, 0 to 1",
            row => row.Account.Account.Target.Probability
        ),
        Number("TargetHours", "h", "within what time", row => row.Account.Account.Target.Horizon.TotalHours),
        Number(
            "TargetLiquidationProbability",
            "",
            "D8: that it is liquidated within that time, 0 to 1; an account's largest",
            row => (row.Position ?? row.Account.Weakest)?.TargetLiquidationProbability
        ),
        Text(
            "WeakestPosition",
            "the label of the position that is likeliest to be liquidated",
            row => row.Position is null ? row.Account.Weakest?.Position.Label : null
        ),
    ];

    private static double? OddsOf(AccountRiskRow row, int index)
    {
        if (row.Position is { } position)
        {
            return index < position.LiquidationProbabilities.Count ? position.LiquidationProbabilities[index] : null;
        }

        var known = row.Account.Positions.Where(one => index < one.LiquidationProbabilities.Count).ToArray();
        return row.Account.Weakest is not null && known.Length > 0
            ? known.Max(one => one.LiquidationProbabilities[index])
            : null;
    }
}
