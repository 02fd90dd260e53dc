using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: the derivative against the median of all venues' spot markets.</summary>
internal static class CrossVenueColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text(
            "VenueVerdict",
            "Normal, VenueLocal, MarketWide, BadData or InsufficientData: whose gap it is",
            row => row.Score.Verdict.ToString()
        ),
        Text(
            "CrossStatus",
            "B1: status against the median of the venues' spot closes",
            row => row.Score.CrossVenue.Basis.Status.ToString()
        ),
        Count(
            "CrossVenueCount",
            "venues with spot trades in the median's newest bar",
            row => row.Score.CrossVenue.SpotVenueCount
        ),
        Number(
            "CrossBasisBps",
            "bp",
            "B1: last close against the median's",
            row => row.Score.CrossVenue.Basis.BasisBps
        ),
        Number(
            "CrossDeviationBps",
            "bp",
            "B1: that basis less its median over the window before",
            row => row.Score.CrossVenue.Basis.DeviationBps
        ),
        Number("CrossZ", "", "B1: z of that basis, -50 to 50", row => row.Score.CrossVenue.Basis.ZScore),
        Number(
            "CrossRobustZ",
            "",
            "B1: z by median and MAD, -50 to 50",
            row => row.Score.CrossVenue.Basis.RobustZScore
        ),
        Number(
            "CrossCorrelation",
            "",
            "A1: ρ of returns with the median's, -1 to 1",
            row => row.Score.CrossVenue.CoMovement.Correlation
        ),
        Number(
            "CrossBeta",
            "",
            "A1: β, the derivative's return per return of the median",
            row => row.Score.CrossVenue.CoMovement.Beta
        ),
        Number(
            "SpotOffMedianBps",
            "bp",
            "the own venue's spot against the median; half the gap where two venues make it",
            row => row.Score.CrossVenue.SpotOffMedianBps
        ),
    ];
}
