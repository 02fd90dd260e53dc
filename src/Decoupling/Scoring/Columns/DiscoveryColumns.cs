using Decoupling.Scoring.CrossVenue;
using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: who moves first and who finds the price, A6 and A7, on the closes of bars.</summary>
internal static class DiscoveryColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        .. Against("Peer", "the other venues' perpetuals", score => score.PeerDiscovery),
        .. Against("Spot", "the reference", score => score.SpotDiscovery),
    ];

    private static IEnumerable<ResultColumn<ScoredRow>> Against(
        string prefix,
        string other,
        Func<DerivativeScore, DiscoveryScore> of
    ) =>
        [
            Text($"{prefix}LeadStatus", $"A6: status against {other}", row => of(row.Score).LeadLag.Status.ToString()),
            Number(
                $"{prefix}LeadSeconds",
                "s",
                $"A6: lead over {other} in whole bars, negative behind; 0 is within a bar",
                row => of(row.Score).LeadLag.LeadSeconds
            ),
            Number(
                $"{prefix}LeadLagRatio",
                "×",
                "A6: LLR over 3 bars each way, above 1 when it leads, ≥ 0",
                row => of(row.Score).LeadLag.LeadLagRatio
            ),
            Text(
                $"{prefix}DiscoveryStatus",
                "A7: status; OutOfDomain where bars are too long to see who follows",
                row => of(row.Score).Shares.Status.ToString()
            ),
            Number(
                $"{prefix}InformationShare",
                "",
                "A7: share of the news, midpoint of both orderings, 0 to 1",
                row => of(row.Score).Shares.Shares?.InformationShareMid
            ),
            Number(
                $"{prefix}InformationShareLow",
                "",
                "A7: the lesser share of the two orderings, 0 to 1",
                row => of(row.Score).Shares.Shares?.InformationShareLow
            ),
            Number(
                $"{prefix}InformationShareHigh",
                "",
                "A7: the greater share of the two orderings, 0 to 1",
                row => of(row.Score).Shares.Shares?.InformationShareHigh
            ),
            Number(
                $"{prefix}ComponentShare",
                "",
                "A7: share of the common price; outside 0 to 1 no share is to be trusted",
                row => of(row.Score).Shares.Shares?.ComponentShare
            ),
            Number(
                $"{prefix}LeadershipShare",
                "",
                "A7: share of leadership net of noise (ILS), 0 to 1",
                row => of(row.Score).Shares.Shares?.InformationLeadershipShare
            ),
        ];
}
