using System.Globalization;
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
        .. GainColumns("Fall", cascade => cascade.FallGain),
        .. GainColumns("Rise", cascade => cascade.RiseGain),
        .. Shocks.SelectMany(shock => ShockColumns("Fall", PositionSide.Long, shock)),
        .. Shocks.SelectMany(shock => ShockColumns("Rise", PositionSide.Short, shock)),
    ];

    private static IEnumerable<ResultColumn<ScoredRow>> GainColumns(
        string move,
        Func<CascadeScore, LoopGainResult?> gain
    ) =>
        [
            Text(
                $"{move}LoopStatus",
                "E3: status, or Runaway where forced orders feed on themselves now",
                row => StatusOf(gain(row.Score.Cascade))
            ),
            Number(
                $"{move}LoopGain",
                "",
                "E3: a ratio, the USD that a forced USD forces next, ≥ 0; runaway from 1",
                row => gain(row.Score.Cascade)?.Gain
            ),
            Number(
                $"{move}LoopAmplification",
                "",
                "E3: a ratio, the whole move over a small shock, ≥ 1",
                row => gain(row.Score.Cascade)?.Amplification
            ),
            Number(
                $"{move}LoopGainMaximum",
                "",
                "E3: a ratio, the largest loop gain within 10 % of the price, ≥ 0",
                row => gain(row.Score.Cascade)?.MaximumGain
            ),
            Number(
                $"{move}LoopTriggerPercent",
                "%",
                "E3: the smallest move after which the loop gain reaches 1, ≥ 0",
                row => 100 * gain(row.Score.Cascade)?.TriggerShock
            ),
        ];

    private static IEnumerable<ResultColumn<ScoredRow>> ShockColumns(string move, PositionSide side, double shock)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{move}{100 * shock:0}Percent");
        return
        [
            Number(
                $"Cascade{name}ForcedUsd",
                "USD",
                "E2: closed by force after this shock, ≥ 0",
                row => row.Score.Cascade.Find(side, shock)?.Actual.ForcedUsd
            ),
            Number(
                $"Cascade{name}MovePercent",
                "%",
                "E2: the whole move that it ends in, the shock included",
                row => 100 * row.Score.Cascade.Find(side, shock)?.Actual.TotalMove
            ),
            Number(
                $"Cascade{name}BadDebtUsd",
                "USD",
                "E2: lost beyond the positions' margins, ≥ 0",
                row => row.Score.Cascade.Find(side, shock)?.Actual.BadDebtUsd
            ),
            Text(
                $"Cascade{name}Outcome",
                "E2: Settled, BookExhausted or CutOff",
                row => row.Score.Cascade.Find(side, shock)?.Actual.Outcome?.ToString()
            ),
            Number(
                $"StressedCascade{name}MovePercent",
                "%",
                "E2: the whole move where three tenths of the depth stay",
                row => 100 * row.Score.Cascade.Find(side, shock)?.Stressed.TotalMove
            ),
        ];
    }

    private static string? StatusOf(LoopGainResult? gain) =>
        gain?.Outcome == LoopGainOutcome.Runaway ? nameof(LoopGainOutcome.Runaway) : gain?.Status.ToString();
}
