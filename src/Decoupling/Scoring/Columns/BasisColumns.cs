using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: the basis, B1.</summary>
internal static class BasisColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text("BasisStatus", "B1: status of the z columns", row => row.Score.Basis.Status.ToString()),
        Number("BasisBps", "bp", "B1: last close against the reference's", row => row.Score.Basis.BasisBps),
        Number("BasisMedianBps", "bp", "B1: median of the window before", row => row.Score.Basis.MedianBps),
        Number("BasisDeviationBps", "bp", "B1: basis less its median", row => row.Score.Basis.DeviationBps),
        Number("BasisZ", "", "B1: z against the window before, -50 to 50", row => row.Score.Basis.ZScore),
        Number("BasisRobustZ", "", "B1: z by median and MAD, -50 to 50", row => row.Score.Basis.RobustZScore),
        Number("MarkBasisBps", "bp", "B1: mark price against index price", row => row.Score.MarkOverIndex.GapBps),
        Text("MarkBasisStatus", "B1: status of mark against index", row => row.Score.MarkOverIndex.Status.ToString()),
        Text("IndexBasisStatus", "B1: status of last against index", row => row.Score.LastOverIndex.Status.ToString()),
        Number("IndexBasisBps", "bp", "B1: last close against index price", row => row.Score.LastOverIndex.GapBps),
        Text("MarkLastStatus", "B1: status of mark against last", row => row.Score.MarkOverLast.Status.ToString()),
        Number("MarkLastBps", "bp", "B1: mark price against last close", row => row.Score.MarkOverLast.GapBps),
    ];
}
