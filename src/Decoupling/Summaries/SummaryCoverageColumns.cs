using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Summaries.RiskSummary>;

namespace Decoupling.Summaries;

/// <summary>Columns of RiskSummaries: what it rests on, and how old that is.</summary>
internal static class SummaryCoverageColumns
{
    public static IReadOnlyList<ResultColumn<RiskSummary>> All { get; } =
    [
        Count("Derivatives", "derivatives with rows", summary => summary.Coverage.Derivatives),
        Count("DerivativesScored", "those with a score", summary => summary.Coverage.DerivativesScored),
        Count(
            "DerivativesMapped",
            "those whose map and book are in the joint cascade",
            summary => summary.Coverage.DerivativesMapped
        ),
        Count("VenuesAsked", "venues that were asked", summary => summary.Coverage.VenuesAsked),
        Count("VenuesAnswered", "venues that gave a derivative", summary => summary.Coverage.VenuesAnswered),
        Count("MissingInputs", "inputs that venues did not give", summary => summary.Coverage.MissingInputs),
        Age("OldestRowAgeSeconds", "age of the rows and their snapshot", coverage => coverage.SnapshotAge),
        Age("OldestBookAgeSeconds", "age of the oldest book in the cascade", coverage => coverage.OldestBookAge),
        Age(
            "OldestOpenInterestAgeSeconds",
            "age of the oldest open interest in the maps",
            coverage => coverage.OldestOpenInterestAge
        ),
        Age("OldestReserveAgeSeconds", "age of the oldest count of a reserve", coverage => coverage.OldestReserveAge),
    ];

    private static ResultColumn<RiskSummary> Age(string name, string meaning, Func<SummaryCoverage, TimeSpan?> age) =>
        Number(name, "s", meaning, summary => age(summary.Coverage)?.TotalSeconds);
}
