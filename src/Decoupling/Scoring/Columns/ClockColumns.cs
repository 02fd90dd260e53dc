using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>How far the venue's clock and ours are apart.</summary>
internal static class ClockColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text("ClockSkewStatus", "the venue's clock: status", row => row.Score.ClockSkew?.Status.ToString()),
        Number(
            "ClockSkewMilliseconds",
            "ms",
            "how far the venue's clock runs ahead of ours",
            row => row.Score.ClockSkew?.SkewMilliseconds
        ),
        Number(
            "ClockUncertaintyMilliseconds",
            "ms",
            "how far that may be off either way, ≥ 0",
            row => row.Score.ClockSkew?.UncertaintyMilliseconds
        ),
    ];
}
