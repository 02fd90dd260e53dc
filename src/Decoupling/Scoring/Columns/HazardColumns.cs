using System.Globalization;
using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: the state of elevated risk, mainly from volatility and persistent funding.</summary>
internal static class HazardColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text("HazardStatus", "hazard: status of the log odds", row => row.Score.Hazard.Reading.Status.ToString()),
        Text("HazardStateStatus", "hazard: status of the state", row => row.Score.Hazard.State.Status.ToString()),
        Text(
            "HazardReason",
            "hazard: a sentence on the first status that is not Ok",
            row => ReasonOf(row.Score.Hazard)
        ),
        Number("HazardLogit", "", "hazard: log odds of the probability", row => row.Score.Hazard.Reading.Logit),
        Number(
            "HazardProbability",
            "",
            "hazard: probability of the model's fall (8 % within 24 h), 0 to 1; too high where the fit is old",
            row => row.Score.Hazard.Reading.Probability
        ),
        Number(
            "HazardPercentile",
            "",
            "hazard: rank of the log odds in the past, 0 to 1",
            row => row.Score.Hazard.State.Percentile
        ),
        Count(
            "HazardElevated",
            "hazard: 1 in the state of elevated risk, else 0",
            row => (int?)row.Score.Hazard.State.State
        ),
        Time(
            "HazardSinceAt",
            "hazard: when the state was entered or left, in the last 9 days",
            row => row.Score.Hazard.State.SinceAt
        ),
        Text(
            "HazardDrivers",
            "hazard: the three features that move the log odds most",
            row => HazardText.DriversOf(row.Score.Hazard.Reading)
        ),
        Text(
            "HazardDriverShares",
            "hazard: the shares of these, in this order, of all features' absolute log odds, 0 to 1",
            row => HazardText.SharesOf(row.Score.Hazard.Reading)
        ),
        Text(
            "HazardFittedOn",
            "hazard: day of the coefficients",
            row => row.Score.Hazard.Reading.FittedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        ),
        Flag(
            "IsHazardRefitDue",
            "hazard: the coefficients are due for a refit",
            row => row.Score.Hazard.Reading.IsRefitDue
        ),
    ];

    private static string? ReasonOf(HazardScore hazard) => hazard.Reading.Reason ?? hazard.State.Reason;
}
