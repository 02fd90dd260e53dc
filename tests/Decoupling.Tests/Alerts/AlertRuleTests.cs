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
            .Message.ShouldBe($"Rule name '{name}' may hold letters, digits, dots and hyphens only.");

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(1, double.NegativeInfinity)]
    public void Validate_LevelNotFinite_NamesTheRule(double enter, double leave) =>
        Should
            .Throw<ArgumentException>((AlertHistory.AtLeast with { EnterLevel = enter, LeaveLevel = leave }).Validate)
            .Message.ShouldBe("Rule 'dislocation' has a level that is not a finite number.");

    [Theory]
    [InlineData(AlertDirection.AtLeast, 10, 10.5)]
    [InlineData(AlertDirection.AtMost, 10, 9.5)]
    public void Validate_LeavesBeyondItsEnterLevel_SaysBothLevels(AlertDirection direction, double enter, double leave)
    {
        var rule = AlertHistory.AtLeast with { Direction = direction, EnterLevel = enter, LeaveLevel = leave };

        Should
            .Throw<ArgumentException>(rule.Validate)
            .Message.ShouldBe(
                FormattableString.Invariant(
                    $"Rule 'dislocation' leaves at {leave} beyond its enter level {enter}; it would fire and resolve at once."
                )
            );
    }

    [Fact]
    public void Validate_SoundRules_Pass()
    {
        AlertRule[] rules =
        [
            AlertHistory.AtLeast,
            AlertHistory.AtMost,
            AlertHistory.AtLeast with
            {
                LeaveLevel = 10,
            },
            AlertHistory.AtMost with
            {
                LeaveLevel = -10,
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
