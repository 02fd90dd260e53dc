using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: funding and the premium that it implies, B2.</summary>
internal static class FundingColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text("FundingStatus", "B2: status", row => row.Score.Funding.Status.ToString()),
        Number(
            "FundingPerYear",
            "fraction per year",
            "B2: longs pay when positive",
            row => row.Score.Funding.FundingPerYear
        ),
        Number("PremiumBps", "bp", "B2: premium of mark over index", row => row.Score.Funding.PremiumBps),
        Number(
            "ImpliedPremiumLowBps",
            "bp",
            "B2: least premium that the funding rate implies",
            row => row.Score.Funding.ImpliedPremiumLowBps
        ),
        Number(
            "ImpliedPremiumHighBps",
            "bp",
            "B2: greatest premium that it implies",
            row => row.Score.Funding.ImpliedPremiumHighBps
        ),
        Number(
            "FundingGapBps",
            "bp",
            "B2: premium outside what is implied, signed; 0 inside",
            row => row.Score.Funding.GapBps
        ),
    ];
}
