using static Decoupling.Scoring.Columns.ColumnTypes;

namespace Decoupling.Scoring.Columns;

/// <summary>Columns of DecouplingScores: whether the basis comes back, how fast, and how likely, B3 and B4.</summary>
internal static class ReversionColumns
{
    private static readonly TimeSpan[] Horizons =
    [
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(24),
    ];

    public static IReadOnlyList<ResultColumn<ScoredRow>> All { get; } =
    [
        Text("AdfStatus", "B4: status of the unit-root test", row => row.Score.Reversion.UnitRoot.Status.ToString()),
        Number(
            "AdfStatistic",
            "",
            "B4: t-statistic of the log basis; the lower, the surer it comes back",
            row => row.Score.Reversion.UnitRoot.Statistic
        ),
        Number(
            "AdfPValue",
            "",
            "B4: probability of it where nothing comes back, 0 to 1",
            row => row.Score.Reversion.UnitRoot.PValue
        ),
        Count("AdfLags", "B4: lags that Akaike's criterion chose", row => row.Score.Reversion.UnitRoot.Lags),
        Text("KpssStatus", "B4: status of the level test", row => row.Score.Reversion.Level.Status.ToString()),
        Number(
            "KpssStatistic",
            "",
            "B4: statistic of the log basis; the higher, the surer its level drifts",
            row => row.Score.Reversion.Level.Statistic
        ),
        Number(
            "KpssPValue",
            "",
            "B4: probability of it where the level keeps, 0 to 1",
            row => row.Score.Reversion.Level.PValue
        ),
        Text("ReversionStatus", "B3: status; of the half-life and the odds", StatusOf),
        Number(
            "HalfLifeMinutes",
            "min",
            "B3: half of a deviation is gone by then, > 0; absent where the basis does not come back",
            row => 60 * row.Score.Reversion.Process.HalfLifeHours
        ),
        Flag(
            "IsReversionBrownian",
            "B3: nothing says that the basis comes back; the odds are a random walk's",
            row => row.Score.Reversion.Odds.IsBrownian
        ),
        .. Horizons.Select(OddsColumn),
    ];

    /// <summary>The odds refuse what the fit refuses, and more.</summary>
    private static string StatusOf(ScoredRow row) => row.Score.Reversion.Odds.Status.ToString();

    private static ResultColumn<ScoredRow> OddsColumn(TimeSpan horizon) =>
        Number(
            $"ReversionProbability{horizon.TotalHours:0}h",
            "",
            $"B3: probability of being back at the mean within {horizon.TotalHours:0} h, 0 to 1",
            row => ProbabilityOf(row, horizon)
        );

    private static double? ProbabilityOf(ScoredRow row, TimeSpan horizon)
    {
        var odds = row.Score.Reversion.Odds.Odds;
        for (var i = 0; i < odds.Count; i++)
        {
            if (odds[i].Horizon == horizon)
            {
                return odds[i].Probability;
            }
        }

        return null;
    }
}
