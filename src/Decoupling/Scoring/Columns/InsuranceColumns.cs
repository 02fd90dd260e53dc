using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of LiquidationRisk: the venue's insurance fund, D9.</summary>
internal static class InsuranceColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text(
            "InsuranceStatus",
            "D9: status; OutOfDomain where no fund is given, Degenerate where none of the days would cost it anything",
            row => row.Score.Insurance.Coverage.Status.ToString()
        ),
        Number(
            "InsuranceCoverage",
            "×",
            "D9: a ratio, the fund over the mean bad debt of the worst 2.5 % of the moves over a day in 30 days, were they to come now, ≥ 0",
            row => row.Score.Insurance.Coverage.Coverage
        ),
        Number(
            "InsuranceExpectedShortfallUsd",
            "USD",
            "D9: that mean bad debt, > 0",
            row => row.Score.Insurance.Coverage.ExpectedShortfallUsd
        ),
        Number("InsuranceFundUsd", "USD", "D9: the fund as given, ≥ 0", row => row.Score.Insurance.FundUsd),
        Time("InsuranceFundCountedAt", "as of when the fund was counted", row => row.Score.Insurance.CountedAt),
        Flag(
            "IsInsuranceFundShared",
            "the fund stands behind all of the venue's contracts: others may use it up",
            row => row.Score.Insurance.IsShared
        ),
    ];
}
