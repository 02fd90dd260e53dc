using Decoupling.Cascades;
using Decoupling.Liquidation;
using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of LiquidationRisk: what shocks would end in, E2 and E3.</summary>
/// <remarks>They are of the default shocks; a shock that the options leave out has no value.</remarks>
internal static class CascadeColumns
{
    private static readonly double[] Shocks = [0.02, 0.05, 0.10];

    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text("CascadeStatus", "E2: status of map and book together", row => row.Score.Cascade.Status.ToString()),
        Flag(
            "IsCascadeDepthAssumed",
            "E2, E3: some of it rests on depth beyond the fetched book, at its mean density",
            row => row.Score.Cascade.IsDepthAssumed
        ),
        .. Loop("Fall", cascade => cascade.FallGain),
        .. Loop("Rise", cascade => cascade.RiseGain),
        .. Shocks.SelectMany(shock => Shock("Fall", PositionSide.Long, shock)),
        .. Shocks.SelectMany(shock => Shock("Rise", PositionSide.Short, shock)),
    ];

    private static IEnumerable<ResultColumn<ScoredRow>> Loop(string move, Func<CascadeScore, LoopGainResult?> gain) =>
        [
            Text(
                $"{move}LoopStatus",
                "E3: status",
                row => (gain(row.Score.Cascade)?.Status ?? row.Score.Cascade.Status).ToString()
            ),
            Text(
                $"{move}LoopOutcome",
                "E3: Damped, or Runaway where forced orders feed on themselves now",
                row => gain(row.Score.Cascade)?.Outcome?.ToString()
            ),
            .. CascadeColumnsOf<ScoredRow>.Loop(move, row => LoopReading.From(gain(row.Score.Cascade))),
        ];

    private static IEnumerable<ResultColumn<ScoredRow>> Shock(string move, PositionSide side, double shock) =>
        CascadeColumnsOf<ScoredRow>.Shock(
            move,
            shock,
            row => row.Score.Cascade.Find(side, shock) is { } cell ? ShockReading.From(cell) : null
        );
}
