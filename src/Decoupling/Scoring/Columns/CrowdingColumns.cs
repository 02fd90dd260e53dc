using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of LiquidationRisk: crowding, C2.</summary>
internal static class CrowdingColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text("OpenInterestOverVolumeStatus", "C2: status", row => row.Score.Crowding.OverVolume.Status.ToString()),
        Number(
            "OpenInterestOverVolume24h",
            "×",
            "C2: open interest over the volume of 24 hours, the days to unwind, ≥ 0",
            row => row.Score.Crowding.OverVolume.Ratio
        ),
        Text("OpenInterestRankStatus", "C2, J5: status", row => row.Score.Crowding.Rank.Status.ToString()),
        Number(
            "OpenInterestRank30d",
            "",
            "C2, J5: mid-rank of the open interest in USD among the samples of 30 days, 0 to 1",
            row => row.Score.Crowding.Rank.MidRank
        ),
        Text("OpenInterestChangeStatus", "C2: status", row => row.Score.Crowding.Change.Status.ToString()),
        Number(
            "OpenInterestChange24h",
            "",
            "C2: change of the open interest in USD over 24 hours, a fraction, ≥ -1",
            row => row.Score.Crowding.Change.Change
        ),
        Text(
            "LeverageRatioStatus",
            "C2: status; OutOfDomain where no reserve is given",
            row => row.Score.Crowding.LeverageRatio.Status.ToString()
        ),
        Number(
            "EstimatedLeverageRatio",
            "×",
            "C2: the venue's open interest over its reserve, ≥ 0",
            row => row.Score.Crowding.LeverageRatio.Ratio
        ),
        Number("ReserveUsd", "USD", "C2: the reserve as given, ≥ 0", row => row.Score.Crowding.ReserveUsd),
        Time("ReserveCountedAt", "as of when the reserve was counted", row => row.Score.Crowding.ReserveCountedAt),
    ];
}
