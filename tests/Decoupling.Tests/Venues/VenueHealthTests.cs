using Decoupling.Venues;

namespace Decoupling.Tests.Venues;

public sealed class VenueHealthTests
{
    private const string Why = "Nothing came from bybit: the venue answered HTTP 503.";

    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset StartAt = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_TwoFailures_IsFailingAndStillAsked()
    {
        var health = Run(FiveMinutes, slots: 2).Health;

        health.State.ShouldBe(VenueState.Failing);
        health.FailedSlots.ShouldBe(2);
        health.FailingSinceAt.ShouldBe(StartAt);
        health.NextAskAt.ShouldBeNull();
        health.Reason.ShouldBe(Why);
    }

    [Theory]
    // Two slots after the third failure, then twice as many each time, and never over half an hour.
    [InlineData(1, new[] { 0, 1, 2, 4, 8, 16, 32, 62, 92 })]
    [InlineData(5, new[] { 0, 5, 10, 20, 40, 70, 100 })]
    [InlineData(15, new[] { 0, 15, 30, 60, 90, 120 })]
    [InlineData(60, new[] { 0, 60, 120, 180, 240 })]
    public void After_VenueThatStaysDead_IsAskedLessOften(int slotMinutes, int[] askedAtMinutes)
    {
        var slots = (askedAtMinutes[^1] / slotMinutes) + 1;

        var asked = Run(TimeSpan.FromMinutes(slotMinutes), slots).AskedAt;

        asked.Select(at => (int)(at - StartAt).TotalMinutes).ShouldBe(askedAtMinutes);
    }

    [Fact]
    public void After_ThirdFailure_IsDownSinceTheFirst()
    {
        var health = Run(FiveMinutes, slots: 3).Health;

        health.State.ShouldBe(VenueState.Down);
        health.FailingSinceAt.ShouldBe(StartAt);
        health.NextAskAt.ShouldBe(StartAt.AddMinutes(20));
        VenueColumns
            .Summarize(health)
            .ShouldBe($"bybit is down since 2026-01-05 12:00 UTC; next asked at 2026-01-05 12:20 UTC. {Why}");
    }

    [Fact]
    public void After_AnAnswer_IsUpAndForgetsItsFailures()
    {
        var at = StartAt.AddMinutes(20);

        var health = Run(FiveMinutes, slots: 3).Health.After(at, FiveMinutes, failure: null);

        health.ShouldBe(
            new VenueHealth
            {
                Venue = "bybit",
                LastSlotAt = at,
                LastAnswerAt = at,
            }
        );
    }

    [Fact]
    public void After_SlotThatWasTakenOrIsOlder_ChangesNothing()
    {
        var health = Run(FiveMinutes, slots: 3).Health;

        health.After(health.LastSlotAt, FiveMinutes, null).ShouldBeSameAs(health);
        health.After(StartAt, FiveMinutes, Why).ShouldBeSameAs(health);
        health.AfterRest(StartAt).ShouldBeSameAs(health);
    }

    [Fact]
    public void IsResting_SlotFromBeforeItWentDown_IsAsked() =>
        Run(FiveMinutes, slots: 3).Health.IsResting(StartAt.AddDays(-100)).ShouldBeFalse();

    private static (VenueHealth Health, List<DateTimeOffset> AskedAt) Run(TimeSpan slotLength, int slots)
    {
        var health = new VenueHealth { Venue = "bybit" };
        var asked = new List<DateTimeOffset>();
        for (var slotAt = StartAt; slotAt < StartAt + (slots * slotLength); slotAt += slotLength)
        {
            if (health.IsResting(slotAt))
            {
                health = health.AfterRest(slotAt);
                continue;
            }

            asked.Add(slotAt);
            health = health.After(slotAt, slotLength, Why);
        }

        return (health, asked);
    }
}
