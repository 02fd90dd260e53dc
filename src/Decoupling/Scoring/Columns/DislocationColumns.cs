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
}
