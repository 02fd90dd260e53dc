using static Decoupling.Scoring.ColumnTypes;

namespace Decoupling.Scoring;

/// <summary>The columns of DecouplingScores, in order. The list is a contract: it changes by addition only.</summary>
public static class DecouplingScoreColumns
{
    /// <summary>All columns, those that every result table has first.</summary>
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        .. CommonColumns.All,
        Text("Status", "Ok when the main score stands, else why not", row => row.Score.Status.ToString()),
        Text("Reason", "a sentence on the status", row => row.Score.Reason),
        Text("Summary", "a sentence for a person", row => ScoreSummary.Of(row.Card.Asset, row.Score)),
        Text("ReferenceVenue", "the venue of the spot market compared with", row => row.Score.ReferenceVenue),
        Text("ReferenceSymbol", "the symbol of that spot market", row => row.Score.ReferenceSymbol),
        Number(
            "DislocationRatio",
            "× both floors",
            "1 where |z| and bp both reach their floors, ≥ 0",
            row => row.Score.Dislocation.Ratio
        ),
        Count("DislocationDirection", "-1 cheap, 0 on the median, 1 dear", row => row.Score.Dislocation.Direction),
        Count(
            "VenuesDislocated",
            "venues with a derivative of the asset beyond both floors",
            row => row.Score.VenuesDislocated
        ),
        Count(
            "VenuesScored",
            "venues with a derivative of the asset that could be judged",
            row => row.Score.VenuesScored
        ),
        Text("BasisStatus", "B1: status of the z columns", row => row.Score.Basis.Status.ToString()),
        Number("BasisBps", "bp", "B1: last close against the reference's", row => row.Score.Basis.BasisBps),
        Number("BasisMedianBps", "bp", "B1: median of the window before", row => row.Score.Basis.MedianBps),
        Number("BasisDeviationBps", "bp", "B1: basis less its median", row => row.Score.Basis.DeviationBps),
        Number("BasisZ", "", "B1: z against the window before, -50 to 50", row => row.Score.Basis.ZScore),
        Number("BasisRobustZ", "", "B1: z by median and MAD, -50 to 50", row => row.Score.Basis.RobustZScore),
        Number("MarkBasisBps", "bp", "B1: mark price against index price", row => row.Score.MarkBasisBps),
        Text("CoMovementStatus", "A1: status", row => row.Score.CoMovement.Status.ToString()),
        Count("SampleCount", "A1: paired returns in the window", row => row.Score.CoMovement.SampleCount),
        Number("Correlation", "", "A1: ρ of returns, -1 to 1", row => row.Score.CoMovement.Correlation),
        Number("CorrelationLow", "", "A4: lower 95 % bound of ρ", row => row.Score.Deviation.CorrelationLow),
        Number("CorrelationHigh", "", "A4: upper 95 % bound of ρ", row => row.Score.Deviation.CorrelationHigh),
        Number(
            "Beta",
            "",
            "A1: β, the derivative's return per return of the reference",
            row => row.Score.CoMovement.Beta
        ),
        Number("BetaStandardError", "", "A1: standard error of β, ≥ 0", row => row.Score.CoMovement.BetaStandardError),
        Number(
            "TrackingErrorPerYear",
            "fraction per √year",
            "A1: residual deviation, ≥ 0",
            row => row.Score.CoMovement.TrackingErrorPerYear
        ),
        Text("DeviationStatus", "A4: status", row => row.Score.Deviation.Status.ToString()),
        Number(
            "OneMinusCorrelation",
            "",
            "A4: 1 - ρ, 0 to 2; a diagnostic, low in busy markets",
            row => row.Score.Deviation.OneMinusCorrelation
        ),
        Number(
            "OneMinusRSquared",
            "",
            "A4: variance not explained, 0 to 1",
            row => row.Score.Deviation.OneMinusRSquared
        ),
        Number("BetaDeviation", "", "A4: |β - 1|, ≥ 0", row => row.Score.Deviation.BetaDeviation),
        Number("BetaTStatistic", "", "A4: (β - 1) / standard error", row => row.Score.Deviation.BetaTStatistic),
        Flag(
            "IsBelowCorrelationFloor",
            "A4: upper bound of ρ under the floor",
            row => row.Score.Deviation.IsBelowFloor
        ),
        Text("EwmaStatus", "A2: status", row => row.Score.Ewma.Status.ToString()),
        Number("EwmaCorrelation", "", "A2: ρ with exponential weights, -1 to 1", row => row.Score.Ewma.Correlation),
        Number("EwmaBeta", "", "A2: β with exponential weights", row => row.Score.Ewma.Beta),
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
        Number(
            "DataAgeSeconds",
            "s",
            "age of the older leg's last closed bar with trades, ≥ 0",
            row => row.Score.DataAge?.TotalSeconds
        ),
    ];
}
