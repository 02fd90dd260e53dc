using Decoupling.Alerts;

namespace Decoupling.Tests.Alerts;

public sealed class AlertDecisionTests
{
    [Theory]
    [InlineData(AlertDirection.AtLeast, 10)]
    [InlineData(AlertDirection.AtLeast, 11)]
    [InlineData(AlertDirection.AtMost, -10)]
    [InlineData(AlertDirection.AtMost, -11)]
    public void Decide_AtTheEnterLevel_Fires(AlertDirection direction, double value)
    {
        var decision = AlertHistory.Decide(Rule(direction), value)[0];

        var state = decision.State;
        (state.Phase, state.IsFiring, state.Generation).ShouldBe((AlertPhase.Firing, true, 1));
        (state.LastSlotAt, state.SinceAt).ShouldBe((AlertHistory.SlotAt(0), AlertHistory.SlotAt(0)));
        state.PeakValue.ShouldBe(value);
        AlertHistory.Word(decision).ShouldBe("Fired");
    }

    [Theory]
    [InlineData(AlertDirection.AtLeast, 9.999999)]
    [InlineData(AlertDirection.AtLeast, -20)]
    [InlineData(AlertDirection.AtMost, -9.999999)]
    [InlineData(AlertDirection.AtMost, 20)]
    public void Decide_ShortOfTheEnterLevel_AdvancesTheSlotOnly(AlertDirection direction, double value)
    {
        var decision = AlertHistory.Decide(Rule(direction), value)[0];

        decision.State.ShouldBe(
            AlertState.Initial with
            {
                LastSlotAt = AlertHistory.SlotAt(0),
                Marks = decision.State.Marks,
            }
        );
        AlertHistory.Word(decision).ShouldBeNull();
    }

    [Theory]
    [InlineData(AlertDirection.AtLeast, 6)]
    [InlineData(AlertDirection.AtLeast, 9)]
    [InlineData(AlertDirection.AtMost, -6)]
    [InlineData(AlertDirection.AtMost, -9)]
    public void Decide_BetweenTheLevels_StaysAsItIs(AlertDirection direction, double between)
    {
        var rule = Rule(direction);

        var inactive = AlertHistory.Decide(rule, between)[^1];
        var firing = AlertHistory.Decide(rule, rule.Levels[0].Enter, between)[^1];

        (inactive.State.IsFiring, AlertHistory.Word(inactive)).ShouldBe((false, null));
        (firing.State.IsFiring, AlertHistory.Word(firing)).ShouldBe((true, null));
        firing.State.SinceAt.ShouldBe(AlertHistory.SlotAt(0));
    }

    [Theory]
    [InlineData(AlertDirection.AtLeast, 5.999999)]
    [InlineData(AlertDirection.AtLeast, -20)]
    [InlineData(AlertDirection.AtMost, -5.999999)]
    [InlineData(AlertDirection.AtMost, 20)]
    public void Decide_BeyondTheLeaveLevel_Resolves(AlertDirection direction, double value)
    {
        var rule = Rule(direction);

        var decision = AlertHistory.Decide(rule, rule.Levels[0].Enter, value)[^1];

        var state = decision.State;
        (state.Phase, state.IsFiring, state.Generation).ShouldBe((AlertPhase.Resolved, false, 1));
        (state.LastSlotAt, state.ResolvedAt).ShouldBe((AlertHistory.SlotAt(1), AlertHistory.SlotAt(1)));
        AlertHistory.Word(decision).ShouldBe("Resolved");
    }

