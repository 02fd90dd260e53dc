using Decoupling.Alerts;
using Decoupling.Pipeline.Alerts;
using Decoupling.Pipeline.Settings;
using Decoupling.Pipeline.Storage;
using Decoupling.Scoring.Columns;

namespace Decoupling.Pipeline.Tests.Alerts;

public sealed class HazardRuleTests
{
    private static readonly AlertRule s_rule = new AlertOptions()
        .Rules(TimeSpan.FromMinutes(5))
        .Single(rule => rule.Name == "hazard");

    [Fact]
    public void Rules_Hazard_ReadsColumnsThatThereAre()
    {
        var columns = DecouplingScoreColumns.All.Select(column => column.Name).ToArray();

        columns.ShouldContain(s_rule.Column);
        s_rule.ShownColumns.ShouldBeSubsetOf(columns);
        s_rule.Levels.ShouldHaveSingleItem().Severity.ShouldBe(AlertSeverity.Info);
    }

    [Fact]
    public void Rules_HazardTurnedOff_LeavesTheOthers() =>
        new AlertOptions { Hazard = false }
            .Rules(TimeSpan.FromMinutes(5))
            .Select(rule => rule.Name)
            .ShouldBe(["dislocation", "market-wide", "bad-data", "venue-down"]);

    [Fact]
    public void Decide_StateEntersAndEnds_FiresAndResolvesAndSilenceDoesNeither()
    {
        var state = AlertState.Initial;
        var told = new List<string>();
        foreach (var (slot, elevated) in ((int?[])[0, null, 1, 1, null, 1, 0, 0]).Select((value, i) => (i, value)))
        {
            var decision = AlertDecision.Decide(
                s_rule,
                state,
                AlertSamples.From(s_rule, "BTC", Row(slot, elevated)),
                AlertContext.None
            );
            state = decision.State;
            told.AddRange(
                decision.Notifications.Select(notification =>
                    $"{slot} {notification.Kind}: {notification.Facts[0].Text}"
                )
            );
        }

        told.ShouldBe(["2 Fired: 7 d drawdown +0.82", "6 Resolved: 7 d drawdown +0.82"]);
    }

    private static TableRow Row(int slot, int? elevated) =>
        new RowBuilder("p", $"{slot}")
            .Add("Venue", "binance")
            .Add("Symbol", "BTCUSDT")
            .Add("AsOf", DislocationRows.SlotAt(slot))
            .Add("Summary", "A state.")
            .Add("HazardElevated", elevated)
            .Add("HazardDrivers", "7 d drawdown +0.82")
            .Build();
}
