using Decoupling.Pipeline.Venues;

namespace Decoupling.Pipeline.Tests.Venues;

public sealed class VenueClockTests
{
    private static readonly DateTimeOffset SentAt = Recording.NowAt;

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void From_WhereverInTheTripTheVenueReadItsClock_TheTruthIsWithinTheUncertainty(double shareOfTrip)
    {
        var trip = TimeSpan.FromMilliseconds(101);
        var ahead = TimeSpan.FromMilliseconds(1_270);
        var venueAt = SentAt + (trip * shareOfTrip) + ahead;

        var clock = VenueClock.From(Ms(venueAt), SentAt, SentAt + trip).Value.ShouldNotBeNull();

        clock.Uncertainty.ShouldBe(TimeSpan.FromMilliseconds(51));
        (clock.ServerTimeAt - clock.AskedAt - ahead).Duration().ShouldBeLessThanOrEqualTo(clock.Uncertainty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    public void From_ClockOfWholeSeconds_TheTruthIsWithinTheUncertainty(int milliseconds)
    {
        var venueAt = SentAt.AddMilliseconds(milliseconds);
        var wholeSeconds = decimal.Truncate(Ms(venueAt) / 1000) * 1000;

        var clock = VenueClock
            .From(wholeSeconds, SentAt, SentAt, step: TimeSpan.FromSeconds(1))
            .Value.ShouldNotBeNull();

        clock.Uncertainty.ShouldBe(TimeSpan.FromMilliseconds(500));
        (clock.ServerTimeAt - venueAt).Duration().ShouldBeLessThanOrEqualTo(clock.Uncertainty);
    }

    [Fact]
    public void From_NoReadableTime_SaysSo()
    {
        VenueClock.From(1.5m, SentAt, SentAt).Reason.ShouldBe("it is missing or not readable");
        VenueClock.From(null, SentAt, SentAt).Value.ShouldBeNull();
    }

    [Fact]
    public void From_OurClockSetBackDuringTheTrip_HasNoNegativeUncertainty() =>
        VenueClock.From(Ms(SentAt), SentAt, SentAt.AddSeconds(-3)).Value!.Uncertainty.ShouldBe(TimeSpan.Zero);

    private static decimal Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