    [Fact]
    public void Decide_EqualLevels_FiresAtThemAndResolvesUnderThem()
    {
        var rule = AlertHistory.AtLeast with { Levels = [new(AlertSeverity.Warning, 10, 10)] };

        var decisions = AlertHistory.Decide(rule, 10, 10, 9.99, 10);

        decisions.Select(AlertHistory.Word).ShouldBe(["Fired", null, "Resolved", "Fired"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Decide_NoValue_ChangesNothingButTheSlot(double? missing)
    {
        var firing = AlertHistory.Decide(AlertHistory.AtLeast, 12)[0].State;

        var whileFiring = AlertDecision.Decide(
            AlertHistory.AtLeast,
            firing,
            AlertHistory.Sample(1, missing),
            AlertContext.None
        );
        var whileInactive = AlertHistory.Decide(AlertHistory.AtLeast, missing)[0];

        whileFiring.State.ShouldBe(firing with { LastSlotAt = AlertHistory.SlotAt(1), SlotsWithoutValue = 1 });
        whileInactive.State.ShouldBe(
            AlertState.Initial with
            {
                LastSlotAt = AlertHistory.SlotAt(0),
                SlotsWithoutValue = 1,
            }
        );
        new[] { whileFiring, whileInactive }.Select(AlertHistory.Word).ShouldAllBe(word => word == null);
    }

    [Theory]
    [InlineData(5, 12.0)]
    [InlineData(4, 12.0)]
    [InlineData(4, 0.0)]
    [InlineData(4, null)]
    public void Decide_SlotNotNewer_IsTheSameStateAndSilent(int slot, double? value)
    {
        var inactive = AlertState.Initial with { LastSlotAt = AlertHistory.SlotAt(5) };
        var firing = AlertHistory.Decide(AlertHistory.AtLeast, null, null, null, null, null, 12)[^1].State;

        foreach (var state in new[] { inactive, firing })
        {
            var decision = AlertDecision.Decide(
                AlertHistory.AtLeast,
                state,
                AlertHistory.Sample(slot, value),
                AlertContext.None
            );

            decision.State.ShouldBeSameAs(state);
            AlertHistory.Word(decision).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(AlertDirection.AtLeast, 1)]
    [InlineData(AlertDirection.AtMost, -1)]
    public void Decide_WhileFiring_KeepsTheValueFurthestBeyondTheLevel(AlertDirection direction, int sign)
    {
        var decisions = AlertHistory.Decide(Rule(direction), [12 * sign, 30 * sign, null, 11 * sign, 2 * sign]);

        decisions
            .Select(decision => decision.State.PeakValue)
            .ShouldBe([12 * sign, 30 * sign, 30 * sign, 30 * sign, 30 * sign]);
        var resolved = decisions[4].Notifications.ShouldHaveSingleItem();
        (resolved.Value, resolved.PeakValue).ShouldBe((2 * sign, 30 * sign));
        (resolved.SinceAt, resolved.SlotAt).ShouldBe((AlertHistory.SlotAt(0), AlertHistory.SlotAt(4)));
    }

    [Fact]
    public void Decide_FiresAgain_CountsAGenerationAndForgetsTheLastPeak()
    {
        var decisions = AlertHistory.Decide(AlertHistory.AtLeast, 30, 0, 10);

        var again = decisions[2];
        (again.State.Generation, again.State.PeakValue).ShouldBe((2, 10));
        again.State.SinceAt.ShouldBe(AlertHistory.SlotAt(2));
    }

    [Fact]
    public void Decide_NullArgument_Throws()
    {
        var sample = AlertHistory.Sample(0, 1);

        var (rule, state, none) = (AlertHistory.AtLeast, AlertState.Initial, AlertContext.None);

        Should.Throw<ArgumentNullException>(() => AlertDecision.Decide(null!, state, sample, none));
        Should.Throw<ArgumentNullException>(() => AlertDecision.Decide(rule, null!, sample, none));
        Should.Throw<ArgumentNullException>(() => AlertDecision.Decide(rule, state, null!, none));
        Should.Throw<ArgumentNullException>(() => AlertDecision.Decide(rule, state, sample, null!));
    }

    private static AlertRule Rule(AlertDirection direction) =>
        direction == AlertDirection.AtLeast ? AlertHistory.AtLeast : AlertHistory.AtMost;
}
