using Decoupling.Baselines;
using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: the reading of what happens now.</summary>
internal static class DislocationColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Number(
            "DislocationRatio",
            "× both floors",
            "1 where |z| and bp both reach their floors, ≥ 0",
            row => row.Score.Dislocation.Ratio
        ),
        Count("DislocationDirection", "-1 cheap, 0 on the median, 1 dear", row => row.Score.Dislocation.Direction),
        Text(
            "DislocationSeverity",
            "None, or × both floors: Notable from 1, Severe from 2, Extreme from 3",
            row => row.Score.Dislocation.Severity?.ToString()
        ),
        Count(
            "Corroborations",
            "how many witnesses bear the direction out, 0 to 3",
            row => row.Score.Corroboration.Count
        ),
        Count("CorroborationsAsked", "how many of the three could be asked", row => row.Score.Corroboration.Asked),
        Text(
            "CorroboratedBy",
            "funding gap, mark against last, tracking error, or none",
            row => row.Score.Corroboration.By
        ),
        Text("DislocationCompositeStatus", "J5: status", row => row.Score.DislocationComposite.Score.Status.ToString()),
        Text(
            "DislocationCompositeReason",
            "J5: a sentence on the status",
            row => row.Score.DislocationComposite.Score.Reason
        ),
        Number(
            "DislocationComposite",
            "",
            "J5: ranks of the five parts joined by their correlations, 0 to 1",
            row => row.Score.DislocationComposite.Score.Score
        ),
        Number(
            "DislocationMeanRank",
            "",
            "J5: weighted mean of the ranks, 0 to 1",
            row => row.Score.DislocationComposite.Score.WeightedMean
        ),
        Number(
            "DislocationCoverage",
            "",
            "J5: share of the weight that was present, 0 to 1",
            row => row.Score.DislocationComposite.Score.Coverage
        ),
        .. BaselineComponents.OfDislocation.SelectMany(PartColumns),
        Count(
            "VenuesDislocated",
            "venues with a derivative of the asset beyond both floors, against its reference or a median of three venues",
            row => row.Score.VenuesDislocated
        ),
        Count(
            "VenuesScored",
            "venues with a derivative of the asset that could be judged",
            row => row.Score.VenuesScored
        ),
    ];

    private static IEnumerable<ResultColumn<ScoredRow>> PartColumns(BaselineComponent part)
    {
        var (name, meaning) = NameOf(part);
        yield return Number(
            $"{name}Rank",
            "",
            $"J5: rank of {meaning} in its past, 0 to 1",
            row => row.Score.DislocationComposite.RankOf(part).MidRank
        );
        yield return Number(
            $"{name}Share",
            "",
            $"J5: share of {meaning} in the composite",
            row => row.Score.DislocationComposite.ShareOf(part)
        );
    }

    private static (string Name, string Meaning) NameOf(BaselineComponent part) =>
        part == BaselineComponents.RobustZ ? ("RobustZ", "|robust z|")
        : part == BaselineComponents.DeviationBps ? ("Deviation", "|basis - median|")
        : part == BaselineComponents.FundingGapBps ? ("FundingGap", "|funding gap|")
        : part == BaselineComponents.MarkLastBps ? ("MarkLast", "|mark against last|")
        : ("TrackingError", "the tracking error");
}
