using Decoupling.Alerts;

namespace Decoupling.Tests.Alerts;

/// <summary>What is told and what is held back, by a row of values and what else holds.</summary>
public sealed class AlertTellingTests
{
    private static readonly AlertRule s_ladder = AlertHistory.AtLeast with
    {
        Levels =
        [
            new AlertLevel(AlertSeverity.Info, 10, 6),
            new AlertLevel(AlertSeverity.Warning, 20, 12),
            new AlertLevel(AlertSeverity.Critical, 30, 25),
        ],
    };

    [Fact]
    public void Tell_Ladder_TellsEachGraverLevelOnceAndTheEndAtTheGravest()
    {
        var decisions = AlertHistory.Decide(s_ladder, 10, 35, 11, 35, 20, 0);

        decisions.Select(AlertHistory.Word).ShouldBe(["Fired", "Escalated", null, null, null, "Resolved"]);
        decisions.Select(decision => decision.State.LevelsReached).ShouldBe([1, 3, 1, 3, 2, 0]);
        decisions
            .SelectMany(decision => decision.Notifications)
            .Select(told => told.Severity)
            .ShouldBe([AlertSeverity.Info, AlertSeverity.Critical, AlertSeverity.Critical]);
    }

    [Fact]
    public void Tell_FiresAgainWithinTheCooldown_IsHeldBackUntilItIsOver()
    {
        var rule = s_ladder with { Cooldown = TimeSpan.FromMinutes(20) };

        var decisions = AlertHistory.Decide(rule, 10, 0, 10, 10, 0, 10, 10, 10, 10, 0);

        // Over at 5 minutes; cold until 25; over again, untold, at 20 and cold until 40.
        decisions
            .Select(AlertHistory.Word)
            .ShouldBe(["Fired", "Resolved", "CoolingDown", null, null, "CoolingDown", null, null, "Fired", "Resolved"]);
    }

    [Fact]
    public void Tell_FiresAgainGraverWithinTheCooldown_IsToldAtOnce()
    {
        var rule = s_ladder with { Cooldown = TimeSpan.FromHours(1) };

        AlertHistory
            .Decide(rule, 10, 0, 20, 0, 10)
            .Select(AlertHistory.Word)
            .ShouldBe(["Fired", "Resolved", "Fired", "Resolved", "CoolingDown"]);
    }

    [Fact]
    public void Tell_RemindEveryTenMinutes_StopsWhereItIsAcknowledgedAndAnEscalationPasses()
    {
        var rule = s_ladder with { RemindEvery = TimeSpan.FromMinutes(10) };
        var known = new AlertContext
        {
            Acknowledgements =
            [
                new AlertAcknowledgement("dislocation/BTC/bybit/BTCUSDT", 1, "ann", AlertHistory.SlotAt(8)),
            ],
        };

        Words(rule, slot => slot < 3 ? AlertContext.None : known, 10, 10, 10, 10, 10, 20, 20, 20, 20, 0, 10, 10, 10)
            .ShouldBe([
                "Fired",
                null,
                "Reminded",
                null,
                null,
                "Escalated",
                null,
                null,
                "Reminded",
                "Resolved",
                "Fired",
                null,
                "Reminded",
            ]);
    }

    [Fact]
    public void Tell_Silenced_IsRecordedOnceAndToldWhenTheSilenceEnds()
    {
        var context = new AlertContext
        {
            Silences =
            [
                new AlertSilence(
                    "1",
                    "dislo*",
                    "BTC",
                    "b?bit",
                    AlertHistory.SlotAt(0),
                    AlertHistory.SlotAt(3),
                    "ann",
                    "known work"
                ),
            ],
        };

        Words(s_ladder, _ => context, 10, 10, 20, 20, 0).ShouldBe(["Silenced", null, null, "Fired", "Resolved"]);
        // On its way out when the silence ends: it still fires, and wakes nobody unless it comes back.
        Words(s_ladder, _ => context, 10, 10, 10, 7, 0).ShouldBe(["Silenced", null, null, null, null]);
        Words(s_ladder, _ => context, 10, 10, 10, 7, 10, 0)
            .ShouldBe(["Silenced", null, null, null, "Fired", "Resolved"]);
        Words(s_ladder, _ => context, 10, 0, 10, 0).ShouldBe(["Silenced", null, "Silenced", null]);
        Words(s_ladder with { Name = "hazard" }, _ => context, 10).ShouldBe(["Fired"]);
    }

    [Fact]
    public void Tell_Silenced_NamesTheAuthorAndTheEnd()
    {
        var silence = new AlertSilence(
            "1",
            "*",
            "*",
            "*",
            AlertHistory.SlotAt(0),
            AlertHistory.SlotAt(3),
            "ann",
            "known work"
        );

        var held = AlertDecision
            .Decide(s_ladder, AlertState.Initial, AlertHistory.Sample(0, 10), new AlertContext { Silences = [silence] })
            .Suppressions.ShouldHaveSingleItem();

        held.Reason.ShouldBe("Silenced by ann until 2026-01-05 00:15 UTC.");
        held.Notification.Id.ShouldBe("dislocation/BTC/bybit/BTCUSDT/1/fired");
    }

    [Fact]
    public void Tell_AnEnd_IsToldThroughSilenceInhibitionAndHours()
    {
        var rule = s_ladder with { InhibitedBy = ["market"], Hours = [new([], new(0, 0), new(0, 5))] };
        var loud = new AlertContext
        {
            FiringRules = ["market"],
            Silences =
            [
                new AlertSilence("1", "*", "*", "*", AlertHistory.SlotAt(0), AlertHistory.SlotAt(9), "ann", ""),
            ],
        };

        Words(rule, slot => slot == 0 ? AlertContext.None : loud, 10, 20, 0)
            .ShouldBe(["Fired", "Silenced", "Resolved"]);
    }

    [Fact]
    public void Tell_Inhibited_IsToldWhenTheOtherRuleIsOver()
    {
        var rule = s_ladder with { InhibitedBy = ["market"] };

        Words(rule, slot => new AlertContext { FiringRules = slot < 2 ? ["market", "other"] : ["other"] }, 10, 10, 10)
            .ShouldBe(["Inhibited", null, "Fired"]);
    }

    [Fact]
    public void Tell_OutOfHours_IsToldWhenTheyBegin()
    {
        var rule = s_ladder with { Hours = [new([], new(0, 10), new(0, 15))] };

        Words(rule, _ => AlertContext.None, 10, 10, 10).ShouldBe(["OutOfHours", null, "Fired"]);
    }

    private static IEnumerable<string?> Words(AlertRule rule, Func<int, AlertContext> context, params double?[] values)
    {
        var state = AlertState.Initial;
        for (var slot = 0; slot < values.Length; slot++)
        {
            var decision = AlertDecision.Decide(rule, state, AlertHistory.Sample(slot, values[slot]), context(slot));
            state = decision.State;
            yield return AlertHistory.Word(decision);
        }
    }
}
