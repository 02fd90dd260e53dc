using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: since when basis and beta are not what they were, B6.</summary>
internal static class BreakColumns
{
    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text(
            "BasisBreakStatus",
            "B6: status of the basis' change",
            row => row.Score.BasisBreak.Found.Status.ToString()
        ),
        Time("BasisBreakAt", "B6: close of the new level's first bar", row => row.Score.BasisBreak.At),
        Time("BasisBreakFromAt", "B6: the earliest that it was, 95 %", row => row.Score.BasisBreak.FromAt),
        Time("BasisBreakToAt", "B6: the latest that it was, 95 %", row => row.Score.BasisBreak.ToAt),
        Number("LevelBeforeBps", "bp", "B6: mean basis before", row => row.Score.BasisBreak.Found.MeanBefore),
        Number("LevelAfterBps", "bp", "B6: mean basis after", row => row.Score.BasisBreak.Found.MeanAfter),
        Number(
            "BasisBreakFStatistic",
            "",
            "B6: sup-F statistic of one change of level, ≥ 0",
            row => row.Score.BasisBreak.Found.Statistic
        ),
        Number(
            "BasisBreakPValue",
            "",
            "B6: probability of it were there none, 0 to 0.2; absent above",
            row => row.Score.BasisBreak.Found.PValue
        ),
        Text("BetaBreakStatus", "B6: status of beta's change", row => row.Score.BetaBreak.Found.Status.ToString()),
        Time("BetaBreakAt", "B6: close of the new beta's first bar", row => row.Score.BetaBreak.At),
        Number("BetaBefore", "", "B6: β before", row => row.Score.BetaBreak.Found.BetaBefore),
        Number("BetaAfter", "", "B6: β after", row => row.Score.BetaBreak.Found.BetaAfter),
        Number(
            "BetaBreakPValue",
            "",
            "B6: probability of it were there none, 0 to 0.2; absent above",
            row => row.Score.BetaBreak.Found.PValue
        ),
        Text(
            "CusumStatus",
            "B6: status of the innovations' CUSUM",
            row => row.Score.Innovations.Cusum.Status.ToString()
        ),
        Count("CusumAlarms", "B6: its alarms in the window", row => row.Score.Innovations.Cusum.Alarms?.Count),
        Time("CusumAlarmAt", "B6: close of the last alarm's bar", row => row.Score.Innovations.AlarmAt),
        Count(
            "CusumAlarmDirection",
            "B6: 1 where the derivative had gained on its reference, -1 lost",
            row => row.Score.Innovations.AlarmDirection
        ),
        Number(
            "CusumFalseAlarmsPerDay",
            "alarms per day",
            "B6: expected where nothing changes and innovations are independent, > 0",
            row => row.Score.Innovations.FalseAlarmsPerDay
        ),
    ];
}
