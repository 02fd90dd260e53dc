using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: co-movement with the reference, A1 to A4.</summary>
internal static class TrackingColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
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
        Text("KalmanStatus", "A3: status", row => row.Score.Innovations.Kalman.Status.ToString()),
        Number("KalmanBeta", "", "A3: β now, where it drifts", row => row.Score.Innovations.Kalman.Beta),
        Number(
            "KalmanBetaDeviation",
            "",
            "A3: standard deviation of that β, ≥ 0",
            row => row.Score.Innovations.Kalman.BetaStandardDeviation
        ),
        Number(
            "KalmanInnovationZ",
            "",
            "A3: z of the last return against what β foretold; absent where the reference did not move",
            row => row.Score.Innovations.Kalman.InnovationZ
        ),
    ];
}
