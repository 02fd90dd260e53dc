using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: co-movement by ranks, in falls and rises, and at the ends, A5.</summary>
internal static class RobustColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text("RankStatus", "A5: status of the rank correlations", row => row.Score.Robust.Ranks.Status.ToString()),
        Number("Spearman", "", "A5: ρ of ranks, -1 to 1", row => row.Score.Robust.Ranks.Spearman),
        Number("Kendall", "", "A5: τ_b, a correlation of order, -1 to 1", row => row.Score.Robust.Ranks.Kendall),
        Text("DownsideStatus", "A5: status of falls and rises", row => row.Score.Robust.Downside.Status.ToString()),
        Number(
            "CoSemicorrelation",
            "",
            "A5: correlation of falls alone, 0 to 1",
            row => row.Score.Robust.Downside.CoSemicorrelation
        ),
        Number("FallBeta", "", "A5: β where the reference fell", row => row.Score.Robust.Downside.BetaOfFalls),
        Number("RiseBeta", "", "A5: β where the reference rose", row => row.Score.Robust.Downside.BetaOfRises),
        Text("ExceedanceStatus", "A5: status of the quarters", row => row.Score.Robust.Exceedance.Status.ToString()),
        Number(
            "LowerCorrelation",
            "",
            "A5: ρ in the reference's lowest quarter, -1 to 1",
            row => row.Score.Robust.Exceedance.LowerCorrelation
        ),
        Number(
            "LowerNormalCorrelation",
            "",
            "A5: ρ that a normal pair has there",
            row => row.Score.Robust.Exceedance.LowerGaussian
        ),
        Number(
            "UpperCorrelation",
            "",
            "A5: ρ in the reference's highest quarter, -1 to 1",
            row => row.Score.Robust.Exceedance.UpperCorrelation
        ),
        Number(
            "UpperNormalCorrelation",
            "",
            "A5: ρ that a normal pair has there",
            row => row.Score.Robust.Exceedance.UpperGaussian
        ),
        Text("TailStatus", "A5: status of the worst moves", row => row.Score.Robust.Tail.Status.ToString()),
        Number(
            "LowerTailDependence",
            "",
            "A5: χ, the share of the reference's worst moves that are among the derivative's, 0 to 1",
            row => row.Score.Robust.Tail.LowerTailDependence
        ),
        Number(
            "StudentTTailDependence",
            "",
            "A5: λ, where a t-copula of the same τ ends, 0 to 1",
            row => row.Score.Robust.Tail.StudentTLimit
        ),
    ];
}
