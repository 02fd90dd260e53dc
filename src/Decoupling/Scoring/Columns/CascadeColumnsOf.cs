using System.Globalization;

namespace Decoupling.Scoring.Columns;

/// <summary>The columns of a shock and of a loop, for tables that have a row a derivative and for those that have a row an asset.</summary>
/// <typeparam name="TRow">What a row is made of.</typeparam>
internal static class CascadeColumnsOf<TRow>
{
    public static IEnumerable<ResultColumn<TRow>> Shock(string move, double shock, Func<TRow, ShockReading?> reading)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Cascade{move}{100 * shock:0}Percent");
        return
        [
            ColumnsOf<TRow>.Number(
                $"{name}ForcedUsd",
                "USD",
                "E2: closed by force after this shock, ≥ 0",
                row => reading(row)?.ForcedUsd
            ),
            ColumnsOf<TRow>.Number(
                $"{name}MovePercent",
                "%",
                "E2: the whole move that it ends in, the shock included",
                row => 100 * reading(row)?.TotalMove
            ),
            ColumnsOf<TRow>.Number(
                $"{name}BadDebtUsd",
                "USD",
                "E2: lost beyond the positions' margins, ≥ 0",
                row => reading(row)?.BadDebtUsd
            ),
            ColumnsOf<TRow>.Text(
                $"{name}Outcome",
                "E2: Settled, BookExhausted or CutOff",
                row => reading(row)?.Outcome.ToString()
            ),
            ColumnsOf<TRow>.Number(
                $"Stressed{name}MovePercent",
                "%",
                "E2: the whole move where three tenths of the depth stay",
                row => 100 * reading(row)?.StressedMove
            ),
            ColumnsOf<TRow>.Number(
                $"{name}InsuranceCover",
                "×",
                "D9: a ratio, the insurance fund over that bad debt, ≥ 0; below 1 the rest falls on auto-deleveraging; absent without either",
                row => reading(row)?.InsuranceCover
            ),
        ];
    }

    public static IEnumerable<ResultColumn<TRow>> Loop(string move, Func<TRow, LoopReading?> reading) =>
        [
            ColumnsOf<TRow>.Number(
                $"{move}LoopGain",
                "",
                "E3: a ratio, the USD that a forced USD forces next, ≥ 0; runaway from 1",
                row => reading(row)?.Gain
            ),
            ColumnsOf<TRow>.Number(
                $"{move}LoopAmplification",
                "",
                "E3: a ratio, the whole move over a small shock, ≥ 1",
                row => reading(row)?.Amplification
            ),
            ColumnsOf<TRow>.Number(
                $"{move}LoopGainMaximum",
                "",
                "E3: a ratio, the largest loop gain within 10 % of the price, ≥ 0",
                row => reading(row)?.MaximumGain
            ),
            ColumnsOf<TRow>.Number(
                $"{move}LoopTriggerPercent",
                "%",
                "E3: the smallest move after which the loop gain reaches 1, ≥ 0",
                row => 100 * reading(row)?.TriggerShock
            ),
        ];
}
