using Decoupling.Pipeline.Health;

namespace Decoupling.Pipeline.Tests.Health;

public sealed class HealthReportTests
{
    private static readonly DateTimeOffset CheckedAt = new(2026, 1, 5, 3, 0, 40, TimeSpan.Zero);
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    [Fact]
    public void Of_NoRows_SaysThatNothingHasReported()
    {
        var report = HealthReport.Of([], CheckedAt, SlotLength);

        report.State.ShouldBe(HealthState.Failing);
        report.CheckedAt.ShouldBeNull();
        report.Needs.ShouldHaveSingleItem().Reason.ShouldBe("Nothing has reported yet.");
    }

    [Fact]
    public void Of_EverythingWell_NeedsNothing()
    {
        var report = HealthReport.Of(
            [Part("Storage", "Storage"), Part("Asset", "BTC"), Part("Step", "FetchSnapshots")],
            CheckedAt.AddMinutes(2),
            SlotLength
        );

        report.State.ShouldBe(HealthState.Ok);
        report.Needs.ShouldBeEmpty();
        report.Parts.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(5, 15, false)]
    [InlineData(5, 16, true)]
    [InlineData(1, 15, false)]
    [InlineData(60, 180, false)]
    [InlineData(60, 181, true)]
    public void Of_Silence_IsFailingAfterThreeSlotsOrAQuarterOfAnHour(
        int slotMinutes,
        int silentMinutes,
        bool isFailing
    )
    {
        var report = HealthReport.Of(
            [Part("Storage", "Storage")],
            CheckedAt.AddMinutes(silentMinutes),
            TimeSpan.FromMinutes(slotMinutes)
        );

        report.State.ShouldBe(isFailing ? HealthState.Failing : HealthState.Ok);
        report.Needs.Count.ShouldBe(isFailing ? 1 : 0);
    }

    [Fact]
    public void Of_SeveralNeeds_NamesTheGravestFirstWithAdvice()
    {
        var report = HealthReport.Of(
            [
                Part("Storage", "Storage"),
                Part("Failures", "Failures", HealthState.Attention),
                Part("Asset", "BTC", HealthState.Failing),
            ],
            CheckedAt,
            SlotLength
        );

        report.Needs.Select(need => need.What).ShouldBe(["BTC", "failures"]);
        report.Needs.ShouldAllBe(need => need.Advice.Length > 0 && need.Reason.Length > 0);
        report.State.ShouldBe(HealthState.Failing);
    }

    [Fact]
    public void Of_PartThatIsLookedAtNoMore_IsLeftOut()
    {
        var gone = Part("Asset", "LUNA", HealthState.Failing) with { AsOf = CheckedAt.AddDays(-3) };

        var report = HealthReport.Of([Part("Storage", "Storage"), gone], CheckedAt, SlotLength);

        report.State.ShouldBe(HealthState.Ok);
        report.Parts.ShouldHaveSingleItem();
    }

    [Fact]
    public void Of_DeliveryThatHasNotRun_IsFailingThoughItsLastRunWasWell()
    {
        var silent = Part("Step", "DeliverNotifications") with { AsOf = CheckedAt.AddMinutes(-16) };
        var daily = Part("Step", "PurgeRows") with { AsOf = CheckedAt.AddHours(-20) };

        var report = HealthReport.Of([Part("Storage", "Storage"), silent, daily], CheckedAt, SlotLength);

        report.Needs.ShouldHaveSingleItem().What.ShouldBe("DeliverNotifications");
    }

    private static HealthReading Part(string kind, string name, HealthState state = HealthState.Ok) =>
        new()
        {
            Kind = kind,
            Name = name,
            AsOf = CheckedAt,
            State = state,
            Reason = "A reason.",
        };
}
