using Decoupling.Pipeline.Settings;
using NCrontab;

namespace Decoupling.Pipeline.Tests.Settings;

/// <summary>The check at start-up against the parser that the local host runs on.</summary>
public sealed class ScheduleOptionsTests
{
    private static readonly CrontabSchedule.ParseOptions SixFields = new() { IncludingSeconds = true };

    [Fact]
    public void Defaults_Parse_AndRunAsOftenAsTheySay()
    {
        var schedules = new ScheduleOptions();

        schedules.Validate();
        RunsPerDay(schedules.Fetch).ShouldBe(288);
        RunsPerDay(schedules.Check).ShouldBe(288);
        RunsPerDay(schedules.Summarize).ShouldBe(24);
        RunsPerDay(schedules.Deliver).ShouldBe(2_880);
        RunsPerDay(schedules.Baseline).ShouldBe(1);
    }

    [Theory]
    [InlineData("0 0 0 1 1 0")]
    [InlineData("59 59 23 31 12 6")]
    [InlineData("*/30 0-10,20-30/5 * * * *")]
    [InlineData("0 0 9 * JAN-MAR MON-FRI")]
    [InlineData("0  0 9 * * 1,3,5")]
    public void Validate_SoundExpression_PassesAndParses(string schedule)
    {
        Should.NotThrow(new ScheduleOptions { Fetch = schedule }.Validate);
        CrontabSchedule.TryParse(schedule, SixFields).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("* 60 * * * *")]
    [InlineData("* * 24 * * *")]
    [InlineData("* * * 0 * *")]
    [InlineData("* * * 32 * *")]
    [InlineData("* * * * 13 *")]
    [InlineData("* * * * * 7")]
    [InlineData("MON * * * * *")]
    [InlineData("1- * * * * *")]
    [InlineData(", * * * * *")]
    [InlineData("-1 * * * * *")]
    [InlineData("@hourly")]
    public void Validate_WrongExpression_IsRefusedAndDoesNotParse(string schedule)
    {
        var thrown = Should.Throw<ArgumentException>(new ScheduleOptions { Check = schedule }.Validate);

        thrown.Message.ShouldStartWith($"CheckSchedule is '{schedule}'");
        CrontabSchedule.TryParse(schedule, SixFields).ShouldBeNull();
    }

    [Fact]
    public void Validate_StepOfZero_IsRefusedThoughTheParserTakesItForEverySecond() =>
        Should
            .Throw<ArgumentException>(new ScheduleOptions { Deliver = "*/0 * * * * *" }.Validate)
            .Message.ShouldStartWith("DeliverSchedule");

    private static int RunsPerDay(string schedule)
    {
        var from = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
        return CrontabSchedule
            .Parse(schedule, SixFields)
            .GetNextOccurrences(from.AddTicks(-1), from.AddDays(1))
            .Count();
    }
}
