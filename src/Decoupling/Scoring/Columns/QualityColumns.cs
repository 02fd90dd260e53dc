using Decoupling.Quality;
using Decoupling.Snapshots;
using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: whether the row's inputs can be trusted, and how old they are.</summary>
internal static class QualityColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text(
            "DataStatus",
            "Ok, Doubtful (used, or a bar left out) or BadData (an input was refused)",
            row => row.Score.Quality.Status.ToString()
        ),
        Text("DataReason", "a sentence on the gravest finding", row => row.Score.Quality.Reason),
        Text(
            "DataFindings",
            "input:gate of each finding, ! where the input was refused, spot. before the reference's; or none",
            row => TextOf(row.Score)
        ),
        Count("DataRefused", "inputs that were refused, 0 to 9", row => row.Score.Quality.RefusedCount),
        Number(
            "DataConfidence",
            "",
            "share of the inputs that a row needs which came, are young and passed, 0 to 1; no probability",
            row => row.Score.Quality.Confidence
        ),
        Number(
            "VerdictConfidence",
            "",
            "share of the venues' weight that agrees with VenueVerdict, times the share judged, 0 to 1; no probability",
            row => row.Score.VerdictConfidence
        ),
        Text("VerdictReason", "a sentence on VenueVerdict that names venue and input", row => row.Score.VerdictReason),
        Age("MarkAgeSeconds", "mark price", quality => quality.MarkAge),
        Age("IndexAgeSeconds", "index price", quality => quality.IndexAge),
        Age("FundingAgeSeconds", "funding rate", quality => quality.FundingAge),
        Age("OpenInterestAgeSeconds", "open interest", quality => quality.OpenInterestAge),
        Age("BookAgeSeconds", "order book", quality => quality.BookAge),
    ];

    private static ResultColumn<ScoredRow> Age(string name, string what, Func<DerivativeQuality, TimeSpan?> age) =>
        Number(
            name,
            "s",
            $"the slot's time less the venue's time of the {what}, negative when newer",
            row => age(row.Score.Quality)?.TotalSeconds
        );

    private static string TextOf(DerivativeScore score) =>
        score.Quality.Findings.Count == 0
            ? "none"
            : string.Join(
                ' ',
                score.Quality.Findings.Select(finding =>
                    $"{(finding.Kind == InstrumentKind.Spot ? "spot." : "")}{InputNames.Of(finding.Input)}:{finding.Gate}{(finding.Blocks ? "!" : "")}"
                )
            );
}
