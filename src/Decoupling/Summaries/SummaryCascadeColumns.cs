using System.Globalization;
using Decoupling.Liquidation;
using Decoupling.Scoring.Columns;
using static Decoupling.Scoring.Columns.ColumnsOf<Decoupling.Summaries.RiskSummary>;

namespace Decoupling.Summaries;

/// <summary>Columns of RiskSummaries: what a shock to all venues at once would end in, E2, E3 and E6.</summary>
internal static class SummaryCascadeColumns
{
    private static readonly double[] Shocks = [0.01, 0.02, 0.05, 0.10, 0.20];

    public static IReadOnlyList<ResultColumn<RiskSummary>> All { get; } =
    [
        Text("CascadeStatus", "E2: status of maps and books together", summary => summary.CascadeStatus.ToString()),
        Flag(
            "IsCascadeDepthAssumed",
            "E2, E3: some of it rests on depth beyond the fetched books, at their mean density",
            summary => summary.IsDepthAssumed
        ),
        .. LoopColumns("Fall", summary => summary.Fall),
        .. LoopColumns("Rise", summary => summary.Rise),
        Number(
            "LoopSpectralRadius",
            "",
            "E6: a ratio, how price and volatility feed on themselves by the known channels, ≥ 0",
            summary => summary.Loop?.SpectralRadius
        ),
        Text(
            "LoopMissingChannels",
            "E6: channels that are not known, and so not in it",
            summary => summary.Loop is { Missing.Count: > 0 } loop ? string.Join(' ', loop.Missing) : null
        ),
        .. Shocks.SelectMany(shock => ShockColumns("Fall", PositionSide.Long, shock)),
        .. Shocks.SelectMany(shock => ShockColumns("Rise", PositionSide.Short, shock)),
    ];

    private static IEnumerable<ResultColumn<RiskSummary>> LoopColumns(
        string move,
        Func<RiskSummary, SummaryLoop?> loop
    ) =>
        [
            Number(
                $"{move}LoopGain",
                "",
                "E3: a ratio, the USD that a forced USD forces next, ≥ 0; runaway from 1",
                summary => loop(summary)?.Gain
            ),
            Number(
                $"{move}LoopAmplification",
                "",
                "E3: a ratio, the whole move over a small shock, ≥ 1",
                summary => loop(summary)?.Amplification
            ),
            Number(
                $"{move}LoopGainMaximum",
                "",
                "E3: a ratio, the largest loop gain within 10 % of the price, ≥ 0",
                summary => loop(summary)?.MaximumGain
            ),
            Number(
                $"{move}LoopTriggerPercent",
                "%",
                "E3: the smallest move after which the loop gain reaches 1, ≥ 0",
                summary => 100 * loop(summary)?.TriggerShock
            ),
        ];

    private static IEnumerable<ResultColumn<RiskSummary>> ShockColumns(string move, PositionSide side, double shock)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Cascade{move}{100 * shock:0}Percent");
        return
        [
            Number(
                $"{name}ForcedUsd",
                "USD",
                "E2: closed by force after this shock, ≥ 0",
                summary => ShockOf(summary, side, shock)?.ForcedUsd
            ),
            Number(
                $"{name}MovePercent",
                "%",
                "E2: the whole move that it ends in, the shock included",
                summary => 100 * ShockOf(summary, side, shock)?.TotalMove
            ),
            Number(
                $"{name}BadDebtUsd",
                "USD",
                "E2: lost beyond the positions' margins, ≥ 0",
                summary => ShockOf(summary, side, shock)?.BadDebtUsd
            ),
            Text(
                $"{name}Outcome",
                "E2: Settled, BookExhausted or CutOff",
                summary => ShockOf(summary, side, shock)?.Outcome.ToString()
            ),
            Number(
                $"Stressed{name}MovePercent",
                "%",
                "E2: the whole move where three tenths of the depth stay",
                summary => 100 * ShockOf(summary, side, shock)?.StressedMove
            ),
        ];
    }

    private static SummaryShock? ShockOf(RiskSummary summary, PositionSide side, double shock)
    {
        foreach (var cell in summary.Shocks)
        {
            if (cell.Side == side && cell.Shock == shock)
            {
                return cell;
            }
        }

        return null;
    }
}
