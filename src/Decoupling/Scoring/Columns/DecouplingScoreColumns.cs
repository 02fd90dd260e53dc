using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>The columns of DecouplingScores, in order. The list is a contract: it changes by addition only.</summary>
public static class DecouplingScoreColumns
{
    /// <summary>All columns, those that every result table has first.</summary>
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        .. CommonColumns.All,
        Text("Status", "Ok when the main score stands, else why not", row => row.Score.Status.ToString()),
        Text("Reason", "a sentence on the status", row => row.Score.Reason),
        Text(
            "Summary",
            "a sentence for a person",
            row => ScoreSummary.Of(row.Card.Asset, row.Card.SlotLength, row.Score)
        ),
        Text("ReferenceVenue", "the venue of the spot market compared with", row => row.Score.ReferenceVenue),
        Text("ReferenceSymbol", "the symbol of that spot market", row => row.Score.ReferenceSymbol),
        .. DislocationColumns.All,
        .. BasisColumns.All,
        .. ReversionColumns.All,
        .. TrackingColumns.All,
        .. RobustColumns.All,
        .. BreakColumns.All,
        .. FundingColumns.All,
        .. HazardColumns.All,
        Number(
            "DataAgeSeconds",
            "s",
            "age of the older leg's last closed bar with trades, ≥ 0",
            row => row.Score.DataAge?.TotalSeconds
        ),
        Flag(
            "IsHistoryPartial",
            "the month of history of either leg is still being fetched, after a cold start",
            row => row.Score.HistoryIsPartial
        ),
        .. ClockColumns.All,
        .. CrossVenueColumns.All,
        .. DiscoveryColumns.All,
        .. ArbitrageColumns.All,
        .. QualityColumns.All,
    ];
}
