using Decoupling.Alerts;

namespace Decoupling.Tests.Alerts;

public sealed class AlertRuleTests
{
    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("a_b")]
    [InlineData("größe")]
    public void Validate_Name_MayHoldLettersDigitsDotsAndHyphensOnly(string name) =>
        Should
            .Throw<ArgumentException>((AlertHistory.AtLeast with { Name = name }).Validate)
            .Message.ShouldBe($"Rule '{name}' may hold letters, digits, dots and hyphens only in its name.");

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(1, double.NegativeInfinity)]
    public void Validate_LevelNotFinite_NamesTheRule(double enter, double leave) =>
        Should
            .Throw<ArgumentException>(
                (AlertHistory.AtLeast with { Levels = [new AlertLevel(AlertSeverity.Warning, enter, leave)] }).Validate
            )
            .Message.ShouldBe("Rule 'dislocation' has a level that is not a finite number.");

    [Theory]
    [InlineData(AlertDirection.AtLeast, 10, 10.5)]
    [InlineData(AlertDirection.AtMost, 10, 9.5)]
    public void Validate_LeavesBeyondItsEnterLevel_SaysBothLevels(AlertDirection direction, double enter, double leave)
    {
        var rule = AlertHistory.AtLeast with
        {
            Direction = direction,
            Levels = [new AlertLevel(AlertSeverity.Warning, enter, leave)],
        };

        Should
            .Throw<ArgumentException>(rule.Validate)
            .Message.ShouldBe(
                FormattableString.Invariant(
                    $"Rule 'dislocation' leaves Warning at {leave} beyond its enter level {enter}; it would fire and resolve at once."
                )
            );
    }

    public static TheoryData<AlertRule, string> Unsound =>
        new()
        {
            { AlertHistory.AtLeast with { Levels = [] }, "has no level." },
            {
                AlertHistory.AtLeast with
                {
                    Levels = [new(AlertSeverity.Warning, 10, 6), new(AlertSeverity.Critical, 10, 6)],
                },
                "has Critical at 10 after Warning at 10; levels go from mild to grave, each beyond the one before."
            },
            {
                AlertHistory.AtMost with
                {
                    Levels = [new(AlertSeverity.Warning, -10, -6), new(AlertSeverity.Critical, -9, -6)],
                },
                "has Critical at -9 after Warning at -10; levels go from mild to grave, each beyond the one before."
            },
            { AlertHistory.AtLeast with { EnterWithinSlots = 101 }, "looks at 101 slots; 1 to 100 can be." },
            { AlertHistory.AtLeast with { EnterSlots = 0 }, "enters after 0 slots; it takes one at least." },
            { AlertHistory.AtLeast with { EnterSlots = 2 }, "wants 2 of 1 slots, which never happens." },
            { AlertHistory.AtLeast with { LeaveSlots = 0 }, "leaves after 0 slots; 1 to 100 can be." },
            { AlertHistory.AtLeast with { NoDataAfterSlots = 0 }, "has no data after 0 slots; it takes one at least." },
            { AlertHistory.AtLeast with { MinimumHold = -TimeSpan.FromMinutes(1) }, "holds for -00:01:00." },
            { AlertHistory.AtLeast with { Cooldown = -TimeSpan.FromMinutes(1) }, "cools down for -00:01:00." },
            { AlertHistory.AtLeast with { ChangeOver = TimeSpan.Zero }, "compares over 00:00:00." },
            { AlertHistory.AtLeast with { LateAfter = TimeSpan.Zero }, "is late after 00:00:00." },
            { AlertHistory.AtLeast with { RemindEvery = TimeSpan.Zero }, "reminds every 00:00:00." },
            { AlertHistory.AtLeast with { InhibitedBy = ["dislocation"] }, "is inhibited by itself." },
            {
                AlertHistory.AtLeast with
                {
                    Hours = [new([DayOfWeek.Monday, DayOfWeek.Monday], new(9, 0), new(17, 0))],
                },
                "has hours that name a day twice (Monday, Monday)."
            },
        };

    [Theory]
    [MemberData(nameof(Unsound), DisableDiscoveryEnumeration = true)]
    public void Validate_Unsound_NamesTheRuleAndWhatIsWrong(AlertRule rule, string fault) =>
        Should.Throw<ArgumentException>(rule.Validate).Message.ShouldBe($"Rule 'dislocation' {fault}");

    [Fact]
    public void Validate_SoundRules_Pass()
    {
        AlertRule[] rules =
        [
            AlertHistory.AtLeast,
            AlertHistory.AtMost,
            AlertHistory.AtLeast with
            {
                Levels = [new AlertLevel(AlertSeverity.Warning, 10, 10)],
            },
            AlertHistory.AtMost with
            {
                Levels = [new AlertLevel(AlertSeverity.Warning, -10, -10)],
            },
            AlertHistory.AtLeast with
            {
                Name = "Basis-5.min",
            },
        ];

        foreach (var rule in rules)
        {
            Should.NotThrow(rule.Validate);
        }
    }
}
