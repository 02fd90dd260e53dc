using Decoupling.Alerts;

namespace Decoupling.Tests.Alerts;

/// <summary>Each edge from phase to phase, by a row of values: 12 reaches the level 10, 8 holds it, 1 is back beyond the leave level 6.</summary>
public sealed class AlertPhaseTests
{
    private static readonly AlertRule s_careful = AlertHistory.AtLeast with
    {
        EnterSlots = 2,
        EnterWithinSlots = 3,
        LeaveSlots = 2,
        NoDataAfterSlots = 2,
        Cooldown = TimeSpan.FromMinutes(10),
        LateAfter = TimeSpan.FromMinutes(12),
    };

    public static TheoryData<double?[], string[]> Edges =>
        new()
        {
            { [1], ["Inactive"] },
            { [8], ["Inactive"] },
            { [12], ["Pending"] },
            { [12, 1], ["Pending", "Inactive"] },
            { [12, 12], ["Pending", "Firing"] },
            { [12, 1, 12], ["Pending", "Inactive", "Firing"] },
            { [12, 1, 1, 12], ["Pending", "Inactive", "Inactive", "Pending"] },
            { [12, null, 12], ["Pending", "Pending", "Firing"] },
            { [12, 12, 8], ["Pending", "Firing", "Firing"] },
            { [12, 12, 1, 8, 1, 1], ["Pending", "Firing", "Recovering", "Firing", "Recovering", "Resolved"] },
            { [12, 12, 1, null, 1], ["Pending", "Firing", "Recovering", "Recovering", "Resolved"] },
            { [12, 12, 1, 1, 1, 1], ["Pending", "Firing", "Recovering", "Resolved", "Resolved", "Inactive"] },
            { [12, 12, 1, 1, 12, 12], ["Pending", "Firing", "Recovering", "Resolved", "Pending", "Firing"] },
            { [null, null, null, 1], ["Inactive", "Inactive", "Inactive", "Inactive"] },
            { [1, null, null, 1], ["Inactive", "Inactive", "NoData", "Inactive"] },
            { [12, null, null, 12], ["Pending", "Pending", "NoData", "Pending"] },
            { [12, 12, null, null, 8], ["Pending", "Firing", "Firing", "NoData", "Firing"] },
            { [12, 12, null, null, 1, 1], ["Pending", "Firing", "Firing", "NoData", "Recovering", "Resolved"] },
        };

    [Theory]
    [MemberData(nameof(Edges), DisableDiscoveryEnumeration = true)]
    public void Next_Values_GoThroughThePhases(double?[] values, string[] phases) =>
        AlertHistory.Decide(s_careful, values).Select(decision => decision.State.Phase.ToString()).ShouldBe(phases);

    [Theory]
    [InlineData(12, false)]
    [InlineData(12.001, true)]
    public void WithoutSlot_Minutes_AreLateBeyondThePatience(double minutes, bool isLate)
    {
        var state = AlertHistory.Decide(s_careful, 12, 12)[^1].State;

        var checkedState = AlertTransition.WithoutSlot(
            s_careful,
            state,
            state.LastSlotAt + TimeSpan.FromMinutes(minutes)
        );

        (checkedState.Phase == AlertPhase.Late).ShouldBe(isLate);
        checkedState.IsFiring.ShouldBeTrue();
        checkedState.IsKnownToFire.ShouldBe(!isLate);
    }

    [Fact]
    public void WithoutSlot_LateNeverSeenOrWithoutPatience_StaysTheSame()
    {
        var now = AlertHistory.SlotAt(100);
        var late = AlertTransition.WithoutSlot(s_careful, AlertHistory.Decide(s_careful, 1)[0].State, now);
        var patient = AlertHistory.Decide(AlertHistory.AtLeast, 1)[0].State;

        AlertTransition.WithoutSlot(s_careful, late, now).ShouldBeSameAs(late);
        AlertTransition.WithoutSlot(s_careful, AlertState.Initial, now).ShouldBeSameAs(AlertState.Initial);
        AlertTransition.WithoutSlot(AlertHistory.AtLeast, patient, now).ShouldBeSameAs(patient);
    }

    [Fact]
    public void Next_SlotWithoutAValueAfterALateOne_IsNoLongerLateAndTellsNoDataBack()
    {
        var rule = s_careful with { NoDataAfterSlots = null };
        var last = AlertHistory.Decide(rule, 1)[0].State;
        var late = AlertDecision.Tell(
            rule,
            AlertTransition.WithoutSlot(rule, last, AlertHistory.SlotAt(3)),
            AlertHistory.Sample(0, null),
            new AlertContext { CheckedAt = AlertHistory.SlotAt(3) }
        );

        var empty = AlertDecision.Decide(rule, late.State, AlertHistory.Sample(4, null), AlertContext.None);
        var back = AlertDecision.Decide(rule, empty.State, AlertHistory.Sample(5, 1), AlertContext.None);

        new[] { late, empty, back }.Select(AlertHistory.Word).ShouldBe(["Late", null, "DataBack"]);
        empty.State.Phase.ShouldBe(AlertPhase.Inactive);
    }

    [Fact]
    public void Next_GapBeforeASlotWithoutAValue_CountsTheSlotsThatNeverCame()
    {
        var state = AlertHistory.Decide(s_careful, 1)[0].State;

        var after = AlertTransition.Next(s_careful, state, AlertHistory.Sample(2, null));

        (after.Phase, after.SlotsWithoutValue).ShouldBe((AlertPhase.NoData, 2));
    }

    [Theory]
    [InlineData(4, AlertPhase.Recovering)]
    [InlineData(5, AlertPhase.Resolved)]
    public void Next_MinimumHold_IsOverAtItsLength(int slot, AlertPhase expected)
    {
        var rule = AlertHistory.AtLeast with { MinimumHold = TimeSpan.FromMinutes(25) };
        double?[] values = [12, .. Enumerable.Repeat<double?>(1, slot)];

        AlertHistory.Decide(rule, values)[^1].State.Phase.ShouldBe(expected);
    }

    [Fact]
    public void Next_VerdictThatDoesNotCount_ReachesNoLevel()
    {
        var rule = AlertHistory.AtLeast with { Verdicts = ["VenueLocal"] };
        var firing = AlertTransition.Next(
            rule,
            AlertState.Initial,
            AlertHistory.Sample(0, 12) with
            {
                Verdict = "VenueLocal",
            }
        );

        var over = AlertTransition.Next(rule, firing, AlertHistory.Sample(1, 50) with { Verdict = "MarketWide" });

        (firing.Phase, over.Phase, over.PeakValue).ShouldBe((AlertPhase.Firing, AlertPhase.Resolved, 12));
    }

    [Fact]
    public void Next_ChangeOverTenMinutes_ComparesWithTheValueOfExactlyThen()
    {
        var rule = AlertHistory.AtLeast with { ChangeOver = TimeSpan.FromMinutes(10) };

        var decisions = AlertHistory.Decide(rule, 100, 105, 110, null, 115, 130);

        decisions.Select(AlertHistory.Word).ShouldBe([null, null, "Fired", null, "Resolved", null]);
        decisions[2].Notifications[0].Value.ShouldBe(10);
        decisions[4].Notifications[0].Value.ShouldBe(5);
        decisions[5].State.SlotsWithoutValue.ShouldBe(1);
    }
}
